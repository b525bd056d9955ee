"""The ranking on the phones: a whole room would ask for it at the close, so the event that tells of it brings it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from openlab.db.queries.labs import Room
from openlab.db.queries.participants import Person
from openlab.domain import ballots
from openlab.live import News
from openlab.web.pages import part

# What is personal on the page, where it stands in the page that is made once for everyone.
NAME, PERSONA, YOURS = PERSONAL = tuple(secrets.token_hex(8) for _ in range(3))
LONGEST_PAGE = 32_000


@dataclass(frozen=True)
class Page:
    """The page of the ranking as an event: what is the same for everyone, the people by fingerprint of their return
    code, and the markup of their own votes."""

    news: News
    pieces: tuple[str, ...]
    people: Mapping[str, Person]
    yours: Mapping[str, str]

    def event_for(self, held: str) -> bytes:
        """For pages at one of the versions since this phone was last told; only the version for who is not there."""
        person = self.people.get(held)
        if person is None:
            return self.news.in_short
        own = {NAME: _said(escape(person.name)), PERSONA: _said(escape(person.persona)), YOURS: self.yours[held]}
        since = " ".join(change.since for change in self.news.changes)
        html = "".join(own.get(piece, piece) for piece in self.pieces)
        return f'event: page\ndata: {since}\ndata: {{"version":"{self.news.version}","html":"{html}"}}\n\n'.encode()


def yours(language: str, room: Room, person: Person | None) -> Markup:
    """Where the two votes of a person went, as far as they were counted."""
    if room.outcome is None or person is None or person.ballot is None:
        return Markup()
    chosen = ballots.counted(person.ballot, room.stands, room.shown)
    return part(language, "participant/_yours.html", room=room, chosen=chosen) if chosen else Markup()


def page(room: Room, language: str, news: News, people: Mapping[str, Person]) -> Page | None:
    """None when it is so long that the page, which is compressed, comes sooner."""
    anyone = Person(0, room.id, NAME, PERSONA, None, by_facilitator=False)
    html = part(
        language,
        "participant/results.html",
        layout="participant/_told.html",
        room=room,
        person=anyone,
        fault=None,
        events=True,
        version=news.version,
        yours=Markup(YOURS),  # noqa: S704
        ranking=part(language, "participant/_ranking.html", room=room),
    )
    if len(html) > LONGEST_PAGE:
        return None
    pieces = tuple(map(_said, re.split(f"({'|'.join(PERSONAL)})", html)))
    return Page(news, pieces, people, {held: _said(yours(language, room, person)) for held, person in people.items()})


def _said(markup: str) -> str:
    """As it stands inside a string of JSON."""
    return json.dumps(markup, ensure_ascii=False)[1:-1]
