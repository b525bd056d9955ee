"""`openlab export` and `openlab report`: the backlog and the report of a lab as files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from openlab.actions import exports
from openlab.commands.opening import (
    database_of,
    database_option,
    give_up,
    layouts_of,
    obeying_rules,
    report_layout_of,
    settings_of,
    write_file,
)
from openlab.db.queries import labs as lab_queries
from openlab.db.queries.backlog import Reader
from openlab.db.queries.report import report
from openlab.domain.backlog import Status
from openlab.domain.people import typed_code
from openlab.export import Choice
from openlab.report import draw
from openlab.web.exports import tell
from openlab.web.i18n import LANGUAGES
from openlab.web.report import document_of, file_name, voice_of


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
    write_file(output or Path(file.name), file.data)


@click.command("report")
@click.argument("code")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="By default, product-lab-date here.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@database_option
def write_report(code: str, output: Path | None, language: str, database_url: str | None) -> None:
    """Write the report of the open lab with this CODE, a PDF: from its results on, for it tells the votes."""
    settings = settings_of(database_url=database_url)
    layout = report_layout_of(settings)[language]
    with obeying_rules(), database_of(settings) as database, database.reading() as session:
        lab = lab_queries.lab_by_code(session, typed_code(code))
        if lab is None:
            give_up(f"No open lab has the code {code}.")
        found = report(session, lab.id, Reader(), with_photos=True)
    voice = voice_of(language)
    document = document_of(found, layout, language, settings.public_url)
    write_file(output or Path(file_name(found)[0]), draw(document, found.photos, voice))
