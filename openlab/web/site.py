"""What every page shares: the settings, the database, who watches, and each lab read once per change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from litestar import Request
from litestar.datastructures import State
from sqlalchemy.orm import Session

from openlab.db.engine import Database
from openlab.db.queries import labs, participants
from openlab.db.queries.labs import Room
from openlab.db.queries.participants import Person
from openlab.domain import Refused, people
from openlab.export import Layout
from openlab.live import Audience, Live
from openlab.openid import Provider
from openlab.report import Layout as ReportLayout
from openlab.settings import Settings
from openlab.tracking import Tracking
from openlab.web.record import Counts
from openlab.web.throttle import Throttle

T = TypeVar("T")

Visit = Request[Any, Any, State]


# What is changed without an event, by the command line on SQLite, is seen after this long.
FRESH_SECONDS = 10.0


@dataclass(frozen=True)
class Reading:
    """What is being read of a lab, or was: at which version, and when."""

    version: str
    at: float
    found: asyncio.Task[Any]

    def is_fresh(self) -> bool:
        failed = self.found.done() and (self.found.cancelled() or self.found.exception() is not None)
        return time.monotonic() - self.at < FRESH_SECONDS and not failed


@dataclass
class Site:
    settings: Settings
    database: Database
    live: Live
    tracking: Tracking
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    report_layout: Mapping[str, ReportLayout] = field(default_factory=dict)
    openid: Provider | None = None
    throttle: Throttle = field(default_factory=Throttle)
    counts: Counts = field(default_factory=Counts)
    opened: set[tuple[str, str]] = field(default_factory=set)
    # One photo is developed at a time, however many come at once: each takes much memory for a moment.
    darkroom: asyncio.Lock = field(default_factory=asyncio.Lock)
    # The pushes that this process runs, by number.
    pushing: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _lab_ids: dict[str, int] = field(default_factory=dict)
    _read: dict[tuple[object, int, Audience], Reading] = field(default_factory=dict)
    _asking: dict[int, tuple[set[str], asyncio.Task[dict[str, Person]]]] = field(default_factory=dict)
    _looking_up: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    shared: dict[tuple[str, str, int], tuple[object, Any]] = field(default_factory=dict)

    def turn_of(self, address: str) -> asyncio.Lock:
        """Held by one visitor of an address at a time: a thousand guesses sent at once are counted one by one."""
        return self._turns.setdefault(address, asyncio.Lock())

    async def lab_id(self, typed_code: str) -> int:
        """The lab of a code, typed in any case. Raises `code_unknown`."""
        code = people.typed_code(typed_code)
        if code not in self._lab_ids:
            lab = await self.database.read(labs.lab_by_code, code)
            if lab is None:
                raise Refused("code_unknown", "code", code=typed_code.strip()[:20])
            self._lab_ids[code] = lab.id
        return self._lab_ids[code]

    async def person(self, lab_id: int, code_hash: str) -> Person | None:
        """Who holds this return code. While some are looked up, those who ask next wait, and are looked up together: at
        a change of phase, a whole room asks at once."""
        if lab_id not in self._asking:
            self._asking[lab_id] = set(), asyncio.create_task(self._people(lab_id))
        code_hashes, found = self._asking[lab_id]
        code_hashes.add(code_hash)
        return (await asyncio.shield(found)).get(code_hash)

    async def _people(self, lab_id: int) -> dict[str, Person]:
        async with self._looking_up.setdefault(lab_id, asyncio.Lock()):
            code_hashes, _ = self._asking.pop(lab_id)
            return await self.database.read(participants.people, lab_id, code_hashes)

    async def room(self, lab_id: int, audience: Audience) -> tuple[str, Room]:
        """The lab's version for this audience, and the lab. When only a few cards have changed, only those are read."""
        place, lane = (labs.room, lab_id, audience), self.live.lane(lab_id, audience)
        before = self._read.get(place)
        if before and before.is_fresh() and (changed := lane.cards_between(before.version, lane.version)):
            following = asyncio.create_task(self._room_since(before, changed))
            self._read[place] = Reading(lane.version, before.at, following)
        return await self.once(labs.room, lab_id, audience)

    async def _room_since(self, before: Reading, changed: frozenset[int]) -> Room:
        return await self.database.read(labs.room_since, await asyncio.shield(before.found), changed)

    async def once(self, query: Callable[[Session, int], T], lab_id: int, audience: Audience) -> tuple[str, T]:
        """The lab's version for this audience, and what a query finds in it: read once however many ask at the same
        time."""
        key, version = (query, lab_id, audience), self.live.lane(lab_id, audience).version
        reading = self._read.get(key)
        if reading is None or reading.version != version or not reading.is_fresh():
            task = asyncio.create_task(self.database.read(query, lab_id))
            reading = self._read[key] = Reading(version, time.monotonic(), task)
        found: T = await asyncio.shield(reading.found)
        return version, found


def site_of(request: Visit) -> Site:
    site: Site = request.app.state.site
    return site
