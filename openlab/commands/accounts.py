"""`openlab account`: who signs in."""

from __future__ import annotations

import click

from openlab.actions import accounts
from openlab.commands.opening import database_of, database_option, give_up, obeying_rules, settings_of
from openlab.db.queries import accounts as account_queries


@click.group()
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
