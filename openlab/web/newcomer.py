"""Someone without a phone is entered by a facilitator: with a badge, or with a return code shown once."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from openlab.actions import participants
from openlab.db.queries.door import free_badges
from openlab.domain import Refused
from openlab.domain.people import return_code
from openlab.web.access import AtDesk, at_desk
from openlab.web.cookies import BROWSER, cookie
from openlab.web.forms import Form, check_form, read_form
from openlab.web.pages import Fault, page
from openlab.web.participant import qr
from openlab.web.site import Visit, site_of


@get("/labs/{lab:int}/participants")
async def show_new_person(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _page(request, await at_desk(request, lab))


@post("/labs/{lab:int}/participants")
async def add_person(request: Visit, lab: FromPath[int]) -> Response[Any]:
    desk = await at_desk(request, lab)
    form = await read_form(request)
    try:
        check_form(request, form)
        if form.text("badge"):
            return await _with_badge(request, desk, form)
        return await _with_code(request, desk, form)
    except Refused as refusal:
        return await _page(request, desk, fault=Fault(refusal, "join", form))


async def _with_code(request: Visit, desk: AtDesk, form: Form) -> Response[Any]:
    # The same form sent twice gives the same code, so the same person.
    seed = " ".join((desk.room.code, form.text("form_key"), form.text("name"), form.text("persona")))
    code = return_code(cookie(request, BROWSER), seed)
    site = site_of(request)
    sent = form.text("name"), form.text("persona"), desk.account.id
    await site.database.write(participants.join, desk.room.id, code, *sent)
    link = f"{site.settings.public_url}/r/{code}"
    return await _page(request, desk, {"name": form.text("name"), "code": code, "link": link, "qr": qr(link)})


async def _with_badge(request: Visit, desk: AtDesk, form: Form) -> Response[Any]:
    sent = form.text("badge"), form.text("name"), form.text("persona")
    await site_of(request).database.write(participants.join_with_badge, desk.room.id, desk.account.id, *sent)
    return await _page(request, desk, {"name": form.text("name"), "badge": form.text("badge")})


async def _page(
    request: Visit, desk: AtDesk, added: dict[str, Any] | None = None, fault: Fault | None = None
) -> Response[Any]:
    return page(
        request,
        "facilitator/person.html",
        fault=fault,
        room=desk.room,
        account=desk.account,
        added=added,
        badges=await site_of(request).database.read(free_badges, desk.room.id),
    )
