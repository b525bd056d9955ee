"""One report of a whole half-day, read once: it is frozen, so that every test may look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from openlab.db.engine import Database
from openlab.db.queries.reported import Report
from tests.build_report import Whole, a_whole_lab


@pytest.fixture(scope="session")
def whole(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """A closed lab and its backlog. Nobody may change it."""
    file = tmp_path_factory.mktemp("report") / "whole.sqlite3"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    yield a_whole_lab(database)
    database.close()


@pytest.fixture(scope="session")
def found(whole: Whole) -> Report:
    return whole.report(with_photos=True)
