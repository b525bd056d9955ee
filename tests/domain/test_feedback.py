"""Levels, their spread and median, and the five answers under which nothing is shown."""

from __future__ import annotations

from collections import Counter
from statistics import median_high, median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused, feedback

some_answers = st.lists(st.integers(1, 5), max_size=60)


@pytest.mark.parametrize("text", ["1", "2", "3", "4", "5"])
def test_a_level_is_one_of_five(text: str) -> None:
    assert feedback.read_level(text) == int(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "level_missing"), *((odd, "level_unknown") for odd in ("0", "6", "-1", "3.5", "05", "٣", " 4", "bon"))],
)
def test_anything_else_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        feedback.read_level(text)
    assert (refused.value.code, refused.value.field) == (told, "level")


@given(some_answers)
def test_the_spread_counts_every_answer_and_its_median_is_in_the_middle(answers: list[int]) -> None:
    spread = feedback.spread(Counter(answers))
    if len(answers) < 5:
        assert spread is None
        return
    assert spread is not None
    assert spread.of_level == tuple(answers.count(level) for level in (1, 2, 3, 4, 5))
    assert spread.answers == len(answers)
    assert spread.middle == (median_low(answers), median_high(answers))
    assert spread.most == max(answers.count(level) for level in answers)


def test_four_answers_are_never_spread_and_five_are() -> None:
    assert feedback.spread({5: 4}) is None
    spread = feedback.spread({5: 4, 1: 1})
    assert spread is not None
    assert spread.of_level == (1, 0, 0, 0, 4)


def test_a_median_can_fall_between_two_levels() -> None:
    spread = feedback.spread({2: 3, 5: 3})
    assert spread is not None
    assert spread.middle == (2, 5)


@pytest.mark.parametrize(
    ("given_already", "shown", "told"),
    [(True, False, "feedback_given"), (True, True, "feedback_given"), (False, True, "feedback_over")],
)
def test_one_answer_each_and_none_once_the_result_is_shown(given_already: bool, shown: bool, told: str) -> None:
    with pytest.raises(Refused) as refused:
        feedback.answering(given_already, shown)
    assert refused.value.code == told


def test_a_first_answer_is_taken_while_nothing_is_shown() -> None:
    feedback.answering(given=False, shown=False)


def test_a_result_is_shown_from_five_answers_on() -> None:
    feedback.showing(5)
    with pytest.raises(Refused) as refused:
        feedback.showing(4)
    assert (refused.value.code, refused.value.values) == ("feedback_too_few", {"answers": 4, "least": 5})
