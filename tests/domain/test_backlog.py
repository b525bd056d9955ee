"""What an item holds, its place in the order and the reasons for it, and what may happen to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused, backlog
from openlab.domain.backlog import Assessment, Evidence, Item, Place, Source, Status
from openlab.web.errors import SENTENCES

DAY = datetime(2026, 7, 1, 9, tzinfo=UTC)


def item(reference: str, impact: int = 0, feasibility: int = 0, votes: int = 0, age: int = 0, place: int = 0) -> Item:
    return Item(
        reference=reference,
        title=reference,
        created_at=DAY - timedelta(days=age),
        evidence=(Evidence("Open lab", "AAAAAA", votes=votes, ballots=20),),
        developer=Assessment(feasibility, "why") if feasibility else None,
        impact=Assessment(impact) if impact else None,
        place=Place(place, "promised") if place else None,
    )


def order(*items: Item) -> str:
    return "".join(one.reference for one in backlog.in_order(items))


def refused(code: str) -> pytest.RaisesExc[Refused]:
    assert code in SENTENCES
    return pytest.raises(Refused, match=f"^{code}$")


def test_priority_is_impact_times_the_mean_of_both_feasibilities() -> None:
    weighed = replace(item("a", impact=4, feasibility=2), designer=Assessment(5, "why"))
    assert weighed.feasibility == 3.5
    assert weighed.priority == 14


def test_one_feasibility_is_enough_for_a_priority_and_none_is_not() -> None:
    assert item("a", impact=4, feasibility=2).priority == 8
    assert item("a", impact=4).priority is None
    assert item("a", feasibility=2).priority is None


def test_the_highest_priority_comes_first_then_votes_then_age() -> None:
    assert order(item("a", 2, 2), item("b", 5, 5), item("c", 3, 3)) == "bca"
    assert order(item("a", 2, 2, votes=1), item("b", 2, 2, votes=9), item("c", 1, 4, votes=5)) == "bca"
    assert order(item("a", 2, 2, age=1), item("b", 2, 2, age=30), item("c", 2, 2, age=5)) == "bca"


def test_an_item_without_a_priority_comes_after_those_with_one_whatever_its_votes() -> None:
    assert order(item("a", votes=50), item("b", 1, 1), item("c", votes=60)) == "bca"


def test_an_item_placed_by_hand_stands_at_its_position() -> None:
    assert order(item("a", 5, 5), item("b", 4, 4), item("c", 1, 1, place=1)) == "cab"
    assert order(item("a", 5, 5, place=3), item("b", 4, 4), item("c", 1, 1)) == "bca"
    assert order(item("a", 5, 5, place=99), item("b", 4, 4), item("c", 1, 1)) == "bca"


def test_two_items_placed_at_the_same_position_follow_each_other_by_the_rule() -> None:
    assert (
        order(item("a", 1, 1, place=1), item("b", 2, 2, place=1), item("c", 5, 5, place=2), item("d", 4, 4)) == "bacd"
    )


@given(
    st.lists(st.tuples(*[st.integers(0, 5)] * 5), max_size=12).flatmap(
        lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))
    )
)
def test_the_order_keeps_every_item_and_does_not_depend_on_the_order_before(
    given_rows: tuple[list[tuple[int, ...]], list[int]],
) -> None:
    rows, shuffle = given_rows
    items = [item(f"{i:02}", *row) for i, row in enumerate(rows)]
    ordered = backlog.in_order(items)
    assert sorted(one.reference for one in ordered) == [one.reference for one in items]
    assert ordered == backlog.in_order([items[i] for i in shuffle])


def test_the_explanation_says_each_step_of_the_rule_with_its_values() -> None:
    weighed = replace(item("a", 4, 2, votes=7, place=3), designer=Assessment(5, "easy"))
    assert backlog.explain(weighed) == [
        ("impact", {"level": 4, "reason": ""}),
        ("feasibility_developer", {"level": 2, "reason": "why"}),
        ("feasibility_designer", {"level": 5, "reason": "easy"}),
        ("feasibility", {"mean": 3.5, "disagreement": True}),
        ("priority", {"priority": 14}),
        ("votes", {"votes": 7, "ballots": 20, "labs": 1}),
        ("age", {"since": DAY}),
        ("placed_by_hand", {"position": 3, "reason": "promised"}),
    ]


def test_the_explanation_names_what_is_missing() -> None:
    assert [code for code, _ in backlog.explain(item("a"))] == [
        "impact_missing",
        "feasibility_developer_missing",
        "feasibility_designer_missing",
        "feasibility",
        "priority",
        "votes",
        "age",
    ]


@pytest.mark.parametrize(("developer", "designer", "seen"), [(1, 3, True), (5, 3, True), (3, 4, False), (3, 3, False)])
def test_two_levels_apart_is_a_disagreement(developer: int, designer: int, seen: bool) -> None:
    weighed = replace(item("a"), developer=Assessment(developer), designer=Assessment(designer))
    assert weighed.disagreement is seen


def test_one_is_blind_until_one_has_answered_oneself() -> None:
    answered_by_the_developer = item("a", impact=4, feasibility=2)
    assert backlog.sees_assessments(answered_by_the_developer, {"developer"})
    assert not backlog.sees_assessments(answered_by_the_developer, {"designer"})
    assert not backlog.sees_assessments(answered_by_the_developer, {"owner", "designer"})
    assert backlog.sees_assessments(item("a"), {"owner", "facilitator"})


def test_a_feasibility_has_a_level_from_1_to_5_and_a_reason() -> None:
    assert backlog.assess_feasibility("4", " one screen \n") == Assessment(4, "one screen")
    with refused("assessment_reason_missing"):
        backlog.assess_feasibility("4", " ")
    with refused("text_too_long"):
        backlog.assess_feasibility("4", "a" * 1001)


@pytest.mark.parametrize("level", ["0", "6", "", "4.5", "four", "12", "٤"])
def test_there_is_no_other_level(level: str) -> None:
    with refused("level_wrong"):
        backlog.assess_impact(level)


def test_each_level_is_anchored_by_one_sentence() -> None:
    for scale in (backlog.FEASIBILITY, backlog.IMPACT):
        assert list(scale) == [1, 2, 3, 4, 5]
        assert len(set(scale.values())) == 5


def test_an_impact_may_go_without_a_reason() -> None:
    assert backlog.assess_impact("5") == Assessment(5, "")


def test_a_place_by_hand_needs_a_reason() -> None:
    assert backlog.place_by_hand("3", "promised to the minister") == Place(3, "promised to the minister")
    with refused("place_reason_missing"):
        backlog.place_by_hand("3", "")


@pytest.mark.parametrize("position", ["0", "-1", "", "1.5", "first", "٣", "9" * 9])
def test_a_place_is_a_whole_number_from_1(position: str) -> None:
    with refused("place_wrong"):
        backlog.place_by_hand(position, "why")


def test_rice_is_reach_times_impact_times_confidence_by_effort() -> None:
    assert backlog.estimate_rice(300, 2, 0.8, 2).score == 240


@pytest.mark.parametrize(
    ("components", "field"),
    [
        ((-1, 1, 1, 1), "reach"),
        ((float("nan"), 1, 1, 1), "reach"),
        ((1, float("inf"), 1, 1), "impact"),
        ((1, 1, 80, 1), "confidence"),
        ((1, 1, 1, 0), "effort"),
    ],
)
def test_rice_refuses_what_makes_no_sense_and_names_it(components: tuple[float, ...], field: str) -> None:
    with refused("rice_wrong") as told:
        backlog.estimate_rice(*components)
    assert told.value.field == field


@pytest.mark.parametrize(
    ("current", "wanted"),
    [
        (Status.PROPOSED, Status.KEPT),
        (Status.KEPT, Status.PLANNED),
        (Status.PLANNED, Status.IN_PROGRESS),
        (Status.IN_PROGRESS, Status.DELIVERED),
        (Status.DELIVERED, Status.IN_PROGRESS),
        (Status.DECLINED, Status.PROPOSED),
        (Status.KEPT, Status.KEPT),
    ],
)
def test_an_item_goes_forward_and_back_without_a_reason(current: Status, wanted: Status) -> None:
    assert backlog.change_status(current, wanted, "not kept") == ""


@pytest.mark.parametrize(
    ("current", "wanted"),
    [
        (Status.PROPOSED, Status.DELIVERED),
        (Status.PROPOSED, Status.PLANNED),
        (Status.DELIVERED, Status.DECLINED),
        (Status.DECLINED, Status.DELIVERED),
    ],
)
def test_some_statuses_do_not_follow_each_other(current: Status, wanted: Status) -> None:
    with refused("status_order"):
        backlog.change_status(current, wanted, "why")


def test_every_status_can_be_reached_and_left() -> None:
    assert set(backlog.NEXT) == set(Status)
    assert set().union(*backlog.NEXT.values()) == set(Status)
    assert all(backlog.NEXT.values())


def test_declining_needs_a_reason() -> None:
    assert backlog.change_status(Status.KEPT, Status.DECLINED, " the law forbids it ") == "the law forbids it"
    for reason in ("", " \n"):
        with refused("decline_reason_missing"):
            backlog.change_status(Status.KEPT, Status.DECLINED, reason)


def test_the_evidence_of_joined_items_adds_up() -> None:
    may = Evidence(
        "May", "AAAAAA", date(2026, 5, 1), votes=7, ballots=20, support=2, personas=("x",), verbatims=("one",)
    )
    june = Evidence("June", "BBBBBB", date(2026, 6, 1), votes=4, ballots=10, support=1, verbatims=("two",))
    again = replace(may, votes=3, support=1, personas=("x", "y"), verbatims=("one", "three"))
    card, sheet = Source("pain_point", "card", "/1"), Source("solution_sheet", "sheet", "/2")
    first = replace(item("a"), evidence=(may,), sources=(card,), for_whom=("x",))
    second = replace(item("b", age=9), evidence=(june, again), sources=(card, sheet), for_whom=("y", "x"))

    joined = backlog.join(first, second)

    assert joined.evidence == (
        replace(may, votes=10, support=3, personas=("x", "y"), verbatims=("one", "three")),
        june,
    )
    assert (joined.votes, joined.ballots, joined.support) == (14, 30, 4)
    assert joined.sources == (card, sheet)
    assert joined.for_whom == ("x", "y")
    assert joined.created_at == second.created_at
    assert joined.title == first.title


def test_an_item_is_not_joined_with_itself() -> None:
    with refused("item_joined_with_itself"):
        backlog.join(item("a"), item("a", impact=3))
