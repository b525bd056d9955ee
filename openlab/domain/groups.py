"""Who works in which group: everyone once, sizes within bounds, wishes first, then personas mixed and new faces met.

Seating people is a minimum-cost flow with convex costs, solved exactly by successive shortest paths (Busacker and
Gowen, 1960; Ahuja, Magnanti and Orlin, "Network Flows", 1993, chapters 9 and 14): people come in one by one, and each
may push a chain of others to another group when that costs the room least. Exchanges of two people that cost no wish
(after Kernighan and Lin, 1970) then part those who met in round 1.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count

from openlab.domain import Refused

WISHES = 3

# What a seat costs, from the lightest rule to the weightiest: one point of a rule outweighs all that a whole room can
# lose on the lighter ones, so that no rule is ever traded for another.
WEIGHTIER = 1_000_000
WISH_POINTS = (0, 1, 3)
EVEN = 1
MIX = EVEN * WEIGHTIER
WISH = MIX * WEIGHTIER
AGAIN = WISH * WEIGHTIER
NO_WISH = AGAIN * WEIGHTIER
MOVE = NO_WISH * WEIGHTIER
BOUND = MOVE * WEIGHTIER

Cell = tuple[int, int]
Node = Cell | int | None
Step = tuple[Node, int, int | None]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the room: the topics they wish, best first; the group they are in now; what they did in round 1."""

    id: int
    persona: int
    wishes: tuple[int, ...] = ()
    group: int | None = None
    by_hand: bool = False
    present: bool = True
    first_group: int | None = None
    first_topic: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A working group of one round. Several may share a topic."""

    id: int
    topic: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many people a group has, at least and at most. Raises `group_sizes_wrong`."""

    minimum: int = 3
    maximum: int = 8

    def __post_init__(self) -> None:
        if not 1 <= self.minimum <= self.maximum:
            raise Refused("group_sizes_wrong", "minimum")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where someone works, and why: `by_hand`, `wish_1`, `wish_2`, `wish_3` or `balance`."""

    person: int
    group: int
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Why the sizes are not within bounds: a code and the values of its sentence."""

    code: str
    values: Mapping[str, int]


def form(people: Collection[Person], groups: Collection[Group], sizes: Sizes) -> list[Placement]:
    """Place everyone present anew; only those placed by hand stay. Raises `groups_missing`.

    Sizes come first, then as many people as possible with one of their wishes, as few as possible on their topic of
    round 1, wish 1 over 2 over 3 (a third wish costs as much as three second ones), personas mixed, even sizes, new
    faces. A group that cannot be filled stays empty, and `notices` says why. The same room is always placed the same.
    """
    return rebalance([person if person.by_hand else replace(person, group=None) for person in people], groups, sizes)


def rebalance(people: Collection[Person], groups: Collection[Group], sizes: Sizes) -> list[Placement]:
    """Bring the sizes back within bounds and place those without a group, by the rules of `form`: as few people as
    possible move, and never those placed by hand. Raises `groups_missing`.
    """
    room, known = _in_order(people, groups)
    if not known:
        raise Refused("groups_missing")
    seating = _best_seating(room, known, sizes)
    seating.renew_faces()
    places = [(person, seating.groups[seating.table[person.id]]) for person in room]
    return [Placement(person.id, group.id, reason(person, group.topic)) for person, group in places]


def join(newcomer: Person, people: Collection[Person], groups: Collection[Group], sizes: Sizes) -> Placement:
    """Where someone who arrives late goes, by the rules of `form`: nobody else moves, and nobody starts a group alone
    while others are at work. Raises `groups_missing`.
    """
    room, known = _in_order([person for person in people if person.id != newcomer.id], groups)
    seated = [replace(person, by_hand=True) for person in room if person.group is not None]
    everyone = [*seated, replace(newcomer, present=True)]
    at_work = {person.group for person in everyone if person.by_hand}
    placements = form(everyone, [group for group in known if group.id in at_work] or known, sizes)
    return next(placement for placement in placements if placement.person == newcomer.id)


def reason(person: Person, topic: int) -> str:
    """Why this person works on this topic: a code that pages put into words."""
    wishes = person.wishes[:WISHES]
    if person.by_hand:
        return "by_hand"
    return f"wish_{wishes.index(topic) + 1}" if topic in wishes else "balance"


