"""Everyone's cards on the phones: whole in the page, and in the event stream what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from openlab.db.queries.cards import Card
from openlab.db.queries.labs import Room
from openlab.domain.phases import Phase
from openlab.live import Audience, News
from openlab.web.pages import language, once, part
from openlab.web.site import Visit, site_of

# The version of the page from which openlab.js sends a form.
SHOWN = "openlab-version"
CARDS_KEPT = 10_000
# A page costs the server as much as sending this does, and more when a crowd asks for it.
LONGEST_PATCH = 128_000
LISTED_IN = (Phase.COLLECT, Phase.SORT)
# Where people also see their own cards, apart from the list.
OWN_IN = (Phase.PREPARATION, Phase.COLLECT)


@dataclass(frozen=True)
class Patch:
    """What became of the list, as an event for everyone, and for those who gave a card that changed."""

    everyones: bytes
    of_givers: dict[int, bytes]

    def event_for(self, person: int | None) -> bytes:
        return self.of_givers.get(person or 0, self.everyones)


def everyones(request: Visit, room: Room) -> Markup:
    """The whole list, the newest card first: put together once per reading of the lab, from cards made once each."""
    if room.phase not in LISTED_IN:
        return Markup()
    said = language(request)
    items = (_item(said, card, room.inside[card.id]) for card in reversed(room.votable))
    made: Markup = once(request, "everyones", room.id, room, lambda: Markup("\n").join(items))
    return made


def since_shown(request: Visit, room: Room, version: str) -> str:
    """For a browser that has sent a form in the background, and says which version it shows: what became of the list
    since, as a patch. Empty when it needs the whole list."""
    shown = request.headers.get(SHOWN, "")
    changed = site_of(request).live.lane(room.id, Audience.PARTICIPANTS).cards_between(shown, version)
    if not shown or changed is None or room.phase not in LISTED_IN or not changed <= room.card.keys():
        return ""
    return _became(room, language(request), changed, version)


def choices(request: Visit, room: Room, order: Iterable[int], asked: Iterable[str]) -> Markup:
    """The cards to choose from, in this order, those that are `asked` ticked: each made once per reading of the lab."""
    said, ticked = language(request), set(asked)
    made: dict[tuple[int, bool], Markup] = once(request, "choices", room.id, room, dict)
    for card in room.votable if not made else ():
        for is_asked in (False, True):
            made[card.id, is_asked] = _choice(said, card, room.inside[card.id], is_asked)
    return Markup("\n").join(made[card, str(card) in ticked] for card in order)


@lru_cache(CARDS_KEPT)
def _item(language: str, card: Card, inside: tuple[Card, ...]) -> Markup:
    return part(language, "participant/_card.html", card=card, inside=inside)


@lru_cache(CARDS_KEPT)
def _choice(language: str, card: Card, inside: tuple[Card, ...], is_asked: bool) -> Markup:
    return part(language, "participant/_choice.html", card=card, inside=inside, is_asked=is_asked)


def patch(room: Room, language: str, news: News) -> Patch | None:
    """None when more depends on these cards than the list (ballots that wait, a page of another phase), and when the
    page, which is compressed, is shorter."""
    if room.ballots or room.phase not in (*OWN_IN, *LISTED_IN) or not news.cards <= room.card.keys():
        return None
    body = _became(room, language, news.cards, news.version)
    if len(body) > LONGEST_PATCH:
        return None
    return Patch(_event(news, body, 0), {person: _event(news, body, at) for person, at in _givers(room, news).items()})


def _became(room: Room, language: str, changed: frozenset[int], version: str) -> str:
    """The state of each card that changed, and of those that stand for them; the list is in the order of numbers."""
    touched = changed | {room.stands[card] for card in changed}
    listed = room.votable if room.phase in LISTED_IN else ()
    stated = [card for card in listed if card.id in touched]
    became = {
        "version": version,
        "count": len(listed),
        "cards": [[card.id, _item(language, card, room.inside[card.id])] for card in stated],
        "gone": sorted(touched.difference(card.id for card in stated)),
    }
    return json.dumps(became, ensure_ascii=False, separators=(",", ":"))


def _givers(room: Room, news: News) -> dict[int, int]:
    """From which change on each person's own page is as the list says: theirs holds more, so that they ask for it."""
    if room.phase not in OWN_IN:
        return {}
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
