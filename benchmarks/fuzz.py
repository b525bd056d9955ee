"""Sends requests that nobody would send, and stops at the first fault or leak: `python -m benchmarks.fuzz`.

Every address in every role, with anything in every place, as in the tests but for tens of thousands of requests and
otherwise each time. Prints how they were answered, and how many each second.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from openlab.db.engine import open_engine
from openlab.db.schema import migrate
from openlab.settings import Settings
from tests.fuzz import Odd, Target, a_target, odd_requests, send
from tests.serving import serving

ROUND = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--database", default="", help="a migrated, empty database; by default, a new SQLite file")
    given_ = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fuzz(given_.database or new_database(Path(folder)), given_.requests, given_.seed)


def new_database(folder: Path) -> str:
    url = f"sqlite:///{folder / 'fuzz.sqlite3'}"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url


def fuzz(database_url: str, requests: int, number: int) -> None:
    print(f"{requests} requests, seed {number}")
    began = time.monotonic()
    with serving(Settings(database_url)) as served:
        target = a_target(served)
        # In rounds: Hypothesis remembers every request of a run.
        for place, start in enumerate(range(0, requests, ROUND)):
            one_round(target, min(ROUND, requests - start), number + place)
            print(f"  {target.statuses.total()} sent, {time.monotonic() - began:.0f} s")
        for browser in target.browsers.values():
            browser.close()
    print("No fault and no leak. By status:")
    for status, count in sorted(target.statuses.items()):
        print(f"  {status}  {count}")


def one_round(target: Target, requests: int, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=requests,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(odd=odd_requests(target.known))
    def all_of_them(odd: Odd) -> None:
        send(target, odd)

    all_of_them()


if __name__ == "__main__":
    main()
