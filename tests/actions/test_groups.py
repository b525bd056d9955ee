"""Working groups in a lab: topics, wishes, forming, moving, leaving, the second round."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from openlab.actions import groups
from openlab.db.engine import Database
from openlab.db.queries.groups import Group, seated, wishes_of
from openlab.db.tables import SolutionSheet
from openlab.domain import Refused
from openlab.domain.groups import notices
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, join, move, room


def refusal(database: Database, act: Callable[..., object], *values: object) -> str:
    with pytest.raises(Refused) as refused, database.writing() as session:
        act(session, *values)
    return refused.value.code


def open_groups(database: Database, built: Built, *counts: int, low: int = 3, high: int = 8) -> None:
    topics = [str(card) for card in built.cards[: len(counts)]]
    with database.writing() as session:
        values = (topics, [str(count) for count in counts], str(low), str(high))
        groups.open_groups(session, built.lab, built.account, *values)


def wish(database: Database, built: Built, person: int, *topics: int) -> None:
    with database.writing() as session:
        groups.give_wishes(session, built.lab, person, [str(topic) for topic in topics])


def form(database: Database, built: Built) -> None:
    with database.writing() as session:
        groups.form_groups(session, built.lab, built.account)


def group_of(database: Database, built: Built, person: int) -> Group:
    return next(g for g in room(database, built).groups if any(p.id == person for p in g.people))


def whole(database: Database, people_in: int = 12) -> Built:
    built = a_lab(database, Phase.GROUPS_1, people_in=people_in, cards=4)
    open_groups(database, built, 1, 1, 1)
    return built


def test_everyone_is_placed_once_by_their_wishes_with_a_reason(database: Database) -> None:
    built = whole(database)
    for number, person in enumerate(built.people):
        wish(database, built, person, built.cards[number % 3])
    form(database, built)
    seen = room(database, built).groups
    assert sorted(p.id for g in seen for p in g.people) == built.people
    assert {p.reason for g in seen for p in g.people} == {"wish_1"}
    assert all(p.id in built.people[i::3] for i, g in enumerate(seen) for p in g.people)


def test_forming_twice_or_by_two_facilitators_at_once_gives_the_same_groups(database: Database) -> None:
    built = whole(database)
    dice = random.Random(3)
    for person in built.people:
        wish(database, built, person, *dice.sample(built.cards[:3], 2))
    form(database, built)
    once = room(database, built).groups
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: form(database, built), range(2)))
    assert room(database, built).groups == once


def test_who_was_moved_by_hand_stays_until_the_rules_take_over_again(database: Database) -> None:
    built = whole(database)
    form(database, built)
    person, target = built.people[0], room(database, built).groups[2]
    with database.writing() as session:
        groups.move_person(session, built.lab, built.account, str(person), str(target.id))
    form(database, built)
    with database.writing() as session:
        groups.rebalance_groups(session, built.lab, built.account)
    assert group_of(database, built, person).id == target.id
    with database.writing() as session:
        groups.move_person(session, built.lab, built.account, str(person), "")
    placed = next(p for p in group_of(database, built, person).people if p.id == person)
    assert not placed.by_hand
    assert refusal(database, groups.move_person, built.lab, built.account, "999999", str(target.id)) == "person_unknown"
    assert refusal(database, groups.move_person, built.lab, built.account, str(person), "999999") == "group_unknown"


def test_who_joins_late_goes_into_a_group_at_once_and_nobody_else_moves(database: Database) -> None:
    built = whole(database, people_in=11)
    form(database, built)
    before = {p.id: g.id for g in room(database, built).groups for p in g.people}
    late = join(database, built, "En retard")
    after = {p.id: g.id for g in room(database, built).groups for p in g.people}
    assert after.pop(late) in {g.id for g in room(database, built).groups}
    assert after == before


def test_before_the_groups_are_formed_who_joins_waits_like_the_others(database: Database) -> None:
    built = whole(database)
    join(database, built, "Pas encore")
    assert not any(group.people for group in room(database, built).groups)


def test_who_leaves_keeps_their_place_and_is_not_counted(database: Database) -> None:
    built = whole(database)
    form(database, built)
    person = built.people[0]
    with database.writing() as session:
        groups.mark_left(session, built.lab, built.account, person, True)
    group = group_of(database, built, person)
    assert person not in [p.id for p in group.present]
    with database.writing() as session:
        groups.rebalance_groups(session, built.lab, built.account)
    with database.writing() as session:
        groups.mark_left(session, built.lab, built.account, person, False)
    assert group_of(database, built, person).id == group.id


def test_the_second_round_mixes_people_anew_and_the_first_stays_as_it_was(database: Database) -> None:
    built = whole(database)
    form(database, built)
    first = room(database, built).groups
    move(database, built, Phase.GROUPS_2)
    assert room(database, built).groups == ()
    open_groups(database, built, 1, 1, 1)
    form(database, built)
    topic_before = {p.id: g.topic_id for g in first for p in g.people}
    again = [p.id for g in room(database, built).groups for p in g.people if topic_before[p.id] == g.topic_id]
    assert again == []
    second = room(database, built).groups
    move(database, built, Phase.GROUPS_1)
    assert room(database, built).groups == first
    move(database, built, Phase.GROUPS_2)
    assert room(database, built).groups == second


def test_wishes_are_replaced_distinct_and_of_topics_that_have_a_group(database: Database) -> None:
    built = whole(database)
    a, b, c, without = built.cards
    person = built.people[0]
    wish(database, built, person, a, b, c)
    wish(database, built, person, c, a)
    with database.reading() as session:
        assert wishes_of(session, built.lab, 1, person) == [c, a]
    assert refusal(database, groups.give_wishes, built.lab, person, [str(a), str(a), ""]) == "wish_twice"
    assert refusal(database, groups.give_wishes, built.lab, person, [str(without)]) == "wish_unknown"
    move(database, built, Phase.RESULTS)
    assert refusal(database, groups.give_wishes, built.lab, person, [str(a)]) == "groups_not_now"


def test_topics_can_change_until_a_group_has_begun_its_sheet(database: Database) -> None:
    built = whole(database)
    form(database, built)
    open_groups(database, built, 1, 0, 2)
    topics = Counter(group.topic_id for group in room(database, built).groups)
    assert topics == {built.cards[0]: 1, built.cards[2]: 2}
    group = room(database, built).groups[0]
    with database.writing() as session:
        session.add(SolutionSheet(lab_id=built.lab, group_id=group.id))
    values = ([str(card) for card in built.cards[:3]], ["0", "0", "2"], "3", "8")
    assert refusal(database, groups.open_groups, built.lab, built.account, *values) == "group_has_sheet"
    assert len(room(database, built).groups) == 3


@pytest.mark.parametrize(
    ("counts", "low", "high", "told"),
    [
        (["0", "0"], "3", "8", "groups_missing"),
        (["1", "9"], "3", "8", "group_count_wrong"),
        (["1", "x"], "3", "8", "group_count_wrong"),
        (["1", "1"], "0", "8", "group_sizes_wrong"),
        (["1", "1"], "9", "8", "group_sizes_wrong"),
        (["1", "1"], "a", "", "group_sizes_wrong"),
    ],
)
def test_topics_and_sizes_that_cannot_be_are_refused(
    database: Database, counts: list[str], low: str, high: str, told: str
) -> None:
    built = a_lab(database, Phase.GROUPS_1)
    topics = [str(card) for card in built.cards[:2]]
    assert refusal(database, groups.open_groups, built.lab, built.account, topics, counts, low, high) == told
    unknown = (["999999"], ["1"], "3", "8")
    assert refusal(database, groups.open_groups, built.lab, built.account, *unknown) == "topic_unknown"


def test_forming_without_topics_or_outside_the_rounds_is_refused(database: Database) -> None:
    built = a_lab(database, Phase.GROUPS_1)
    assert refusal(database, groups.form_groups, built.lab, built.account) == "groups_missing"
    move(database, built, Phase.RESULTS)
    assert refusal(database, groups.form_groups, built.lab, built.account) == "groups_not_now"


@pytest.mark.parametrize(("people_in", "counts", "told"), [(4, (1, 1), "too_few_people"), (9, (1,), "too_many_people")])
def test_sizes_that_cannot_be_met_are_explained_and_everyone_is_placed_all_the_same(
    database: Database, people_in: int, counts: tuple[int, ...], told: str
) -> None:
    built = a_lab(database, Phase.GROUPS_1, people_in=people_in)
    open_groups(database, built, *counts)
    form(database, built)
    assert sum(len(group.people) for group in room(database, built).groups) == people_in
    with database.reading() as session:
        assert told in {notice.code for notice in notices(*seated(session, built.lab, 1))}


def test_a_place_is_named(database: Database) -> None:
    built = whole(database)
    group = room(database, built).groups[0]
    with database.writing() as session:
        groups.name_place(session, built.lab, built.account, group.id, " Salle 2,  table 4 ")
    assert room(database, built).groups[0].place == "Salle 2, table 4"
    too_long = (built.lab, built.account, group.id, "a" * 81)
    assert refusal(database, groups.name_place, *too_long) == "text_too_long"
    assert refusal(database, groups.name_place, built.lab, built.account, 999_999, "x") == "group_unknown"
