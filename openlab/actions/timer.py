"""The timer of a lab, which every phone and the screen show alike: its end is a moment of the server."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.queries.agenda import steps_of
from openlab.db.tables import Timer
from openlab.domain import Refused, timer
from openlab.domain.timer import Clock

# In each act, `seen` is the state of the clock that the facilitator's page showed.


def start_timer(session: Session, lab_id: int, account_id: int, seen: str, step: str) -> None:
    """Time a step of the agenda, by its minutes; it takes the place of what was timed. Raises `timer_moved`,
    `step_unknown`."""
    row = _held(session, lab_id, seen) or Timer(lab_id=lab_id)
    planned = next((planned for planned in steps_of(session, lab_id) if str(planned.id) == step), None)
    if planned is None:
        raise Refused("step_unknown")
    row.step_id, row.title = planned.id, planned.title
    _set(session, row, timer.started(planned.minutes, datetime.now(UTC)))
    _tell(session, lab_id, account_id, "timer_started", title=planned.title, minutes=planned.minutes)


def pause_timer(session: Session, lab_id: int, account_id: int, seen: str) -> None:
    """Raises `timer_moved`, `time_is_up`."""
    row = _on(session, lab_id, seen)
    _set(session, row, timer.paused(_clock(row), datetime.now(UTC)))
    _tell(session, lab_id, account_id, "timer_paused", title=row.title)


def resume_timer(session: Session, lab_id: int, account_id: int, seen: str) -> None:
    """Raises `timer_moved`."""
    row = _on(session, lab_id, seen)
    _set(session, row, timer.resumed(_clock(row), datetime.now(UTC)))
    _tell(session, lab_id, account_id, "timer_resumed", title=row.title)


def add_time(session: Session, lab_id: int, account_id: int, seen: str, minutes: str) -> None:
    """One or five minutes more. Raises `timer_moved`, `minutes_wrong`."""
    row, more = _on(session, lab_id, seen), int(minutes) if minutes.isdecimal() else 0
    _set(session, row, timer.extended(_clock(row), more, datetime.now(UTC)))
    _tell(session, lab_id, account_id, "time_added", title=row.title, minutes=more)


def end_timer(session: Session, lab_id: int, account_id: int, seen: str) -> None:
    """The step is over: nothing is timed any more. Raises `timer_moved`."""
    row = _on(session, lab_id, seen)
    session.delete(row)
    _tell(session, lab_id, account_id, "timer_ended", title=row.title)


def _held(session: Session, lab_id: int, seen: str) -> Timer | None:
    """The timer as it stands, until this transaction ends; who comes second sees what the first one did."""
    labs.hold_phase(session, lab_id, to_change=True)
    row = session.get(Timer, lab_id)
    timer.unchanged(_clock(row) if row else None, seen)
    return row


def _on(session: Session, lab_id: int, seen: str) -> Timer:
    row = _held(session, lab_id, seen)
    if row is None:
        raise Refused("timer_moved")
    return row


def _clock(row: Timer) -> Clock:
    return Clock(row.ends_at, row.seconds_left)


def _set(session: Session, row: Timer, clock: Clock) -> None:
    row.ends_at, row.seconds_left = clock.ends_at, clock.seconds_left
    session.add(row)


def _tell(session: Session, lab_id: int, account_id: int, act: str, **facts: str | int) -> None:
    write_journal(session, lab_id, act, account_id, None, **facts)
    live.announce(session, lab_id)
