"""The backlog as a file for another tool: choosing, seeing it before, downloading it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from litestar import Response, get
from litestar.datastructures import MultiDict
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions.backlog import remember_export
from openlab.db.queries import connections
from openlab.db.queries import exports as queries
from openlab.db.queries.backlog import Working, working
from openlab.db.queries.connections import Connected
from openlab.domain import Refused
from openlab.domain.backlog import Backlog, Status
from openlab.export import Choice, Finding, Layout, chosen, export, file_name, preview, refusal_of
from openlab.trackers.kinds import KINDS
from openlab.web import words
from openlab.web.access import AtProduct, at_product
from openlab.web.errors import sentence
from openlab.web.filters import labs_of
from openlab.web.i18n import LANGUAGES, number, translations
from openlab.web.pages import language, page
from openlab.web.site import Site, Visit, site_of

FIRST_TARGET = "excel"
FINDINGS_SHOWN = 10
LONGEST_NUMBER = 6


@get("/products/{slug:str}/export")
async def show_export(request: Visit, slug: FromPath[str]) -> Response[Any]:
    """What would be in the file, and everything that does not fit into it, before it is downloaded."""
    here, site = await at_product(request, slug), site_of(request)
    choice = read_choice(request.query_params, language(request))
    layout = site.layouts.get(request.query_params.get("target", FIRST_TARGET)) or next(iter(site.layouts.values()))
    found, since, connected = await site.database.read(_of_export, here, site.settings.public_url, layout.target)
    backlog = frozen_for(here, found, choice)
    return page(
        request,
        "owner/export.html",
        at=here,
        account=here.account,
        working=found,
        layouts=site.layouts,
        layout=layout,
        choice=choice,
        seen=preview(layout, backlog, choice),
        file_name=file_name(layout, backlog, choice),
        shown=FINDINGS_SHOWN,
        declined_since=since,
        connected=connected,
        kinds=KINDS,
        labs=labs_of(found.lines),
        statuses=list(Status),
        address=f"/products/{slug}/export/{layout.target}?{query_of(choice)}",
        words=words,
        tell=lambda finding: tell(finding, layout, language(request)),
    )


@get("/products/{slug:str}/export/{target:str}")
async def download(request: Visit, slug: FromPath[str], target: FromPath[str]) -> Response[Any]:
    """The file. What a target cannot take is refused with a sentence, never cut."""
    here, site = await at_product(request, slug), site_of(request)
    layout = _layout(site, target)
    choice = read_choice(request.query_params, language(request))
    found = await site.database.read(working, here.product, here.reader, site.settings.public_url)
    backlog = frozen_for(here, found, choice)
    file = export(layout, backlog, choice)
    numbers = [int(item.reference) for _, item in chosen(backlog, choice)]
    await site.database.write(remember_export, here.product.id, numbers, target)
    names = f"attachment; filename=\"{file.ascii_name}\"; filename*=UTF-8''{quote(file.name)}"
    headers = {"Content-Disposition": names, "Cache-Control": "no-store"}
    return Response(file.data, media_type=file.media_type, headers=headers)


def tell(finding: Finding, layout: Layout, language: str) -> str:
    """What does not fit, as people read it."""
    if finding.refuses:
        return sentence(refusal_of(finding, layout.forms[language].title), language)
    megabytes = {"size": number(finding.length / 1e6, language), "most": number(finding.limit / 1e6, language)}
    return translations(language).gettext(words.FINDINGS[finding.code]) % {**asdict(finding), **megabytes}


def read_choice(query: MultiDict[str], otherwise: str) -> Choice:
    """Which items, as the query string asks for them; what it does not know of is as good as not asked for."""
    top, wanted = query.get("top", "").strip(), query.get("language", "")
    is_number = top.isascii() and top.isdecimal() and len(top) <= LONGEST_NUMBER and int(top) > 0
    statuses = tuple(status for status in Status if status in query.getall("status", []))
    return Choice(
        language=wanted if wanted in LANGUAGES else otherwise,
        lab=query.get("lab", "").strip().upper(),
        statuses=statuses or Choice().statuses,
        top=int(top) if is_number else None,
    )


def query_of(choice: Choice) -> str:
    """The same choice as a query string."""
    asked = [("language", choice.language), *(("status", status) for status in choice.statuses)]
    asked += [("lab", choice.lab)] if choice.lab else []
    return urlencode([*asked, *([("top", str(choice.top))] if choice.top else [])])


def _layout(site: Site, target: str) -> Layout:
    if target not in site.layouts:
        raise Refused("not_found")
    return site.layouts[target]


def frozen_for(here: AtProduct, found: Working, choice: Choice) -> Backlog:
    return found.frozen(here.product.name, choice.language, datetime.now().astimezone().date())


def _of_export(
    session: Session, here: AtProduct, public_url: str, target: str
) -> tuple[Working, list[queries.DeclinedSince], list[Connected]]:
    found = working(session, here.product, here.reader, public_url)
    connected = connections.connections_of(session, here.product.id) if here.may_decide else []
    return found, queries.declined_since(session, here.product.id, target), connected
