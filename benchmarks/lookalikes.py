"""How many look-alikes are found, how many suggestions are right, and how fast: python -m benchmarks.lookalikes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, count
from pathlib import Path
from time import perf_counter
from typing import Any

from openlab.domain.lookalikes import suggest

LABELLED = Path(__file__).parents[1] / "tests" / "domain" / "lookalikes.toml"
SHOWN = 8
CARDS = 300


@dataclass(frozen=True, slots=True)
class Lab:
    """The pain points of one lab, and the pairs of them that say the same."""

    service: str
    language: str
    held_out: bool
    cards: dict[int, tuple[str, str]]
    alike: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1: of the true pairs that are found, of the suggested ones that are true, of the first eight."""

    recall: float
    precision: float
    first_eight: float


def labelled_labs() -> list[Lab]:
    """The labs of tests/domain/lookalikes.toml."""
    return [_lab(**lab) for lab in tomllib.loads(LABELLED.read_text(encoding="utf-8"))["labs"]]


def _lab(alike: list[list[str]], alone: list[str], **known: Any) -> Lab:
    numbers = count(1)
    groups = [{next(numbers): _card(text) for text in group} for group in [*alike, *([text] for text in alone)]]
    pairs = frozenset(pair for group in groups for pair in combinations(group, 2))
    return Lab(**known, cards={number: card for group in groups for number, card in group.items()}, alike=pairs)


def _card(text: str) -> tuple[str, str]:
    title, _, detail = text.partition(" | ")
    return title, detail


def measure(labs: Iterable[Lab]) -> Figures:
    """What the suggestions are worth over these labs, each lab judged alone and its pairs counted together."""
    true = suggested = right = shown = shown_right = 0
    for lab in labs:
        pairs = [(pair.first, pair.second) for pair in suggest(lab.cards)]
        true, suggested, right = (
            true + len(lab.alike),
            suggested + len(pairs),
            right + len(lab.alike.intersection(pairs)),
        )
        shown, shown_right = shown + len(pairs[:SHOWN]), shown_right + len(lab.alike.intersection(pairs[:SHOWN]))
    return Figures(right / true, right / suggested, shown_right / shown)


def milliseconds(cards: int = CARDS) -> float:
    """The best of five runs over this many cards, taken from all the labelled labs."""
    texts = [card for lab in labelled_labs() for card in lab.cards.values()]
    crowd = dict(enumerate(texts[:cards]))
    return min(_seconds(crowd) for _ in range(5)) * 1000


def _seconds(cards: dict[int, tuple[str, str]]) -> float:
    start = perf_counter()
    suggest(cards)
    return perf_counter() - start


def main() -> None:
    """Print the figures of each lab, of the two parts, of all, and the time."""
    labs = labelled_labs()
    parts = {f"{'held out' if lab.held_out else 'tuned'}: {lab.service}": [lab] for lab in labs}
    parts["tuned"] = [lab for lab in labs if not lab.held_out]
    parts["held out"] = [lab for lab in labs if lab.held_out]
    parts["all"] = labs
    print(f"{'':56}{'recall':>10}{'precision':>11}{'first 8':>9}")
    for name, part in parts.items():
        figures = measure(part)
        print(f"{name:56}{figures.recall:>10.0%}{figures.precision:>11.0%}{figures.first_eight:>9.0%}")
    print(f"{CARDS} cards: {milliseconds():.0f} ms")


if __name__ == "__main__":
    main()
