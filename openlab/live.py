"""Who watches which lab, and how they learn that it changed.

An event only says "this lab is at version X"; each page then asks for itself again. The first change after a quiet
moment is told at once; what follows within 200 ms becomes one event.

On PostgreSQL the transaction that changes a lab also notifies the other processes, which hear it once it is committed,
all in the same order: they come to the same version.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from enum import StrEnum
from functools import partial

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

TOGETHER_SECONDS = 0.2
HEARTBEAT_SECONDS = 15.0
RETRY_MILLISECONDS = 2000
CHANNEL = "openlab"


class Audience(StrEnum):
    """Participants do not see ballots or people arrive; the room (screen and facilitators) does."""

    PARTICIPANTS = "participants"
    ROOM = "room"


class Lane:
    """What one audience of one lab is told."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        # Different after each change, and after a restart of the server.
        self.version = new_version()
        self._told_at = float("-inf")
        self._pending: asyncio.TimerHandle | None = None
        self.next_event = asyncio.Event()
        self.watchers = 0

    def change(self, version: str) -> None:
        if version == self.version:
            return
        self.version = version
        if self._pending is None:
            wait = max(0.0, self._told_at + TOGETHER_SECONDS - self._loop.time())
            self._pending = self._loop.call_later(wait, self.tell)

    def tell(self) -> None:
        if self._pending:
            self._pending.cancel()
            self._pending = None
        self._told_at = self._loop.time()
        told, self.next_event = self.next_event, asyncio.Event()
        told.set()


class Live:
    """The lanes of every lab that somebody has looked at since the server started."""

    def __init__(self) -> None:
        self._lanes: dict[tuple[int, Audience], Lane] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heart: asyncio.Task[None] | None = None
        self._stopping = False

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
        return self._lanes[key]

    @property
    def watchers(self) -> int:
        """How many browsers are watching now."""
        return sum(lane.watchers for lane in self._lanes.values())

    def changed(self, lab_id: int, audience: Audience, version: str | None = None) -> None:
        """Tell those who watch. Callable from any thread."""
        if self._loop and not self._loop.is_closed():
            change = partial(self._change, (lab_id, audience), version or new_version())
            self._loop.call_soon_threadsafe(change)

    def heard(self, said: str) -> None:
        """What another process, or this one, has notified. Another version of openlab may say more: that is ignored."""
        lab_id, _, rest = said.partition(" ")
        audience, _, version = rest.partition(" ")
        if lab_id.isdecimal() and audience in tuple(Audience) and version:
            self._change((int(lab_id), Audience(audience)), version)

    def missed(self) -> None:
        """Something may have been notified while nobody listened: every page asks again."""
        for lane in self._lanes.values():
            lane.change(new_version())

    def _change(self, key: tuple[int, Audience], version: str) -> None:
        if key in self._lanes:
            self._lanes[key].change(version)

    async def stream(self, lab_id: int, audience: Audience) -> AsyncIterator[bytes]:
        """The event stream of one browser: its first event at once, then each change, then a heartbeat."""
        lane = self.lane(lab_id, audience)
        lane.watchers += 1
        try:
            # What to wait for is taken before each send: a change during a slow send is not missed.
            following = lane.next_event
            yield f"retry: {RETRY_MILLISECONDS}\n".encode() + _message(lane)
            while not self._stopping:
                await following.wait()
                following = lane.next_event
                yield _message(lane)
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


def announce(session: Session, lab_id: int, *audiences: Audience) -> None:
    """Once this transaction is committed, tell those who watch the lab (everyone, unless audiences are named)."""
    live = session.info.get("live")
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    for audience in audiences or tuple(Audience):
        version = new_version()
        if on_postgresql:
            session.execute(select(func.pg_notify(CHANNEL, f"{lab_id} {audience} {version}")))
        if isinstance(live, Live):
            tell = partial(live.changed, lab_id, audience, version)
            event.listen(session, "after_commit", lambda _session, tell=tell: tell(), once=True)


def new_version() -> str:
    return secrets.token_urlsafe(6)


def _message(lane: Lane) -> bytes:
    return f"event: version\ndata: {lane.version}\n\n".encode()
