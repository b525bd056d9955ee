"""Going back to a backup: looked at first, brought up to date, then put in the place of the database in one step."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import URL, func, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from openlab.db.engine import open_engine
from openlab.db.schema import migrate
from openlab.db.tables import Account, Base, Lab, Participant, Photo
from openlab.domain import Refused

# What SQLite keeps beside a database. Left there, they would be taken for those of the restored one.
BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Restored:
    """What a backup held, and where the database that it replaced is kept, if there was one."""

    accounts: int
    labs: int
    people: int
    photos: int
    kept: Path | None


def restore(backup: Path, target: Path, *, replace: bool = False) -> Restored:
    """Put a backup in the place of a SQLite database that nobody uses; the database that was there is kept beside.

    Nothing changes unless the backup is sound. Raises `restore_not_a_backup`, `restore_damaged`, `restore_newer`,
    `backup_exists`, `restore_in_use`.
    """
    if target.exists() and not replace:
        raise Refused("backup_exists", file=str(target))
    unfinished = target.with_name(f"{target.name}.unfinished")
    for name in ("", *BESIDE):
        unfinished.with_name(unfinished.name + name).unlink(missing_ok=True)
    try:
        _copy(backup, unfinished)
        held = _brought_up_to_date(backup, unfinished)
        kept = _set_aside(target) if target.exists() else None
        if kept:
            shutil.copymode(kept, unfinished)
        _put(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return Restored(*held, kept)


def _copy(backup: Path, unfinished: Path) -> None:
    """What the backup says, in one file, whatever it was copied with. Raises when it is not whole."""
    if not backup.is_file():
        raise Refused("restore_not_a_backup", file=str(backup))
    unfinished.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            kinds = dict(copy.execute("SELECT name, type FROM sqlite_master").fetchall())
            # Triggers and views would act on what is written later; openlab has none.
            if "alembic_version" not in kinds or {"trigger", "view"} & set(kinds.values()):
                raise Refused("restore_not_a_backup", file=str(backup))
            sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if not sound or copy.execute("PRAGMA foreign_key_check").fetchone():
                raise Refused("restore_damaged", file=str(backup))
    except sqlite3.DatabaseError as problem:
        is_other = getattr(problem, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB
        raise Refused("restore_not_a_backup" if is_other else "restore_damaged", file=str(backup)) from problem


def _brought_up_to_date(backup: Path, unfinished: Path) -> tuple[int, int, int, int]:
    """How many accounts, labs, people and photos it holds, in the tables of this version."""
    engine = open_engine(URL.create("sqlite", database=str(unfinished)).render_as_string())
    try:
        migrate(engine)
        if not Base.metadata.tables.keys() <= set(inspect(engine).get_table_names()):
            raise Refused("restore_damaged", file=str(backup))
        with Session(engine) as session:
            counts = [session.scalar(select(func.count()).select_from(t)) for t in (Account, Lab, Participant, Photo)]
        with engine.connect() as connection:
            connection.connection.execute("PRAGMA journal_mode=DELETE")
    except CommandError as problem:
        raise Refused("restore_newer", file=str(backup)) from problem
    except DBAPIError as problem:
        raise Refused("restore_damaged", file=str(backup)) from problem
    finally:
        engine.dispose()
    accounts, labs, people, photos = (count or 0 for count in counts)
    return accounts, labs, people, photos


def _set_aside(target: Path) -> Path:
    """Keep the database that is there, under a name that says when. Raises `restore_in_use`."""
    _check_unused(target)
    kept = target.with_name(f"{target.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}")
    for name in BESIDE:
        beside = target.with_name(target.name + name)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + name))
    target.rename(kept)
    return kept


def _check_unused(target: Path) -> None:
    """Only who is alone with a database can take it out of WAL. One that is damaged cannot be asked."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        if getattr(problem, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Refused("restore_in_use", file=str(target)) from problem
    except sqlite3.DatabaseError:
        return


def _put(unfinished: Path, target: Path) -> None:
    """In its place in one step, which a power cut does not undo."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
