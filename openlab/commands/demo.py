"""`openlab demo`: a realistic lab to try things with."""

from __future__ import annotations

import click

from openlab.actions.demo import load_demo
from openlab.actions.demo_backlog import plan_backlog
from openlab.commands.opening import database_of, database_option, settings_of
from openlab.domain.phases import Phase


@click.command()
@click.option("--at", type=click.Choice([str(phase) for phase in Phase]), help="The phase to load the lab at.")
@click.option("--planned", is_flag=True, help="Closed, and three weeks later: backlog, roadmap and follow-up filled.")
@click.option("--base-url", help="The address people type [OPENLAB_BASE_URL].")
@database_option
def demo(at: str | None, planned: bool, base_url: str | None, database_url: str | None) -> None:
    """Load a realistic lab to try things with, and print its addresses.

    What is there already is kept: without --at, the demo is loaded once. Each call gives the demo's facilitator a new
    password.
    """
    settings = settings_of(base_url=base_url, database_url=database_url)
    with database_of(settings, may_make=True) as database, database.writing() as session:
        loaded = load_demo(session, Phase.CLOSED if planned else Phase(at) if at else None)
        if planned:
            plan_backlog(session, loaded)
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
