"""The labs in which it happens, and the facilitator who leads them without a screen."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

import httpx

from benchmarks.served import Server
from openlab.actions import accounts, labs, participants, products
from openlab.actions.labs import LabForm
from openlab.actions.pain_points import add_pain_point_for
from openlab.db.engine import Database
from openlab.db.queries import labs as lab_queries
from openlab.db.queries import products as product_queries
from openlab.db.schema import migrate
from openlab.domain import people
from openlab.web.forms import form_token

BROWSER = "the-facilitators"


@dataclass(frozen=True)
class Lab:
    """One lab, what can be voted for in it, and the facilitator's way in."""

    id: int
    code: str
    persona: int
    account: int
    secret: str
    cards: tuple[int, ...] = ()


def browser_of(number: int) -> str:
    """The cookie of the browser of one phone."""
    return f"phone-{number}"


def new_labs(url: str, how_many: int = 1) -> list[Lab]:
    """Labs that collect, of one product."""
    with closing(Database(url)) as database:
        migrate(database.engine)
        with database.writing() as session:
            account = accounts.add_account(session, "room@example.org").id
            product = products.create_product(session, account, "La salle", "", "Participant·e")
            persona = product_queries.personas(session, product.id)[0].id
            secret = accounts.sign_in(session, account, "benchmark")
            made = []
            for number in range(how_many):
                lab = labs.create_lab(session, product.id, account, LabForm(f"La salle {number + 1}"))
                labs.change_phase(session, lab.id, account, "preparation", "collect")
                made.append(Lab(lab.id, lab.code, persona, account, secret))
    return made


def lab_that_votes(url: str, voters: int, cards: int) -> Lab:
    """A lab whose vote is open, with phones that have joined."""
    [lab] = new_labs(url)
    with closing(Database(url)) as database, database.writing() as session:
        for number in range(cards):
            add_pain_point_for(session, lab.id, lab.account, f"Irritant {number}", "", "", str(number))
        for number in range(voters):
            code = people.return_code(browser_of(number), lab.code)
            participants.join(session, lab.id, code, f"Voix {number}", str(lab.persona))
        for seen, wanted in (("collect", "sort"), ("sort", "vote")):
            labs.change_phase(session, lab.id, lab.account, seen, wanted)
        made = tuple(card.id for card in lab_queries.room(session, lab.id).votable)
    return Lab(lab.id, lab.code, lab.persona, lab.account, lab.secret, made)


class Facilitator:
    """The console, without a screen."""

    def __init__(self, running: Server, lab: Lab, url: str) -> None:
        cookies = {"openlab": BROWSER, "openlab-staff": lab.secret}
        self._client = httpx.Client(base_url=f"http://{running.host}:{running.port}", cookies=cookies, timeout=120)
        self._lab, self._url = lab, url

    def press(self, path: str, **fields: str | list[str]) -> None:
        form = {"form_token": form_token(BROWSER), **fields}
        answer = self._client.post(f"/labs/{self._lab.id}/{path}", data=form)
        assert answer.status_code == 303, answer.text

    def merge_all_but(self, votable: int) -> None:
        cards = [str(card.id) for card in self.room().votable]
        for first in range(votable, len(cards), 500):
            self.press("merge", card=cards[first : first + 500], into=cards[0])

    def room(self) -> lab_queries.Room:
        with closing(Database(self._url)) as database, database.reading() as session:
            return lab_queries.room(session, self._lab.id)

    def close(self) -> None:
        self._client.close()