def notices(people: Collection[Person], groups: Collection[Group], sizes: Sizes) -> tuple[Notice, ...]:
    """Why the groups, as people are in them now, are not within bounds; nothing when all is well.

    `too_few_people`, `too_many_people`, `by_hand_too_few` and `by_hand_too_many` hold until people, bounds, groups or
    hand placements change; `group_too_small` and `group_too_large` are what `rebalance` mends.
    """
    room, known = _in_order(people, groups)
    return (*_too_small(room, known, sizes.minimum), *_too_large(room, known, sizes.maximum))


def _too_small(room: Sequence[Person], groups: Sequence[Group], minimum: int) -> Iterator[Notice]:
    now, held = Counter(person.group for person in room), _held(room, groups)
    free = len(room) - sum(held)
    facts = {"groups": len(groups), "minimum": minimum, "formed": sum(1 for group in groups if now[group.id])}
    if len(room) < len(groups) * minimum:
        yield Notice("too_few_people", {"people": len(room), **facts})
    elif _seats(held, minimum) > free:
        yield Notice("by_hand_too_few", {"people": free, **facts})
    else:
        small = [group.id for group in groups if now[group.id] < minimum]
        yield from (Notice("group_too_small", {"group": g, "people": now[g], "minimum": minimum}) for g in small)


