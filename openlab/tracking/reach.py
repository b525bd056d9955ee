"""What is needed to reach the trackers of a product."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sqlalchemy.orm import Session

from openlab.actions.connections import target_of
from openlab.db.engine import Database
from openlab.db.tables import Connection
from openlab.domain import Refused
from openlab.export.drafts import DraftLayout, DraftLayouts
from openlab.trackers import Target, Tracker
from openlab.trackers.gate import Gate
from openlab.trackers.sealing import Seal, seal_of

Opener = Callable[[str, Target, Gate], AbstractAsyncContextManager[Tracker]]

# A tracker may still be making what it did not answer about, and its search may be late.
SETTLING_SECONDS = 30.0


@dataclass(frozen=True)
class Tracking:
    """The database, where trackers may be called, the key of the tokens, what goes into an issue, how one is opened.

    `settling` is how long a doubt lasts, in seconds, before an issue that is not found is made again.
    """

    database: Database
    gate: Gate
    key_file: Path | None
    layouts: DraftLayouts
    public_url: str
    open_tracker: Opener
    settling: float = SETTLING_SECONDS

    @cached_property
    def seal(self) -> Seal:
        """Raises `tracker_key_missing`, `tracker_key_unreadable`."""
        return seal_of(self.key_file)

    def layout(self, kind: str, language: str) -> DraftLayout:
        return self.layouts[kind][language]

    @asynccontextmanager
    async def reached(self, connection_id: int) -> AsyncIterator[Tracker]:
        """The tracker of a connection. Raises `connection_unknown`, `tracker_token_lost`, and what the gate raises."""
        kind, target = await self.database.read(self._target, connection_id)
        async with self.opened(kind, target) as tracker:
            yield tracker

    def opened(self, kind: str, target: Target) -> AbstractAsyncContextManager[Tracker]:
        """A tracker that knows which fields drafts have."""
        fields = tuple(self.layout(kind, target.language).fields.cells)
        return self.open_tracker(kind, replace(target, fields=fields), self.gate)

    def _target(self, session: Session, connection_id: int) -> tuple[str, Target]:
        connection = session.get(Connection, connection_id)
        if connection is None:
            raise Refused("connection_unknown")
        return connection.kind, target_of(connection, self.seal)
