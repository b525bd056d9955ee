"""Products that are connected to a tracker in memory, with items to push."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from openlab.actions import pushes
from openlab.actions.connections import ConnectionForm
from openlab.db.engine import Database
from openlab.db.queries import connections as queries
from openlab.db.queries.connections import Linked, Pushed
from openlab.db.tables import BacklogItem, Push
from openlab.export.drafts import load_drafts
from openlab.settings import folder
from openlab.trackers.gate import Gate
from openlab.tracking import Plan, Refreshed, Tracking, connect, plan, refresh, run_push
from tests.build import a_lab
from tests.build_backlog import act, many_items
from tests.trackers.memory import MemoryTracker

ADDRESS = "https://tracker.example.org"
TOKEN = "a-secret-token-that-nobody-may-read"
GATE = Gate.of("tracker.example.org, other.example.org", "")
FORM = ConnectionForm("redmine", ADDRESS, "open-lab", TOKEN)


@dataclass
class Joined:
    """A product with items 1 to n, its owner, and its connection to a tracker."""

    database: Database
    tracker: MemoryTracker
    tracking: Tracking
    product: int
    owner: int
    id: int

    def begin(self, *numbers: int, overwrite: bool = False) -> int:
        chosen: Sequence[int] = numbers or self.numbers()
        with self.database.writing() as session:
            return pushes.begin(session, self.product, self.owner, self.id, chosen, overwrite=overwrite)

    def run(self, push: int) -> Pushed:
        asyncio.run(run_push(self.tracking, push))
        return self.pushed(push)

    def push(self, *numbers: int, overwrite: bool = False) -> Pushed:
        return self.run(self.begin(*numbers, overwrite=overwrite))

    def plan(self, *numbers: int, overwrite: bool = False) -> Plan:
        chosen = numbers or self.numbers()
        return asyncio.run(plan(self.tracking, self.product, self.id, self.owner, chosen, overwrite=overwrite))

    def refresh(self) -> Refreshed:
        return asyncio.run(refresh(self.tracking, self.id))

    def pushed(self, push: int) -> Pushed:
        with self.database.reading() as session:
            return queries.push(session, self.product, self.id, push)

    def links(self) -> dict[int, Linked]:
        with self.database.reading() as session:
            return {link.number: link for link in queries.links_of(session, self.id)}

    def numbers(self) -> tuple[int, ...]:
        with self.database.reading() as session:
            query = select(BacklogItem.number).where(BacklogItem.product_id == self.product)
            return tuple(session.scalars(query.order_by(BacklogItem.number)))

    def retitle(self, number: int, title: str) -> None:
        with self.database.writing() as session:
            query = select(BacklogItem).where(BacklogItem.product_id == self.product, BacklogItem.number == number)
            session.scalars(query).one().title = title

    def lose_the_runner(self, push: int) -> None:
        """Whoever ran this push has not been heard of for long."""
        with self.database.writing() as session:
            row = session.get_one(Push, push)
            if row.beat_at:
                row.beat_at -= pushes.LOST_AFTER


def tracking_of(database: Database, tracker: MemoryTracker, key_file: Path | None) -> Tracking:
    layouts = load_drafts(folder("exports"))
    return Tracking(database, GATE, key_file, layouts, "https://lab.example.org", tracker.opened, settling=0)


def connected(database: Database, place: Path, items: int = 3, of: tuple[int, int] | None = None) -> Joined:
    """A new product with this many items, connected; or one that is there already, with its owner."""
    product, owner = of or a_product(database, items)
    tracker = MemoryTracker()
    tracking = tracking_of(database, tracker, place / "openlab.key")
    joined = Joined(database, tracker, tracking, product, owner, 0)
    joined.id = connect_product(joined)
    tracker.calls.clear()
    return joined


def a_product(database: Database, items: int) -> tuple[int, int]:
    built = a_lab(database, people_in=0, cards=0)
    many_items(database, built.product, items)
    return built.product, built.account


def connect_product(joined: Joined, **form: Any) -> int:
    """One more connection; gives its id."""
    return asyncio.run(connect(joined.tracking, joined.product, replace(FORM, **form)))


def written(joined: Joined, action: Any, *values: Any) -> Any:
    return act(joined.database, action, *values)
