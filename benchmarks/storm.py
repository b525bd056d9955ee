"""Ballots per second: one process, 64 in flight, on SQLite and on PostgreSQL: python -m benchmarks.storm.

Beside them, in the same run, what a server must do at least (benchmarks/bare.py): only parse the form, and parse it and
commit one row to SQLite. Nobody looks at a page. Linux only (reads /proc).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.drivers import drivers
from benchmarks.phones import Place
from benchmarks.rooms import lab_that_votes
from benchmarks.senders import STORM_SECONDS, VOTERS_EACH, Sender, Voter
from benchmarks.served import Server, bare_server, databases, server
from benchmarks.tables import milliseconds, print_table, ratio

IN_FLIGHT = 64
CARDS = 12
BEST_OF = 3
COLUMNS = (
    "",
    "ballots/s",
    "ack p50",
    "p95",
    "p99 ms",
    "CPU ms each",
    "rate to raw commit",
    "CPU to raw commit",
    "errors",
)


@dataclass(frozen=True)
class Rate:
    """How many a second, how long each waited, and the CPU time of the server's processes for each."""

    name: str
    per_second: float
    waits: list[float]
    cpu: float
    errors: int

    def row(self, commit: Rate) -> tuple[str, ...]:
        waits = (milliseconds(self.waits, share) for share in (0.5, 0.95, 0.99))
        ratios = ratio(self.per_second, commit.per_second), ratio(self.cpu, commit.cpu)
        return (self.name, f"{self.per_second:.0f}", *waits, f"{1000 * self.cpu:.2f}", *ratios, str(self.errors))


def best(name: str, running: Server, place: Place, kind: Callable[[Place, int], Sender], step: str) -> Rate:
    """The best of a few: what else runs on the machine can only slow it down."""
    with drivers(place, IN_FLIGHT, kind) as driven:

        def once() -> Rate:
            cpu = running.cpu_seconds()
            found = driven.do(step)
            waits = [wait for phone in found for wait in phone.acknowledged]
            cost = (running.cpu_seconds() - cpu) / len(waits)
            return Rate(name, len(waits) / STORM_SECONDS, waits, cost, sum(phone.errors for phone in found))

        return max((once() for _ in range(BEST_OF)), key=lambda rate: rate.per_second)


def limits() -> Iterator[Rate]:
    with bare_server() as running:
        place = Place(running.host, running.port, ())
        yield best("limit: each form only parsed", running, place, Sender, "storm_parse")
        yield best("limit: one raw commit each", running, place, Sender, "storm_commit")


def main() -> None:
    parse, commit = limits()
    rates = [parse, commit]
    with databases() as urls:
        for name, url in urls.items():
            lab = lab_that_votes(url, IN_FLIGHT * VOTERS_EACH, CARDS)
            with server(url) as running:
                place = Place(running.host, running.port, (lab,))
                rates.append(best(f"openlab on {name}", running, place, Voter, "storm_vote"))
    print(f"\n{IN_FLIGHT} in flight, the best of {BEST_OF} times {STORM_SECONDS:.0f} s")
    print_table([COLUMNS, *(rate.row(commit) for rate in rates)])


if __name__ == "__main__":
    main()
