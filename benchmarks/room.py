"""One room of N phones with live pages: they join, give a card each within 20 s, and vote within 10 s.

    python -m benchmarks.room 25 100 500

The phones live in processes of their own. Per N and step: acknowledgement (p50, p95, p99), time from the last change
until the last phone shows it, CPU seconds of the server, bytes sent to the phones, errors; then the server's peak
memory and whether the final tally equals the ballots that were acknowledged. Linux only (reads /proc).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from benchmarks.drivers import Drivers, Place, drivers
from benchmarks.phones import Measured
from benchmarks.served import Server, server
from openlab.actions import accounts, labs, products
from openlab.actions.labs import LabForm
from openlab.db.engine import Database
from openlab.db.queries import labs as lab_queries
from openlab.db.queries import products as product_queries
from openlab.db.schema import migrate
from openlab.web.forms import form_token

PROCESSES = 3
CARD_SECONDS, VOTE_SECONDS, SETTLE_SECONDS = 20.0, 10.0, 4.0
VOTABLE = 12
BROWSER = "the-facilitators"
COLUMNS = ("step", "seconds", "ack p50", "p95", "p99 ms", "last phone ms", "server CPU s", "MB sent", "errors")


@dataclass(frozen=True)
class Lab:
    """The lab in which it happens, and the facilitator's way in."""

    id: int
    code: str
    persona: int
    secret: str


@dataclass(frozen=True)
class Step:
    """What one step of the lab cost; moments are of the machine's monotonic clock, shared by all processes."""

    name: str
    began: float
    seconds: float
    cpu: float
    phones: list[Measured]

    def row(self) -> tuple[str, ...]:
        acks = sorted(second for phone in self.phones for second in phone.acknowledged)
        p50, p95, p99 = (
            f"{1000 * acks[int(share * (len(acks) - 1))]:.0f}" if acks else "" for share in (0.5, 0.95, 0.99)
        )
        sent, errors = sum(p.received for p in self.phones) / 1e6, sum(p.errors for p in self.phones)
        last = f"{1000 * self.last_phone():.0f}"
        return (self.name, f"{self.seconds:.1f}", p50, p95, p99, last, f"{self.cpu:.1f}", f"{sent:.1f}", str(errors))

    def last_phone(self) -> float:
        """From the last acknowledged change until every phone showed the newest state, in seconds."""
        changed = max((moment for phone in self.phones for moment in phone.acknowledged_at), default=self.began)
        shown = [phone.shown[-1][1] for phone in self.phones if phone.shown]
        return max(0.0, max(shown, default=changed) - changed)


def percentile(ordered: list[float], share: float) -> str:
    """In milliseconds; empty where nothing was measured."""
    return f"{1000 * ordered[int(share * (len(ordered) - 1))]:.0f}" if ordered else ""


def new_lab(url: str) -> Lab:
    database = Database(url)
    migrate(database.engine)
    with database.writing() as session:
        account = accounts.add_account(session, "room@example.org").id
        product = products.create_product(session, account, "La salle", "", "Participant·e")
        lab = labs.create_lab(session, product.id, account, LabForm("La salle"))
        labs.change_phase(session, lab.id, account, "preparation", "collect")
        persona = product_queries.personas(session, product.id)[0].id
        made = Lab(lab.id, lab.code, persona, accounts.sign_in(session, account, "benchmark"))
    database.close()
    return made


def walk(running: Server, phones: Drivers, facilitator: Facilitator) -> list[Step]:
    def measured(name: str, act: Callable[[], list[Measured]]) -> Step:
        began, cpu = time.monotonic(), running.cpu_seconds()
        found = act()
        seconds = time.monotonic() - began
        for phone, later in zip(found, phones.do("wait", SETTLE_SECONDS), strict=True):
            phone.shown += later.shown
            phone.received += later.received
            phone.errors += later.errors
        return Step(name, began, seconds, running.cpu_seconds() - cpu, found)

    def press(seen: str, wanted: str) -> list[Measured]:
        facilitator.press("phase", seen=seen, wanted=wanted)
        return phones.do("wait", 0.0)

    steps = [measured("join", lambda: phones.do("join"))]
    steps.append(measured(f"a card each in {CARD_SECONDS:.0f} s", lambda: phones.do("give_card", CARD_SECONDS)))
    press("collect", "sort")
    facilitator.merge_all_but(VOTABLE)
    steps.append(measured("the vote opens", lambda: press("sort", "vote")))
    steps.append(measured(f"a ballot each in {VOTE_SECONDS:.0f} s", lambda: phones.do("vote", VOTE_SECONDS)))
    steps.append(measured("the vote closes", lambda: press("vote", "results")))
    return steps


class Facilitator:
    """The console, without a screen."""

    def __init__(self, running: Server, lab: Lab, url: str) -> None:
        cookies = {"openlab": BROWSER, "openlab-staff": lab.secret}
        self._client = httpx.Client(base_url=f"http://{running.host}:{running.port}", cookies=cookies, timeout=120)
        self._lab, self._database = lab, Database(url)

    def press(self, path: str, **fields: str | list[str]) -> None:
        form = {"form_token": form_token(BROWSER), **fields}
        answer = self._client.post(f"/labs/{self._lab.id}/{path}", data=form)
        assert answer.status_code == 303, answer.text

    def merge_all_but(self, votable: int) -> None:
        cards = [str(card.id) for card in self.room().votable]
        for first in range(votable, len(cards), 500):
            self.press("merge", card=cards[first : first + 500], into=cards[0])

    def room(self) -> lab_queries.Room:
        with self._database.reading() as session:
            return lab_queries.room(session, self._lab.id)


def run(phones: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/room.sqlite3"
        lab = new_lab(url)
        with server(url) as running:
            place = Place(running.host, running.port, lab.code, lab.persona)
            with drivers(place, phones, PROCESSES) as driven:
                facilitator = Facilitator(running, lab, url)
                steps = walk(running, driven, facilitator)
                memory, outcome = running.peak_megabytes(), facilitator.room().outcome
    print(f"\n{phones} phones")
    print_table([COLUMNS, *(step.row() for step in steps)])
    ballots = sum(len(phone.acknowledged) for phone in steps[3].phones)
    counted = outcome.ballots if outcome else 0
    votes = sum(rank.votes for rank in outcome.ranks) if outcome else 0
    verdict = "equal" if counted == ballots and votes == 2 * ballots else "DIFFERENT"
    print(f"peak memory {memory:.0f} MB; {ballots} ballots acknowledged, {counted} counted, {votes} votes: {verdict}")


def print_table(rows: list[tuple[str, ...]]) -> None:
    first, *others = (max(len(row[column]) for row in rows) for column in range(len(rows[0])))
    for row in rows:
        cells = (cell.rjust(width) for cell, width in zip(row[1:], others, strict=True))
        print(row[0].ljust(first), *cells, sep="  ")


if __name__ == "__main__":
    for size in sys.argv[1:] or ["25", "100"]:
        run(int(size))
