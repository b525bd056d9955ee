"""What the team thinks of an item, and that nobody sees it before they have answered themselves."""

from __future__ import annotations

import pytest

from openlab.actions import assessments, items
from openlab.db.engine import Database
from openlab.db.queries.backlog import Reader
from openlab.domain.backlog import Assessment
from tests.build_backlog import (
    DEVELOPER,
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
    refused,
    version_of,
)


def two_items(database: Database) -> tuple[Closed, int, int]:
    """A closed lab; its first topic (5 votes) and its second one (4 votes) as items."""
    closed = a_closed_lab(database)
    return closed, accept(database, closed, card(closed, 0)), accept(database, closed, card(closed, 1))


def assess(database: Database, closed: Closed, account: int, number: int, role: str, level: int) -> None:
    act(database, assessments.assess_feasibility, closed.product, account, number, role, str(level), f"{role} {level}")


def give_impact(database: Database, closed: Closed, number: int, level: int, account: int = 0) -> None:
    version = version_of(database, closed.product, number)
    values = (closed.product, account or closed.owner, number, version, str(level), "")
    act(database, assessments.give_impact, *values)


def test_priority_follows_from_the_three_of_them(database: Database) -> None:
    closed, first, second = two_items(database)
    developer, designer = (a_member(database, closed.product, role) for role in ("developer", "designer"))
    assess(database, closed, developer, second, "developer", 4)
    assess(database, closed, designer, second, "designer", 3)
    give_impact(database, closed, second, 5)
    line = line_of(database, closed.product, second)
    assert (line.item.feasibility, line.item.priority) == (3.5, 17.5)
    assert line.item.developer == Assessment(4, "developer 4")
    assert not line.disagreement
    assert [one.number for one in backlog_of(database, closed.product).lines] == [second, first]


def test_the_most_cautious_of_several_developers_counts_and_their_disagreement_is_seen(database: Database) -> None:
    closed, first, _ = two_items(database)
    for email, level in (("a@example.org", 4), ("b@example.org", 2), ("c@example.org", 5)):
        assess(database, closed, a_member(database, closed.product, "developer", email), first, "developer", level)
    line = line_of(database, closed.product, first)
    assert line.item.developer == Assessment(2, "developer 2")
    assert line.disagreement
    assert [answer.level for answer in line.of("developer")] == [4, 2, 5]


def test_one_changes_ones_own_answer_and_never_anothers(database: Database) -> None:
    closed, first, _ = two_items(database)
    one, other = (a_member(database, closed.product, "developer", f"{name}@example.org") for name in "ab")
    assess(database, closed, one, first, "developer", 2)
    assess(database, closed, other, first, "developer", 4)
    assess(database, closed, one, first, "developer", 5)
    assess(database, closed, one, first, "developer", 5)
    line = line_of(database, closed.product, first)
    assert {answer.account_id: answer.level for answer in line.answers} == {one: 5, other: 4}
    told = [changes["level"] for act_, changes in history_of(database, closed.product, first) if act_ != "accepted"]
    assert told == [[None, 2], [None, 4], [2, 5]]
    assert version_of(database, closed.product, first) == "1"


def test_an_item_has_one_impact_whichever_owner_gives_it(database: Database) -> None:
    closed, first, _ = two_items(database)
    camille = a_member(database, closed.product, "owner")
    give_impact(database, closed, first, 2)
    give_impact(database, closed, first, 4, camille)
    line = line_of(database, closed.product, first)
    assert [(answer.account_id, answer.level) for answer in line.of("owner")] == [(camille, 4)]
    assert history_of(database, closed.product, first)[-1][1]["level"] == [2, 4]
    stale = (closed.product, closed.owner, first, "1", "1", "")
    assert refused(database, assessments.give_impact, *stale).code == "item_changed"


