"""The commands that keep data, move it, and erase it in time."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import click
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from openlab.actions import moving, upkeep
from openlab.actions.purge import purge
from openlab.actions.restore import restore
from openlab.commands.opening import database_of, database_option, give_up, obeying_rules, settings_of, sqlite_file_of
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
    click.echo(f"{file}: {size / 1024:.0f} KiB. To go back to it: stop openlab, then openlab restore {file}")


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", "may_replace", is_flag=True, help="Even when a database is there; it is kept beside.")
@database_option
def restore_database(file: Path, may_replace: bool, database_url: str | None) -> None:
    """Go back to a backup, once openlab is stopped.

    FILE is checked first and brought up to date; what is there already is never lost: with --replace, it is kept
    under another name.
    """
    settings = settings_of(database_url=database_url)
    with obeying_rules():
        target = sqlite_file_of(settings)
        try:
            restored = restore(file, target, replace=may_replace)
        except OSError as problem:
            give_up(f"The backup could not be restored: {problem}")
    click.echo(
        f"{target} is as in {file}: {restored.labs} open lab(s), {restored.people} participant(s), "
        f"{restored.photos} photo(s), {restored.accounts} staff account(s)."
    )
    if restored.kept:
        click.echo(f"What was there before is kept as {restored.kept}; delete it when you no longer need it.")


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@click.option("--force", is_flag=True, help="Even when nothing was written for 60 days: the clock is right.")
@database_option
def purge_database(dry_run: bool, force: bool, database_url: str | None) -> None:
    """Erase what people gave to the labs whose retention is over.

    The server does it by itself once a day. Names, texts, photos and ballots go; how many people, ballots and votes per
    rank there were stays.
    """
    settings = settings_of(database_url=database_url)
    with obeying_rules(), database_of(settings) as database:
        with database.reading() if dry_run else database.writing() as session:
            purged = purge(session, only_look=dry_run, sure=force)
        if purged and not dry_run:
            database.compact()
    for lab in purged:
        click.echo(
            f"{lab.code}  since {lab.since}  {lab.people} participant(s), {lab.cards} pain point(s)  {lab.title}"
        )
    click.echo(f"{len(purged)} open lab(s) {'would be' if dry_run else 'were'} erased.")


@click.command("export-lab")
@click.argument("code")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database_option
def export_one_lab(code: str, file: Path, database_url: str | None) -> None:
    """Write the open lab CODE into FILE, to move it to another installation.

    All that people gave is in it, photos included: keep it as safe as the database. Staff accounts are not.
    """
    settings = settings_of(database_url=database_url)
    with obeying_rules(), database_of(settings) as database, database.reading() as session:
        try:
            moved = moving.export_lab(session, code, file)
        except OSError as problem:
            give_up(f"The open lab could not be written: {problem}")
    click.echo(f"{file}: {_told(moved)}")


@click.command("import-lab")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--facilitator", required=True, help="Whose account runs its product, if it is new here.")
@database_option
def import_one_lab(file: Path, facilitator: str, database_url: str | None) -> None:
    """Take in an open lab that `openlab export-lab` wrote.

    Its code and everyone's return codes stay the same. It joins the product that has the same address here.
    """
    settings = settings_of(database_url=database_url)
    with obeying_rules(), database_of(settings) as database:
        try:
            with database.writing() as session:
                moved = moving.import_lab(session, file, facilitator)
        except (IntegrityError, DataError, InterfaceError, ProgrammingError):
            give_up(f"{file} does not hold together. Nothing was changed.")
    click.echo(_told(moved))


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


def _told(moved: moving.Moved) -> str:
    counts = f"{moved.people} participant(s), {moved.cards} pain point(s), {moved.photos} photo(s)"
    return f"{moved.title} ({moved.code}), {counts}."


COMMANDS = (migrate_database, check, back_up_database, restore_database, purge_database, export_one_lab, import_one_lab)
