"""Whatever goes wrong, and whenever this process is killed: each chosen item ends as exactly one issue."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from openlab.actions import pushes
from openlab.db.engine import Database
from openlab.db.tables import Connection, Push
from openlab.domain import Refused
from openlab.trackers import InDoubt
from openlab.tracking import connect, run_push
from tests.build_trackers import FORM, Joined, connected
from tests.trackers.memory import MemoryTracker

ITEMS = 3
# What a tracker may do with a request to create, or to change: it may be in a bad mood before it does it, or after.
BEFORE = ("fine", "refused", "unreachable", "failing", "silent")
AFTER = ("fine", "answer lost", "edited")
LIFE = st.tuples(
    st.integers(0, 45),
    st.lists(st.sampled_from(BEFORE), max_size=4),
    st.lists(st.sampled_from(AFTER), max_size=4),
)


class Killed(BaseException):
    """The process is no more: nothing that it would still do happens."""


class Fuse:
    """Kills at the nth step; with 0, never. Before and after each transaction and each request there is one."""

    def __init__(self, left: int) -> None:
        self.left, self.dead = left, False

    def burn(self) -> None:
        if self.left == 1:
            self.dead = True
        self.left -= 1
        if self.dead:
            raise Killed


class Mortal(Database):
    """A database as seen by a process that may be killed."""

    def __init__(self, database: Database, fuse: Fuse) -> None:
        self.__dict__ = database.__dict__
        self.__dict__["fuse"] = fuse

    async def read(self, query: Callable[..., Any], *args: Any, **named: Any) -> Any:
        self.__dict__["fuse"].burn()
        return await super().read(query, *args, **named)

    async def write(self, act: Callable[..., Any], *args: Any, **named: Any) -> Any:
        self.__dict__["fuse"].burn()
        done = await super().write(act, *args, **named)
        self.__dict__["fuse"].burn()
        return done


def moody(joined: Joined, fuse: Fuse, before: list[str], after: list[str]) -> None:
    """A tracker with these moods, one for each request to create or change."""
    ahead, behind = list(before), list(after)

    def start(name: str) -> None:
        fuse.burn()
        mood = ahead.pop(0) if ahead and name in ("create", "update") else "fine"
        if mood == "silent":
            raise InDoubt if name == "create" else Refused("tracker_slow", host="tracker.example.org")
        if mood != "fine":
            raise Refused(f"tracker_{mood}", words="", host="", status=500)

    def end(name: str) -> None:
        fuse.burn()
        mood = behind.pop(0) if behind else "fine"
        if mood == "edited":
            newest = list(joined.tracker.issues)[-1]
            joined.tracker.edit(newest, title="Edited there")
        elif mood == "answer lost":
            raise InDoubt if name == "create" else Refused("tracker_slow", host="tracker.example.org")

    joined.tracker.before, joined.tracker.after = start, end


def live(joined: Joined, kill_at: int, before: list[str], after: list[str]) -> None:
    """One life of a process that pushes everything, or resumes what another one left."""
    fuse = Fuse(kill_at)
    moody(joined, fuse, before, after)
    push = open_push(joined) or joined.begin()
    joined.lose_the_runner(push)
    tracking = replace(joined.tracking, database=Mortal(joined.database, fuse))
    try:
        asyncio.run(run_push(tracking, push))
    except Killed:
        assert fuse.dead


def open_push(joined: Joined) -> int | None:
    with joined.database.reading() as session:
        return session.scalar(select(Push.id).where(Push.connection_id == joined.id, Push.ended_at.is_(None)))


@pytest.fixture
def joined(sqlite_url: str, tmp_path: Path) -> Joined:
    return connected(Database(sqlite_url), tmp_path, ITEMS)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LIFE, max_size=4))
@example([(0, [], ["answer lost"]), (12, ["silent"], [])])
def test_each_chosen_item_ends_as_exactly_one_issue(
    joined: Joined, lives: list[tuple[int, list[str], list[str]]]
) -> None:
    begin_anew(joined)
    for kill_at, before, after in lives:
        live(joined, kill_at, before, after)
        assert most_of_one(joined) <= 1, joined.tracker.created
    for _ in range(3):
        live(joined, 0, [], [])
    assert open_push(joined) is None
    assert most_of_one(joined) == 1
    assert len(joined.tracker.issues) == ITEMS
    links = joined.links().values()
    assert {link.key: link.marker for link in links} == {
        issue.key: issue.marker for issue in joined.tracker.issues.values()
    }


@pytest.mark.parametrize("kill_at", range(1, 30))
def test_killed_at_any_step_and_resumed_nothing_is_there_twice(joined: Joined, kill_at: int) -> None:
    live(joined, kill_at, [], [])
    live(joined, 0, [], [])
    assert open_push(joined) is None
    assert sorted(joined.tracker.titles()) == [f"Élément {number}" for number in range(1, ITEMS + 1)]


@pytest.mark.parametrize("kill_at", range(1, 28))
def test_killed_while_it_changes_issues_an_edit_there_survives(joined: Joined, kill_at: int) -> None:
    live(joined, 0, [], [])
    joined.tracker.edit("2", title="Edited there")
    for number in (1, 2, 3):
        joined.retitle(number, f"Nouveau {number}")
    live(joined, kill_at, [], [])
    live(joined, 0, [], [])
    live(joined, 0, [], [])
    assert joined.tracker.titles() == ["Nouveau 1", "Edited there", "Nouveau 3"]


def most_of_one(joined: Joined) -> int:
    """How often the item that was created most often is there."""
    titles = Counter(issue.marker for issue in joined.tracker.issues.values())
    bodies = Counter(str(issue.fields["body"]).split("backlog/")[1][:1] for issue in joined.tracker.issues.values())
    return max([*titles.values(), *bodies.values()], default=0)


def begin_anew(joined: Joined) -> None:
    """An empty tracker, connected once more."""
    with joined.database.writing() as session:
        session.execute(delete(Connection))
    joined.tracker = MemoryTracker()
    joined.tracking = replace(joined.tracking, open_tracker=joined.tracker.opened)
    joined.id = asyncio.run(connect(joined.tracking, joined.product, FORM))


def test_a_process_that_is_stopped_in_order_leaves_a_push_to_resume_at_once(joined: Joined) -> None:
    push = joined.begin()

    async def stopped() -> None:
        running = asyncio.create_task(run_push(joined.tracking, push))

        async def stop(_: str) -> None:
            joined.tracker.meanwhile = None
            running.cancel()

        joined.tracker.meanwhile = stop
        await asyncio.wait([running])
        assert running.cancelled()

    asyncio.run(stopped())
    left = joined.pushed(push)
    assert (left.ended_at, left.is_claimed) == (None, False)
    assert joined.run(push).done == ITEMS
    assert len(joined.tracker.issues) == ITEMS
    assert pushes.LOST_AFTER.total_seconds() == 30
