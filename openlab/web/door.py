"""The facilitator at the door: locking it, badges, one person's page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from openlab import badge_sheet
from openlab.actions import badges, door
from openlab.actions.badges import CodeOf, Printed
from openlab.badge_sheet import Sheet
from openlab.db.queries import door as queries
from openlab.db.queries.participants import Entry, entry
from openlab.domain import Refused
from openlab.domain.people import return_code
from openlab.web.access import AtDesk, at_desk
from openlab.web.cookies import BROWSER, cookie
from openlab.web.forms import Form, check_form, read_form
from openlab.web.i18n import translations
from openlab.web.pages import Fault, language, page, see
from openlab.web.participant import qr
from openlab.web.site import Visit, site_of


@get("/labs/{lab:int}/door")
async def show_door(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _door_page(request, await at_desk(request, lab))


@post("/labs/{lab:int}/door/lock")
async def lock_door(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _at_door(request, lab, door.lock_door, True)


@post("/labs/{lab:int}/door/unlock")
async def unlock_door(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _at_door(request, lab, door.lock_door, False)


@post("/labs/{lab:int}/door/badge")
async def admit_by_badge(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _at_door(request, lab, door.admit_by_badge, True)


@post("/labs/{lab:int}/door/code")
async def admit_by_code(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _at_door(request, lab, door.admit_by_badge, False)


@post("/labs/{lab:int}/set-aside/{gone:int}/let-in")
async def let_back_in(request: Visit, lab: FromPath[int], gone: FromPath[int]) -> Response[Any]:
    return await _at_door(request, lab, door.let_back_in, gone)


@post("/labs/{lab:int}/badges")
async def make_badges(request: Visit, lab: FromPath[int]) -> Response[Any]:
    """Answers with the sheet itself: nothing of it is kept."""

    async def make(desk: AtDesk, form: Form, code_of: CodeOf) -> list[Printed]:
        sent = form.text("name"), form.text("count"), code_of
        return await site_of(request).database.write(badges.make_badges, lab, desk.account.id, *sent)

    return await _printed(request, lab, "badges", make)


@post("/labs/{lab:int}/badges/replace")
async def replace_badges(request: Visit, lab: FromPath[int]) -> Response[Any]:
    async def replace(desk: AtDesk, form: Form, code_of: CodeOf) -> list[Printed]:
        sent = form.all("badge"), code_of
        return await site_of(request).database.write(badges.replace_badges, lab, desk.account.id, *sent)

    return await _printed(request, lab, "replace", replace)


@get("/labs/{lab:int}/participants/{person:int}")
async def show_person(request: Visit, lab: FromPath[int], person: FromPath[int]) -> Response[Any]:
    desk = await at_desk(request, lab)
    return _person_page(request, desk, await _entry(request, lab, person))


@post("/labs/{lab:int}/participants/{person:int}/set-aside")
async def set_aside(request: Visit, lab: FromPath[int], person: FromPath[int]) -> Response[Any]:
    desk, someone = await at_desk(request, lab), await _entry(request, lab, person)
    form = await read_form(request)
    try:
        check_form(request, form)
        sent = lab, desk.account.id, person, form.text("confirmed")
        await site_of(request).database.write(door.set_aside, *sent)
    except Refused as refusal:
        return _person_page(request, desk, someone, fault=Fault(refusal, "aside", form))
    return see(f"/labs/{lab}")


@post("/labs/{lab:int}/participants/{person:int}/return-code")
async def replace_return_code(request: Visit, lab: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """Shows the new code in the answer, and never again; the same form sent twice shows the same code."""
    desk, someone = await at_desk(request, lab), await _entry(request, lab, person)
    form = await read_form(request)
    code = _code_of(request, desk, form, "return code")(person)
    try:
        check_form(request, form)
        sent = lab, desk.account.id, person, code, form.text("confirmed")
        await site_of(request).database.write(door.replace_return_code, *sent)
    except Refused as refusal:
        return _person_page(request, desk, someone, fault=Fault(refusal, "code", form))
    return _person_page(request, desk, someone, new_code=code)


async def _at_door(request: Visit, lab: int, action: Callable[..., None], value: int) -> Response[Any]:
    desk = await at_desk(request, lab)
    form = await read_form(request)
    try:
        check_form(request, form)
        await site_of(request).database.write(action, lab, desk.account.id, value)
    except Refused as refusal:
        return await _door_page(request, desk, Fault(refusal, "door", form))
    return see(f"/labs/{lab}/door")


async def _printed(request: Visit, lab: int, at: str, make: Callable[..., Any]) -> Response[Any]:
    desk = await at_desk(request, lab)
    form = await read_form(request)
    try:
        check_form(request, form)
        printed = await make(desk, form, _code_of(request, desk, form, at))
    except Refused as refusal:
        return await _door_page(request, desk, Fault(refusal, at, form))
    pdf = await asyncio.to_thread(badge_sheet.draw, _sheet(request, desk), printed)
    named = f'attachment; filename="badges-{desk.room.code}.pdf"'
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _sheet(request: Visit, desk: AtDesk) -> Sheet:
    say, site = translations(language(request)).gettext, site_of(request)
    how = say("Scan to come in, and back, all day. Or type the code at %(address)s")
    return Sheet(
        title=desk.room.title,
        language=language(request),
        heading=say("Badges"),
        number=say("No. %(number)s"),
        how=how % {"address": site.settings.public_url.split("://")[1]},
        return_address=f"{site.settings.public_url}/r/",
    )


def _code_of(request: Visit, desk: AtDesk, form: Form, what: str) -> CodeOf:
    """Codes that only this browser and this form give: sent twice, it gives the same ones."""
    seed = f"{what} {desk.room.code} {form.text('form_key')}"
    return lambda number: return_code(cookie(request, BROWSER), f"{seed} {number}")


async def _door_page(request: Visit, desk: AtDesk, fault: Fault | None = None) -> Response[Any]:
    read, lab = site_of(request).database.read, desk.room.id
    return page(
        request,
        "facilitator/door.html",
        fault=fault,
        here=f"/labs/{lab}/door",
        room=desk.room,
        account=desk.account,
        badges=await read(queries.badges, lab),
        aside=await read(queries.set_aside, lab),
    )


def _person_page(
    request: Visit, desk: AtDesk, someone: Entry, new_code: str = "", fault: Fault | None = None
) -> Response[Any]:
    link = f"{site_of(request).settings.public_url}/r/{new_code}"
    return page(
        request,
        "facilitator/one_person.html",
        fault=fault,
        here=f"/labs/{desk.room.id}/participants/{someone.id}",
        room=desk.room,
        account=desk.account,
        someone=someone,
        new_code=new_code,
        link=link,
        qr=qr(link) if new_code else "",
    )


async def _entry(request: Visit, lab: int, person: int) -> Entry:
    """Raises `not_found`."""
    someone = await site_of(request).database.read(entry, lab, person)
    if someone is None:
        raise Refused("not_found")
    return someone
