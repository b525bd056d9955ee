"""Every page that people can see, at every phase and in every state worth a look, with the demo's content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import select

from openlab.actions import accounts, assessments, backlog, badges, door, items, pain_points, products, sprints
from openlab.actions.demo import load_demo
from openlab.db.queries import accounts as account_queries
from openlab.db.queries.proposals import handed_over
from openlab.db.queries.sheets import group_sheets
from openlab.db.tables import BacklogItem, Lab
from openlab.domain import Refused, people
from openlab.domain.backlog import Status
from openlab.domain.phases import ORDER, Phase
from openlab.trackers import LABELS, Named
from openlab.trackers.kinds import KINDS
from tests.browser import afternoon
from tests.browser.conftest import until_answered
from tests.browser.open_lab import PASSWORD, PASSWORD_HASH, OpenLab, Person, Server
from tests.serving import Visitor
from tests.trackers.memory import DOING, OFFERED, MemoryTracker
from tests.waiting import until

LONG = (
    "Quand le dossier revient pour la troisième fois, personne ne sait dire quelle pièce manque, ni qui l'a demandée."
)
ONE_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@dataclass(frozen=True)
class Site:
    """A lab at each phase and in each state of the afternoon. Nadia has cards and no ballot, and is in the group whose
    number is in `groups`; Yann has a ballot, which is set aside in the lab `aside`."""

    server: Server
    labs: dict[str, OpenLab]
    nadia: dict[str, Person]
    yann: dict[str, Person]
    groups: dict[str, int]
    welcome: str
    staff: str
    developer: str
    aside: Person

    def at(self, path: str) -> str:
        """The address of a path, in which {vote} is the code of the lab at the vote and {vote_id} its number, and
        {working_group} the number of Nadia's group in the lab `working`."""
        codes = {phase: lab.code for phase, lab in self.labs.items()}
        ids = {f"{phase}_id": lab.id for phase, lab in self.labs.items()}
        people = {f"{phase}_person": person.id for phase, person in self.nadia.items()}
        groups = {f"{state}_group": group for state, group in self.groups.items()}
        return self.server.url + path.format(**codes, **ids, **people, **groups, welcome=self.welcome)


def build(folder: Path) -> Site:
    server = Server(folder, trackers="tracker.example.org")
    labs = {str(phase): _demo(server, phase) for phase in ORDER[:-1]}
    labs |= {"closed": _demo(server, Phase.CLOSED), "aside": _demo(server, Phase.VOTE)}
    nadia, yann = ({phase: _enter(lab, name) for phase, lab in labs.items()} for name in ("Nadia", "Yann"))
    _tidy(labs["collect"], nadia["collect"])
    _tidy(labs["sort"], nadia["sort"])
    first, second, *_ = (card.id for card in labs["vote"].room.votable)
    labs["vote"].ballot(yann["vote"], first, second)
    _set_a_ballot_aside(labs["aside"], yann["aside"])
    groups = {state: _spend_the_afternoon(server, state, labs, nadia) for state in afternoon.STATES}
    newcomer = server.act(accounts.add_account, "odile@example.org", "Odile")
    link = server.act(accounts.new_link, newcomer)
    server.act(accounts.change_password, labs["vote"].account, PASSWORD_HASH)
    developer = _fill_the_backlog(labs["closed"])
    aside = _keep_the_door(labs["sort"])
    labs["results"].facilitate(door.admit_by_badge, True)
    staff, developed = (
        server.act(accounts.sign_in, account, "laptop") for account in (labs["vote"].account, developer)
    )
    push_to_trackers(server, staff)
    return Site(server, labs, nadia, yann, groups, link, staff, developed, aside)


def push_to_trackers(server: Server, staff: str) -> None:
    """Two connections of the product: to one some items were pushed, and things happened there; with the other a push
    did not come to its end."""
    tracker = MemoryTracker(drops={LABELS: ()}, warnings=("tracker_labels_may_drop",))
    server.site.tracking = replace(server.site.tracking, open_tracker=tracker.opened, settling=0)
    with Visitor(server.url, "fr") as owner:
        owner.sign_in_with(staff)
        for project in ("dossiers", ONE_WORD):
            connected = owner.submit(f"{PRODUCT}/trackers", **{**TRACKER, "project": project})
            assert connected.status_code == 303, connected.text
        _push(server, owner, 1, "1 2 3 4")
        tracker.move("2", DOING)
        tracker.edit("1", title=LONG)
        del tracker.issues["3"]
        owner.submit(f"{PRODUCT}/trackers/1/refresh")
        tracker.before = _is_down
        _push(server, owner, 2, "1 4")
    tracker.before = lambda _: None
    tracker.offers = replace(OFFERED, required=(Named("7", LONG[:60], types=("x",)), Named("", ONE_WORD, types=("x",))))


