"""What comes while SQLite is busy is written together, and nobody can tell from what becomes of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from openlab.db.engine import MOST_TOGETHER, Database
from openlab.db.tables import Lab, Topic
from openlab.domain import Refused
from tests.build import Built, a_lab
from tests.waiting import until


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    with closing(Database(sqlite_url)) as database:
        yield database


@pytest.fixture
def built(database: Database) -> Built:
    return a_lab(database)


@pytest.fixture
def commits(database: Database, built: Built) -> list[object]:
    """A line for each transaction that is committed from now on."""
    found: list[object] = []
    event.listen(database.engine, "commit", found.append)
    return found


def add(letter: str, lab: int) -> Callable[[Session], str]:
    """Writes a letter behind those that are there, and gives them all."""

    def act(session: Session) -> str:
        found = session.get_one(Lab, lab)
        found.theme += letter
        session.info.setdefault("once_committed", []).append(lambda: TOLD.append(letter))
        return found.theme

    return act


TOLD: list[str] = []


def together(database: Database, *acts: Callable[[Session], Any]) -> list[Any]:
    """What becomes of acts that all come while another one is being written: results and problems."""
    TOLD.clear()
    begun, go_on = threading.Event(), threading.Event()

    def busy(_session: Session) -> None:
        begun.set()
        assert go_on.wait(20)

    async def come() -> list[Any]:
        first = asyncio.create_task(database.write(busy))
        await asyncio.to_thread(begun.wait, 20)
        tasks = [asyncio.create_task(database.write(act)) for act in acts]
        await asyncio.sleep(0)
        go_on.set()
        await first
        return await asyncio.gather(*tasks, return_exceptions=True)

    return asyncio.run(come())


def theme(database: Database, built: Built) -> str:
    with database.reading() as session:
        return session.scalars(select(Lab.theme).where(Lab.id == built.lab)).one()


def test_what_waits_is_written_in_its_order_in_one_transaction(
    database: Database, built: Built, commits: list[object]
) -> None:
    assert together(database, *(add(letter, built.lab) for letter in "abc")) == ["a", "ab", "abc"]
    assert theme(database, built) == "abc"
    assert len(commits) == 1
    assert "".join(TOLD) == "abc"


def test_a_crowd_takes_turns_with_what_else_is_to_be_done(
    database: Database, built: Built, commits: list[object]
) -> None:
    crowd = 2 * MOST_TOGETHER + 1
    assert together(database, *(add("x", built.lab) for _ in range(crowd)))[-1] == "x" * crowd
    assert len(commits) == 3


def refuse_half_way(lab: int) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        add("REFUSED", lab)(session)
        session.flush()
        raise Refused("vote_closed")

    return act


@pytest.mark.parametrize("place", range(3))
def test_one_that_is_refused_leaves_nothing_behind_and_takes_nothing_from_the_others(
    database: Database, built: Built, place: int
) -> None:
    acts: list[Callable[[Session], Any]] = [add(letter, built.lab) for letter in "ab"]
    acts.insert(place, refuse_half_way(built.lab))
    came = together(database, *acts)
    refused = came.pop(place)
    assert isinstance(refused, Refused)
    assert refused.code == "vote_closed"
    assert came == ["a", "ab"]
    assert theme(database, built) == "ab"
    assert "".join(TOLD) == "ab"


def test_one_that_only_the_commit_refuses_takes_nothing_from_the_others(database: Database, built: Built) -> None:
    def dangle(session: Session) -> None:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        session.execute(insert(Topic).values(lab_id=built.lab, pain_point_id=999999))

    first, problem, second = together(database, add("a", built.lab), dangle, add("b", built.lab))
    assert isinstance(problem, IntegrityError)
    assert (first, second, theme(database, built)) == ("a", "ab", "ab")


def test_whoever_has_gone_meanwhile_has_written_all_the_same(database: Database, built: Built) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def busy(_session: Session) -> None:
        begun.set()
        assert go_on.wait(20)

    async def come_and_go() -> str:
        first = asyncio.create_task(database.write(busy))
        await asyncio.to_thread(begun.wait, 20)
        gone = asyncio.create_task(database.write(add("a", built.lab)))
        stays = asyncio.create_task(database.write(add("b", built.lab)))
        await asyncio.sleep(0)
        gone.cancel()
        go_on.set()
        await first
        return await stays

    assert asyncio.run(come_and_go()) == "ab"


def test_what_runs_alone_has_its_turn_among_a_crowd(database: Database, built: Built) -> None:
    had_its_turn = threading.Event()

    async def crowd() -> None:
        writing: list[Awaitable[Any]] = [database.write(add("x", built.lab)) for _ in range(3 * MOST_TOGETHER)]
        await asyncio.gather(*writing, database.alone(had_its_turn.set), database.write(add("y", built.lab)))

    asyncio.run(crowd())
    assert had_its_turn.is_set()
    assert len(theme(database, built)) == 3 * MOST_TOGETHER + 1


def test_several_event_loops_write_at_once(database: Database, built: Built) -> None:
    async def write_twenty(letter: str) -> None:
        await asyncio.gather(*(database.write(add(letter, built.lab)) for _ in range(20)))

    threads = [threading.Thread(target=lambda letter=letter: asyncio.run(write_twenty(letter))) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    until(lambda: len(theme(database, built)) == 80)
    assert all(theme(database, built).count(letter) == 20 for letter in "abcd")


def test_once_it_is_closed_nothing_waits_for_ever(sqlite_url: str) -> None:
    closed = Database(sqlite_url)
    closed.close()

    async def write_twice() -> list[Any]:
        return await asyncio.gather(*(closed.write(add("a", 1)) for _ in range(2)), return_exceptions=True)

    assert [type(problem) for problem in asyncio.run(asyncio.wait_for(write_twice(), 5))] == [RuntimeError] * 2
