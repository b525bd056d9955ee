"""The commands that look after the data."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import click

from openlab.actions import upkeep
from openlab.commands.opening import database_of, database_option, give_up, obeying_rules, settings_of
from openlab.db.schema import migrate


@click.command("migrate")
@database_option
def migrate_database(database_url: str | None) -> None:
    """Bring the database to the schema of this version. SQLite does it by itself."""
    settings = settings_of(database_url=database_url)
    with database_of(settings, may_make=True, must_be_current=False) as database:
        migrate(database.engine)
    click.echo("The database is up to date.")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database_option
def back_up_database(file: Path, database_url: str | None) -> None:
    """Copy everything into FILE, while the site is in use."""
    settings = settings_of(database_url=database_url)
    with obeying_rules(), database_of(settings, must_be_current=False) as database:
        try:
            size = upkeep.back_up(database.engine, file)
        except (OSError, sqlite3.Error) as problem:
            give_up(f"The backup could not be written: {problem}")
    click.echo(
        f"{file}: {size / 1024:.0f} KiB. To go back to it, stop openlab and put it in the place of the database."
    )


@click.command()
@database_option
def check(database_url: str | None) -> None:
    """Check the settings and the database: one line per finding; status 1 when something is wrong."""
    settings = settings_of(database_url=database_url)
    with database_of(settings, must_be_current=False) as database:
        found = list(upkeep.findings(settings, database))
    for finding in found:
        click.echo(f"{finding.kind:5} {finding.text}")
    sys.exit(any(finding.kind == "fault" for finding in found))