def _push(server: Server, owner: Visitor, connection: int, items: str) -> None:
    begun = owner.submit(f"{PRODUCT}/trackers/{connection}/pushes", items=items)
    assert begun.status_code == 303, begun.text
    until(lambda: not server.site.pushing)


def _is_down(_: str) -> None:
    raise Refused("tracker_unreachable", "address", host="tracker.example.org")


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


def _spend_the_afternoon(server: Server, state: str, labs: dict[str, OpenLab], nadia: dict[str, Person]) -> int:
    """A lab in one of the states of the afternoon; gives Nadia's last group."""
    labs[state] = lab = _demo(server, Phase.RESULTS)
    nadia[state] = person = lab.person("Nadia")
    afternoon.STATES[state](lab, person)
    placed = (group.group_id for group in server.look(group_sheets, lab.id).values() if person.id in group.people)
    return max(placed, default=0)


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


def _fill_the_backlog(lab: OpenLab) -> int:
    """Items 1 to 5: weighed and placed by hand; delivered; declined after an export; too long; joined with the first.
    Gives a developer, who has yet to assess the fourth."""
    server, owner = lab.server, lab.account
    product = server.look(lambda session: session.get_one(Lab, lab.id).product_id)
    developer, designer = (server.staff(f"{role}@example.org", role) for role in ("developer", "designer"))
    server.act(products.give_role, product, "developer@example.org", "developer")
    server.act(products.give_role, product, "designer@example.org", "designer")
    handed = server.look(handed_over, lab.id)
    for card in handed.ranking[:3]:
        server.act(backlog.accept_proposals, product, owner, str(lab.id), [one.key for one in card.proposals])
    for title in (LONG, ONE_WORD):
        server.act(backlog.add_item, product, owner, title, LONG * 20, title)
    server.act(sprints.add_sprint, product, "2026-11-16", "2026-11-29", LONG[:100], "1")
    for number in (1, 2):
        _decide(server, product, owner, number, sprint="1", horizon="now", moscow="must", indicator=LONG)
        _decide(server, product, owner, number, status="in_progress")
    for role, account, level in (("developer", developer, "5"), ("designer", designer, "2")):
        server.act(assessments.assess_feasibility, product, account, 1, role, level, LONG)
    server.act(assessments.give_impact, product, owner, 1, _version(server, product, 1), "4", LONG)
    server.act(items.place_item, product, owner, 1, _version(server, product, 1), "1", LONG)
    server.act(items.estimate_rice, product, owner, 1, _version(server, product, 1), ["1200", "2", "0.5", "3"])
    _decide(server, product, owner, 2, status="delivered")
    server.act(backlog.remember_export, product, [3], "excel")
    _decide(server, product, owner, 3, status="declined", reason=LONG)
    _decide(server, product, owner, 4, horizon="later", problem=LONG * 10)
    server.act(items.join_items, product, owner, 5, _version(server, product, 5), "1")
    return developer


def _decide(server: Server, product: int, owner: int, number: int, **typed: str) -> None:
    server.act(items.change_item, product, owner, number, _version(server, product, number), typed)


def _version(server: Server, product: int, number: int) -> str:
    query = select(BacklogItem.version).where(BacklogItem.product_id == product, BacklogItem.number == number)
    return str(server.look(lambda session: session.scalars(query).one()))


def _keep_the_door(lab: OpenLab) -> Person:
    """Badges, one person set aside, the door locked."""
    lab.facilitate(
        badges.make_badges, f"Odile\n{ONE_WORD[:40]}", "2", lambda number: people.return_code("b", str(number))
    )
    aside = lab.person("Hugo")
    lab.facilitate(door.set_aside, aside.id, "yes")
    lab.facilitate(door.lock_door, True)
    return aside


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
            field = page.locator(f"{form} [name={name}]").first
            field.check() if value == "yes" else field.fill(value)
        page.locator(f"{form} button").last.click()
        until_answered(page)
        page.locator("main [aria-invalid=true], main .fault, main .notice.good").first.wait_for()

    return send


def in_conflict(page: Page) -> None:
    """What is sent began from a version that somebody has replaced meanwhile."""
    everything_opened(page)
    page.locator("form[data-sheet] [name=based_on]").evaluate("field => { field.value = 0; }")
    page.locator("form[data-sheet] [name=problem]").fill("Un tout autre problème")
    page.locator("form[data-sheet] button").click()
    until_answered(page)
    page.locator(".conflict").first.wait_for()


