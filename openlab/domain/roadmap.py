"""The roadmap: horizons, sprints of two weeks, and the link to an item in another tool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from openlab.domain import Refused

SPRINT_DAYS = 14
LONGEST_SPRINT_DAYS = 92
CAPACITY_LIMIT = 999
LINK_LIMIT = 500


class Horizon(StrEnum):
    NOW = "now"
    NEXT = "next"
    LATER = "later"


# A year that was mistyped must not end the calendar.
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Dates:
    """The first and the last day of a sprint."""

    begins_on: date
    ends_on: date


def read_dates(begins_on: str, ends_on: str) -> Dates:
    """The days of a sprint, as 2026-11-23. Raises `date_wrong`, and `sprint_dates_wrong` when it would end before it
    begins or last more than a quarter."""
    dates = Dates(_day(begins_on, "begins_on"), _day(ends_on, "ends_on"))
    if not 0 <= (dates.ends_on - dates.begins_on).days < LONGEST_SPRINT_DAYS:
        raise Refused("sprint_dates_wrong", "ends_on")
    return dates


def _day(text: str, field: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused("date_wrong", field) from None
    if day.year not in YEARS:
        raise Refused("date_wrong", field)
    return day


def next_dates(last: Dates | None, today: date) -> Dates:
    """The dates to propose for one more sprint: two weeks from the day after the last one, or from next Monday."""
    follows = last is not None and last.ends_on.year in YEARS
    begins_on = last.ends_on + timedelta(days=1) if last and follows else today + timedelta(days=7 - today.weekday())
    return Dates(begins_on, begins_on + timedelta(days=SPRINT_DAYS - 1))


def read_capacity(text: str) -> int | None:
    """How many items a sprint can take, or None when it is left open. Raises `capacity_wrong`."""
    if not text.strip():
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and 0 < int(text) <= CAPACITY_LIMIT):
        raise Refused("capacity_wrong", "capacity", limit=CAPACITY_LIMIT)
    return int(text)


def read_link(text: str) -> str:
    """The address of an item in another tool, or nothing. Raises `link_wrong` unless it begins with http:// or
    https:// and names a server: a link that people click must not run anything."""
    link = text.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        raise Refused("link_wrong", "external_link") from None
    is_plain = link.isprintable() and not any(c.isspace() or c in '<>"' for c in link)
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_plain or len(link) > LINK_LIMIT:
        raise Refused("link_wrong", "external_link")
    return f"{parts.scheme}{link[len(parts.scheme) :]}"
