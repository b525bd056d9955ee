"""One room of N phones with live pages: they join, give a card each within 20 s, and vote within 10 s.

    python -m benchmarks.room 25 100 500
    python -m benchmarks.room --postgresql 100

The second is served by two processes on PostgreSQL, over which the phones of the one lab are spread.
The phones live in processes of their own. Per N and step: acknowledgement (p50, p95, p99), time from the last change
until the last phone shows it, CPU seconds of the server, bytes sent to the phones, pages asked for, errors; then the
server's peak memory, whether the final tally equals the ballots that were acknowledged, and the ratios to the limits
measured in the same run (benchmarks/bare.py). Linux only (reads /proc).
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

import httpx

from benchmarks.drivers import Drivers, drivers
from benchmarks.phones import Measured, Place
from benchmarks.rooms import Facilitator, new_labs
from benchmarks.senders import Sender
from benchmarks.served import PROCESSES, Server, bare_server, databases, server
from benchmarks.tables import milliseconds, print_table, ratio

BETWEEN_EVENTS = 0.1
VOTABLE = 12
COLUMNS = (
    "step",
    "seconds",
    "ack p50",
    "p95",
    "p99 ms",
    "last phone ms",
    "server CPU s",
    "MB sent",
    "pages",
    "errors",
    "stale",
)


@dataclass(frozen=True)
class Pace:
    """Within how many seconds everyone gives a card, and votes; and how long what follows each step is watched."""

    cards: float = 20.0
    votes: float = 10.0
    settle: float = 4.0


@dataclass(frozen=True)
class Step:
    """What one step of the lab cost; moments are of the machine's monotonic clock, shared by all processes."""

    name: str
    began: float
    seconds: float
    cpu: float
    phones: list[Measured]

    def row(self) -> tuple[str, ...]:
        acks = [second for phone in self.phones for second in phone.acknowledged]
        sent = sum(phone.received for phone in self.phones) / 1e6
        pages, errors = (str(sum(getattr(phone, what) for phone in self.phones)) for what in ("pages", "errors"))
        waits = (milliseconds(acks, share) for share in (0.5, 0.95, 0.99))
        last = f"{1000 * self.last_phone():.0f}"
        counts = pages, errors, str(self.stale())
        return (self.name, f"{self.seconds:.1f}", *waits, last, f"{self.cpu:.2f}", f"{sent:.1f}", *counts)

    def last_phone(self) -> float:
        """From the last acknowledged change until every phone showed the newest state, in seconds."""
        changed = max((moment for phone in self.phones for moment in phone.acknowledged_at), default=self.began)
        shown = [phone.shown_at[-1] for phone in self.phones if phone.shown_at]
        return max(0.0, max(shown, default=changed) - changed)

    def stale(self) -> int:
        """How many phones show another version of their lab than the phone that was last brought up to date."""
        newest = dict(phone.showing for phone in sorted(self.phones, key=lambda phone: phone.shown_at[-1:]))
        return sum(newest[address] != version for address, version in (phone.showing for phone in self.phones))


def walk(running: Server, phones: Drivers, facilitators: Sequence[Facilitator], pace: Pace = Pace()) -> list[Step]:
    """From the door to the ranking, in every lab at the same time."""

    def measured(name: str, act: Callable[[], list[Measured]]) -> Step:
        began, cpu = time.monotonic(), running.cpu_seconds()
        found = act()
        seconds = time.monotonic() - began
        for phone, later in zip(found, phones.do("wait", pace.settle), strict=True):
            phone.shown_at, phone.showing = phone.shown_at + later.shown_at, later.showing
            phone.received += later.received
            phone.streamed += later.streamed
            phone.events += later.events
            phone.pages += later.pages
            phone.errors += later.errors
        return Step(name, began, seconds, running.cpu_seconds() - cpu, found)

    def press(seen: str, wanted: str) -> list[Measured]:
        for facilitator in facilitators:
            facilitator.press("phase", seen=seen, wanted=wanted)
        return phones.do("wait", 0.0)

    steps = [measured("join", lambda: phones.do("join"))]
    steps.append(measured(f"a card each in {pace.cards:.0f} s", lambda: phones.do("give_card", pace.cards)))
    press("collect", "sort")
    for facilitator in facilitators:
        facilitator.merge_all_but(VOTABLE)
    phones.do("wait", pace.settle)
    steps.append(measured("the vote opens", lambda: press("sort", "vote")))
    steps.append(measured(f"a ballot each in {pace.votes:.0f} s", lambda: phones.do("vote", pace.votes)))
    steps.append(measured("the vote closes", lambda: press("vote", "results")))
    return steps