def foreseen(page: Page) -> None:
    page.locator(".choosing button.main").click()
    page.locator(".pushed").first.wait_for()
    everything_opened(page)


def declined_without_a_reason(page: Page) -> None:
    everything_opened(page)
    page.get_by_role("button", name="Écarter pour cette raison").first.click()
    until_answered(page)
    page.locator("main [aria-invalid=true]").wait_for()


@dataclass(frozen=True)
class Look:
    """Who looks at which path, and what is done there first."""

    reader: str
    path: str
    first: Callable[[Page], None] = nothing


def wished_twice(page: Page) -> None:
    for wish in page.locator("#wishes select").all()[:2]:
        wish.select_option(index=1)
    page.locator("#wishes button").click()
    until_answered(page)
    page.locator("#wishes .fault").wait_for()


PRODUCT = "/products/enfants-du-spectacle"
TOO_LONG = "x" * 1001
TRACKER = {"kind": "gitlab", "address": "https://tracker.example.org", "project": "x", "token": "x", "language": "fr"}
SHEET = "form[data-sheet]"
EVERY_STATUS = "&".join(f"status={status}" for status in Status)
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
    "accessibility": Look("anyone", "/accessibility", everything_opened),
    "follow-up": Look("staff", "/f/{closed}"),
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
    "product, known member": Look(
        "staff", "/products/enfants-du-spectacle", sent("form[action$=members]", email="developer@example.org")
    ),
    "backlog": Look("staff", f"{PRODUCT}/backlog?status=all", everything_opened),
    "backlog, nothing found": Look("staff", f"{PRODUCT}/backlog?text=zzz"),
    "backlog, for a developer": Look("developer", f"{PRODUCT}/backlog", everything_opened),
    "backlog, refused": Look("staff", f"{PRODUCT}/backlog", sent("#add form", title=" ", problem="Gardé")),
    "proposals": Look("staff", f"{PRODUCT}/proposals", everything_opened),
    "proposals, for a developer": Look("developer", f"{PRODUCT}/proposals", everything_opened),
    "proposals, refused": Look("staff", f"{PRODUCT}/proposals", declined_without_a_reason),
    **{f"item {number}": Look("staff", f"{PRODUCT}/backlog/{number}", everything_opened) for number in range(1, 6)},
    "item, for a developer": Look("developer", f"{PRODUCT}/backlog/4", everything_opened),
    "item, refused": Look("developer", f"{PRODUCT}/backlog/4", sent("#assess-developer", reason=" ")),
    "item, place refused": Look("staff", f"{PRODUCT}/backlog/1", sent("#by-hand form", position="x", reason=" ")),
    "picture": Look("staff", f"{PRODUCT}/backlog/picture"),
    "roadmap": Look("staff", f"{PRODUCT}/roadmap", everything_opened),
    "roadmap, refused": Look("staff", f"{PRODUCT}/roadmap", sent("#add-sprint form", capacity="-1")),
    "sprint review": Look("staff", f"{PRODUCT}/sprints/1/review"),
    **{f"export, {target}": Look("staff", f"{PRODUCT}/export?target={target}") for target in ("excel", "trello")},
    "trackers": Look("staff", f"{PRODUCT}/trackers"),
    **{f"tracker, {kind}": Look("staff", f"{PRODUCT}/trackers?kind={kind}") for kind in KINDS},
    "tracker, refused": Look("staff", f"{PRODUCT}/trackers?kind=jira", sent("#connect form", address="x", token="x")),
    "connection": Look("staff", f"{PRODUCT}/trackers/1", everything_opened),
    "connection, tested": Look("staff", f"{PRODUCT}/trackers/1", sent("form[action$=test]")),
    "connection, refreshed": Look("staff", f"{PRODUCT}/trackers/1", sent("form[action$=refresh]")),
    "connection, refused": Look("staff", f"{PRODUCT}/trackers/1", sent("#change form", project="")),
    "connection, not removed": Look("staff", f"{PRODUCT}/trackers/1", sent("#remove form")),
    "connection, long name": Look("staff", f"{PRODUCT}/trackers/2"),
    "mapping": Look("staff", f"{PRODUCT}/trackers/1/mapping"),
    "push, to choose": Look("staff", f"{PRODUCT}/trackers/1/push"),
    "push, nothing to choose": Look("staff", f"{PRODUCT}/trackers/1/push?lab=ZZZZZZ"),
    "push, foreseen": Look("staff", f"{PRODUCT}/trackers/1/push?{EVERY_STATUS}", foreseen),
    "push, foreseen for the first time": Look("staff", f"{PRODUCT}/trackers/2/push", foreseen),
    "push, over": Look("staff", f"{PRODUCT}/trackers/1/pushes/1"),
    "push, stopped by a problem": Look("staff", f"{PRODUCT}/trackers/2/pushes/2"),
    "new product": Look("staff", "/products/new"),
    "new product, refused": Look("staff", "/products/new", sent("main form", name="Un service", personas=" ")),
    "new lab": Look("staff", "/products/enfants-du-spectacle/labs/new"),
    "new lab, refused": Look(
        "staff", "/products/enfants-du-spectacle/labs/new", sent("main form", title="Un lab", agenda="Sans minutes")
    ),
    "lab settings": Look("staff", "/labs/{vote_id}/edit"),
    "one person": Look("staff", "/labs/{vote_id}/participants/{vote_person}"),
    "one person, refused": Look("staff", "/labs/{vote_id}/participants/{vote_person}", sent("form[action$=set-aside]")),
    "one person, new code": Look(
        "staff", "/labs/{aside_id}/participants/{aside_person}", sent("form[action$=return-code]", confirmed="yes")
    ),
    "door": Look("staff", "/labs/{collect_id}/door"),
    "door, locked, with badges": Look("staff", "/labs/{sort_id}/door"),
    "door, refused": Look("staff", "/labs/{collect_id}/door", sent("form[action$=badges]", count="many")),
    "join, locked": Look("anyone", "/l/{sort}"),
    "join, by badge": Look("anyone", "/l/{results}"),
    "join, set aside": Look("aside", "/l/{sort}"),
    "journal": Look("staff", "/labs/{results_id}/journal"),
    "report": Look("staff", "/labs/{closed_id}/report"),
    "report, provisional": Look("staff", "/labs/{results_id}/report"),
    "add a person": Look("staff", "/labs/{collect_id}/participants"),
    "add a person, refused": Look("staff", "/labs/{collect_id}/participants", sent("main form", name=" ")),
    **{f"console, {phase}": Look("staff", f"/labs/{{{phase}_id}}", everything_opened) for phase in ORDER},
    "console, ballots set aside": Look("staff", "/labs/{aside_id}"),
    **{f"screen, {state}": Look("anyone", f"/l/{{{state}}}/screen") for state in afternoon.STATES},
    **{f"participant, {state}": Look("nadia", f"/l/{{{state}}}", everything_opened) for state in afternoon.STATES},
    **{f"console, {state}": Look("staff", f"/labs/{{{state}_id}}", everything_opened) for state in afternoon.STATES},
    "participant, wishes refused": Look("nadia", "/l/{wishing}", wished_twice),
    "participant, sheet refused": Look("nadia", "/l/{working}", sent(SHEET, problem=TOO_LONG)),
    "participant, sheet in conflict": Look("nadia", "/l/{working}", in_conflict),
    "participant, photo refused": Look("nadia", "/l/{continuing}", sent(".add-photo")),
    "participant, versions": Look("nadia", "/l/{working}/sheets/{working_group}", everything_opened),
    "participant, remark refused": Look(
        "nadia", "/l/{forum}", sent(".proposal:first-child form[action$=remark]", remark=TOO_LONG)
    ),
    "participant, evaluation refused": Look("nadia", "/l/{forum}", sent("#feedback")),
    "console, groups refused": Look("staff", "/labs/{wishing_id}", sent("#groups", minimum="9", maximum="2")),
    "console, place refused": Look(
        "staff", "/labs/{working_id}", sent("#group-list > :first-child form[action$=place]", place="x" * 81)
    ),
    "console, sheet": Look("staff", "/labs/{working_id}/sheets/{working_group}", everything_opened),
    "console, sheet in conflict": Look("staff", "/labs/{working_id}/sheets/{working_group}", in_conflict),
    "console, sheet not begun": Look("staff", "/labs/{continuing_id}/sheets/{continuing_group}", everything_opened),
    "console, sheet when over": Look("staff", "/labs/{over_id}/sheets/{over_group}", everything_opened),
    "agenda": Look("staff", "/labs/{preparation_id}/agenda", everything_opened),
    "agenda, step refused": Look("staff", "/labs/{preparation_id}/agenda", sent("#step", minutes="0")),
    "run sheet": Look("staff", "/labs/{preparation_id}/run-sheet"),
    "journal of the afternoon": Look("staff", "/labs/{over_id}/journal"),
    "console, collect, refused": Look("staff", "/labs/{collect_id}", sent("#give", title=TOO_LONG)),
    "console, merge refused": Look("staff", "/labs/{sort_id}", sent("#merge")),
    "console, ballot refused": Look("staff", "/labs/{vote_id}", sent("#ballot")),
}
