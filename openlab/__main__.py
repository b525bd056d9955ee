"""The `openlab` command."""

from __future__ import annotations

import fcntl
import os
import resource
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click
import uvicorn
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from uvicorn.supervisors import Multiprocess

from openlab import __version__
from openlab.actions import accounts, exports, upkeep
from openlab.actions.demo import load_demo
from openlab.app import create_app
from openlab.db.engine import Database
from openlab.db.queries import accounts as account_queries
from openlab.db.schema import is_current, migrate
from openlab.domain import Refused
from openlab.domain.backlog import Status
from openlab.domain.phases import Phase
from openlab.export import Choice, Layout, LayoutError, load_layouts
from openlab.settings import Settings, SettingsError, from_environment, to_environment
from openlab.web.errors import sentence
from openlab.web.exports import tell
from openlab.web.i18n import LANGUAGES

GRACE_SECONDS = 5
# Longer than the 60 s of common reverse proxies, which would otherwise send into a connection just closed.
KEEP_ALIVE_SECONDS = 75
BACKLOG = 2048
DATABASE_EXAMPLES = "Examples: sqlite:///openlab.sqlite3, postgresql+psycopg://user:password@host/name"

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
            give_up(f"The database cannot be used: {problem.orig}")


def layouts_of(settings: Settings) -> dict[str, Layout]:
    try:
        return load_layouts(*settings.layout_folders)
    except LayoutError as problem:
        give_up(f"A layout of the exports is wrong. {problem}")


@contextmanager
def obeying_rules() -> Iterator[None]:
    """A refusal becomes its sentence, and status 1."""
    try:
        yield
    except Refused as refusal:
        give_up(sentence(refusal, "en"))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """openlab runs open labs: pain points, two votes each on the phone, a ranking the room can trust.

    To begin: `openlab account add you@example.org`, then `openlab serve`. To look around: `openlab demo`, then
    `openlab serve`. Every setting is an OPENLAB_ variable; the README lists them.
    """


@main.command()
@click.option("--host", help="The address to listen on; 0.0.0.0 lets other machines in [OPENLAB_HOST].")
@click.option("--port", help="The port to listen on [OPENLAB_PORT].")
@click.option("--base-url", help="The address people type, when it is another one [OPENLAB_BASE_URL].")
@click.option("--workers", help="How many processes serve; more than one needs PostgreSQL [OPENLAB_WORKERS].")
@database_option
def serve(
    host: str | None, port: str | None, base_url: str | None, database_url: str | None, workers: str | None
) -> None:
    """Serve the site until Ctrl+C."""
    settings = settings_of(host=host, port=port, base_url=base_url, database_url=database_url, workers=workers)
    layouts_of(settings)
    with database_of(settings, may_make=True) as database:
        file = database.sqlite_file
    with alone_on(file) if file else nullcontext():
        listening = listen(settings)
        settings = replace(settings, port=str(listening.getsockname()[1]))
        click.echo(f"openlab {__version__} is at {settings.public_url} — stop it with Ctrl+C.")
        open_as_many_connections_as_allowed()
        if settings.workers == "1":
            uvicorn.Server(uvicorn.Config(create_app(settings), **how_to_serve(settings))).run(sockets=[listening])
        else:
            os.environ.update(to_environment(settings))
            config = uvicorn.Config("openlab.app:one_of_several", factory=True, **how_to_serve(settings))
            Multiprocess(config, sockets=[listening]).run()


def how_to_serve(settings: Settings) -> dict[str, Any]:
    return {
        "workers": int(settings.workers),
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "ws": "none",
        "timeout_graceful_shutdown": GRACE_SECONDS,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": settings.trusted_proxies or None,
    }


