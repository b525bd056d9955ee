"""Everything that a database holds, for tests that compare, and for tests that look for what must be gone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from openlab.db.engine import Database
from openlab.db.tables import Base

Rows = dict[str, list[tuple[Any, ...]]]


def every_row(database: Database) -> Rows:
    """The rows of every table, in the order of their keys."""
    with database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
            for table in Base.metadata.sorted_tables
        }


def says(database: Database, *texts: str) -> list[str]:
    """Which of these texts stand in any column of any table, and where."""
    return [
        f"{text} in {table}"
        for table, rows in every_row(database).items()
        for row in rows
        for text in texts
        if any(text.encode() in value if isinstance(value, bytes) else text in str(value) for value in row)
    ]
