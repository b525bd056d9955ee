"""The evaluation of a half-day: five levels, how they spread, and when nobody can be recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from openlab.domain import Refused

# The return on time invested (ROTI) as the PlaniPref workshop asked it: 1 Inutile, 2 Utile, 3 Moyenne, 4 Bonne,
# 5 Excellent. "Utile" stands below "Moyenne", so a level is never shown as a number or a word alone.
LEVELS = (1, 2, 3, 4, 5)
THRESHOLD = 5
BETTER_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Spread:
    """How many answers each level has. The two middle answers are the median: the same level, or two when it falls
    between them."""

    answers: int
    of_level: tuple[int, ...]
    middle: tuple[int, int]

    @property
    def most(self) -> int:
        return max(self.of_level)


def read_level(text: str) -> int:
    """The level that was chosen, 1 to 5. Raises `level_missing`, `level_unknown`."""
    if not text:
        raise Refused("level_missing", "level")
    if text not in map(str, LEVELS):
        raise Refused("level_unknown", "level")
    return int(text)


def spread(answers: Mapping[int, int]) -> Spread | None:
    """The spread of (level: answers), or None under five answers: nobody is ever recognised by theirs."""
    of_level = tuple(answers.get(level, 0) for level in LEVELS)
    total = sum(of_level)
    if total < THRESHOLD:
        return None
    return Spread(total, of_level, (_level_at((total - 1) // 2, of_level), _level_at(total // 2, of_level)))


def _level_at(position: int, of_level: tuple[int, ...]) -> int:
    """The level of the answer at a position, counted from 0 when the answers are put in order."""
    return next(level for level, up_to in zip(LEVELS, accumulate(of_level), strict=True) if position < up_to)


def answering(given: bool, shown: bool) -> None:
    """One answer each, taken until the result is shown: what came after could be read off the change.

    Raises `feedback_given`, `feedback_over`.
    """
    if given:
        raise Refused("feedback_given")
    if shown:
        raise Refused("feedback_over")


def showing(answers: int) -> None:
    """The result is shown from five answers on. Raises `feedback_too_few`."""
    if answers < THRESHOLD:
        raise Refused("feedback_too_few", answers=answers, least=THRESHOLD)
