"""The event stream: a few ready bytes per change, the same for everyone who watches."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from openlab.live import Audience
from openlab.web.access import known_lab
from openlab.web.site import Visit, site_of

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@get("/l/{code:str}/events", opt={"no_gzip": True})
async def watch_lab(request: Visit, code: FromPath[str]) -> Response[Any]:
    """`?for=room` is what the screen and the console watch: it also tells of people and ballots arriving."""
    lab_id = await known_lab(request, code)
    audience = Audience.ROOM if request.query_params.get("for") == Audience.ROOM else Audience.PARTICIPANTS
    stream = site_of(request).live.stream(lab_id, audience)
    return Stream(stream, media_type="text/event-stream", headers=HEADERS)
