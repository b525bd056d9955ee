"""`openlab export`: the backlog as a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from openlab.actions import exports
from openlab.commands.opening import database_of, database_option, give_up, layouts_of, obeying_rules, settings_of
from openlab.domain.backlog import Status
from openlab.export import Choice
from openlab.web.exports import tell
from openlab.web.i18n import LANGUAGES


@click.command("export")
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
