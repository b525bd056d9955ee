"""The clock of a step: it runs until a moment, or stands with the seconds that are left."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from openlab.domain import Refused

ADDITIONS = (1, 5)


@dataclass(frozen=True, slots=True)
class Clock:
    """Running, or over: `ends_at`. Paused: `seconds_left`."""

    ends_at: datetime | None = None
    seconds_left: int | None = None

    @property
    def state(self) -> str:
        """Different after each change: a form says which clock it was about."""
        return str(self.seconds_left) if self.ends_at is None else self.ends_at.isoformat()

    @property
    def ends_at_milliseconds(self) -> int | None:
        """The end, in milliseconds since 1970, as browsers count."""
        return None if self.ends_at is None else round(self.ends_at.timestamp() * 1000)


def unchanged(clock: Clock | None, seen: str) -> None:
    """Two facilitators, or a second click, never act on a clock that has already changed. Raises `timer_moved`."""
    if seen != (clock.state if clock else ""):
        raise Refused("timer_moved")


def started(minutes: int, now: datetime) -> Clock:
    return Clock(ends_at=now + timedelta(minutes=minutes))


def paused(clock: Clock, now: datetime) -> Clock:
    """It stands with its seconds, rounded up as pages show them. A paused one stays. Raises `time_is_up`."""
    if clock.ends_at is None:
        return clock
    if clock.ends_at <= now:
        raise Refused("time_is_up")
    return Clock(seconds_left=math.ceil((clock.ends_at - now).total_seconds()))


def resumed(clock: Clock, now: datetime) -> Clock:
    """It runs again with the seconds that were left. A running one stays."""
    return clock if clock.seconds_left is None else Clock(ends_at=now + timedelta(seconds=clock.seconds_left))


def extended(clock: Clock, minutes: int, now: datetime) -> Clock:
    """One or five minutes more: from its end, or from now when the time is up. Raises `minutes_wrong`."""
    if minutes not in ADDITIONS:
        raise Refused("minutes_wrong", limit=ADDITIONS[-1])
    if clock.ends_at is None:
        return Clock(seconds_left=(clock.seconds_left or 0) + 60 * minutes)
    return Clock(ends_at=max(clock.ends_at, now) + timedelta(minutes=minutes))
