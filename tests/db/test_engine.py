"""How the database is used: one writer at a time, consistent reads, whole transactions."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from openlab.db.engine import Database
from openlab.db.tables import Lab
from tests.build import a_lab


def rename(session: Session, lab_id: int, title: str) -> None:
    session.get_one(Lab, lab_id).title = title


def title_of(session: Session, lab_id: int) -> str:
    return session.scalars(select(Lab.title).where(Lab.id == lab_id)).one()


def test_what_write_returns_from_is_there_for_every_reader(database: Database) -> None:
    built = a_lab(database)

    async def rename_and_look() -> str:
        await database.write(rename, built.lab, "Un autre titre")
        return await database.read(title_of, built.lab)

    assert asyncio.run(rename_and_look()) == "Un autre titre"


def test_an_act_that_fails_changes_nothing(database: Database) -> None:
    built = a_lab(database)

    def rename_then_fail(session: Session) -> None:
        rename(session, built.lab, "À moitié")
        session.flush()
        raise RuntimeError("after the first half")

    with pytest.raises(RuntimeError):
        asyncio.run(database.write(rename_then_fail))
    with database.reading() as session:
        assert title_of(session, built.lab) == "Open lab n° 1"


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    built = a_lab(database)
    with database.reading() as reader:
        before = title_of(reader, built.lab)
        with database.writing() as writer:
            rename(writer, built.lab, "Pendant la lecture")
        assert title_of(reader, built.lab) == before


def test_a_hundred_simultaneous_writes_all_succeed(database: Database) -> None:
    built = a_lab(database)

    def add_a_letter(session: Session) -> None:
        lab = session.get_one(Lab, built.lab, with_for_update=True)
        lab.theme += "x"

    async def all_at_once() -> None:
        await asyncio.gather(*(database.write(add_a_letter) for _ in range(100)))

    asyncio.run(all_at_once())
    with database.reading() as session:
        assert session.get_one(Lab, built.lab).theme == "x" * 100


def test_emptying_the_journal_never_waits_long_for_who_reads(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    built = a_lab(database)
    with database.reading() as reader:
        title_of(reader, built.lab)
        with database.writing() as session:
            rename(session, built.lab, "Après")
        began = time.monotonic()
        database.empty_journal()
        assert time.monotonic() - began < 5
    database.empty_journal()
    journal = Path(f"{database.sqlite_file}-wal")
    assert journal.stat().st_size == 0
    with database.writing() as session:
        assert session.execute(text("PRAGMA busy_timeout")).scalar_one() == 10_000
    database.close()


def test_sqlite_keeps_what_it_acknowledged_and_its_foreign_keys(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.writing() as session:
        pragma = {
            name: session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
