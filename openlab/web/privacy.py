"""What is kept of people, who sees it and for how long; and what each can take with them or erase."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from litestar import MediaType, Response, get, post
from litestar.params import FromPath

from openlab.actions.erasure import erase_participant
from openlab.db.queries.personal import given_by
from openlab.domain import Refused
from openlab.domain.phases import may_take_cards
from openlab.live import Audience
from openlab.settings import Settings
from openlab.web.access import AtLab, at_lab, known_lab
from openlab.web.cookies import BROWSER, forget, lab_cookie
from openlab.web.forms import check_form, read_form
from openlab.web.pages import Fault, page, see
from openlab.web.site import Visit, site_of


@get("/privacy")
async def show_privacy(request: Visit) -> Response[Any]:
    return page(request, "public/privacy.html", room=None, own_words=_own_words(site_of(request).settings))


@get("/l/{code:str}/privacy")
async def show_privacy_of_lab(request: Visit, code: FromPath[str]) -> Response[Any]:
    """To be read before joining, by anyone who has the code."""
    site = site_of(request)
    _, room = await site.room(await known_lab(request, code), Audience.PARTICIPANTS)
    return page(request, "public/privacy.html", room=room, own_words=_own_words(site.settings))


@get("/who-sees-what")
async def show_who_sees_what(request: Visit) -> Response[Any]:
    return page(request, "public/who_sees_what.html")


@get("/l/{code:str}/my-data")
async def show_my_data(request: Visit, code: FromPath[str]) -> Response[Any]:
    """What a person may do with what they gave; once it is erased, that it is."""
    here = await at_lab(request, code)
    if here.person is None and "erased" not in request.query_params:
        return see(f"/l/{here.room.code}")
    return _my_data_page(request, here)


@get("/l/{code:str}/my-data/download")
async def download_my_data(request: Visit, code: FromPath[str]) -> Response[Any]:
    here = await at_lab(request, code)
    if here.person is None:
        return see(f"/l/{here.room.code}")
    given = await site_of(request).database.read(given_by, here.room.id, here.person.id)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="openlab-{here.room.code}.json"',
    }
    return Response(json.dumps(given, ensure_ascii=False, indent=2), media_type=MediaType.JSON, headers=headers)


@post("/l/{code:str}/my-data/erase")
async def erase_my_data(request: Visit, code: FromPath[str]) -> Response[Any]:
    form = await read_form(request)
    here = await at_lab(request, code)
    try:
        check_form(request, form)
        if here.person is None:
            raise Refused("not_joined")
        if form.text("sure") != "yes":
            raise Refused("erase_not_sure", "sure")
        database = site_of(request).database
        await database.write(erase_participant, here.room.id, here.person.id, form.text("cards"))
        await database.alone(database.empty_journal)
    except Refused as refusal:
        return _my_data_page(request, await at_lab(request, code), Fault(refusal, "erase", form))
    response = see(f"/l/{here.room.code}/my-data?erased=yes")
    forget(request, response, lab_cookie(here.room.code))
    forget(request, response, BROWSER)
    return response


def _my_data_page(request: Visit, here: AtLab, fault: Fault | None = None) -> Response[Any]:
    if here.person is None:
        here_path = f"/l/{here.room.code}/my-data?erased=yes" if fault is None else f"/l/{here.room.code}"
        return page(request, "participant/erased.html", fault=fault, here=here_path, room=here.room)
    return page(
        request,
        "participant/my_data.html",
        fault=fault,
        here=f"/l/{here.room.code}/my-data",
        room=here.room,
        person=here.person,
        return_code=here.return_code,
        cards=sum(card.participant_id == here.person.id for card in here.room.cards),
        may_take_cards=may_take_cards(here.room.phase),
    )


def _own_words(settings: Settings) -> list[str]:
    """The paragraphs of the operator's own file."""
    if not settings.privacy_file:
        return []
    text = Path(settings.privacy_file).read_text(encoding="utf-8")
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]
