"""How long files take to make: every export of 10, 100 and 2,000 items, and the report of 10, 100 and 960 cards.

    python -m benchmarks.files

One process, no server. For each export: milliseconds of CPU, without reading the backlog from the database.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.tables import print_table
from openlab.db.engine import Database
from openlab.db.schema import migrate
from openlab.domain import Refused
from openlab.export import Choice, export
from openlab.report import draw
from openlab.web.report import voice_of
from tests.build_report import a_whole_lab
from tests.exports.backlogs import large, layouts
from tests.report.reading import document_of

SIZES = (10, 100, 2000)
# As many as the 25 people of its lab may give.
CARDS = (10, 100, 960)


def milliseconds(make: Callable[[], object]) -> str:
    """Of CPU; words when the target does not take so many."""
    began = time.process_time()
    try:
        make()
    except Refused:
        return "too many"
    return f"{1000 * (time.process_time() - began):.0f}"


def report_of(cards: int) -> str:
    """Read from the database and drawn, with photos."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Database(f"sqlite:///{Path(folder) / 'report.sqlite3'}")) as database,
    ):
        migrate(database.engine)
        whole = a_whole_lab(database, cards=cards)

        def make() -> None:
            found = whole.report(with_photos=True)
            draw(document_of(found), found.photos, voice_of("fr"))

        make()  # the first time, fonts are loaded too
        return milliseconds(make)


def main() -> None:
    backlogs = {size: large(size) for size in SIZES}
    rows: list[tuple[str, ...]] = [("CPU ms", *(f"{size} items" for size in SIZES))]
    for target, layout in sorted(layouts().items()):
        rows.append((target, *(milliseconds(partial(export, layout, backlogs[size], Choice())) for size in SIZES)))
    print_table(rows)
    print()
    print_table([("CPU ms", *(f"{cards} cards" for cards in CARDS)), ("the report", *map(report_of, CARDS))])


if __name__ == "__main__":
    main()
