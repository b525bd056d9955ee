"""`openlab sync`: every item follows its issue; meant for cron."""

from __future__ import annotations

import asyncio
import sys

import click

from openlab.app import tracking_of
from openlab.commands.opening import check_trackers, database_of, database_option, give_up, obeying_rules, settings_of
from openlab.db.queries import connections as queries
from openlab.db.queries.connections import Connected
from openlab.db.queries.products import product_by_slug
from openlab.domain import Refused
from openlab.trackers.kinds import KINDS
from openlab.tracking import Refreshed, Tracking, refresh
from openlab.web.errors import sentence


@click.command("sync")
@click.option("--product", "slug", default="", help="Only the trackers of this product, as in its address.")
@database_option
def sync_trackers(slug: str, database_url: str | None) -> None:
    """Ask every tracker how its issues stand, and tell it in the backlog and the follow-up.

    One line per connection; status 1 when one could not be asked. Nothing is written in the trackers.
    """
    settings = settings_of(database_url=database_url)
    check_trackers(settings)
    with obeying_rules(), database_of(settings) as database:
        tracking = tracking_of(settings, database)
        failed = asyncio.run(_refresh_all(tracking, _chosen(tracking, slug)))
    sys.exit(failed > 0)


def _chosen(tracking: Tracking, slug: str) -> list[Connected]:
    with tracking.database.reading() as session:
        product = product_by_slug(session, slug) if slug else None
        if slug and product is None:
            give_up(f"There is no product {slug}.")
        return queries.connections_of(session, product.id if product else None)


async def _refresh_all(tracking: Tracking, connections: list[Connected]) -> int:
    """How many could not be asked. One after the other: cron has time."""
    failed = 0
    for connection in connections:
        where = f"{KINDS[connection.kind].name} {connection.address} {connection.project}"
        try:
            click.echo(f"{where}: {_told(await refresh(tracking, connection.id))}")
        except Refused as refusal:
            failed += 1
            click.echo(f"{where}: {sentence(refusal, 'en')}", err=True)
    return failed


def _told(refreshed: Refreshed) -> str:
    followed = [one for one in refreshed.moved if one.before is not one.after]
    decide = [str(one.number) for one in refreshed.moved if one.told]
    to_see = f"; to look at: no. {', '.join(decide)}" if decide else ""
    return f"{refreshed.there} issue(s), {len(followed)} item(s) followed{to_see}."
