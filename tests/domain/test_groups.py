"""Who works in which group: sizes, wishes, hands, personas, new faces, and what happens while the groups work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from benchmarks.groups import after_round_1, one_group_each, pairs_alike, random_people, share
from openlab.domain import Refused
from openlab.domain import groups as rules
from openlab.domain.groups import Group, Notice, Person, Placement, Sizes
from tests.domain.rooms import FROM_3_TO_8, Room, codes, formed, heads, people_wishing, seated, told, where


@pytest.mark.parametrize("popular", [False, True])
@pytest.mark.parametrize("topics", [8, 10, 12])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_60_people_with_random_wishes_at_least_80_percent_get_their_first_or_second(
    topics: int, seed: int, popular: bool
) -> None:
    people = random_people(60, topics, seed, popular=popular)
    placements = rules.form(people, one_group_each(topics), FROM_3_TO_8)
    assert share(placements, "wish_1", "wish_2") >= 0.8
    assert share(placements, "balance") <= 0.02


# Sizes


def test_fewer_people_than_groups_make_one_group_on_the_topic_they_wish_most() -> None:
    room = Room(people_wishing((4, 1), (2, 4), (4, 3)), one_group_each(7), FROM_3_TO_8)
    placements = formed(room)
    assert where(placements) == {1: 104, 2: 104, 3: 104}
    assert [placement.reason for placement in placements] == ["wish_1", "wish_2", "wish_1"]
    facts = {"people": 3, "groups": 7, "minimum": 3, "formed": 1}
    assert told(room, placements) == [Notice("too_few_people", facts)]


def test_where_no_wish_decides_the_last_topics_get_no_group() -> None:
    people = [Person(number, persona=1) for number in range(1, 8)]
    assert heads(rules.form(people, one_group_each(4), FROM_3_TO_8), one_group_each(4)) == [4, 3, 0, 0]


@pytest.mark.parametrize("people", [1, 2])
def test_a_room_of_one_or_two_is_one_group_and_the_notice_says_so(people: int) -> None:
    room = Room(people_wishing(*[(2,)] * people), one_group_each(3), FROM_3_TO_8)
    placements = formed(room)
    assert heads(placements, room.groups) == [0, people, 0]
    assert told(room, placements) == [
        Notice("too_few_people", {"people": people, "groups": 3, "minimum": 3, "formed": 1})
    ]


def test_an_empty_room_has_nobody_to_place() -> None:
    assert rules.form([], one_group_each(2), FROM_3_TO_8) == []
    assert codes(rules.notices([], one_group_each(2), FROM_3_TO_8)) == {"too_few_people"}


def test_too_many_people_are_spread_evenly_and_the_notice_says_how_many_groups_it_takes() -> None:
    room = Room(people_wishing(*[(1,)] * 27), one_group_each(3), FROM_3_TO_8)
    placements = formed(room)
    assert heads(placements, room.groups) == [9, 9, 9]
    facts = {"people": 27, "groups": 3, "maximum": 8, "needed": 4}
    assert told(room, placements) == [Notice("too_many_people", facts)]


def test_bounds_that_no_number_of_groups_can_meet_make_even_groups() -> None:
    room = Room(people_wishing(*[(1,)] * 9), one_group_each(2), Sizes(5, 8))
    assert sorted(heads(formed(room), room.groups)) == [4, 5]


@pytest.mark.parametrize(("minimum", "maximum"), [(0, 8), (5, 4), (-1, -1)])
def test_bounds_that_make_no_sense_are_refused(minimum: int, maximum: int) -> None:
    with pytest.raises(Refused) as refused:
        Sizes(minimum, maximum)
    assert (refused.value.code, refused.value.field) == ("group_sizes_wrong", "minimum")


def test_groups_cannot_be_formed_without_a_topic() -> None:
    for act in (rules.form, rules.rebalance):
        with pytest.raises(Refused) as refused:
            act(people_wishing((1,)), [], FROM_3_TO_8)
        assert refused.value.code == "groups_missing"
    with pytest.raises(Refused):
        rules.join(Person(1, 1), [], [], FROM_3_TO_8)


# Wishes


def test_when_all_wish_the_same_topic_it_is_full_and_the_other_groups_are_even() -> None:
    placements = rules.form(people_wishing(*[(1,)] * 20), one_group_each(3), FROM_3_TO_8)
    assert heads(placements, one_group_each(3)) == [8, 6, 6]
    assert Counter(placement.reason for placement in placements) == {"wish_1": 8, "balance": 12}


def test_a_very_popular_topic_may_have_several_groups() -> None:
    groups = [Group(1, 7), Group(2, 7), Group(3, 9)]
    placements = rules.form(people_wishing(*[(7, 9)] * 16, *[(9, 7)] * 4), groups, FROM_3_TO_8)
    assert {placement.reason for placement in placements} == {"wish_1"}
    assert heads(placements, groups) == [8, 8, 4]


def test_with_more_topics_than_groups_the_wishes_that_can_be_met_are_met() -> None:
    people = people_wishing(*[(9, 1)] * 4, *[(8, 9, 2)] * 4, *[(7, 8, 9)] * 4)
    placements = rules.form(people, one_group_each(3), FROM_3_TO_8)
    reasons = [placement.reason for placement in placements]
    assert reasons == ["wish_2"] * 4 + ["wish_3"] * 4 + ["balance"] * 4


def test_nobody_is_left_without_any_of_their_wishes_for_the_first_wishes_of_others() -> None:
    people = people_wishing(*[(1, 2)] * 8, (1,))
    reasons = [placement.reason for placement in rules.form(people, one_group_each(2), Sizes(1, 8))]
    assert sorted(reasons) == ["wish_1"] * 8 + ["wish_2"]
    assert reasons[8] == "wish_1"


def test_a_wish_after_the_third_does_not_count() -> None:
    people = people_wishing(*[(9, 8, 7, 1)] * 3)
    assert {p.reason for p in rules.form(people, one_group_each(1), FROM_3_TO_8)} == {"balance"}


# By hand


def test_a_hand_placement_may_fill_a_group_beyond_its_bounds_and_the_notice_names_it() -> None:
    by_hand = [Person(number, 1, group=102, by_hand=True) for number in range(1, 11)]
    room = Room([*by_hand, *(Person(number, 1, (2,)) for number in range(11, 15))], one_group_each(2), FROM_3_TO_8)
    placements = formed(room)
    assert heads(placements, room.groups) == [4, 10]
    assert told(room, placements) == [Notice("by_hand_too_many", {"group": 102, "people": 10, "maximum": 8})]


def test_hand_placements_that_leave_too_few_for_the_other_groups_are_named() -> None:
    by_hand = [Person(number, 1, group=group, by_hand=True) for number, group in enumerate([101] * 6 + [102], 1)]
    room = Room([*by_hand, Person(8, 1, (1,))], one_group_each(2), FROM_3_TO_8)
    placements = formed(room)
    assert heads(placements, room.groups) == [6, 2]
    facts = {"people": 1, "groups": 2, "minimum": 3, "formed": 2}
    assert told(room, placements) == [Notice("by_hand_too_few", facts)]


def test_who_was_put_by_hand_into_a_group_that_is_gone_is_placed_by_their_wishes() -> None:
    people = [Person(1, 1, (2,), group=999, by_hand=True), *(Person(number, 1, (1,)) for number in range(2, 8))]
    placements = rules.form(people, one_group_each(2), Sizes(1, 8))
    assert placements[0] == Placement(1, 102, "wish_1")


def test_who_has_left_is_not_placed_even_by_hand() -> None:
    people = [
        replace(person, present=person.id != 2, group=101, by_hand=True) for person in people_wishing(*[(1,)] * 4)
    ]
    assert list(where(rules.form(people, one_group_each(1), FROM_3_TO_8))) == [1, 3, 4]


# Personas


def test_personas_are_mixed_when_the_wishes_do_not_decide() -> None:
    people = [Person(number, persona=1 + (number > 8) + (number > 12)) for number in range(1, 17)]
    placements = rules.form(people, one_group_each(4), FROM_3_TO_8)
    personas = {person.id: person.persona for person in people}
    mixed = Counter((placement.group, personas[placement.person]) for placement in placements)
    assert mixed == {
        (group, persona): count for group in range(101, 105) for persona, count in ((1, 2), (2, 1), (3, 1))
    }


def test_a_wish_is_not_given_up_to_mix_personas() -> None:
    people = [Person(number, persona=number % 2, wishes=(1 + number % 2,)) for number in range(1, 13)]
    assert {p.reason for p in rules.form(people, one_group_each(2), FROM_3_TO_8)} == {"wish_1"}


def test_two_groups_on_one_topic_share_its_personas() -> None:
    people = [Person(number, persona=number % 2, wishes=(1,)) for number in range(1, 9)]
    groups = [Group(1, 1), Group(2, 1)]
    placements = rules.form(people, groups, FROM_3_TO_8)
    assert pairs_alike(people, placements, lambda person: person.persona) == 4


# Round 2


def second_round(people: Sequence[Person], groups: Sequence[Group], then: Collection[Group]) -> list[Placement]:
    """Round 1, then round 2 in these groups, with the same wishes."""
    first = rules.form(people, groups, FROM_3_TO_8)
    return rules.form(after_round_1(people, groups, first), then, FROM_3_TO_8)


def test_in_round_2_with_the_same_wishes_people_get_the_next_one() -> None:
    people = people_wishing(*[(1, 2)] * 5, *[(2, 1)] * 5)
    first = rules.form(people, one_group_each(2), FROM_3_TO_8)
    second = second_round(people, one_group_each(2), one_group_each(2))
    assert {placement.reason for placement in first} == {"wish_1"}
    assert {placement.reason for placement in second} == {"wish_2"}


def test_who_wishes_only_the_topic_of_round_1_may_carry_on_with_it() -> None:
    people = people_wishing(*[(1,)] * 5, *[(2,)] * 5)
    second = second_round(people, one_group_each(2), one_group_each(2))
    assert {placement.reason for placement in second} == {"wish_1"}


def test_without_wishes_nobody_works_on_the_same_topic_twice() -> None:
    people = [Person(number, persona=1) for number in range(1, 25)]
    first = rules.form(people, one_group_each(4), FROM_3_TO_8)
    second = second_round(people, one_group_each(4), one_group_each(4))
    assert not set(where(first).items()) & set(where(second).items())


@pytest.mark.parametrize(("number", "groups"), [(9, 3), (16, 4), (36, 6), (60, 10)])
def test_on_new_topics_nobody_meets_someone_of_their_first_group_again(number: int, groups: int) -> None:
    people = [Person(one, persona=1) for one in range(1, number + 1)]
    first = rules.form(people, one_group_each(groups), FROM_3_TO_8)
    again = after_round_1(people, one_group_each(groups), first)
    second = rules.form(again, [Group(200 + topic, 50 + topic) for topic in range(groups)], FROM_3_TO_8)
    assert pairs_alike(again, second, lambda person: person.first_group) == 0


def test_those_who_were_not_there_in_round_1_are_nobodys_companions() -> None:
    newcomers = [Person(2, persona=1), Person(5, persona=1, wishes=(1,))]
    companions = [Person(1, persona=1, first_group=1), Person(3, persona=1, wishes=(1,), first_group=1)]
    another = Person(4, persona=1, wishes=(2,), first_group=2)
    placed = where(rules.form([*newcomers, *companions, another], one_group_each(2), Sizes(1, 8)))
    assert placed[1] != placed[3]


def test_no_wish_is_given_up_to_meet_new_faces() -> None:
    people = [
        Person(number, persona=1, wishes=(1 + (number > 3),), first_group=1 + (number > 3)) for number in range(1, 7)
    ]
    placements = rules.form(people, one_group_each(2), FROM_3_TO_8)
    assert {placement.reason for placement in placements} == {"wish_1"}


# While the groups work


def at_work(*sizes: int) -> list[Person]:
    """So many people in each group, placed by their wish."""
    members = [number for number, size in enumerate(sizes, 1) for _ in range(size)]
    return [Person(one, persona=1, wishes=(topic,), group=100 + topic) for one, topic in enumerate(members, 1)]


def test_a_late_joiner_gets_their_wish_where_there_is_room() -> None:
    newcomer = Person(99, persona=1, wishes=(1, 3))
    assert rules.join(newcomer, at_work(8, 4, 4), one_group_each(3), FROM_3_TO_8) == Placement(99, 103, "wish_2")


def test_a_late_joiner_completes_a_group_that_has_become_too_small() -> None:
    newcomer = Person(99, persona=1, wishes=(1,))
    assert rules.join(newcomer, at_work(5, 2, 5), one_group_each(3), FROM_3_TO_8) == Placement(99, 102, "balance")


def test_a_late_joiner_comes_ninth_rather_than_alone_and_the_notice_names_the_group() -> None:
    groups, people = one_group_each(2), at_work(8, 0)
    placement = rules.join(Person(99, 1, (2,)), people, groups, FROM_3_TO_8)
    assert placement == Placement(99, 101, "balance")
    assert codes(rules.notices([*people, Person(99, 1, group=101)], groups, FROM_3_TO_8)) == {
        "group_too_small",
        "group_too_large",
    }


def test_someone_who_comes_back_is_placed_anew() -> None:
    people = at_work(4, 4)
    again = replace(people[0], present=False, wishes=(2,))
    for known in (people, [again, *people[1:]]):
        assert rules.join(again, known, one_group_each(2), FROM_3_TO_8) == Placement(1, 102, "wish_1")


def test_a_late_joiner_without_a_wish_goes_where_their_persona_is_missing_even_if_that_group_is_larger() -> None:
    people = [replace(person, persona=2 if person.id < 9 else 1) for person in at_work(6, 3)]
    assert rules.join(Person(99, persona=1), people, one_group_each(2), FROM_3_TO_8) == Placement(99, 101, "balance")


def test_the_first_to_join_a_room_where_nobody_sits_gets_their_wish() -> None:
    assert rules.join(Person(1, 1, (3, 1)), [], one_group_each(3), FROM_3_TO_8) == Placement(1, 103, "wish_1")


def test_a_late_joiner_whom_the_facilitator_has_put_somewhere_stays_there() -> None:
    newcomer = Person(99, persona=1, wishes=(1,), group=103, by_hand=True)
    assert rules.join(newcomer, at_work(5, 5, 0), one_group_each(3), FROM_3_TO_8) == Placement(99, 103, "by_hand")


def test_when_someone_leaves_a_group_too_small_is_named_and_one_person_is_enough_to_mend_it() -> None:
    groups = one_group_each(3)
    people = [replace(person, present=person.id != 9) for person in at_work(8, 3, 5)]
    assert list(rules.notices(people, groups, FROM_3_TO_8)) == [
        Notice("group_too_small", {"group": 102, "people": 2, "minimum": 3})
    ]
    placements = rules.rebalance(people, groups, FROM_3_TO_8)
    moved = [person.id for person in people if person.present and where(placements)[person.id] != person.group]
    assert len(moved) == 1
    assert not rules.notices(seated(people, placements), groups, FROM_3_TO_8)


def test_rebalancing_moves_the_one_who_wishes_it() -> None:
    people = [replace(person, wishes=(1, 2) if person.id == 4 else person.wishes) for person in at_work(6, 2)]
    placements = rules.rebalance(people, one_group_each(2), FROM_3_TO_8)
    assert [p for p in placements if p.group == 102 and p.person <= 6] == [Placement(4, 102, "wish_2")]


def test_a_group_of_one_is_taken_into_the_others() -> None:
    people = at_work(4, 1)
    placements = rules.rebalance(people, one_group_each(2), FROM_3_TO_8)
    assert heads(placements, one_group_each(2)) == [5, 0]


def test_a_group_of_one_that_was_put_there_by_hand_is_completed() -> None:
    people = [replace(person, by_hand=person.id == 7) for person in at_work(6, 1)]
    placements = rules.rebalance(people, one_group_each(2), FROM_3_TO_8)
    assert heads(placements, one_group_each(2)) == [4, 3]
    assert placements[6] == Placement(7, 102, "by_hand")


def test_rebalancing_within_narrower_bounds_evens_out_the_groups() -> None:
    placements = rules.rebalance(at_work(8, 3, 4), one_group_each(3), Sizes(5, 5))
    assert heads(placements, one_group_each(3)) == [5, 5, 5]
