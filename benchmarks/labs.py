"""A hundred labs of 25 at once, on one process and on PostgreSQL with two: python -m benchmarks.labs [LABS].

Everyone joins, gives a card within 20 s and votes within 10 s, with live pages. Linux only (reads /proc).
"""

from __future__ import annotations

import sys
from contextlib import ExitStack

from benchmarks.drivers import drivers
from benchmarks.phones import Place
from benchmarks.room import COLUMNS, verdict_of, walk
from benchmarks.rooms import Facilitator, new_labs
from benchmarks.served import PROCESSES, databases, server
from benchmarks.tables import print_table

LABS, PEOPLE = 100, 25


def run(how_many: int, name: str, url: str) -> None:
    labs = new_labs(url, how_many)
    with server(url, "--workers", str(PROCESSES[name])) as running, ExitStack() as stack:
        facilitators = [Facilitator(running, lab, url) for lab in labs]
        for facilitator in facilitators:
            stack.callback(facilitator.close)
        place = Place(running.host, running.port, tuple(labs))
        with drivers(place, how_many * PEOPLE) as driven:
            steps = walk(running, driven, facilitators)
        memory, verdict = running.peak_megabytes(), verdict_of(facilitators, steps[3])
    print(f"\n{how_many} labs of {PEOPLE} on {name}, {PROCESSES[name]} process(es)")
    print_table([COLUMNS, *(step.row() for step in steps)])
    print(f"peak memory {memory:.0f} MB; {verdict}")


def main() -> None:
    with databases() as urls:
        for name, url in urls.items():
            run(int(sys.argv[1]) if sys.argv[1:] else LABS, name, url)


if __name__ == "__main__":
    main()
