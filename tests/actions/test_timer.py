"""The timer: one per lab, its end a moment of the server."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from openlab.actions import agenda, timer
from openlab.db.engine import Database
from openlab.db.queries.agenda import StepTimer
from openlab.db.queries.journal import journal
from openlab.db.tables import Timer
from openlab.domain import Refused
from openlab.domain.agenda import Step
from tests.build import Built, a_lab, room

STEPS = [Step("Accueil", 15, "preparation"), Step("Voter", 5, "vote")]


def timed(database: Database) -> Built:
    """A lab whose first step is being timed."""
    built = a_lab(database)
    with database.writing() as session:
        agenda.replace_agenda(session, built.lab, built.account, STEPS)
    press(database, built, timer.start_timer, str(step(database, built)))
    return built


def step(database: Database, built: Built, number: int = 0) -> int:
    return room(database, built).agenda[number].id


def shown(database: Database, built: Built) -> StepTimer:
    found = room(database, built).timer
    assert found is not None
    return found


def state(database: Database, built: Built) -> str:
    found = room(database, built).timer
    return found.clock.state if found else ""


def press(database: Database, built: Built, action: Callable[..., None], *values: str, seen: str | None = None) -> None:
    """A facilitator presses a button of a page that showed the timer as it is now, or as it was `seen`."""
    seen = state(database, built) if seen is None else seen
    with database.writing() as session:
        action(session, built.lab, built.account, seen, *values)


def left(database: Database, built: Built) -> float:
    ends_at = shown(database, built).clock.ends_at
    assert ends_at is not None
    return (ends_at - datetime.now(UTC)).total_seconds()


def end_at(database: Database, built: Built, moment: datetime) -> None:
    with database.writing() as session:
        session.get_one(Timer, built.lab).ends_at = moment


def test_a_step_is_timed_by_its_minutes_and_the_next_takes_its_place(database: Database) -> None:
    built = timed(database)
    assert shown(database, built).title == "Accueil"
    assert 890 < left(database, built) <= 900
    press(database, built, timer.start_timer, str(step(database, built, 1)))
    assert shown(database, built).title == "Voter"
    assert 290 < left(database, built) <= 300


def test_a_timer_is_paused_extended_resumed_and_ended(database: Database) -> None:
    built = timed(database)
    press(database, built, timer.pause_timer)
    clock = shown(database, built).clock
    assert clock.ends_at is None
    assert clock.seconds_left is not None
    assert 890 < clock.seconds_left <= 900
    press(database, built, timer.add_time, "5")
    assert shown(database, built).clock.seconds_left == clock.seconds_left + 300
    press(database, built, timer.resume_timer)
    press(database, built, timer.add_time, "1")
    assert 890 + 360 < left(database, built) <= 900 + 360
    press(database, built, timer.end_timer)
    assert room(database, built).timer is None
    press(database, built, timer.start_timer, str(step(database, built)))
    assert 890 < left(database, built) <= 900


def test_what_is_over_gets_minutes_from_now_and_is_not_paused(database: Database) -> None:
    built = timed(database)
    end_at(database, built, datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(Refused, match="time_is_up"):
        press(database, built, timer.pause_timer)
    press(database, built, timer.add_time, "1")
    assert 50 < left(database, built) <= 60


@pytest.mark.parametrize("action", [timer.pause_timer, timer.resume_timer, timer.end_timer])
def test_a_button_of_a_page_that_is_no_longer_true_changes_nothing(
    database: Database, action: Callable[..., None]
) -> None:
    built = timed(database)
    old = state(database, built)
    press(database, built, timer.add_time, "5")
    before = shown(database, built)
    for seen in (old, "", "nonsense"):
        with pytest.raises(Refused, match="timer_moved"):
            press(database, built, action, seen=seen)
    assert shown(database, built) == before
    press(database, built, timer.end_timer)
    with pytest.raises(Refused, match="timer_moved"):
        press(database, built, action, seen="")


def test_a_second_click_or_a_second_facilitator_at_the_same_moment_counts_once(database: Database) -> None:
    built = timed(database)
    seen = state(database, built)

    def press_five(_: int) -> str:
        try:
            press(database, built, timer.add_time, "5", seen=seen)
        except Refused as refused:
            return refused.code
        return "taken"

    with ThreadPoolExecutor(6) as facilitators:
        told = list(facilitators.map(press_five, range(6)))
    assert sorted(told) == ["taken", *["timer_moved"] * 5]
    assert 890 + 300 < left(database, built) <= 900 + 300


def test_two_who_start_the_first_timer_at_once_start_one(database: Database) -> None:
    built = timed(database)
    press(database, built, timer.end_timer)
    first = str(step(database, built))

    def start(_: int) -> str:
        try:
            press(database, built, timer.start_timer, first, seen="")
        except Refused as refused:
            return refused.code
        return "taken"

    with ThreadPoolExecutor(4) as facilitators:
        assert sorted(facilitators.map(start, range(4))) == ["taken", *["timer_moved"] * 3]


@pytest.mark.parametrize("wanted", ["", "x", "999999", "9" * 30])
def test_only_a_step_of_this_agenda_is_timed(database: Database, wanted: str) -> None:
    built = timed(database)
    with pytest.raises(Refused, match="step_unknown"):
        press(database, built, timer.start_timer, wanted)
    assert shown(database, built).title == "Accueil"


@pytest.mark.parametrize("minutes", ["", "2", "-5", "x", "²"])
def test_only_one_or_five_minutes_are_added(database: Database, minutes: str) -> None:
    built = timed(database)
    with pytest.raises(Refused, match="minutes_wrong"):
        press(database, built, timer.add_time, minutes)


def test_the_timer_goes_on_when_its_step_is_changed_or_leaves_the_agenda(database: Database) -> None:
    built = timed(database)
    first = step(database, built)
    with database.writing() as session:
        agenda.edit_step(session, built.lab, built.account, first, "Bienvenue", "20", "", "")
    assert (shown(database, built).title, shown(database, built).step) == ("Accueil", first)
    with database.writing() as session:
        agenda.remove_step(session, built.lab, built.account, first)
    assert (shown(database, built).title, shown(database, built).step) == ("Accueil", None)
    assert left(database, built) > 890
    with database.writing() as session:
        agenda.replace_agenda(session, built.lab, built.account, STEPS)
    assert left(database, built) > 890


def test_every_act_is_in_the_journal(database: Database) -> None:
    built = timed(database)
    press(database, built, timer.pause_timer)
    press(database, built, timer.resume_timer)
    press(database, built, timer.add_time, "5")
    press(database, built, timer.end_timer)
    with database.reading() as session:
        entries = [(entry.act, entry.facts) for entry, _, _ in journal(session, built.lab)][:5]
    title = {"title": "Accueil"}
    assert entries[::-1] == [
        ("timer_started", {**title, "minutes": 15}),
        ("timer_paused", title),
        ("timer_resumed", title),
        ("time_added", {**title, "minutes": 5}),
        ("timer_ended", title),
    ]
