"""Every page that people can see, at every phase and in every state worth a look, with the demo's content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from openlab.actions import accounts, pain_points
from openlab.actions.demo import load_demo
from openlab.db.queries import accounts as account_queries
from openlab.domain.phases import ORDER, Phase
from tests.browser.open_lab import PASSWORD, PASSWORD_HASH, OpenLab, Person, Server

LONG = (
    "Quand le dossier revient pour la troisième fois, personne ne sait dire quelle pièce manque, ni qui l'a demandée."
)
ONE_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@dataclass(frozen=True)
class Site:
    """A lab at each phase. Nadia has cards and no ballot; Yann has a ballot, which is set aside in the lab `aside`."""

    server: Server
    labs: dict[str, OpenLab]
    nadia: dict[str, Person]
    yann: dict[str, Person]
    welcome: str
    staff: str

    def at(self, path: str) -> str:
        """The address of a path, in which {vote} is the code of the lab at the vote and {vote_id} its number."""
        codes = {phase: lab.code for phase, lab in self.labs.items()}
        ids = {f"{phase}_id": lab.id for phase, lab in self.labs.items()}
        return self.server.url + path.format(**codes, **ids, welcome=self.welcome)


def build(folder: Path) -> Site:
    server = Server(folder)
    labs = {str(phase): _demo(server, phase) for phase in ORDER[:-1]}
    labs |= {"closed": _demo(server, Phase.CLOSED), "aside": _demo(server, Phase.VOTE)}
    nadia, yann = ({phase: _enter(lab, name) for phase, lab in labs.items()} for name in ("Nadia", "Yann"))
    _tidy(labs["collect"], nadia["collect"])
    _tidy(labs["sort"], nadia["sort"])
    first, second, *_ = (card.id for card in labs["vote"].room.votable)
    labs["vote"].ballot(yann["vote"], first, second)
    _set_a_ballot_aside(labs["aside"], yann["aside"])
    newcomer = server.act(accounts.add_account, "odile@example.org", "Odile")
    link = server.act(accounts.new_link, newcomer)
    server.act(accounts.change_password, labs["vote"].account, PASSWORD_HASH)
    return Site(server, labs, nadia, yann, link, server.act(accounts.sign_in, labs["vote"].account, "laptop"))


def _demo(server: Server, phase: Phase) -> OpenLab:
    demo = server.act(load_demo, phase)
    account = server.look(account_queries.account_by_email, demo.email)
    assert account
    return OpenLab(server, demo.lab.id, demo.lab.code, account.id, demo.email)


def _enter(lab: OpenLab, name: str) -> Person:
    """Nobody joins a closed lab: it is opened again for a moment."""
    phase = lab.room.phase
    if phase is Phase.CLOSED:
        lab.go_to(Phase.RESULTS)
    person = lab.person(name)
    lab.go_to(phase)
    return person


def _tidy(lab: OpenLab, giver: Person) -> None:
    phase = lab.room.phase
    lab.go_to(Phase.COLLECT)
    lab.card(LONG, LONG * 8, by=giver)
    hidden, withdrawn = lab.card(ONE_WORD, by=giver), lab.card("Celui-ci est retiré", by=giver)
    lab.facilitate(pain_points.hide_pain_point, hidden, True)
    lab.server.act(pain_points.withdraw_pain_point, lab.id, giver.id, withdrawn, True)
    lab.go_to(phase)


def _set_a_ballot_aside(lab: OpenLab, voter: Person) -> None:
    first, second, *_ = (card.id for card in lab.room.votable)
    lab.ballot(voter, first, second)
    lab.go_to(Phase.SORT)
    lab.facilitate(pain_points.merge_pain_points, [str(first), str(second)])
    lab.go_to(Phase.VOTE)


def nothing(page: Page) -> None:
    """The page as it comes."""


def everything_opened(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")


def sent(form: str, **fields: str) -> Callable[[Page], None]:
    """A form is filled in and sent, whatever the browser itself would object, and the answer awaited."""

    def send(page: Page) -> None:
        everything_opened(page)
        page.locator(form).evaluate("form => { form.noValidate = true; }")
        for name, value in fields.items():
            page.locator(f"{form} [name={name}]").first.fill(value)
        page.locator(f"{form} button").last.click()
        page.locator("main [aria-invalid=true], main .fault, main .notice.good").first.wait_for()

    return send


@dataclass(frozen=True)
class Look:
    """Who looks at which path, and what is done there first."""

    reader: str
    path: str
    first: Callable[[Page], None] = nothing


TOO_LONG = "x" * 1001
WRONG_PASSWORDS = {"password": "too short", "again": "and not the same"}

LOOKS = {
    "front door": Look("anyone", "/"),
    "front door, unknown code": Look("anyone", "/?code=ZZZZZZ"),
    "error": Look("anyone", "/nowhere"),
    "sign in": Look("anyone", "/sign-in"),
    "sign in, refused": Look("anyone", "/sign-in", sent("main form", email="no@example.org", password="no")),
    "welcome": Look("anyone", "/welcome/{welcome}"),
    "welcome, refused": Look("anyone", "/welcome/{welcome}", sent("main form", **WRONG_PASSWORDS)),
    "join": Look("anyone", "/l/{collect}"),
    "join, refused": Look("anyone", "/l/{collect}", sent("main form", name="N" * 41)),
    "join, too late": Look("anyone", "/l/{closed}"),
    **{f"screen, {phase}": Look("anyone", f"/l/{{{phase}}}/screen") for phase in ORDER},
    **{f"participant, {phase}": Look("nadia", f"/l/{{{phase}}}", everything_opened) for phase in ORDER},
    "participant, collect, refused": Look("nadia", "/l/{collect}", sent("#give", title=TOO_LONG, detail=TOO_LONG)),
    "participant, vote, refused": Look("nadia", "/l/{vote}", sent("#ballot")),
    "participant, vote, ballot in": Look("yann", "/l/{vote}"),
    "participant, vote, ballot set aside": Look("yann", "/l/{aside}"),
    "privacy": Look("anyone", "/privacy"),
    "privacy of a lab": Look("anyone", "/l/{collect}/privacy"),
    "who sees what": Look("anyone", "/who-sees-what"),
    "my data, before the vote": Look("nadia", "/l/{collect}/my-data"),
    "my data, refused": Look("nadia", "/l/{collect}/my-data", sent("#erase")),
    "my data, after the vote": Look("nadia", "/l/{results}/my-data"),
    "my data, erased": Look("anyone", "/l/{collect}/my-data?erased=yes"),
    "return code": Look("nadia", "/l/{vote}/me"),
    "labs": Look("staff", "/labs"),
    "account": Look("staff", "/account"),
    "account, refused": Look("staff", "/account", sent("main form", current=PASSWORD, **WRONG_PASSWORDS)),
    "product": Look("staff", "/products/enfants-du-spectacle"),
    "product, refused": Look("staff", "/products/enfants-du-spectacle", sent("form[action$=members]", email="no")),
    "product, new member": Look(
        "staff", "/products/enfants-du-spectacle", sent("form[action$=members]", email="new@example.org")
    ),
    "new product": Look("staff", "/products/new"),
    "new product, refused": Look("staff", "/products/new", sent("main form", name="Un service", personas=" ")),
    "new lab": Look("staff", "/products/enfants-du-spectacle/labs/new"),
    "new lab, refused": Look(
        "staff", "/products/enfants-du-spectacle/labs/new", sent("main form", title="Un lab", agenda="Sans minutes")
    ),
    "lab settings": Look("staff", "/labs/{vote_id}/edit"),
    "journal": Look("staff", "/labs/{results_id}/journal"),
    "add a person": Look("staff", "/labs/{collect_id}/participants"),
    "add a person, refused": Look("staff", "/labs/{collect_id}/participants", sent("main form", name=" ")),
    **{f"console, {phase}": Look("staff", f"/labs/{{{phase}_id}}", everything_opened) for phase in ORDER},
    "console, ballots set aside": Look("staff", "/labs/{aside_id}"),
    "console, collect, refused": Look("staff", "/labs/{collect_id}", sent("#give", title=TOO_LONG)),
    "console, merge refused": Look("staff", "/labs/{sort_id}", sent("#merge")),
    "console, ballot refused": Look("staff", "/labs/{vote_id}", sent("#ballot")),
}
