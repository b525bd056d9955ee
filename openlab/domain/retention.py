"""How long what people gave is kept, and when it is erased."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, datetime, timedelta

from openlab.domain import Refused

MONTHS = 12
MOST_MONTHS = 60  # as in the setting OPENLAB_RETENTION_MONTHS
WARNING = timedelta(days=30)
QUIET = timedelta(days=60)


def read_months(text: str) -> int:
    """A number of months from 1 to 60. Raises `retention_wrong`."""
    if not text.isascii() or not text.isdecimal() or len(text) > 3 or not 1 <= int(text) <= MOST_MONTHS:
        raise Refused("retention_wrong", "retention", limit=MOST_MONTHS)
    return int(text)


def changing(was: int, wanted: int, people: int) -> None:
    """What people were told when they joined is kept: it can be shortened, and lengthened only while nobody has joined.

    Raises `retention_promised`.
    """
    if people and wanted > was:
        raise Refused("retention_promised", "retention", months=was)


def ends_on(begun: date, months: int) -> date:
    """The day so many months after another one; the last day of the month where it has no such day, and the last day
    that there is where the calendar ends."""
    year, month = begun.year + (begun.month - 1 + months) // 12, (begun.month - 1 + months) % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(begun.day, monthrange(year, month)[1]))


def begins_on(held_on: date | None, days: list[date]) -> date:
    """The retention of a lab begins on the day it is held, or when the last person joined, if that was later: a date
    mistyped in the past erases nothing."""
    return max([*days, *([held_on] if held_on else [])])


def trusting_the_clock(newest: datetime | None, now: datetime) -> None:
    """Nothing is erased while the clock may have jumped: when all that was ever written is more than 60 days old.

    Raises `clock_doubtful`.
    """
    if newest is not None and now - newest > QUIET:
        raise Refused("clock_doubtful", days=(now - newest).days, now=now.date().isoformat())


def check_day(held_on: date) -> None:
    """A lab is held between 2000 and 2100: a year that was mistyped would keep it for ever. Raises `date_wrong`."""
    if not 2000 <= held_on.year <= 2100:
        raise Refused("date_wrong", "held_on")


def is_soon(end: date, today: date) -> bool:
    """Whether the facilitators are warned: thirty days before."""
    return end - WARNING <= today