@pytest.mark.parametrize(
    ("role", "level", "reason", "code"),
    [
        ("developer", "6", "x", "level_wrong"),
        ("developer", "", "x", "level_wrong"),
        ("developer", "3", " ", "assessment_reason_missing"),
        ("owner", "3", "x", "role_unknown"),
        ("facilitator", "3", "x", "role_unknown"),
    ],
)
def test_an_answer_is_a_level_and_a_reason(database: Database, role: str, level: str, reason: str, code: str) -> None:
    closed, first, _ = two_items(database)
    values = (closed.product, closed.owner, first, role, level, reason)
    assert refused(database, assessments.assess_feasibility, *values).code == code
    assert line_of(database, closed.product, first).answers == ()


def test_what_is_decided_is_no_longer_weighed(database: Database) -> None:
    closed, first, _ = two_items(database)
    change(database, closed, first, status="declined", reason="Non")
    values = (closed.product, closed.owner, first, "developer", "3", "x")
    assert refused(database, assessments.assess_feasibility, *values).code == "item_decided"
    assert refused(database, assessments.assess_feasibility, closed.product, closed.owner, 9, *values[3:]).code == (
        "item_unknown"
    )


def test_a_developer_sees_no_level_no_priority_and_no_order_by_it_before_their_own_answer(database: Database) -> None:
    closed, first, second = two_items(database)
    developer, designer = (a_member(database, closed.product, role) for role in ("developer", "designer"))
    reader = Reader(developer, DEVELOPER)
    assess(database, closed, designer, second, "designer", 5)
    give_impact(database, closed, second, 5)
    values = (closed.product, closed.owner, second)
    act(database, items.estimate_rice, *values, version_of(database, closed.product, second), ["1", "1", "1", "1"])
    act(database, items.place_item, *values, version_of(database, closed.product, second), "1", "Très important")
    blind = backlog_of(database, closed.product, reader)
    assert [line.number for line in blind.lines] == [first, second]
    assert not blind.is_by_priority
    line = line_of(database, closed.product, second, reader)
    item = line.item
    assert (line.awaited, line.answers) == (("developer",), ())
    assert (item.designer, item.impact, item.priority, item.feasibility) == (None, None, None, None)
    assert (item.rice, item.place) == (None, None)
    assess(database, closed, developer, second, "developer", 1)
    seen = line_of(database, closed.product, second, reader)
    assert (seen.item.priority, seen.awaited, seen.disagreement) == (15, (), True)
    assert not backlog_of(database, closed.product, reader).is_by_priority
    assess(database, closed, developer, first, "developer", 1)
    assert [line.number for line in backlog_of(database, closed.product, reader).lines] == [second, first]


def test_another_developers_answer_does_not_open_ones_own_eyes(database: Database) -> None:
    closed, first, _ = two_items(database)
    one, other = (a_member(database, closed.product, "developer", f"{name}@example.org") for name in "ab")
    assess(database, closed, one, first, "developer", 2)
    assert line_of(database, closed.product, first, Reader(other, DEVELOPER)).answers == ()
    assert len(line_of(database, closed.product, first, Reader(one, DEVELOPER)).answers) == 1


def test_whoever_is_both_developer_and_designer_answers_as_both(database: Database) -> None:
    closed, first, _ = two_items(database)
    both = a_member(database, closed.product, "developer")
    reader = Reader(both, frozenset({"developer", "designer"}))
    assess(database, closed, both, first, "developer", 2)
    line = line_of(database, closed.product, first, reader)
    assert (line.awaited, [answer.role for answer in line.answers]) == (("designer",), ["developer"])
    assess(database, closed, both, first, "designer", 3)
    assert line_of(database, closed.product, first, reader).awaited == ()


def test_what_was_delivered_or_declined_keeps_nobody_blind(database: Database) -> None:
    closed, first, second = two_items(database)
    developer = a_member(database, closed.product, "developer")
    change(database, closed, first, status="declined", reason="Non")
    for status in ("in_progress", "delivered"):
        change(database, closed, second, status=status)
    assert backlog_of(database, closed.product, Reader(developer, DEVELOPER)).is_by_priority


def test_owners_and_facilitators_see_everything(database: Database) -> None:
    closed, first, _ = two_items(database)
    assess(database, closed, a_member(database, closed.product, "developer"), first, "developer", 3)
    for role in ("owner", "facilitator"):
        assert line_of(database, closed.product, first, Reader(closed.owner, frozenset({role}))).awaited == ()
