"""The databases of every released version, brought up to date: nothing is lost, and it says what it said before.

`python -m tests.db.freeze` makes the files of a version when it is released.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, MetaData, create_engine, select, update
from sqlalchemy.orm import Session

from openlab.db.engine import Database, open_engine
from openlab.db.schema import MIGRATIONS, is_current, migrate
from openlab.db.tables import BacklogItem, Base, Lab, Member, Participant, Photo, Placement, Product, SolutionSheet
from openlab.domain import people
from openlab.domain.phases import Phase, has_results, has_wrap_up
from openlab.settings import Settings
from openlab.web.addresses import ADDRESSES
from tests.build import signed_in
from tests.conftest import BOTH, new_database, on_server
from tests.db.told import what_is_told
from tests.serving import Visitor, serving
from tests.tables import every_row
from tests.web.addresses import filled

RELEASES = Path(__file__).parent / "releases"
VERSIONS = sorted(file.stem for file in RELEASES.glob("*.json"))
# A stream that does not end, a page for each secret, and files.
NOT_PAGES = {"/l/{code:str}/events", "/welcome/{secret:str}"}
# A migration that a release has may be in somebody's database: it never changes again.
RELEASED_MIGRATIONS = {
    "0001_first_tables.py": "ab7d2436c1373f01b23869ab55d38b33d24d373b7887d359825260b5c985d4b9",
}


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def told(version: str) -> dict[str, Any]:
    """What that version said of its database."""
    read: dict[str, Any] = json.loads((RELEASES / f"{version}.json").read_text(encoding="utf-8"))
    return read


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, version: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database as that version left it."""
    server = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    with _loaded(request.param, version, tmp_path, server) as address:
        yield address


@contextmanager
def _loaded(kind: str, version: str, folder: Path, server: URL | None) -> Iterator[str]:
    frozen = (RELEASES / f"{version}.{kind}.sql").read_text(encoding="utf-8")
    if server is None:
        with closing(sqlite3.connect(folder / "old.sqlite3")) as connection:
            connection.executescript(frozen)
        yield f"sqlite:///{folder}/old.sqlite3"
        return
    made = new_database(server, "template1")
    engine = create_engine(made)
    with engine.begin() as into:
        driver: Any = into.connection.driver_connection
        driver.execute(frozen)
    engine.dispose()
    yield made.render_as_string(hide_password=False)
    on_server(server, f"DROP DATABASE {made.database} WITH (FORCE)")


@pytest.fixture
def upgraded(url: str) -> Iterator[Database]:
    database = Database(url)
    migrate(database.engine)
    yield database
    database.close()


