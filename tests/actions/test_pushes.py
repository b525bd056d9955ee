"""Pushes: one at a time for a connection, run by one at a time, stopped by an owner, taken over when lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from openlab.actions import items, pushes
from openlab.db.engine import Database
from openlab.db.queries import connections as queries
from openlab.domain import Refused
from tests.build_backlog import refused
from tests.build_trackers import Joined, connected, written


@pytest.fixture
def joined(database: Database, tmp_path: Path) -> Joined:
    return connected(database, tmp_path)


def begin(joined: Joined, *numbers: int) -> Refused:
    with pytest.raises(Refused) as refusal:
        joined.begin(*numbers)
    return refusal.value


def test_a_connection_has_one_open_push(joined: Joined) -> None:
    push = joined.begin()
    assert (begin(joined).code, begin(joined).values) == ("push_running", {"push": push})
    with joined.database.reading() as session:
        assert queries.connection(session, joined.product, joined.id).open_push == push
    joined.run(push)
    assert joined.begin() != push


def test_two_owners_at_once_begin_one_push(joined: Joined) -> None:
    def attempt(_: int) -> str:
        try:
            return str(joined.begin())
        except Refused as refusal:
            return refusal.code

    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(attempt, range(4)))
    assert begun.count("push_running") == 3


def test_only_items_that_stand_in_this_backlog_are_pushed(joined: Joined) -> None:
    written(joined, items.join_items, joined.product, joined.owner, 2, "1", "1")
    assert begin(joined, 1, 2).code == "item_unknown"
    assert begin(joined, 99).code == "item_unknown"
    with joined.database.writing() as session, pytest.raises(Refused, match="push_empty"):
        pushes.begin(session, joined.product, joined.owner, joined.id, [], overwrite=False)
    assert [step.number for step in joined.pushed(joined.begin(3, 1, 3)).steps] == [3, 1]


def test_a_push_is_run_by_one_and_taken_over_when_nobody_hears_of_it(joined: Joined) -> None:
    push = joined.begin()
    written(joined, pushes.claim, push, "one")
    assert refused(joined.database, pushes.claim, push, "two").code == "push_runs_already"
    joined.lose_the_runner(push)
    written(joined, pushes.beat, push, "one")
    assert refused(joined.database, pushes.claim, push, "two").code == "push_runs_already"
    joined.lose_the_runner(push)
    written(joined, pushes.claim, push, "two")
    assert refused(joined.database, pushes.beat, push, "one").code == "push_taken_over"
    assert refused(joined.database, pushes.reserve, push, "one", 1, "m", {}).code == "push_taken_over"
    written(joined, pushes.let_go, push, "one")
    assert joined.pushed(push).is_claimed


def test_a_push_that_nobody_runs_is_stopped_at_once(joined: Joined) -> None:
    push = joined.begin()
    written(joined, pushes.cancel, joined.product, joined.id, push)
    stopped = joined.pushed(push)
    assert (stopped.cancelled, bool(stopped.ended_at), stopped.counts) == (True, True, {"waiting": 3})
    assert refused(joined.database, pushes.claim, push, "one").code == "push_ended"
    written(joined, pushes.cancel, joined.product, joined.id, push)


def test_a_push_that_was_stopped_reserves_nothing_more(joined: Joined) -> None:
    push = joined.begin()
    written(joined, pushes.claim, push, "one")
    written(joined, pushes.cancel, joined.product, joined.id, push)
    assert joined.pushed(push).ended_at is None
    assert refused(joined.database, pushes.reserve, push, "one", 1, "m", {}).code == "push_stopped"
    written(joined, pushes.let_go, push, "one")
    assert joined.pushed(push).ended_at


def test_a_push_of_another_connection_is_not_there(joined: Joined, tmp_path: Path) -> None:
    push = joined.begin()
    refusal = refused(joined.database, pushes.cancel, joined.product + 1, joined.id, push)
    assert refusal.code == "connection_unknown"
    assert refused(joined.database, pushes.cancel, joined.product, joined.id, push + 1).code == "push_unknown"
    with joined.database.reading() as session, pytest.raises(Refused, match="push_unknown"):
        queries.push(session, joined.product, joined.id + 1, push)
