"""The two inserts that stay right when several requests come at once, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from openlab.db.tables import Base, rows


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> int | None:
    """Insert a row and give its id; None when a unique constraint says that it is there already."""
    return session.execute(_insert_once(_dialect(session), table), values).scalar_one_or_none()


def put(session: Session, table: type[Base], values: Mapping[str, Any]) -> None:
    """Insert a row, or replace the one that has its primary key. A row that is all key is there once."""
    session.execute(_put(_dialect(session), table, tuple(values)), values)


# Each statement is made once: making one costs more than the database needs to run it.
@lru_cache
def _insert_once(dialect: str, table: type[Base]) -> postgresql.Insert:
    there = rows(table)
    return _insert(dialect, there).on_conflict_do_nothing().returning(there.c.id)  # type: ignore[return-value]


@lru_cache
def _put(dialect: str, table: type[Base], names: tuple[str, ...]) -> postgresql.Insert:
    insert, key = _insert(dialect, rows(table)), [column.name for column in inspect(table).primary_key]
    changed = {name: insert.excluded[name] for name in names if name not in key}
    if not changed:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(index_elements=key, set_=changed)


def _insert(dialect: str, table: Table) -> postgresql.Insert:
    # Both dialects write ON CONFLICT alike; SQLAlchemy keeps one class for each.
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)  # type: ignore[return-value]


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name
