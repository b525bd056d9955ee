"""A running site with a lab, and visitors."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from openlab import app
from openlab.db.engine import Database
from openlab.db.tables import Product
from openlab.settings import Settings
from openlab.web import throttle
from tests.build import Built, signed_in
from tests.build_backlog import Closed, a_closed_lab
from tests.serving import Served, Visitor, serving
from tests.waiting import PATIENCE_SECONDS

NewVisitor = Callable[..., Visitor]
Staff = Callable[[int], Visitor]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def first_purge(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set once the purge of a server that starts has ended, and holds no connection any more."""
    ended, purge_now = threading.Event(), app._purge_now

    async def purge_and_tell(database: Database, *, sure: bool) -> None:
        await purge_now(database, sure=sure)
        ended.set()

    monkeypatch.setattr(app, "_purge_now", purge_and_tell)
    return ended


@pytest.fixture
def no_attempt_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The throttle's clock stands still, however long the machine takes for the attempts."""
    now = time.monotonic()
    monkeypatch.setattr(throttle, "time", SimpleNamespace(monotonic=lambda: now))


@pytest.fixture
def served(database_url: str) -> Iterator[Served]:
    with serving(Settings(database_url=database_url)) as running:
        # It is alone: greeting others, on PostgreSQL, would be one change more than those of the test.
        running.site.live.greet = lambda _lab_id, _audience: None
        assert running.site.database.on_sqlite or running.hears.wait(PATIENCE_SECONDS)
        yield running


@pytest.fixture
def database(served: Served) -> Database:
    """The database of the running site."""
    return served.site.database


@pytest.fixture
def visitor(served: Served) -> Iterator[NewVisitor]:
    """Makes visitors; named after who they are."""
    made: list[Visitor] = []

    def new(language: str = "en") -> Visitor:
        made.append(Visitor(served.url, language))
        return made[-1]

    yield new
    for one in made:
        one.close()


@pytest.fixture
def participant(visitor: NewVisitor) -> Callable[[Built, int], Visitor]:
    """A visitor who is back in as one of the people of a lab."""

    def back(built: Built, number: int = 0) -> Visitor:
        one = visitor()
        answer = one.get(f"/r/{built.return_codes[number]}")
        assert answer.headers["location"] == f"/l/{built.code}"
        return one

    return back


@pytest.fixture
def staff(visitor: NewVisitor, database: Database) -> Staff:
    """A visitor who is signed in to an account."""

    def enter(account: int) -> Visitor:
        one = visitor()
        with database.writing() as session:
            one.sign_in_with(signed_in(session, account))
        return one

    return enter


@pytest.fixture
def closed(database: Database) -> Closed:
    return a_closed_lab(database)


@pytest.fixture
def home(database: Database, closed: Closed) -> str:
    """Where the product of the closed lab is."""
    with database.reading() as session:
        return f"/products/{session.get_one(Product, closed.product).slug}"


@pytest.fixture
def owner(closed: Closed, staff: Staff) -> Visitor:
    return staff(closed.owner)
