"""Solution sheets and their photos: the people of a group write, the facilitators read and mend."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response, get, post
from litestar.exceptions import HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.params import FromPath

from openlab.actions import photos, sheets
from openlab.actions.sheets import Hand
from openlab.db.queries import sheets as sheet_queries
from openlab.domain import Refused, phases
from openlab.live import Audience
from openlab.web.access import AtDesk, at_desk, at_lab, joined, known_lab, still_there
from openlab.web.forms import LONGEST_UPLOAD, Form, check_form, read_file, read_form
from openlab.web.pages import Fault, page, see
from openlab.web.participant import show
from openlab.web.sheet_view import form_name, sent_parts, sheets_of_person, view_of, written
from openlab.web.site import Visit, site_of
from openlab.web.throttle import WRITING

# A photo is looked at by those who were given its address on a page of theirs: it is never kept by a proxy.
PHOTO_HEADERS = {"Cache-Control": "private, max-age=3600", "Content-Disposition": "inline"}

Send = Callable[[Hand, Form], Awaitable[None]]
Read = Callable[[Visit], Awaitable[Form]]


@get("/l/{code:str}/sheets/{group:int}")
async def show_own_sheet(request: Visit, code: FromPath[str], group: FromPath[int]) -> Response[Any]:
    """The sheet of one's own group, to read in any phase, with all its versions."""
    here = await at_lab(request, code)
    if here.person is None:
        return see(f"/l/{here.room.code}")
    own = {sheet.group_id: sheet for sheet in await sheets_of_person(request, here)}
    if group not in own:
        raise Refused("sheet_not_yours")
    may_write = phases.may_write_sheet(here.room.phase, own[group].round)
    return page(
        request,
        "participant/sheet.html",
        version=here.version,
        events=f"/l/{here.room.code}/events?for={Audience.PARTICIPANTS}",
        room=here.room,
        person=here.person,
        return_code=here.return_code,
        sheet=await view_of(request, here, own[group], may_write=may_write),
        versions=await site_of(request).database.read(sheet_queries.history, here.room.id, group),
    )


@post("/l/{code:str}/sheets/{group:int}")
async def save_own_sheet(request: Visit, code: FromPath[str], group: FromPath[int]) -> Response[Any]:
    return await _by_person(request, code, form_name(group), _saving(request, group))


@post("/l/{code:str}/sheets/{group:int}/continue")
async def continue_own_sheet(request: Visit, code: FromPath[str], group: FromPath[int]) -> Response[Any]:
    return await _by_person(request, code, f"continue-{group}", _continuing(request, group))


@post("/l/{code:str}/sheets/{group:int}/versions/{number:int}/restore")
async def restore_own_version(
    request: Visit, code: FromPath[str], group: FromPath[int], number: FromPath[int]
) -> Response[Any]:
    return await _by_person(request, code, f"version-{number}", _restoring(request, group, number))


@post("/l/{code:str}/sheets/{group:int}/photos", request_max_body_size=LONGEST_UPLOAD)
async def add_own_photo(request: Visit, code: FromPath[str], group: FromPath[int]) -> Response[Any]:
    return await _by_person(request, code, f"photos-{group}", _adding_photo(request, group), read=_read_upload)


@post("/l/{code:str}/sheets/{group:int}/photos/{photo:int}/remove")
async def remove_own_photo(
    request: Visit, code: FromPath[str], group: FromPath[int], photo: FromPath[int]
) -> Response[Any]:
    return await _by_person(request, code, f"photos-{group}", _removing_photo(request, group, photo, removed=True))


@post("/l/{code:str}/sheets/{group:int}/photos/{photo:int}/restore")
async def restore_own_photo(
    request: Visit, code: FromPath[str], group: FromPath[int], photo: FromPath[int]
) -> Response[Any]:
    return await _by_person(request, code, f"photos-{group}", _removing_photo(request, group, photo, removed=False))


@get("/l/{code:str}/photos/{photo:int}")
async def show_photo(request: Visit, code: FromPath[str], photo: FromPath[int]) -> Response[Any]:
    """For whoever has the code of the lab: its people, its staff, and the screen of the room."""
    lab_id = await known_lab(request, code)
    site = site_of(request)
    _, groups = await site.once(sheet_queries.group_sheets, lab_id, Audience.PARTICIPANTS)
    is_shown = any(picture.id == photo for group in groups.values() for picture in group.photos)
    jpeg = await site.database.read(sheet_queries.photo, lab_id, photo) if is_shown else None
    if jpeg is None:
        raise Refused("photo_unknown")
    return Response(jpeg, media_type="image/jpeg", headers=PHOTO_HEADERS)


@get("/labs/{lab:int}/sheets/{group:int}")
async def show_sheet(request: Visit, lab: FromPath[int], group: FromPath[int]) -> Response[Any]:
    return await _sheet_page(request, await at_desk(request, lab), group)


@post("/labs/{lab:int}/sheets/{group:int}")
async def save_sheet(request: Visit, lab: FromPath[int], group: FromPath[int]) -> Response[Any]:
    return await _by_staff(request, lab, group, form_name(group), _saving(request, group))


@post("/labs/{lab:int}/sheets/{group:int}/continue")
async def continue_sheet(request: Visit, lab: FromPath[int], group: FromPath[int]) -> Response[Any]:
    return await _by_staff(request, lab, group, f"continue-{group}", _continuing(request, group))


