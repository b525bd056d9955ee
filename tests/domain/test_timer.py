"""The clock of a step: running, paused, over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from openlab.domain import Refused, timer
from openlab.domain.timer import Clock

NOON = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)


def after(**time: float) -> datetime:
    return NOON + timedelta(**time)


def test_a_step_runs_its_minutes_from_the_moment_it_is_started() -> None:
    clock = timer.started(15, NOON)
    assert clock == Clock(ends_at=after(minutes=15))
    assert clock.ends_at_milliseconds == 1_795_263_300_250


def test_a_paused_clock_keeps_its_seconds_however_long_the_pause() -> None:
    paused = timer.paused(timer.started(15, NOON), after(minutes=5, seconds=0.4))
    assert paused == Clock(seconds_left=600)
    assert paused.ends_at_milliseconds is None
    assert timer.resumed(paused, after(hours=3)) == Clock(ends_at=after(hours=3, minutes=10))


def test_pausing_twice_or_resuming_what_runs_changes_nothing() -> None:
    running, paused = timer.started(5, NOON), Clock(seconds_left=7)
    assert timer.paused(paused, NOON) == paused
    assert timer.resumed(running, after(minutes=1)) == running


def test_what_is_over_cannot_be_paused() -> None:
    with pytest.raises(Refused, match="time_is_up"):
        timer.paused(timer.started(5, NOON), after(minutes=5))


def test_minutes_are_added_to_the_end_or_from_now_when_the_time_is_up() -> None:
    running = timer.started(5, NOON)
    assert timer.extended(running, 5, after(minutes=2)) == Clock(ends_at=after(minutes=10))
    assert timer.extended(running, 1, after(minutes=30)) == Clock(ends_at=after(minutes=31))
    assert timer.extended(Clock(seconds_left=30), 1, NOON) == Clock(seconds_left=90)


@pytest.mark.parametrize("minutes", [0, -1, 2, 600])
def test_only_one_or_five_minutes_are_added(minutes: int) -> None:
    with pytest.raises(Refused, match="minutes_wrong"):
        timer.extended(timer.started(5, NOON), minutes, NOON)


def test_whoever_saw_another_state_is_refused() -> None:
    running, paused = timer.started(5, NOON), Clock(seconds_left=30)
    for clock in (running, paused):
        timer.unchanged(clock, clock.state)
    timer.unchanged(None, "")
    for now, seen in [(running, paused.state), (paused, running.state), (None, running.state), (running, "")]:
        with pytest.raises(Refused, match="timer_moved"):
            timer.unchanged(now, seen)