def run(phones: int, name: str = "SQLite") -> None:
    with databases() as urls:
        url, workers = urls[name], PROCESSES[name]
        [lab] = new_labs(url)
        with (
            server(url, "--workers", str(workers)) as running,
            drivers(Place(running.host, running.port, (lab,)), phones) as driven,
            closing(Facilitator(running, lab, url)) as facilitator,
        ):
            steps = walk(running, driven, [facilitator])
            memory, verdict = running.peak_megabytes(), verdict_of([facilitator], steps[3])
    cards, votes = steps[1], steps[3]
    print(f"\n{phones} phones, {name}, {workers} process(es)")
    print_table([COLUMNS, *(step.row() for step in steps)])
    print(f"peak memory {memory:.0f} MB; {verdict}", flush=True)
    bounds = limits(phones, cards)
    print_table([COLUMNS, *(bound.row() for bound in bounds)])
    parsed, committed, streamed = (bound.cpu for bound in bounds)
    print(f"server CPU per phone for the cards: {1000 * cards.cpu / phones:.1f} ms,", end=" ")
    print(f"{ratio(cards.cpu, streamed + committed)} the raw commits and the bare stream;")
    print(f"for a ballot and the page after it: {1000 * votes.cpu / phones:.1f} ms,", end=" ")
    print(f"{ratio(votes.cpu, committed)} the raw commit, {ratio(votes.cpu, parsed)} the form only parsed")


def verdict_of(facilitators: Sequence[Facilitator], votes: Step) -> str:
    """Whether each card has, in the closed results, the votes that were acknowledged."""
    outcomes = [outcome for facilitator in facilitators if (outcome := facilitator.room().outcome)]
    told = Counter(card for phone in votes.phones for card in phone.voted)
    counted = Counter({rank.card: rank.votes for outcome in outcomes for rank in outcome.ranks})
    ballots, held = sum(len(phone.acknowledged) for phone in votes.phones), sum(o.ballots for o in outcomes)
    verdict = "the tally is right" if counted == told and ballots == held else "THE TALLY IS WRONG"
    return f"{ballots} ballots acknowledged, {held} counted: {verdict}"


def limits(phones: int, cards: Step) -> list[Step]:
    """The least for the same ballots, and for the bytes that the event streams brought with the cards."""
    events = max((phone.events for phone in cards.phones), default=0)
    said = b"x" * max(1, sum(phone.streamed for phone in cards.phones) // max(1, events * phones))
    with bare_server() as running, drivers(Place(running.host, running.port, ()), phones, Sender) as driven:

        def measured(name: str, act: Callable[[], list[Measured]]) -> Step:
            began, cpu = time.monotonic(), running.cpu_seconds()
            found = act()
            return Step(name, began, time.monotonic() - began, running.cpu_seconds() - cpu, found)

        def tell() -> list[Measured]:
            for _ in range(events):
                httpx.post(f"http://{running.host}:{running.port}/tell", content=said)
                time.sleep(BETWEEN_EVENTS)
            return driven.do("wait", 0.0)

        parsed = measured("limit: each form only parsed", lambda: driven.do("parse", Pace.votes))
        committed = measured("limit: one raw commit each", lambda: driven.do("commit", Pace.votes))
        driven.do("join")
        return [parsed, committed, measured("limit: the same bytes, bare stream", tell)]


def main() -> None:
    on_postgresql = "--postgresql" in sys.argv
    for size in [given for given in sys.argv[1:] if given.isdecimal()] or ["25", "100"]:
        run(int(size), "PostgreSQL" if on_postgresql else "SQLite")


if __name__ == "__main__":
    main()