def rows_by_name(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is there, by the names of its columns."""
    engine, there = open_engine(url), MetaData()
    with engine.connect() as connection:
        there.reflect(connection)
        found = {
            name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for name, table in there.tables.items()
            if name != "alembic_version"
        }
    engine.dispose()
    return found


def test_every_row_of_a_released_database_is_still_there_after_the_upgrade(url: str) -> None:
    before = rows_by_name(url)
    assert all(before.values()), "the frozen database has something in every table"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    after = rows_by_name(url)
    for table, rows in before.items():
        kept = [{name: row[name] for name in rows[0]} for row in after[table]]
        assert kept == rows, table


def test_an_upgraded_database_has_exactly_the_tables_of_the_code(upgraded: Database) -> None:
    with upgraded.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert is_current(upgraded.engine)


def test_an_upgraded_database_says_what_it_said(upgraded: Database, told: dict[str, Any]) -> None:
    assert what_is_told(upgraded) == {"labs": told["labs"], "backlogs": told["backlogs"]}


def test_what_people_still_hold_from_before_the_upgrade_lets_them_in(upgraded: Database, told: dict[str, Any]) -> None:
    held = told["entrance"]
    _begin_retention_today(upgraded)
    with serving(_settings(upgraded)) as served, Visitor(served.url) as browser:
        assert browser.get(f"/r/{held['return_code']}").headers["location"].startswith("/l/")
        signed = browser.submit("/sign-in", email=held["email"], password=held["password"])
        assert signed.headers["location"] == "/labs"


def test_every_page_of_an_upgraded_database_is_served(upgraded: Database) -> None:
    _begin_retention_today(upgraded)
    asked, wrong = 0, []
    with serving(_settings(upgraded)) as served:
        for lab in _labs(upgraded):
            values, cookies = _who_and_what(upgraded, lab)
            with Visitor(served.url, "fr") as browser:
                browser.cookies.update(cookies)
                for path in _pages(values):
                    status = browser.get(path).status_code
                    asked += 1
                    wrong += [f"{lab.phase} {path}: {status}"] * (status != _usual(lab, path, values))
    assert wrong == []
    assert asked > 150


def test_a_migration_that_was_released_never_changes() -> None:
    for name, known in RELEASED_MIGRATIONS.items():
        assert hashlib.sha256((MIGRATIONS / "versions" / name).read_bytes()).hexdigest() == known, name


@pytest.mark.postgresql
def test_both_frozen_databases_of_a_version_are_the_same(version: str, tmp_path: Path, postgresql: URL) -> None:
    rows = []
    for kind, server in (("sqlite", None), ("postgresql", postgresql)):
        with _loaded(kind, version, tmp_path, server) as address:
            database = Database(address)
            migrate(database.engine)
            rows.append(every_row(database))
            database.close()
    assert rows[0] == rows[1]


def _settings(database: Database) -> Settings:
    return Settings(database.engine.url.render_as_string(hide_password=False))


def _labs(database: Database) -> list[Lab]:
    with database.reading() as session:
        return list(session.scalars(select(Lab).order_by(Lab.id)))


def _begin_retention_today(database: Database) -> None:
    """The frozen labs grow old: their time must not be over when the server starts."""
    with database.writing() as session:
        session.execute(update(Lab).values(held_on=datetime.now(UTC).date()))


def _who_and_what(database: Database, lab: Lab) -> tuple[dict[str, object], dict[str, str]]:
    """What to fill addresses of a lab with, and the cookies of its owner who is also one of its participants."""
    with database.writing() as session:
        values: dict[str, object] = {"lab": lab.id, "code": lab.code, "target": "json"}
        values["slug"] = session.get_one(Product, lab.product_id).slug
        if session.scalar(select(BacklogItem.id).where(BacklogItem.product_id == lab.product_id)):
            values |= {"item": 1, "sprint": 1}
        owner = session.scalars(select(Member.account_id).where(Member.product_id == lab.product_id)).first()
        assert owner
        cookies = {"openlab-staff": signed_in(session, owner)}
        _someone_placed(session, lab, values)
        if "person" in values:
            cookies[f"openlab-lab-{lab.code}"] = f"code of {lab.code}"
    return values, cookies


def _someone_placed(session: Session, lab: Lab, values: dict[str, object]) -> None:
    """A person, who holds a code that we know from now on; with the sheet and the photo of their group, if any."""
    placed = select(Participant, Placement.group_id).where(Participant.lab_id == lab.id)
    placed = placed.outerjoin(Placement, Placement.participant_id == Participant.id)
    row = session.execute(placed.order_by(Placement.round.desc(), Participant.id)).first()
    if row is None or lab.purged_at:
        return
    row[0].code_hash, values["person"] = people.fingerprint(f"code of {lab.code}"), row[0].id
    if row[1]:
        values["group"] = row[1]
    photo = select(Photo.id).join(SolutionSheet, SolutionSheet.id == Photo.sheet_id)
    if found := session.scalars(photo.where(SolutionSheet.lab_id == lab.id)).first():
        values["photo"] = found


def _pages(values: dict[str, object]) -> Iterator[str]:
    """Every address that shows something of what there is."""
    for handler in ADDRESSES:
        path = min(handler.paths)
        needed = set(re.findall(r"{(\w+)", path))
        if handler.http_methods == {"GET"} and path not in NOT_PAGES and needed <= values.keys():
            yield filled(path, values)


def _usual(lab: Lab, path: str, values: dict[str, object]) -> int:
    """What an address answers: the page; sent to join where nobody is in; what the report has once it has it."""
    if "/report" in path and not has_results(Phase(lab.phase)):
        return 409
    if "/report/photos" in path and not has_wrap_up(Phase(lab.phase)):
        return 404
    if path in ("/sign-in/openid", "/sign-in/openid/back", "/sign-out/openid", "/signed-out"):
        return 404  # no provider is set
    return 303 if re.search("/my-data|/me$", path) and "person" not in values else 200