def _too_large(room: Sequence[Person], groups: Sequence[Group], maximum: int) -> Iterator[Notice]:
    now = Counter(person.group for person in room)
    crowded = len(room) > len(groups) * maximum
    if crowded:
        facts = {"groups": len(groups), "maximum": maximum, "needed": -(-len(room) // maximum)}
        yield Notice("too_many_people", {"people": len(room), **facts})
    for group, held in zip(groups, _held(room, groups), strict=True):
        if now[group.id] > maximum and (held > maximum or not crowded):
            code = "by_hand_too_many" if held > maximum else "group_too_large"
            yield Notice(code, {"group": group.id, "people": now[group.id], "maximum": maximum})


def _in_order(people: Collection[Person], groups: Collection[Group]) -> tuple[list[Person], list[Group]]:
    """Those present, and the groups, always in the same order. Who was in a group that is gone is in none."""
    known = {group.id for group in groups}
    room = [p if p.group in known else replace(p, group=None, by_hand=False) for p in people if p.present]
    return sorted(room, key=lambda person: person.id), sorted(groups, key=lambda group: group.id)


def _held(room: Sequence[Person], groups: Sequence[Group]) -> list[int]:
    """How many people are in each group by hand."""
    by_hand = Counter(person.group for person in room if person.by_hand)
    return [by_hand[group.id] for group in groups]


def _seats(held: Sequence[int], size: int) -> int:
    """Free seats, were every group of this size."""
    return sum(max(0, size - people) for people in held)


def _levels(held: Sequence[int], free: int, sizes: Sizes) -> tuple[int, int]:
    """The least and the most people in a group: the bounds or, where they cannot be met, as even as possible."""
    if _seats(held, sizes.minimum) > free:
        low = next(size for size in count(sizes.minimum - 1, -1) if _seats(held, size) <= free)
        return low, low + 1
    high = next(size for size in count(sizes.maximum) if _seats(held, size) >= free)
    return (sizes.minimum if high == sizes.maximum else high - 1), high


def _best_seating(room: Sequence[Person], groups: Sequence[Group], sizes: Sizes) -> _Seating:
    """Where people are too few, groups without anyone by hand are given up, each time the one whose end costs least."""
    free = sum(1 for person in room if not person.by_hand)
    alike = [replace(person, persona=0) for person in room]
    while _seats(held := _held(room, groups), sizes.minimum) > free:
        fewer = [[g for g in groups if g is not end] for end, people in zip(groups, held, strict=True) if not people]
        roomy = [rest for rest in reversed(fewer) if _seats(_held(room, rest), sizes.maximum) >= free]
        if not roomy:
            break
        groups = min(roomy, key=lambda rest: _Seating(alike, rest, sizes).cost())
    return _Seating(room, groups, sizes)


def _cost(person: Person, group: Group) -> int:
    wishes = person.wishes[:WISHES]
    moved = MOVE if person.group not in (None, group.id) else 0
    again = AGAIN if person.first_topic == group.topic else 0
    return moved + again + (WISH * WISH_POINTS[wishes.index(group.topic)] if group.topic in wishes else NO_WISH)


class _Seating:
    """A room seated at the least cost. A table is the position of a group; a cell is one persona at one table."""

    def __init__(self, room: Sequence[Person], groups: Sequence[Group], sizes: Sizes) -> None:
        self.groups = groups
        self.costs = {person.id: [_cost(person, group) for group in groups] for person in room}
        self.persona = {person.id: person.persona for person in room}
        self.company = {p.id: -p.id if p.first_group is None else p.first_group for p in room}
        self.free = [person.id for person in room if not person.by_hand]
        self.low, self.high = _levels(_held(room, groups), len(self.free), sizes)
        self.table: dict[int, int] = {}
        self.sizes = [0] * len(groups)
        self.personas: Counter[Cell] = Counter()
        self.companies: Counter[Cell] = Counter()
        self.leaving: dict[Cell, list[Step]] = {}
        for person in room:
            if person.by_hand:
                self._put(person.id, next(t for t, group in enumerate(groups) if group.id == person.group))
        for newcomer in self.free:
            self._seat(newcomer)

    def cost(self) -> int:
        return sum(self.costs[person][self.table[person]] for person in self.free)

    def renew_faces(self) -> None:
        """Exchange two people of a persona wherever that parts some who met in round 1 and costs no wish."""
        pairs = [(one, other) for one, other in combinations(self.free, 2) if self.persona[one] == self.persona[other]]
        while sum(self._exchange(one, other) for one, other in pairs):
            continue

    def _exchange(self, one: int, other: int) -> bool:
        here, there, met = self.table[one], self.table[other], self.companies
        mine, theirs = self.company[one], self.company[other]
        parted = met[mine, here] + met[theirs, there] - met[mine, there] - met[theirs, here] - 2
        lost = self.costs[one][there] - self.costs[one][here] + self.costs[other][here] - self.costs[other][there]
        if here == there or parted <= 0 or lost:
            return False
        self._put(one, there)
        self._put(other, here)
        return True

    def _seat(self, newcomer: int) -> None:
        """Seat the newcomer and those who change table for them: a shortest path (Bellman-Ford, with a queue)."""
        reach: dict[Node, int] = {None: 0}
        came: dict[Node, tuple[Node, int | None]] = {}
        waiting: deque[Node] = deque([None])
        while waiting:
            node = waiting.popleft()
            for target, cost, mover in self._steps(node, newcomer):
                if target not in reach or reach[node] + cost < reach[target]:
                    reach[target], came[target] = reach[node] + cost, (node, mover)
                    if target not in waiting:
                        waiting.append(target)
        roomy = [table for table, people in enumerate(self.sizes) if people < self.high]
        node = min(roomy, key=lambda t: reach[t] + EVEN * self.sizes[t] - (BOUND if self.sizes[t] < self.low else 0))
        while node is not None:
            seat, (node, mover) = node, came[node]
            if mover is not None and isinstance(seat, tuple):
                self._put(mover, seat[1])

    def _steps(self, node: Node, newcomer: int) -> list[Step]:
        """From where one person is too many: where it can be sent, at which cost, and who moves (from cell to cell)."""
        if node is None:
            persona = self.persona[newcomer]
            return [((persona, table), cost, newcomer) for table, cost in enumerate(self.costs[newcomer])]
        if isinstance(node, int):
            return [(cell, -MIX * (n - 1), None) for cell, n in self.personas.items() if n and cell[1] == node]
        if node not in self.leaving:
            self.leaving[node] = self._cheapest_to_leave(*node)
        return [(node[1], MIX * self.personas[node], None), *self.leaving[node]]

    def _cheapest_to_leave(self, persona: int, table: int) -> list[Step]:
        """For each other table, who of this cell loses least by going there."""
        seated = [p for p in self.free if self.table.get(p) == table and self.persona[p] == persona]
        others = [other for other in range(len(self.groups)) if other != table and seated]
        cheapest = {o: min((self.costs[p][o] - self.costs[p][table], p) for p in seated) for o in others}
        return [((persona, other), cost, person) for other, (cost, person) in cheapest.items()]

    def _put(self, person: int, table: int) -> None:
        """Move someone to a table, or seat them there for the first time."""
        for seat, heads in ((self.table.get(person), -1), (table, 1)):
            if seat is not None:
                self.sizes[seat] += heads
                self.personas[self.persona[person], seat] += heads
                self.companies[self.company[person], seat] += heads
                self.leaving.pop((self.persona[person], seat), None)
        self.table[person] = table
