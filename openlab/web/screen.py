"""The projector: no account, no button, readable from eight metres."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from openlab.domain.phases import page_of
from openlab.live import Audience
from openlab.web import forum
from openlab.web.access import known_lab
from openlab.web.pages import page
from openlab.web.participant import qr
from openlab.web.site import Visit, site_of

NEWEST_SHOWN = 12


@get("/l/{code:str}/screen")
async def show_screen(request: Visit, code: FromPath[str]) -> Response[Any]:
    site = site_of(request)
    version, room = await site.room(await known_lab(request, code), Audience.ROOM)
    address = f"{site.settings.public_url}/l/{room.code}"
    newest = room.votable[::-1]
    return page(
        request,
        f"screen/{page_of(room.phase)}.html",
        version=version,
        events=f"/l/{room.code}/events?for={Audience.ROOM}",
        room=room,
        address=site.settings.public_url.split("://")[1],
        qr=qr(address),
        newest=newest[:NEWEST_SHOWN],
        earlier=max(0, len(newest) - NEWEST_SHOWN),
        **await forum.for_screen(request, room),
    )
