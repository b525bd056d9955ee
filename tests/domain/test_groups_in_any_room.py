"""Whatever the room, everyone is placed once, by the rules, and no better way exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from openlab.domain import groups as rules
from openlab.domain.groups import Group
from tests.domain.rooms import Room, codes, formed, heads, rooms, seated, small_rooms, told, where

every_room = settings(max_examples=60, deadline=None)


@every_room
@given(rooms())
def test_everyone_present_is_placed_once_in_a_group_that_exists(room: Room) -> None:
    placements = formed(room)
    assert [placement.person for placement in placements] == sorted(person.id for person in room.present)
    assert {placement.group for placement in placements} <= {group.id for group in room.groups}


@every_room
@given(rooms())
def test_sizes_are_within_bounds_whenever_possible_and_otherwise_a_notice_says_why(room: Room) -> None:
    placements = formed(room)
    notices = told(room, placements)
    if room.possible():
        assert all(room.sizes.minimum <= people <= room.sizes.maximum for people in heads(placements, room.groups))
        assert not notices
    else:
        assert notices
    people, groups = len(room.present), len(room.groups)
    assert ("too_few_people" in codes(notices)) == (people < groups * room.sizes.minimum)
    assert ("too_many_people" in codes(notices)) == (people > groups * room.sizes.maximum)
    assert ("by_hand_too_many" in codes(notices)) == (max(room.held().values(), default=0) > room.sizes.maximum)
    assert not {"group_too_small", "group_too_large"} & codes(notices), "forming leaves nothing to mend"


@every_room
@given(rooms(hands=False))
def test_with_too_few_people_as_many_groups_as_can_be_are_filled_and_others_stay_empty(room: Room) -> None:
    people, (minimum, maximum) = len(room.present), (room.sizes.minimum, room.sizes.maximum)
    used = [size for size in heads(formed(room), room.groups) if size]
    most = min(people // minimum, len(room.groups))
    if most and people <= most * maximum:
        assert len(used) == most
        assert all(minimum <= size <= maximum for size in used)
    else:
        assert max(used) - min(used) <= 1, "where the bounds cannot be met, sizes are as even as can be"


@every_room
@given(rooms(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_and_groups_are_given_changes_nothing(room: Room, random: Random) -> None:
    people, groups = list(room.people), list(room.groups)
    random.shuffle(people)
    random.shuffle(groups)
    assert rules.form(people, groups, room.sizes) == formed(room)
    assert rules.rebalance(people, groups, room.sizes) == rules.rebalance(room.people, room.groups, room.sizes)


@every_room
@given(rooms())
def test_who_was_placed_by_hand_stays_when_groups_are_formed_and_rebalanced(room: Room) -> None:
    by_hand = {person.id: person.group for person in room.present if person.by_hand}
    for placements in (formed(room), rules.rebalance(room.people, room.groups, room.sizes)):
        assert {p.person: p.group for p in placements if p.reason == "by_hand"} == by_hand


@every_room
@given(rooms())
def test_the_reason_is_the_wish_that_was_met(room: Room) -> None:
    wishes = {person.id: person.wishes for person in room.people}
    topics = {group.id: group.topic for group in room.groups}
    for placement in formed(room):
        topic = topics[placement.group]
        if placement.reason.startswith("wish_"):
            assert wishes[placement.person][int(placement.reason[-1]) - 1] == topic
        elif placement.reason == "balance":
            assert topic not in wishes[placement.person]
        else:
            assert placement.reason == "by_hand"


@every_room
@given(rooms())
def test_rebalancing_what_was_just_formed_moves_nobody(room: Room) -> None:
    placements = formed(room)
    assert rules.rebalance(seated(room.people, placements), room.groups, room.sizes) == placements


@every_room
@given(rooms(), st.integers(0, 40))
def test_when_people_leave_others_stay_and_rebalancing_brings_the_sizes_back(room: Room, leaving: int) -> None:
    people = seated(room.people, formed(room))
    smaller = replace(
        room, people=[replace(p, present=p.id <= 3 or (p.present and p.id % 41 > leaving)) for p in people]
    )
    placements = rules.rebalance(smaller.people, smaller.groups, smaller.sizes)
    assert [placement.person for placement in placements] == sorted(person.id for person in smaller.present)
    if smaller.possible():
        assert not told(smaller, placements)
    stay = Counter(person.group for person in smaller.present)
    lacking = sum(max(0, room.sizes.minimum - stay[group.id]) for group in room.groups)
    moved = sum(where(placements)[person.id] != person.group for person in smaller.present)
    if smaller.possible() and room.possible():
        assert moved == lacking, "only as many as the groups that are too small need"


@every_room
@given(rooms())
def test_a_late_joiner_goes_where_people_are_at_work_and_moves_nobody(room: Room) -> None:
    *early, newcomer = room.people
    settled = seated(early, rules.form(early, room.groups, room.sizes))
    placement = rules.join(replace(newcomer, group=None, by_hand=False), settled, room.groups, room.sizes)
    now = Counter(person.group for person in settled if person.present)
    assert placement.person == newcomer.id
    assert now[placement.group], "nobody starts a group alone"
    if now[placement.group] >= room.sizes.maximum:
        assert all(people >= room.sizes.maximum for people in now.values() if people), "every group at work is full"
    if now[placement.group] >= room.sizes.minimum:
        assert all(people >= room.sizes.minimum for people in now.values() if people), "a small group comes first"


def loss(room: Room, placed: Sequence[Group], moving: bool) -> tuple[int, ...]:
    """What this way to place people costs, from the weightiest rule to the lightest."""
    seats = list(zip(room.people, placed, strict=True))
    unmet = [person for person, group in seats if group.topic not in person.wishes]
    points = [(0, 1, 3)[person.wishes.index(group.topic)] for person, group in seats if group.topic in person.wishes]
    alike = Counter((person.persona, group.id) for person, group in seats)
    sizes = Counter(group.id for group in placed)
    return (
        sum(moving and person.group not in (None, group.id) for person, group in seats),
        len(unmet),
        sum(person.first_topic == group.topic for person, group in seats),
        sum(points),
        sum(people * (people - 1) // 2 for people in alike.values()),
        sum(people * people for people in sizes.values()),
    )


def every_way(room: Room) -> Iterable[tuple[Group, ...]]:
    """Every way to place people that keeps the bounds and those placed by hand."""
    for placed in product(room.groups, repeat=len(room.people)):
        sizes = Counter(group.id for group in placed)
        by_hand = (
            person.group == group.id for person, group in zip(room.people, placed, strict=True) if person.by_hand
        )
        if len(sizes) == len(room.groups) and max(sizes.values()) <= room.sizes.maximum and all(by_hand):
            yield placed


@settings(max_examples=150, deadline=None)
@given(small_rooms(), st.booleans())
def test_no_other_way_to_place_people_is_better_on_any_rule_before_it_is_worse_on_a_weightier_one(
    room: Room, moving: bool
) -> None:
    if not room.possible():
        assert told(room, formed(room))
        return
    placements = (rules.rebalance if moving else rules.form)(room.people, room.groups, room.sizes)
    known = {group.id: group for group in room.groups}
    best = min(loss(room, placed, moving) for placed in every_way(room))
    assert loss(room, [known[placement.group] for placement in placements], moving) == best
