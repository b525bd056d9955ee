"""The phases: their order, and what each one allows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused, phases
from openlab.domain.phases import ORDER, Phase


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_a_lab_moves_one_phase_forward() -> None:
    for current, following in pairwise(ORDER):
        phases.change(current, current, following, votable=2)
        assert phases.onward(current)[0] is following
    assert phases.onward(Phase.CLOSED) == ()


def test_a_shorter_half_day_skips_groups_and_wrap_up_and_nothing_else() -> None:
    assert phases.onward(Phase.RESULTS) == (Phase.GROUPS_1, Phase.GROUPS_2, Phase.WRAP_UP, Phase.CLOSED)
    assert phases.onward(Phase.GROUPS_1) == (Phase.GROUPS_2, Phase.WRAP_UP, Phase.CLOSED)
    assert phases.onward(Phase.VOTE) == (Phase.RESULTS,)


@given(st.sampled_from(ORDER), st.sampled_from(ORDER))
def test_it_goes_back_to_any_earlier_phase(current: Phase, wanted: Phase) -> None:
    if ORDER.index(wanted) < ORDER.index(current) or wanted in phases.onward(current):
        phases.change(current, current, wanted, votable=2)
    else:
        assert refusal(lambda: phases.change(current, current, wanted, votable=2)) == "phase_order"


def test_the_second_of_two_facilitators_who_press_at_once_is_told() -> None:
    assert refusal(lambda: phases.change(Phase.VOTE, Phase.SORT, Phase.VOTE, 5)) == "phase_moved"


@pytest.mark.parametrize("votable", [0, 1])
def test_a_vote_needs_two_pain_points(votable: int) -> None:
    assert refusal(lambda: phases.change(Phase.SORT, Phase.SORT, Phase.VOTE, votable)) == "vote_needs_two"


def test_the_door_is_open_until_the_lab_is_closed() -> None:
    for phase in ORDER[:-1]:
        phases.joining(phase)
    assert refusal(lambda: phases.joining(Phase.CLOSED)) == "lab_closed"


@pytest.mark.parametrize(
    ("phase", "early", "told"),
    [
        (Phase.PREPARATION, False, "collect_not_open"),
        (Phase.PREPARATION, True, None),
        (Phase.COLLECT, False, None),
        (Phase.SORT, True, "collect_over"),
        (Phase.VOTE, True, "collect_over"),
        (Phase.CLOSED, False, "collect_over"),
    ],
)
def test_pain_points_are_given_while_collecting_or_early_where_allowed(
    phase: Phase, early: bool, told: str | None
) -> None:
    if told is None:
        phases.submitting(phase, early)
    else:
        assert refusal(lambda: phases.submitting(phase, early)) == told
    assert phases.may_submit(phase, early) is (told is None)


@pytest.mark.parametrize("phase", ORDER)
def test_a_ballot_is_taken_only_while_the_vote_is_open(phase: Phase) -> None:
    if phase is Phase.VOTE:
        phases.voting(phase)
    else:
        told = "vote_closed" if ORDER.index(phase) > ORDER.index(Phase.VOTE) else "vote_not_open"
        assert refusal(lambda: phases.voting(phase)) == told


@pytest.mark.parametrize("phase", ORDER)
def test_the_list_is_frozen_from_the_vote_on(phase: Phase) -> None:
    if phase in (Phase.PREPARATION, Phase.COLLECT, Phase.SORT):
        phases.tidying(phase)
    else:
        assert refusal(lambda: phases.tidying(phase)) == "list_frozen"
    if phase is Phase.SORT:
        phases.merging(phase)
    else:
        assert refusal(lambda: phases.merging(phase)) == "merge_only_in_sort"


@pytest.mark.parametrize("phase", ORDER)
def test_nobody_sees_a_result_before_the_vote_has_closed(phase: Phase) -> None:
    assert phases.has_results(phase) is (ORDER.index(phase) > ORDER.index(Phase.VOTE))
    if phases.has_results(phase):
        phases.keeping_topics(phase)
    else:
        assert refusal(lambda: phases.keeping_topics(phase)) == "topics_need_results"


@pytest.mark.parametrize("phase", ORDER)
def test_the_forum_and_the_evaluation_belong_to_the_wrap_up(phase: Phase) -> None:
    if phase is Phase.WRAP_UP:
        phases.wrapping_up(phase)
    else:
        told = "wrap_up_over" if phase is Phase.CLOSED else "wrap_up_not_open"
        assert refusal(lambda: phases.wrapping_up(phase)) == told
    assert phases.has_wrap_up(phase) is (phase in (Phase.WRAP_UP, Phase.CLOSED))
    if phases.has_wrap_up(phase):
        phases.concluding(phase)
    else:
        assert refusal(lambda: phases.concluding(phase)) == "wrap_up_not_open"
