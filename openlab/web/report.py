"""The report of a lab, for the members of its product: as a page, and as a PDF that says the same."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from litestar import Response, get
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.db.queries import sheets as sheet_queries
from openlab.db.queries.report import report as read_report
from openlab.db.queries.reported import Report
from openlab.db.tables import Lab
from openlab.domain import Refused, phases
from openlab.domain.phases import Phase
from openlab.export import ascii_name, safe_name
from openlab.report import Layout, Voice, compose, draw
from openlab.report.blocks import Document
from openlab.web import i18n
from openlab.web.access import at_product_of
from openlab.web.pages import language, page
from openlab.web.site import Visit, site_of


@get("/labs/{lab:int}/report")
async def show_report(request: Visit, lab: FromPath[int]) -> Response[Any]:
    here = await at_product_of(request, lab)
    found = await site_of(request).database.read(read_report, lab, here.reader)
    return page(
        request,
        "staff/report.html",
        account=here.account,
        may_run=here.may_run,
        report=found,
        document=_document(request, found),
    )


@get("/labs/{lab:int}/report.pdf")
async def download_report(request: Visit, lab: FromPath[int]) -> Response[Any]:
    here, site, spoken = await at_product_of(request, lab), site_of(request), language(request)
    found = await site.database.read(read_report, lab, here.reader, with_photos=True)
    data = await asyncio.to_thread(draw, _document(request, found), found.photos, voice_of(spoken))
    name, plain = file_name(found)
    names = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": names, "Cache-Control": "no-store"}
    return Response(data, media_type="application/pdf", headers=headers)


@get("/labs/{lab:int}/report/photos/{photo:int}")
async def show_photo(request: Visit, lab: FromPath[int], photo: FromPath[int]) -> Response[Any]:
    await at_product_of(request, lab)
    jpeg = await site_of(request).database.read(_photo, lab, photo)
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


def voice_of(spoken: str) -> Voice:
    return Voice(
        language=spoken,
        translations=i18n.translations(spoken),
        day=lambda day: i18n.long_date(day, spoken),
        number=lambda value: i18n.number(value, spoken),
        script=lambda script: i18n.script_name(script, spoken),
    )


def document_of(found: Report, layout: Layout, spoken: str, public_url: str) -> Document:
    """What the report says, in one language, as of today."""
    address = f"{public_url}/labs/{found.lab_id}/report"
    return compose(found, layout, voice_of(spoken), _today(), address)


def file_name(found: Report) -> tuple[str, str]:
    """Product, lab, date; and the same in plain letters, for browsers that know no other."""
    day = found.held_on or _today()
    name = safe_name(f"{found.product} {found.title}")
    return f"{name} {day:%Y-%m-%d}.pdf", f"{ascii_name(name)}-{day:%Y-%m-%d}.pdf"


def _document(request: Visit, found: Report) -> Document:
    site, spoken = site_of(request), language(request)
    return document_of(found, site.report_layout[spoken], spoken, site.settings.public_url)


def _photo(session: Session, lab_id: int, photo: int) -> bytes:
    """The report shows photos from the wrap-up on. Raises `photo_unknown`."""
    is_told = phases.has_wrap_up(Phase(session.get_one(Lab, lab_id).phase))
    jpeg = sheet_queries.photo(session, lab_id, photo) if is_told else None
    if jpeg is None:
        raise Refused("photo_unknown")
    return jpeg


def _today() -> date:
    return datetime.now().astimezone().date()
