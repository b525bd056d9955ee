"""Who watches which lab, and how they learn that it changed.

An event says "this lab is at version X", and each page then asks for itself again; or, when only cards of everyone's
list have changed since version W, which ones. The first change after a quiet moment is told at once; what follows
within 200 ms becomes one event (within half a second when 2,000 watch).

On PostgreSQL the transaction that changes a lab notifies all processes, which hear it once it is committed, all in the
same order: they come to the same version.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

TOGETHER_SECONDS = 0.2
# Telling one browser takes about 50 µs of the process: so long apart, telling takes a fifth of its time at most.
APART_SECONDS_EACH = 0.00025
HEARTBEAT_SECONDS = 15.0
RETRY_MILLISECONDS = 2000
CHANNEL = "openlab"
# More than this in one act, or told at once, and it is less to ask for the page.
MOST_CARDS = 100
MOST_CARDS_TOLD = 500
CHANGES_KEPT = 500


NOTIFY = select(func.pg_notify(CHANNEL, bindparam("said")))


class Audience(StrEnum):
    """Participants do not see ballots or people arrive; the room (screen and facilitators) does."""

    PARTICIPANTS = "participants"
    ROOM = "room"


@dataclass(frozen=True)
class Change:
    """What changed after version `since`: only these cards of everyone's list or, when none is named, anything."""

    since: str
    cards: frozenset[int]


@dataclass(frozen=True)
class News:
    """What a browser is told: the newest version, and how it came about since this browser was last told. The same for
    all who were told as much, so that what is `written` for one of them, in one language, is there for the others."""

    version: str
    changes: tuple[Change, ...] = ()
    written: dict[str, asyncio.Task[Any]] = field(default_factory=dict, compare=False)

    @cached_property
    def cards(self) -> frozenset[int]:
        """The cards that changed; none when anything else did, or too many to tell."""
        cards = frozenset[int]().union(*(change.cards for change in self.changes))
        return cards if all(change.cards for change in self.changes) and len(cards) <= MOST_CARDS_TOLD else frozenset()

    @property
    def in_short(self) -> bytes:
        return f"event: version\ndata: {self.version}\n\n".encode()


Write = Callable[[News], Awaitable[bytes]]


async def in_short(news: News) -> bytes:
    return news.in_short


class Lane:
    """What one audience of one lab is told."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        # Of the pages that are made now: different after each change, and after a restart of the server.
        self.version = new_version()
        self.latest = self.version
        self._changes: deque[Change] = deque(maxlen=CHANGES_KEPT)
        # What this process did and has not heard yet, the latest last.
        self._own: list[str] = []
        self._told, self._told_changes = self.latest, tuple[Change, ...]()
        self._news: dict[str, News] = {}
        self._told_at = float("-inf")
        self._pending: asyncio.TimerHandle | None = None
        self.next_event = asyncio.Event()
        self.watchers = 0

    def renew(self, version: str) -> None:
        """Pages made from now on show what this process did; it is told in its turn among what other processes did,
        and may have been heard by now."""
        if version != self.latest and all(change.since != version for change in self._changes):
            self.version = version
            self._own.append(version)

    def change(self, version: str, cards: frozenset[int] = frozenset()) -> None:
        if version == self.latest:
            return
        self._changes.append(Change(self.latest, cards))
        self.latest = version
        if version in self._own:
            del self._own[: self._own.index(version) + 1]
        # What was done here since is shown already: pages do not go back to a version from before it.
        self.version = self._own[-1] if self._own else version
        if self._pending is None:
            apart = max(TOGETHER_SECONDS, APART_SECONDS_EACH * self.watchers)
            wait = max(0.0, self._told_at + apart - self._loop.time())
            self._pending = self._loop.call_later(wait, self.tell)

    def tell(self) -> None:
        if self._pending:
            self._pending.cancel()
            self._pending = None
        self._told_at = self._loop.time()
        self._told, self._told_changes, self._news = self.latest, tuple(self._changes), {}
        told, self.next_event = self.next_event, asyncio.Event()
        told.set()

    def news_since(self, seen: str) -> News:
        """What was told after the version `seen`: a browser that is slow is told several changes in one."""
        if seen not in self._news:
            self._news[seen] = News(self._told, _after(seen, self._told_changes))
        return self._news[seen]

    def cards_between(self, older: str, newer: str) -> frozenset[int] | None:
        """The cards that make up all that has changed from one version to a later one; None when more has changed, when
        they are too many to tell, and when this is not known."""
        if older == newer:
            return frozenset()
        changes, later = (_after(version, self._changes) for version in (older, newer))
        if not later and newer != self.latest:
            return None
        return News(newer, changes[: len(changes) - len(later)]).cards or None


def _after(version: str, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The last of the changes, from the one that came after this version; none when it is not among them."""
    found: list[Change] = []
    for change in reversed(changes):
        found.append(change)
        if change.since == version:
            return tuple(reversed(found))
    return ()


