"""The `openlab` command."""

from __future__ import annotations

import resource
import socket
import sys
from dataclasses import replace

import click
import uvicorn

from openlab import __version__
from openlab.actions import accounts, upkeep
from openlab.actions.demo import load_demo
from openlab.app import create_app
from openlab.commands import keeping
from openlab.commands.log import start_log
from openlab.commands.opening import database_of, database_option, give_up, obeying_rules, settings_of
from openlab.db.queries import accounts as account_queries
from openlab.db.schema import migrate
from openlab.domain.phases import Phase
from openlab.settings import Settings

GRACE_SECONDS = 5
# Longer than the 60 s of common reverse proxies, which would otherwise send into a connection just closed.
KEEP_ALIVE_SECONDS = 75
BACKLOG = 2048


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
@database_option
def serve(host: str | None, port: str | None, base_url: str | None, database_url: str | None) -> None:
    """Serve the site until Ctrl+C."""
    settings = settings_of(host=host, port=port, base_url=base_url, database_url=database_url)
    with database_of(settings, may_make=True):
        listening = listen(settings)
    settings = replace(settings, port=str(listening.getsockname()[1]))
    click.echo(f"openlab {__version__} is at {settings.public_url} — stop it with Ctrl+C.")
    open_as_many_connections_as_allowed()
    start_log(settings.log)
    config = uvicorn.Config(
        create_app(settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
    )
    uvicorn.Server(config).run(sockets=[listening])


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


for command in keeping.COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="openlab")
