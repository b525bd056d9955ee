"""The two inserts that stay right when several requests come at once, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from openlab.db.tables import Base


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> int | None:
    """Insert a row and give its id; None when a unique constraint says that it is there already."""
    insert = _insert(session, table).values(values).on_conflict_do_nothing()
    return session.execute(insert.returning(table.__table__.c.id)).scalar_one_or_none()


def put(session: Session, table: type[Base], values: Mapping[str, Any]) -> None:
    """Insert a row, or replace the one that has its primary key. A row that is all key is there once."""
    insert = _insert(session, table).values(values)
    key = [column.name for column in inspect(table).primary_key]
    changed = {name: insert.excluded[name] for name in values if name not in key}
    if changed:
        session.execute(insert.on_conflict_do_update(index_elements=key, set_=changed))
    else:
        session.execute(insert.on_conflict_do_nothing())


def _insert(session: Session, table: type[Base]) -> postgresql.Insert:
    # Both dialects write ON CONFLICT alike; SQLAlchemy keeps one class for each.
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)  # type: ignore[return-value]
    return postgresql.insert(table)
