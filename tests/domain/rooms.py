"""Rooms of people to place, made up for the tests, and how to look at where they were placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st

from openlab.domain import groups as rules
from openlab.domain.groups import Group, Notice, Person, Placement, Sizes

FROM_3_TO_8 = Sizes()


@dataclass(frozen=True)
class Room:
    people: list[Person]
    groups: list[Group]
    sizes: Sizes

    @property
    def present(self) -> list[Person]:
        return [person for person in self.people if person.present]

    def held(self) -> Counter[int | None]:
        return Counter(person.group for person in self.present if person.by_hand)

    def possible(self) -> bool:
        """Every group can be within bounds: reckoned from the sizes alone, not as the rules do it."""
        held = [self.held()[group.id] for group in self.groups]
        least = sum(max(people, self.sizes.minimum) for people in held)
        return max(held) <= self.sizes.maximum and least <= len(self.present) <= len(held) * self.sizes.maximum


@st.composite
def rooms(draw: st.DrawFn, hands: bool = True) -> Room:
    """3 to 120 people, 1 to 12 groups on 1 to 12 topics; people by hand, people who left, groups they knew before."""
    number, topics = draw(st.integers(3, 120)), draw(st.integers(1, 12))
    on_topics = draw(st.lists(st.integers(1, topics), min_size=1, max_size=12))
    groups = [Group(50 + number, topic) for number, topic in enumerate(on_topics)]
    minimum = draw(st.integers(1, 6))
    sizes = draw(st.sampled_from([FROM_3_TO_8, Sizes(minimum, minimum + draw(st.integers(0, 8)))]))
    by_hand = draw(st.sampled_from([0, 0.1, 0.6])) if hands else 0
    left, second = draw(st.sampled_from([0, 0.2])), draw(st.booleans())
    random = Random(draw(st.integers(0, 9999)))
    ids = [*(group.id for group in groups), None]
    people = [
        Person(
            number,
            persona=random.randint(1, 4),
            wishes=tuple(random.sample(range(1, topics + 1), random.randint(0, min(3, topics)))),
            group=random.choice(ids),
            by_hand=random.random() < by_hand,
            present=number <= 3 or random.random() >= left,
            first_group=random.randint(1, 6) if second else None,
            first_topic=random.randint(1, topics) if second else None,
        )
        for number in range(1, number + 1)
    ]
    return Room([person if person.group else replace(person, by_hand=False) for person in people], groups, sizes)


@st.composite
def small_rooms(draw: st.DrawFn) -> Room:
    """So small that every way to place people can be tried."""
    topics = draw(st.integers(1, 3))
    groups = [Group(number, draw(st.integers(1, topics))) for number in range(1, draw(st.integers(2, 3)) + 1)]
    wishes = st.lists(st.integers(1, topics), unique=True, max_size=3).map(tuple)
    topic = st.none() | st.integers(1, topics)
    person = st.builds(Person, st.just(0), st.integers(1, 2), wishes, st.none() | st.integers(1, len(groups)))
    people = [
        replace(
            one,
            id=number,
            by_hand=one.group is not None and draw(st.integers(0, 4)) == 0,
            first_group=draw(topic),
            first_topic=draw(topic),
        )
        for number, one in enumerate(draw(st.lists(person, min_size=len(groups), max_size=6)), 1)
    ]
    return Room(people, groups, Sizes(1, draw(st.integers(2, 6))))


def formed(room: Room) -> list[Placement]:
    return rules.form(room.people, room.groups, room.sizes)


def seated(people: Iterable[Person], placements: Iterable[Placement]) -> list[Person]:
    """People as they are once they sit where they were placed."""
    groups = {placement.person: placement.group for placement in placements}
    return [replace(person, group=groups.get(person.id)) for person in people]


def told(room: Room, placements: Iterable[Placement]) -> list[Notice]:
    return list(rules.notices(seated(room.people, placements), room.groups, room.sizes))


def codes(notices: Iterable[Notice]) -> set[str]:
    return {notice.code for notice in notices}


def heads(placements: Iterable[Placement], groups: Iterable[Group]) -> list[int]:
    """How many people are in each group."""
    counted = Counter(placement.group for placement in placements)
    return [counted[group.id] for group in groups]


def where(placements: Iterable[Placement]) -> dict[int, int]:
    return {placement.person: placement.group for placement in placements}


def people_wishing(*wishes: tuple[int, ...]) -> list[Person]:
    return [Person(number, persona=1, wishes=wished) for number, wished in enumerate(wishes, 1)]
