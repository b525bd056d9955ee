"""What goes wrong between two owners, another tool and a room that is not done: each has an answer, nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from openlab.actions import backlog, items
from openlab.db.engine import Database
from openlab.db.queries.exports import declined_since, exports_of
from openlab.db.queries.proposals import closed_labs, reopened_labs
from openlab.domain import Refused
from openlab.domain.backlog import Place, Status
from openlab.domain.phases import Phase
from tests.build import move
from tests.build_backlog import (
    Closed,
    a_closed_lab,
    a_member,
    accept,
    act,
    backlog_of,
    card,
    change,
    history_of,
    line_of,
    proposals_of,
    sheet,
    version_of,
)


def place(database: Database, closed: Closed, owner: int, number: int, version: str, position: int) -> Refused | None:
    """An owner puts an item at a position; gives what they are told instead, if anything."""
    values = closed.product, owner, number, version, str(position), f"Promis en {position}"
    try:
        act(database, items.place_item, *values)
    except Refused as refusal:
        return refusal
    return None


@pytest.fixture
def closed(database: Database) -> Closed:
    return a_closed_lab(database)


@pytest.fixture
def camille(database: Database, closed: Closed) -> int:
    return a_member(database, closed.product, "owner", "second.owner@example.org")


# --- two owners reorder at once -------------------------------------------------------------------------------------


def test_of_two_owners_who_place_one_item_at_once_the_second_is_told_by_whom(
    database: Database, closed: Closed, camille: int
) -> None:
    number = accept(database, closed, card(closed, 0))
    with ThreadPoolExecutor(2) as pool:
        turns = [
            pool.submit(place, database, closed, owner, number, "1", at)
            for owner, at in ((closed.owner, 2), (camille, 3))
        ]
    told = [turn.result() for turn in turns]
    assert sorted(refusal is None for refusal in told) == [False, True]
    won = 2 if told[0] is None else 3
    assert line_of(database, closed.product, number).item.place == Place(won, f"Promis en {won}")
    (refusal,) = (refusal for refusal in told if refusal)
    assert (refusal.code, refusal.values) == ("item_changed", {"name": "camille" if won == 2 else "Owner"})
    assert [done for done, _ in history_of(database, closed.product, number)] == ["accepted", "placed"]


def test_two_owners_who_place_two_items_at_once_both_have_what_they_decided(
    database: Database, closed: Closed, camille: int
) -> None:
    numbers = [accept(database, closed, card(closed, number)) for number in range(4)]
    with ThreadPoolExecutor(2) as pool:
        turns = [
            pool.submit(place, database, closed, owner, number, "1", 1)
            for owner, number in ((closed.owner, numbers[2]), (camille, numbers[3]))
        ]
    assert [turn.result() for turn in turns] == [None, None]
    # At one position the one that comes first by the rule is first: the same list for everyone, whoever was quicker.
    order = [line.number for line in backlog_of(database, closed.product).lines]
    assert order == [numbers[2], numbers[3], numbers[0], numbers[1]]
    reasons = [line_of(database, closed.product, number).item.place for number in numbers[2:]]
    assert reasons == [Place(1, "Promis en 1")] * 2


# --- an item declined after it was exported -------------------------------------------------------------------------


def test_what_is_declined_after_it_was_exported_is_told_until_it_is_taken_up_again(
    database: Database, closed: Closed
) -> None:
    first, second = accept(database, closed, card(closed, 0)), accept(database, closed, card(closed, 1))
    before = act(database, backlog.decline_proposals, *_picked(closed, 2), "Hors sujet")
    act(database, backlog.remember_export, closed.product, [first, second, before], "jira")
    with database.reading() as session:
        assert declined_since(session, closed.product, "jira") == []
    change(database, closed, second, status="declined", reason="La loi l’interdit")
    with database.reading() as session:
        (only,) = declined_since(session, closed.product, "jira")
        assert (only.number, only.title) == (second, line_of(database, closed.product, second).item.title)
        assert declined_since(session, closed.product, "gitlab") == []
        assert [target for target, _ in exports_of(session, line_of(database, closed.product, second).id)] == ["jira"]
    change(database, closed, second, status="kept")
    with database.reading() as session:
        assert declined_since(session, closed.product, "jira") == []


def test_an_export_that_says_that_it_is_declined_settles_it(database: Database, closed: Closed) -> None:
    number = accept(database, closed, card(closed, 0))
    act(database, backlog.remember_export, closed.product, [number], "jira")
    change(database, closed, number, status="declined", reason="La loi l’interdit")
    act(database, backlog.remember_export, closed.product, [number], "jira")
    with database.reading() as session:
        assert declined_since(session, closed.product, "jira") == []


def _picked(closed: Closed, number: int) -> tuple[int, int, str, list[str]]:
    return closed.product, closed.owner, str(closed.built.lab), [card(closed, number)]


# --- a lab reopened after its proposals were accepted ---------------------------------------------------------------


def test_a_reopened_lab_hands_nothing_over_and_its_decisions_stay(database: Database, closed: Closed) -> None:
    number = accept(database, closed, card(closed, 0), sheet(closed, 0))
    act(database, backlog.decline_proposals, *_picked(closed, 1), "Non")
    with database.reading() as session:
        assert reopened_labs(session, closed.product) == []
    move(database, closed.built, Phase.WRAP_UP)
    assert proposals_of(database, closed.product) == []
    with database.reading() as session:
        assert closed_labs(session, closed.product) == []
        assert reopened_labs(session, closed.product) == [("Open lab n° 1", 3)]
    change(database, closed, number, status="planned")
    move(database, closed.built, Phase.CLOSED)
    with database.reading() as session:
        assert reopened_labs(session, closed.product) == []
    (handed,) = proposals_of(database, closed.product)
    assert [one.taken_in for one in handed.ranking[0].proposals] == [number, number]
    assert handed.waiting == 1
    assert [line.item.status for line in backlog_of(database, closed.product).lines] == [
        Status.PLANNED,
        Status.DECLINED,
    ]
    assert version_of(database, closed.product, number) == "2"


def test_a_lab_that_goes_back_without_a_decision_is_not_announced(database: Database, closed: Closed) -> None:
    move(database, closed.built, Phase.RESULTS)
    with database.reading() as session:
        assert reopened_labs(session, closed.product) == []
