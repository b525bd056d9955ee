"""The event stream: a few ready bytes per change, the same for everyone who watches, as far as they see the same."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream
from sqlalchemy.exc import OperationalError

from openlab.db.queries import participants
from openlab.domain import people
from openlab.domain.phases import Phase
from openlab.live import Audience, News
from openlab.web import cards, ranking
from openlab.web.access import known_lab, person_of, return_code_at
from openlab.web.pages import language
from openlab.web.site import Site, Visit, site_of

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(frozen=True)
class Reader:
    """A phone that watches a lab: in which language, with the fingerprint of which return code, and as whom once they
    have joined."""

    lab: int
    language: str
    held: str
    person: int | None


@get("/l/{code:str}/events")
async def watch_lab(request: Visit, code: FromPath[str]) -> Response[Any]:
    """`?for=room` is what the screen and the console watch: it also tells of people and ballots arriving."""
    site, lab_id = site_of(request), await known_lab(request, code)
    if request.query_params.get("for") == Audience.ROOM:
        stream = site.live.stream(lab_id, Audience.ROOM)
    else:
        return_code = return_code_at(request, code)
        person = await person_of(request, lab_id, return_code)
        reader = Reader(lab_id, language(request), people.fingerprint(return_code), person.id if person else None)
        stream = site.live.stream(lab_id, Audience.PARTICIPANTS, partial(tell, site, reader))
    return Stream(stream, media_type="text/event-stream", headers=HEADERS)


async def tell(site: Site, reader: Reader, news: News) -> bytes:
    """The event for one phone: the cards that changed or the page of the ranking, else only the version, for which it
    asks. Written once per language, however many wait for it."""
    if not news.changes:
        return news.in_short
    if reader.language not in news.written:
        news.written[reader.language] = asyncio.create_task(_written(site, reader, news))
    match await asyncio.shield(news.written[reader.language]):
        case cards.Patch() as patch:
            return patch.event_for(reader.person)
        case ranking.Page() as page:
            return page.event_for(reader.held)
        case _:
            return news.in_short


async def _written(site: Site, reader: Reader, news: News) -> cards.Patch | ranking.Page | None:
    """None when it is less to ask for the page, and when the lab cannot be read just now."""
    try:
        _, room = await site.room(reader.lab, Audience.PARTICIPANTS)
        if news.cards:
            return cards.patch(room, reader.language, news)
        if room.phase is not Phase.RESULTS:
            return None
        everyone = await site.database.read(participants.all_people, reader.lab)
    except OperationalError:
        return None
    return ranking.page(room, reader.language, news, everyone)
