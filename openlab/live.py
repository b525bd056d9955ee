"""Who watches which lab, and how they learn that it changed.

An event only says "this lab is at version N"; each page then asks for itself again. The first change after a quiet
moment is told at once; what follows within 200 ms becomes one event.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from enum import StrEnum

from sqlalchemy import event
from sqlalchemy.orm import Session

TOGETHER_SECONDS = 0.2
HEARTBEAT_SECONDS = 15.0
RETRY_MILLISECONDS = 2000


class Audience(StrEnum):
    """Participants do not see ballots or people arrive; the room (screen and facilitators) does."""

    PARTICIPANTS = "participants"
    ROOM = "room"


class Lane:
    """What one audience of one lab is told."""

    def __init__(self, loop: asyncio.AbstractEventLoop, since: str) -> None:
        self._loop = loop
        self._since = since
        self._changes = 0
        self._told_at = float("-inf")
        self._pending: asyncio.TimerHandle | None = None
        self.next_event = asyncio.Event()
        self.watchers = 0

    @property
    def version(self) -> str:
        """Different after each change, and after a restart of the server."""
        return f"{self._since}.{self._changes}"

    def change(self) -> None:
        self._changes += 1
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
        self._since = secrets.token_hex(4)
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

    def lane(self, lab_id: int, audience: Audience) -> Lane:
        if self._loop is None:
            raise RuntimeError("Live has not been started")
        key = (lab_id, audience)
        if key not in self._lanes:
            self._lanes[key] = Lane(self._loop, self._since)
        return self._lanes[key]

    @property
    def watchers(self) -> int:
        """How many browsers are watching now."""
        return sum(lane.watchers for lane in self._lanes.values())

    def changed(self, lab_id: int, audience: Audience) -> None:
        """Tell those who watch. Callable from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(lambda: self.lane(lab_id, audience).change())

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
    if isinstance(live, Live):
        for audience in audiences or tuple(Audience):
            event.listen(session, "after_commit", lambda _s, to=audience: live.changed(lab_id, to), once=True)


def _message(lane: Lane) -> bytes:
    return f"event: version\ndata: {lane.version}\n\n".encode()
