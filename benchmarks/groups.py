"""How well people are placed in working groups, beside the optimum that a reference solver finds.

    python -m benchmarks.groups

The reference is the mixed-integer solver HiGHS, by way of SciPy; it knows nothing of how openlab places people.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations, product
from random import Random
from time import perf_counter

from openlab.domain.groups import Group, Person, Placement, Sizes, form

try:
    from scipy.optimize import milp
except ImportError:
    milp = None

ROOMS = ((24, 4), (60, 8), (60, 10), (60, 12), (120, 12), (120, 15))
SEEDS = (1, 2, 3)
PERSONAS = {1: 1.0, 2: 1 / 2, 3: 1 / 3, 4: 1 / 4}
POINTS = {"wish_1": 0, "wish_2": 1, "wish_3": 3, "balance": 1000}
EXPLANATION = """
Points: 0 for a first wish, 1 for a second, 3 for a third, 1000 for none of the three; ratio: points to the best.
Alike: pairs of one persona in one group. Round 2 is formed with the same wishes: people on the same topic again, pairs
who meet again, and how many would by chance. "Best" is the optimum of the reference, for alike at the best points."""

Costs = list[list[int]]


def random_people(people: int, topics: int, seed: int, *, popular: bool = False) -> list[Person]:
    """People of four personas, some rarer, with three wishes each: always the same for one seed.

    All topics are as likely to be wished or, with `popular`, the nth is 1/n as likely as the first (Zipf's law).
    """
    random = Random(seed)
    weights = {topic: 1 / topic if popular else 1.0 for topic in range(1, topics + 1)}
    return [Person(number, drawn(random, PERSONAS, 1)[0], drawn(random, weights, 3)) for number in range(1, people + 1)]


def drawn(random: Random, weights: dict[int, float], wanted: int) -> tuple[int, ...]:
    """Up to so many different ones, drawn one after the other by their weights."""
    left = dict(weights)
    order: list[int] = []
    while left and len(order) < wanted:
        order += random.choices(list(left), list(left.values()))
        del left[order[-1]]
    return tuple(order)


def one_group_each(topics: int) -> list[Group]:
    return [Group(100 + topic, topic) for topic in range(1, topics + 1)]


def after_round_1(people: Sequence[Person], groups: Sequence[Group], placements: Sequence[Placement]) -> list[Person]:
    """The same people, with the same wishes, as they come into round 2."""
    topics = {group.id: group.topic for group in groups}
    placed = {placement.person: placement.group for placement in placements}
    return [replace(p, first_group=placed[p.id], first_topic=topics[placed[p.id]]) for p in people]


def share(placements: Sequence[Placement], *reasons: str) -> float:
    """How many of the people, from 0 to 1, were placed for one of these reasons."""
    return sum(placement.reason in reasons for placement in placements) / len(placements)


def pairs_alike(people: Sequence[Person], placements: Sequence[Placement], kind: Callable[[Person], object]) -> int:
    """How many pairs who are in one group are also of one kind."""
    known = {person.id: person for person in people}
    kinds = defaultdict(list)
    for placement in placements:
        kinds[placement.group].append(kind(known[placement.person]))
    return sum(one == other for members in kinds.values() for one, other in combinations(members, 2))


def pairs(placements: Sequence[Placement]) -> int:
    """How many pairs are in one group."""
    sizes = Counter(placement.group for placement in placements)
    return sum(people * (people - 1) // 2 for people in sizes.values())


def wish_costs(people: Sequence[Person], groups: Sequence[Group]) -> Costs:
    points = (POINTS["wish_1"], POINTS["wish_2"], POINTS["wish_3"])
    ranked = [dict(zip(person.wishes, points, strict=False)) for person in people]
    return [[of_person.get(group.topic, POINTS["balance"]) for group in groups] for of_person in ranked]


def best(people: Sequence[Person], groups: Sequence[Group], sizes: Sizes, costs: Costs) -> tuple[int, int]:
    """The least that the costs can come to, by person and group, and then the fewest pairs of one persona.

    The nth person of a persona in a group makes n - 1 pairs: one column each. No pairs ever weigh as much as one cost.
    """
    heavy = len(people) ** 2
    seats = list(product(range(len(people)), range(len(groups))))
    cells = list(product(sorted({person.persona for person in people}), range(len(groups))))
    places = list(product(cells, range(sizes.maximum)))
    prices = [heavy * costs[person][group] for person, group in seats] + [n for _, n in places]
    once = [[float(p == person) for p, _ in seats] + [0.0] * len(places) for person in range(len(people))]
    full = [[float(g == group) for _, g in seats] + [0.0] * len(places) for group in range(len(groups))]
    tied = [
        [float((people[p].persona, g) == cell) for p, g in seats] + [-float(c == cell) for c, _ in places]
        for cell in cells
    ]
    low = [1] * len(once) + [sizes.minimum] * len(full) + [0] * len(tied)
    high = [1] * len(once) + [sizes.maximum] * len(full) + [0] * len(tied)
    found = milp(prices, integrality=[1] * len(prices), bounds=(0, 1), constraints=([*once, *full, *tied], low, high))
    total: int = round(found.fun)
    return divmod(total, heavy)


def measure(people: list[Person], groups: list[Group], sizes: Sizes) -> str:
    """One line of the table."""
    started = perf_counter()
    first = form(people, groups, sizes)
    milliseconds = (perf_counter() - started) * 1000
    points = sum(POINTS[placement.reason] for placement in first)
    best_points, best_alike = best(people, groups, sizes, wish_costs(people, groups))
    among_two = [[int(group.topic not in person.wishes[:2]) for group in groups] for person in people]
    best_share = 1 - best(people, groups, sizes, among_two)[0] / len(people)
    again = after_round_1(people, groups, first)
    second = form(again, groups, sizes)
    topics = {group.id: group.topic for group in groups}
    before = {person.id: person.first_topic for person in again}
    same_topic = sum(topics[placement.group] == before[placement.person] for placement in second)
    chance = pairs(first) * pairs(second) * 2 / len(people) / (len(people) - 1)
    return (
        f"{share(first, 'wish_1'):7.0%} {share(first, 'wish_1', 'wish_2'):9.0%} {best_share:6.0%}"
        f" | {points:6} {best_points:6} {points / best_points if best_points else 1:6.3f}"
        f" | {pairs_alike(people, first, lambda person: person.persona):5} {best_alike:6}"
        f" | {same_topic:5} {pairs_alike(again, second, lambda person: person.first_group):6} {chance:7.0f}"
        f" | {milliseconds:5.0f}"
    )


def main() -> None:
    if milp is None:
        sys.exit("The reference solver is not installed: pip install scipy")
    print("people groups wishes  seed |  wish 1  wish 1-2   best | points   best  ratio | alike   best", end="")
    print(" | again    met  chance |    ms")
    for (count, topics), popular, seed in product(ROOMS, (False, True), SEEDS):
        sizes = Sizes(3, max(8, -(-count // topics) + 2))
        line = measure(random_people(count, topics, seed, popular=popular), one_group_each(topics), sizes)
        print(f"{count:6} {topics:6} {'popular' if popular else 'even':8} {seed:3} | {line}", flush=True)
    print(EXPLANATION)


if __name__ == "__main__":
    main()
