"""The list of everyone's cards on the phones: whole in the page, and in the event stream what became of it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from sqlalchemy.exc import OperationalError

from openlab.db.queries.labs import Card, Room
from openlab.domain.phases import Phase
from openlab.live import Audience, News
from openlab.web.pages import language, render
from openlab.web.site import Site, Visit, site_of

CARDS_KEPT = 10_000
LISTED_IN = (Phase.COLLECT, Phase.SORT)


@dataclass(frozen=True)
class Reader:
    """Who watches the list of a lab: in which language, and as which person once they have joined."""

    lab: int
    language: str
    person: int | None


@dataclass(frozen=True)
class Patch:
    """What became of the list, as an event for everyone, and for those who gave a card that changed."""

    event: bytes
    for_givers: dict[int, bytes]


def everyones(request: Visit, room: Room) -> Markup:
    """The whole list, the newest card first: put together once per reading of the lab, from cards made once each."""
    if room.phase not in LISTED_IN:
        return Markup()
    place, kept = (language(request), "everyones", room.id), site_of(request).shared
    if place not in kept or kept[place][0] is not room:
        items = (_item(place[0], card, room.inside[card.id]) for card in reversed(room.votable))
        kept[place] = (room, "\n".join(items))
    return Markup(kept[place][1])  # noqa: S704 - made by a template, which escaped what people typed


@lru_cache(CARDS_KEPT)
def _item(language: str, card: Card, inside: tuple[Card, ...]) -> Markup:
    return Markup(render(language, "participant/_card.html", card=card, inside=inside))  # noqa: S704 - escaped there


async def tell(site: Site, reader: Reader, news: News) -> bytes:
    """The event for one phone: the cards that changed, else only the version, for which it asks."""
    patch = await _patch(site, reader, news) if news.cards else None
    if patch is None:
        return news.in_short
    return patch.for_givers.get(reader.person or 0, patch.event)


async def _patch(site: Site, reader: Reader, news: News) -> Patch | None:
    """Written once per language, however many wait for it."""
    if reader.language not in news.written:
        news.written[reader.language] = asyncio.create_task(_written(site, reader, news))
    patch: Patch | None = await asyncio.shield(news.written[reader.language])
    return patch


async def _written(site: Site, reader: Reader, news: News) -> Patch | None:
    """None when more depends on these cards than the list: ballots that wait, or a page of another phase."""
    try:
        _, room = await site.room(reader.lab, Audience.PARTICIPANTS)
    except OperationalError:
        return None
    if room.ballots or room.phase not in (Phase.PREPARATION, *LISTED_IN):
        return None
    body = json.dumps(_became(room, reader.language, news), ensure_ascii=False, separators=(",", ":"))
    return Patch(_event(news, body, 0), {person: _event(news, body, at) for person, at in _givers(room, news).items()})


def _became(room: Room, language: str, news: News) -> dict[str, object]:
    """The state of each card that changed, and of those that stand for them; the list is in the order of numbers."""
    touched = news.cards | {room.stands[card] for card in news.cards}
    listed = room.votable if room.phase in LISTED_IN else ()
    stated = [card for card in listed if card.id in touched]
    return {
        "version": news.version,
        "count": len(listed),
        "cards": [[card.id, _item(language, card, room.inside[card.id])] for card in stated],
        "gone": sorted(touched.difference(card.id for card in stated)),
    }


def _givers(room: Room, news: News) -> dict[int, int]:
    """From which change on each person's own page is as the list says: theirs holds more, so that they ask for it."""
    return {
        giver: at
        for at, change in enumerate(news.changes, 1)
        for card in change.cards
        if (giver := room.card[card].participant_id) is not None
    }


def _event(news: News, body: str, first: int) -> bytes:
    """For pages at one of the versions since the `first` change; the others ask."""
    since = " ".join(change.since for change in news.changes[first:])
    return f"event: cards\ndata: {since}\ndata: {body}\n\n".encode()
