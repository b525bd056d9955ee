"""What is wrong when the database does not do what it is asked, as far as its error code tells."""

from __future__ import annotations

import sqlite3
from typing import Literal

from sqlalchemy.exc import DBAPIError, OperationalError

Trouble = Literal["full", "unwritable", "damaged", "busy"]

OF_SQLITE: dict[int, Trouble] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "unwritable",
    sqlite3.SQLITE_IOERR: "unwritable",
    sqlite3.SQLITE_PERM: "unwritable",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
OF_POSTGRESQL: dict[str, Trouble] = {
    "53100": "full",
    "25006": "unwritable",
    "58030": "unwritable",
    "42P01": "damaged",
    "XX001": "damaged",
    "XX002": "damaged",
}


def trouble(problem: DBAPIError) -> Trouble | None:
    """None when the fault is not the database's but ours. A database that does not answer is busy."""
    found = OF_SQLITE.get(getattr(problem.orig, "sqlite_errorcode", -1) & 0xFF)
    found = found or OF_POSTGRESQL.get(getattr(problem.orig, "sqlstate", None) or "")
    if not found and str(problem.orig).startswith("no such table"):  # SQLite has no code for a file that was emptied
        return "damaged"
    return found or ("busy" if isinstance(problem, OperationalError) else None)
