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
from tests.fuzz import Odd, a_target, odd_requests, send
from tests.serving import serving


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
    with serving(Settings(database_url)) as served:
        target = a_target(served)

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

        began = time.monotonic()
        print(f"{requests} requests, seed {number}")
        all_of_them()
        seconds = time.monotonic() - began
        for browser in target.browsers.values():
            browser.close()
    print(f"No fault and no leak. {target.statuses.total() / seconds:.0f} a second; by status:")
    for status, count in sorted(target.statuses.items()):
        print(f"  {status}  {count}")


if __name__ == "__main__":
    main()
