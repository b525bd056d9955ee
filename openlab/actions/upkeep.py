"""What the operator does: back up, and check that all is well."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select, text, true, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from openlab.actions.connections import target_of
from openlab.db.engine import Database
from openlab.db.queries import accounts
from openlab.db.schema import is_current
from openlab.db.tables import Account, Connection
from openlab.domain import Refused
from openlab.export import LayoutError, load_layouts
from openlab.export.drafts import load_drafts
from openlab.openid import Attempt, Provider
from openlab.report import SECTIONS, load_layout
from openlab.settings import Settings
from openlab.trackers.gate import Gate
from openlab.trackers.sealing import seal_of


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
    if settings.oidc_issuer:
        yield asyncio.run(_of_provider(settings))
    if not is_current(database.engine):
        yield Finding("fault", "the database is not up to date: run openlab migrate")
        return
    with database.reading() as session:
        yield from _of_database(session, on_sqlite=database.on_sqlite, only_with_password=not settings.oidc_issuer)
        yield from _of_trackers(settings, session)
    try:
        with database.writing() as session:
            session.execute(update(Account).where(Account.id == 0).values(id=0))
    except DBAPIError as problem:
        yield Finding("fault", f"the database cannot be written to: {problem.orig}")


def _of_trackers(settings: Settings, session: Session) -> Iterator[Finding]:
    """The key of the tokens is asked for once it has sealed one; looking at it makes none."""
    try:
        gate = Gate.of(settings.trackers, settings.private_trackers)
    except ValueError as problem:
        yield Finding("fault", f"OPENLAB_TRACKERS or OPENLAB_PRIVATE_TRACKERS has an address that is none: {problem}")
        return
    if gate.is_open:
        yield Finding("ok", f"owners may push to {', '.join(sorted(gate.public | gate.private))}")
    connections = session.scalars(select(Connection)).all()
    if gate.is_open and settings.key_path is None:
        yield Finding("fault", "on PostgreSQL, say in OPENLAB_KEY_FILE where the key of the trackers' tokens is kept")
    elif connections:
        yield _of_key(settings.key_path, connections)


def _of_key(file: Path | None, connections: Sequence[Connection]) -> Finding:
    if file is None or not file.exists():
        return Finding("fault", f"there is no key {file or ''}: the tokens of {len(connections)} tracker(s) are shut")
    try:
        seal = seal_of(file)
        for connection in connections:
            target_of(connection, seal)
    except Refused as problem:
        what = "cannot be read" if problem.code == "tracker_key_unreadable" else "does not open every token"
        return Finding("fault", f"the key {file} {what}: put it back, or type the tokens again")
    return Finding("ok", f"the key {file} opens the tokens of {len(connections)} tracker(s): back it up by itself")


def _of_layouts(settings: Settings) -> Finding:
    try:
        layouts = load_layouts(*settings.layout_folders)
        load_layout(SECTIONS, *settings.layout_folders)
        load_drafts(*settings.layout_folders)
    except LayoutError as problem:
        return Finding("fault", f"a layout of the exports is wrong: {problem}")
    return Finding("ok", f"the backlog can be exported for {len(layouts)} targets: {', '.join(layouts)}")


async def _of_provider(settings: Settings) -> Finding:
    """Whether the provider to sign in with answers as it should, and what it must know of this site."""
    provider = Provider(settings)
    try:
        await provider.way_in(Attempt.new())
    except Refused as refusal:
        return Finding("fault", f"nobody can sign in with {settings.oidc_issuer}: {refusal.values['why']}")
    finally:
        await provider.close()
    addresses = f"{provider.back} to sign in, {provider.after} to sign out"
    return Finding("ok", f"{provider.name} answers; it must know these addresses of ours: {addresses}")


def _of_database(session: Session, *, on_sqlite: bool, only_with_password: bool) -> Iterator[Finding]:
    sound = session.execute(text("PRAGMA quick_check")).scalar_one() if on_sqlite else "ok"
    if sound != "ok":
        yield Finding("fault", f"the database file is damaged ({sound}): restore a backup")
        return
    yield Finding("ok", "the database answers and is up to date")
    can_sign_in = Account.password_hash.is_not(None) if only_with_password else true()
    known = session.execute(select(func.count(Account.id)).where(can_sign_in)).scalar_one()
    if known:
        yield Finding("ok", f"{known} staff account(s) can sign in")
    else:
        yield Finding("hint", "nobody can sign in yet: openlab account add you@example.org")
    if accounts.account_by_email(session, "demo@openlab.example"):
        yield Finding(
            "hint", "the demo is loaded; its facilitator can sign in with the password printed by openlab demo"
        )
