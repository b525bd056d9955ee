"""What the operator does: back up, and check that all is well."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from openlab.db.engine import Database
from openlab.db.queries import accounts
from openlab.db.schema import is_current
from openlab.db.tables import Account
from openlab.domain import Refused
from openlab.export import LayoutError, load_layouts
from openlab.report import SECTIONS, load_layout
from openlab.settings import Settings


@dataclass(frozen=True)
class Finding:
    """One line of `openlab check`. A fault keeps openlab from working; a hint does not."""

    kind: str
    text: str


def back_up(engine: Engine, target: Path) -> int:
    """Copy a SQLite database while it is in use, whole and consistent; gives the size in bytes.

    The file appears under its name only when it is complete. Raises `backup_exists`, `backup_not_sqlite`.
    """
    if engine.dialect.name != "sqlite":
        raise Refused("backup_not_sqlite")
    if target.exists():
        raise Refused("backup_exists", file=str(target))
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with engine.connect() as connection, closing(sqlite3.connect(unfinished)) as copy:
        connection.connection.dbapi_connection.backup(copy)  # type: ignore[union-attr]
        copy.execute("PRAGMA journal_mode=DELETE")
    unfinished.rename(target)
    return target.stat().st_size


def findings(settings: Settings, database: Database) -> Iterator[Finding]:
    """What `openlab check` says about the settings and the database."""
    yield Finding("ok", f"people reach this server at {settings.public_url}")
    if not settings.secure:
        yield Finding("hint", "addresses are not https: fine on your own network, not on the Internet")
    if settings.base_url and not settings.trusted_proxies:
        yield Finding("hint", "behind a reverse proxy, name it in OPENLAB_TRUSTED_PROXIES so that addresses are right")
    yield _of_layouts(settings)
    if not is_current(database.engine):
        yield Finding("fault", "the database is not up to date: run openlab migrate")
        return
    with database.reading() as session:
        yield from _of_database(session, on_sqlite=database.on_sqlite)
    try:
        with database.writing() as session:
            session.execute(update(Account).where(Account.id == 0).values(id=0))
    except DBAPIError as problem:
        yield Finding("fault", f"the database cannot be written to: {problem.orig}")


def _of_layouts(settings: Settings) -> Finding:
    try:
        layouts = load_layouts(*settings.layout_folders)
        load_layout(SECTIONS, *settings.layout_folders)
    except LayoutError as problem:
        return Finding("fault", f"a layout of the exports is wrong: {problem}")
    return Finding("ok", f"the backlog can be exported for {len(layouts)} targets: {', '.join(layouts)}")


def _of_database(session: Session, *, on_sqlite: bool) -> Iterator[Finding]:
    sound = session.execute(text("PRAGMA quick_check")).scalar_one() if on_sqlite else "ok"
    if sound != "ok":
        yield Finding("fault", f"the database file is damaged ({sound}): restore a backup")
        return
    yield Finding("ok", "the database answers and is up to date")
    known = session.execute(select(func.count()).where(Account.password_hash.is_not(None))).scalar_one()
    if known:
        yield Finding("ok", f"{known} staff account(s) can sign in")
    else:
        yield Finding("hint", "nobody can sign in yet: openlab account add you@example.org")
    if accounts.account_by_email(session, "demo@openlab.example"):
        yield Finding(
            "hint", "the demo is loaded; its facilitator can sign in with the password printed by openlab demo"
        )
