"""The event stream: a few ready bytes per change, the same for everyone who watches."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from openlab.live import Audience
from openlab.web import cards
from openlab.web.access import known_lab, person_of, return_code_at
from openlab.web.pages import language
from openlab.web.site import Visit, site_of

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@get("/l/{code:str}/events")
async def watch_lab(request: Visit, code: FromPath[str]) -> Response[Any]:
    """`?for=room` is what the screen and the console watch: it also tells of people and ballots arriving."""
    site, lab_id = site_of(request), await known_lab(request, code)
    if request.query_params.get("for") == Audience.ROOM:
        stream = site.live.stream(lab_id, Audience.ROOM)
    else:
        person = await person_of(request, lab_id, return_code_at(request, code))
        reader = cards.Reader(lab_id, language(request), person.id if person else None)
        stream = site.live.stream(lab_id, Audience.PARTICIPANTS, partial(cards.tell, site, reader))
    return Stream(stream, media_type="text/event-stream", headers=HEADERS)