class Live:
    """The lanes of every lab that somebody has looked at since the server started."""

    def __init__(self) -> None:
        self._lanes: dict[tuple[int, Audience], Lane] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heart: asyncio.Task[None] | None = None
        self._stopping = False
        # With other processes beside this one: has all of them take up one version of what is looked at here from now.
        self.greet: Callable[[int, Audience], object] = lambda _lab_id, _audience: None

    def start(self) -> None:
        """Begin on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._heart = self._loop.create_task(self._beat())

    def stop(self) -> None:
        """End every stream, so that the server can stop at once. Callable from a signal handler."""
        self._stopping = True
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end)

    @property
    def is_stopping(self) -> bool:
        """Whether every stream is to end."""
        return self._stopping

    def lane(self, lab_id: int, audience: Audience) -> Lane:
        if self._loop is None:
            raise RuntimeError("Live has not been started")
        key = (lab_id, audience)
        if key not in self._lanes:
            self._lanes[key] = Lane(self._loop)
            self._loop.call_soon_threadsafe(self.greet, lab_id, audience)
        return self._lanes[key]

    @property
    def watchers(self) -> int:
        """How many browsers are watching now."""
        return sum(lane.watchers for lane in self._lanes.values())

    def changed(self, lab_id: int, audience: Audience, version: str = "", cards: frozenset[int] = frozenset()) -> None:
        """Tell those who watch. Callable from any thread."""
        self._soon(lab_id, audience, lambda lane: lane.change(version or new_version(), cards))

    def renewed(self, lab_id: int, audience: Audience, version: str) -> None:
        """This process has changed the lab, and will hear of it like all others. Callable from any thread."""
        self._soon(lab_id, audience, lambda lane: lane.renew(version))

    def heard(self, said: str) -> None:
        """What another process, or this one, has notified. What another version of openlab may say is ignored."""
        match said.split():
            case [lab_id, audience, version, *cards] if lab_id.isdecimal() and audience in tuple(Audience):
                known = frozenset(map(int, cards)) if all(map(str.isdecimal, cards)) else frozenset()
                self._change(int(lab_id), Audience(audience), lambda lane: lane.change(version, known))

    def missed(self) -> None:
        """Something may have been notified while nobody listened: every page asks again."""
        for place, lane in self._lanes.items():
            lane.change(new_version())
            self.greet(*place)

    def _soon(self, lab_id: int, audience: Audience, act: Callable[[Lane], None]) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._change, lab_id, audience, act)

    def _change(self, lab_id: int, audience: Audience, act: Callable[[Lane], None]) -> None:
        if (lab_id, audience) in self._lanes:
            act(self._lanes[lab_id, audience])

    async def stream(self, lab_id: int, audience: Audience, write: Write = in_short) -> AsyncIterator[bytes]:
        """The event stream of one browser: its first event at once, then each change as it is to be written for this
        browser, then a heartbeat."""
        lane = self.lane(lab_id, audience)
        lane.watchers += 1
        try:
            # What to wait for is taken before each send: a change during a slow send is not missed.
            following, seen = lane.next_event, lane.latest
            yield f"retry: {RETRY_MILLISECONDS}\n".encode() + News(seen).in_short
            while not self._stopping:
                await following.wait()
                following, news = lane.next_event, lane.news_since(seen)
                seen = news.version
                yield await write(news)
        finally:
            lane.watchers -= 1

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._tell_all()

    def _end(self) -> None:
        if self._heart:
            self._heart.cancel()
        self._tell_all()

    def _tell_all(self) -> None:
        for lane in self._lanes.values():
            lane.tell()


def announce(session: Session, lab_id: int, *audiences: Audience, cards: Collection[int] = ()) -> None:
    """Once this transaction is committed, tell those who watch the lab (everyone, unless audiences are named). `cards`
    says that nothing has changed but these cards, in the list that everyone sees and on the page of who gave them."""
    live = session.info.get("live")
    known = frozenset(cards if len(cards) <= MOST_CARDS else ())
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    for audience in audiences or tuple(Audience):
        version = new_version()
        if on_postgresql:
            said = " ".join(map(str, (lab_id, audience, version, *sorted(known))))
            session.execute(NOTIFY, {"said": said})
        if isinstance(live, Live):
            tell = partial(live.renewed, lab_id, audience, version)
            if not on_postgresql:
                tell = partial(live.changed, lab_id, audience, version, known)
            session.info.setdefault("once_committed", []).append(tell)


def new_version() -> str:
    return secrets.token_urlsafe(6)