@post("/labs/{lab:int}/sheets/{group:int}/versions/{number:int}/restore")
async def restore_version(
    request: Visit, lab: FromPath[int], group: FromPath[int], number: FromPath[int]
) -> Response[Any]:
    return await _by_staff(request, lab, group, f"version-{number}", _restoring(request, group, number))


@post("/labs/{lab:int}/sheets/{group:int}/photos", request_max_body_size=LONGEST_UPLOAD)
async def add_photo(request: Visit, lab: FromPath[int], group: FromPath[int]) -> Response[Any]:
    return await _by_staff(request, lab, group, f"photos-{group}", _adding_photo(request, group), read=_read_upload)


@post("/labs/{lab:int}/sheets/{group:int}/photos/{photo:int}/remove")
async def remove_photo(request: Visit, lab: FromPath[int], group: FromPath[int], photo: FromPath[int]) -> Response[Any]:
    return await _by_staff(request, lab, group, f"photos-{group}", _removing_photo(request, group, photo, removed=True))


@post("/labs/{lab:int}/sheets/{group:int}/photos/{photo:int}/restore")
async def restore_photo(
    request: Visit, lab: FromPath[int], group: FromPath[int], photo: FromPath[int]
) -> Response[Any]:
    return await _by_staff(
        request, lab, group, f"photos-{group}", _removing_photo(request, group, photo, removed=False)
    )


def _saving(request: Visit, group: int) -> Send:
    async def send(hand: Hand, form: Form) -> None:
        sent = written(form), form.all("persona"), form.text("based_on")
        await site_of(request).database.write(sheets.save_sheet, hand, group, *sent)

    return send


def _continuing(request: Visit, group: int) -> Send:
    async def send(hand: Hand, form: Form) -> None:
        await site_of(request).database.write(sheets.continue_sheet, hand, group, form.text("sheet"))

    return send


def _restoring(request: Visit, group: int, number: int) -> Send:
    async def send(hand: Hand, form: Form) -> None:
        await site_of(request).database.write(sheets.restore_version, hand, group, number, form.text("seen"))

    return send


def _adding_photo(request: Visit, group: int) -> Send:
    async def send(hand: Hand, form: Form) -> None:
        site = site_of(request)
        async with site.darkroom:
            photo = await asyncio.to_thread(photos.develop, await read_file(request, "photo"))
        await site.database.write(photos.add_photo, hand, group, photo, form.text("form_key"))

    return send


def _removing_photo(request: Visit, group: int, photo: int, *, removed: bool) -> Send:
    async def send(hand: Hand, _: Form) -> None:
        await site_of(request).database.write(photos.remove_photo, hand, group, photo, removed)

    return send


async def _read_upload(request: Visit) -> Form:
    """All of it, before any of it is looked at: an upload that is cut in the middle leaves no file behind.

    Raises `photo_too_large`, `photo_broken`.
    """
    try:
        await request.body()
        return await read_form(request)
    except RequestEntityTooLarge as problem:
        raise Refused("photo_too_large", "photo", limit=photos.MOST_MEGABYTES) from problem
    except (HTTPException, ValueError, LookupError) as problem:
        raise Refused("photo_broken", "photo") from problem


async def _by_person(request: Visit, code: str, at: str, send: Send, read: Read = read_form) -> Response[Any]:
    """A form of a person of a group: taken, or their page as it stands now with the reason and the typed text."""
    form = Form()
    here = await at_lab(request, code)
    try:
        form = await read(request)
        check_form(request, form)
        person = joined(here)
        site_of(request).throttle.take(WRITING, person.id)
        async with still_there(request, code):
            await send(Hand(here.room.id, participant_id=person.id), form)
    except Refused as refusal:
        return await show(request, await at_lab(request, code), Fault(refusal, at, form))
    return see(f"/l/{here.room.code}#sheet-heading")


async def _by_staff(request: Visit, lab: int, group: int, at: str, send: Send, read: Read = read_form) -> Response[Any]:
    """A form of a facilitator: taken, or the page of the sheet as it stands now with the reason and the typed text."""
    form = Form()
    desk = await at_desk(request, lab)
    try:
        form = await read(request)
        check_form(request, form)
        await send(Hand(lab, account_id=desk.account.id), form)
    except Refused as refusal:
        return await _sheet_page(request, await at_desk(request, lab), group, Fault(refusal, at, form))
    return see(f"/labs/{lab}/sheets/{group}")


async def _sheet_page(request: Visit, desk: AtDesk, group: int, fault: Fault | None = None) -> Response[Any]:
    _, groups = await site_of(request).once(sheet_queries.group_sheets, desk.room.id, Audience.ROOM)
    if group not in groups:
        raise fault.refusal if fault else Refused("sheet_unknown")
    may_write = desk.room.phase is not phases.Phase.CLOSED
    unsent = sent_parts(fault) if fault and fault.at == form_name(group) and not may_write else {}
    return page(
        request,
        "facilitator/sheet.html",
        fault=fault,
        version=desk.version,
        events=f"/l/{desk.room.code}/events?for={Audience.ROOM}",
        room=desk.room,
        account=desk.account,
        sheet=await view_of(request, desk, groups[group], may_write=may_write, fault=fault),
        unsent=unsent,
        versions=await site_of(request).database.read(sheet_queries.history, desk.room.id, group),
    )
