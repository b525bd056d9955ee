"""A site whose trackers are in memory, an owner of a product with items, and what is typed to connect one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from openlab.db.queries import connections as queries
from openlab.db.queries.connections import Linked, Pushed
from openlab.settings import Settings
from tests.build import signed_in
from tests.build_backlog import Closed, a_closed_lab, many_items
from tests.serving import Served, Visitor, serving
from tests.trackers.memory import MemoryTracker
from tests.waiting import until

HOME = "/products/demarches/trackers"
TOKEN = "a-secret-token-that-nobody-may-read"
TYPED = {
    "kind": "redmine",
    "address": "https://tracker.example.org",
    "project": "open-lab",
    "token": TOKEN,
    "language": "en",
}


@dataclass
class Desk:
    """The desk of a product owner: items 1 to n, and a tracker."""

    served: Served
    owner: Visitor
    tracker: MemoryTracker
    closed: Closed

    def connect(self, **fields: str) -> str:
        """Gives the address of the connection's page."""
        answer = self.owner.submit(HOME, **{**TYPED, **fields})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].removesuffix("/mapping")

    def push(self, connection: str, *numbers: int, **fields: str) -> Pushed:
        """Begins a push and waits for its end."""
        answer = self.owner.submit(f"{connection}/pushes", items=" ".join(map(str, numbers)), **fields)
        assert answer.status_code == 303, answer.text
        return self.ended(answer.headers["location"])

    def ended(self, push: str) -> Pushed:
        """Waits until nobody runs a push any more."""
        number = int(push.rpartition("/")[2])
        until(lambda: number not in self.served.site.pushing)
        return self.pushed(push)

    def pushed(self, push: str) -> Pushed:
        connection, number = int(push.split("/")[4]), int(push.split("/")[6])
        with self.served.site.database.reading() as session:
            return queries.push(session, self.closed.product, connection, number)

    def links(self) -> dict[int, Linked]:
        with self.served.site.database.reading() as session:
            (connection,) = queries.connections_of(session, self.closed.product)
            return {link.number: link for link in queries.links_of(session, connection.id)}


@contextmanager
def at_a_desk(database_url: str, place: Path, items: int = 3, **settings: str) -> Iterator[Desk]:
    allowed = {"trackers": "tracker.example.org", "key_file": str(place / "openlab.key"), **settings}
    tracker = MemoryTracker()
    with _serving(Settings(database_url=database_url, **allowed), tracker) as served:
        closed = a_closed_lab(served.site.database, sheets=0)
        many_items(served.site.database, closed.product, items)
        with _signed_in(served, closed) as owner:
            yield Desk(served, owner, tracker, closed)


@contextmanager
def again_at(desk: Desk) -> Iterator[Desk]:
    """The same, at another server, which runs beside the first one or after it."""
    with _serving(desk.served.site.settings, desk.tracker) as served, _signed_in(served, desk.closed) as owner:
        yield replace(desk, served=served, owner=owner)


@contextmanager
def _serving(settings: Settings, tracker: MemoryTracker) -> Iterator[Served]:
    with serving(settings) as served:
        served.site.tracking = replace(served.site.tracking, open_tracker=tracker.opened, settling=0)
        yield served


@contextmanager
def _signed_in(served: Served, closed: Closed) -> Iterator[Visitor]:
    with served.site.database.writing() as session:
        secret = signed_in(session, closed.owner)
    with Visitor(served.url) as owner:
        owner.sign_in_with(secret)
        yield owner