@contextmanager
def alone_on(sqlite_file: Path) -> Iterator[None]:
    """Keep a second process from serving the same file: neither would hear what the other changes."""
    with Path(f"{sqlite_file}-serving").open("w", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            give_up(f"{sqlite_file} is served already. SQLite is for one process; PostgreSQL for as many as you like.")
        yield


def open_as_many_connections_as_allowed() -> None:
    """Each phone holds a connection or two; the usual soft limit of 1,024 would end at a few hundred phones."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, int(settings.port)))
        listening.listen(BACKLOG)
    except OSError as problem:
        listening.close()
        taken = f"Cannot listen on {settings.host}:{settings.port}: {problem.strerror}."
        give_up(f"{taken} Another port: --port 8001 (make run PORT=8001).")
    return listening


@main.command()
@click.option("--at", type=click.Choice([str(phase) for phase in Phase]), help="The phase to load the lab at.")
@click.option("--base-url", help="The address people type [OPENLAB_BASE_URL].")
@database_option
def demo(at: str | None, base_url: str | None, database_url: str | None) -> None:
    """Load a realistic lab to try things with, and print its addresses.

    What is there already is kept: without --at, the demo is loaded once. Each call gives the demo's facilitator a new
    password.
    """
    settings = settings_of(base_url=base_url, database_url=database_url)
    with database_of(settings, may_make=True) as database, database.writing() as session:
        loaded = load_demo(session, Phase(at) if at else None)
    home, code = settings.public_url, loaded.lab.code
    click.echo(
        f"""
  {loaded.lab.title} · phase: {loaded.lab.phase}

  Facilitator   {home}/sign-in?next=/labs/{loaded.lab.id}
                e-mail    {loaded.email}
                password  {loaded.password}
  Participant   {home}/l/{code}
  Screen        {home}/l/{code}/screen
"""
    )


@main.command("migrate")
@database_option
def migrate_database(database_url: str | None) -> None:
    """Bring the database to the schema of this version. SQLite does it by itself."""
    settings = settings_of(database_url=database_url)
    with database_of(settings, may_make=True, must_be_current=False) as database:
        migrate(database.engine)
    click.echo("The database is up to date.")


@main.group()
def account() -> None:
    """Staff accounts: facilitators, product owners, team. Participants have none."""


@account.command("add")
@click.argument("email")
@click.option("--name", default="", help="What others see; by default the part before the @.")
@database_option
def add_account(email: str, name: str, database_url: str | None) -> None:
    """Make an account and print a link that sets its password, once, within 7 days."""
    settings = settings_of(database_url=database_url)
    with obeying_rules(), database_of(settings, may_make=True) as database, database.writing() as session:
        link = accounts.new_link(session, accounts.add_account(session, email, name))
    click.echo(f"{settings.public_url}/welcome/{link}")


@account.command("list")
@database_option
def list_accounts(database_url: str | None) -> None:
    """List the accounts: e-mail, name, whether a password is set."""
    settings = settings_of(database_url=database_url)
    with database_of(settings) as database, database.reading() as session:
        for found in account_queries.all_accounts(session):
            click.echo(f"{found.email}\t{found.name}\t{'password set' if found.password_hash else 'no password yet'}")


@account.command("reset")
@click.argument("email")
@database_option
def reset_account(email: str, database_url: str | None) -> None:
    """Sign an account out everywhere, and print a new link that sets its password, once, within 7 days."""
    settings = settings_of(database_url=database_url)
    with database_of(settings) as database, database.writing() as session:
        found = account_queries.account_by_email(session, email.strip().casefold())
        if found is None:
            give_up(f"There is no account for {email}.")
        accounts.sign_out_everywhere(session, found.id)
        link = accounts.new_link(session, found)
    click.echo(f"{settings.public_url}/welcome/{link}")


@main.command("backup")
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


@main.command("export")
@click.argument("target")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="By default, product-date-target here.")
@click.option("--product", "slug", default="", help="The product, as in its address; not needed when there is one.")
@click.option("--lab", default="", help="Only items of the open lab with this code.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(list(map(str, Status))), help="One or several.")
@click.option("--top", type=click.IntRange(min=1), help="Only the first items.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@database_option
def export_backlog(target: str, output: Path | None, slug: str, database_url: str | None, **which: Any) -> None:
    """Write the backlog of a product into a file for TARGET: excel, csv, jira, gitlab, trello…"""
    settings = settings_of(database_url=database_url)
    layouts = layouts_of(settings)
    if target not in layouts:
        give_up(f"There is no target {target}. There are: {', '.join(layouts)}")
    layout = layouts[target]
    statuses = tuple(map(Status, which["statuses"])) or Choice().statuses
    wanted = Choice(which["language"], which["lab"].strip().upper(), statuses, which["top"])
    with obeying_rules(), database_of(settings) as database:
        day = datetime.now().astimezone().date()
        with database.writing() as session:
            file = exports.export_backlog(session, slug, layout, wanted, settings.public_url, day)
    for finding in file.findings:
        click.echo(tell(finding, layout, "en"), err=True)
    try:
        (output or Path(file.name)).write_bytes(file.data)
    except OSError as problem:
        give_up(f"The file could not be written: {problem}")
    click.echo(str(output or file.name))


@main.command()
@database_option
def check(database_url: str | None) -> None:
    """Check the settings and the database: one line per finding; status 1 when something is wrong."""
    settings = settings_of(database_url=database_url)
    with database_of(settings, must_be_current=False) as database:
        found = list(upkeep.findings(settings, database))
    for finding in found:
        click.echo(f"{finding.kind:5} {finding.text}")
    sys.exit(any(finding.kind == "fault" for finding in found))


if __name__ == "__main__":
    main(prog_name="openlab")
