"""How a command opens the database, and how it says that it cannot go on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

import click
from alembic.util import CommandError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from openlab.db.engine import Database
from openlab.db.schema import is_current, migrate
from openlab.db.trouble import trouble
from openlab.domain import Refused
from openlab.export import Layout, LayoutError, load_layouts
from openlab.report import SECTIONS, load_layout
from openlab.report import Layout as ReportLayout
from openlab.settings import Settings, SettingsError, from_environment
from openlab.web.errors import sentence

DATABASE_EXAMPLES = "Examples: sqlite:///openlab.sqlite3, postgresql+psycopg://user:password@host/name"
ADVICE = {
    "full": "Make room on the disk; nothing that was acknowledged is lost.",
    "unwritable": "Let openlab write to the file and to its folder.",
    "damaged": "Go back to a backup: openlab restore FILE --replace",
}

database_option = click.option("--database", "database_url", help="Where everything is kept [OPENLAB_DATABASE_URL].")


def give_up(reason: str) -> NoReturn:
    """Say in one sentence why this cannot go on, and end with status 1."""
    click.echo(reason, err=True)
    sys.exit(1)


def settings_of(**given: str | None) -> Settings:
    try:
        return from_environment(os.environ, **given)
    except SettingsError as problem:
        give_up(str(problem))


@contextmanager
def database_of(settings: Settings, *, may_make: bool = False, must_be_current: bool = True) -> Iterator[Database]:
    """The database. Only commands that write make a SQLite file or bring it up to date; the others only look."""
    try:
        database = Database(settings.database_url)
    except ModuleNotFoundError as problem:
        if problem.name == "psycopg":
            give_up("PostgreSQL needs its driver: pip install 'openlab[postgresql]'")
        give_up(f"OPENLAB_DATABASE_URL cannot be used ({problem}). {DATABASE_EXAMPLES}")
    except (ArgumentError, NoSuchModuleError) as problem:
        give_up(f"OPENLAB_DATABASE_URL cannot be used ({problem}). {DATABASE_EXAMPLES}")
    with closing(database):
        try:
            if not may_make and database.sqlite_file and not database.sqlite_file.exists():
                give_up(f"There is no database at {database.sqlite_file}. openlab serve makes one.")
            if may_make and database.on_sqlite:
                migrate(database.engine)
            elif must_be_current and not is_current(database.engine):
                give_up("The database is not up to date. Run: openlab migrate")
            yield database
        except CommandError:
            give_up("The database belongs to another version of openlab, newer than this one.")
        except DBAPIError as problem:
            give_up(f"The database cannot be used: {problem.orig}. {ADVICE.get(trouble(problem) or '', '')}".strip())


def layouts_of(settings: Settings) -> dict[str, Layout]:
    try:
        return load_layouts(*settings.layout_folders)
    except LayoutError as problem:
        give_up(f"A layout of the exports is wrong. {problem}")


def report_layout_of(settings: Settings) -> Mapping[str, ReportLayout]:
    try:
        return load_layout(SECTIONS, *settings.layout_folders)
    except LayoutError as problem:
        give_up(f"The layout of the report is wrong. {problem}")


def write_file(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as problem:
        give_up(f"The file could not be written: {problem}")
    click.echo(str(file))


@contextmanager
def obeying_rules() -> Iterator[None]:
    """A refusal becomes its sentence, and status 1."""
    try:
        yield
    except Refused as refusal:
        give_up(sentence(refusal, "en"))


def sqlite_file_of(settings: Settings) -> Path:
    """The file of a SQLite database, which need not exist or be whole. Raises `restore_not_sqlite`."""
    try:
        url = make_url(settings.database_url)
    except ArgumentError as problem:
        give_up(f"OPENLAB_DATABASE_URL cannot be used ({problem}). {DATABASE_EXAMPLES}")
    if url.get_backend_name() != "sqlite":
        raise Refused("restore_not_sqlite")
    return Path(url.database or "")
