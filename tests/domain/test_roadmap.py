"""Sprints and links, as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from openlab.domain import Refused, roadmap
from openlab.domain.roadmap import Dates
from openlab.web.errors import SENTENCES


def refused(code: str) -> pytest.RaisesExc[Refused]:
    assert code in SENTENCES
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_sprint_has_a_first_and_a_last_day() -> None:
    assert roadmap.read_dates("2026-11-23", "2026-12-06") == Dates(date(2026, 11, 23), date(2026, 12, 6))
    assert roadmap.read_dates("2026-11-23", "2026-11-23").begins_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "code"),
    [
        ("", "2026-12-06", "date_wrong"),
        ("2026-11-23", "soon", "date_wrong"),
        ("9999-12-18", "9999-12-31", "date_wrong"),
        ("1999-12-18", "1999-12-31", "date_wrong"),
        ("2026-11-23", "2026-11-22", "sprint_dates_wrong"),
        ("2026-01-01", "2026-04-03", "sprint_dates_wrong"),
    ],
)
def test_days_that_make_no_sprint_are_refused(begins_on: str, ends_on: str, code: str) -> None:
    with refused(code):
        roadmap.read_dates(begins_on, ends_on)


def test_two_weeks_after_the_last_sprint_or_from_next_monday_are_proposed() -> None:
    last = Dates(date(2026, 11, 23), date(2026, 12, 6))
    assert roadmap.next_dates(last, date(2027, 1, 1)) == Dates(date(2026, 12, 7), date(2026, 12, 20))
    for today in (date(2026, 11, 16), date(2026, 11, 22)):
        assert roadmap.next_dates(None, today) == last


@pytest.mark.parametrize(("typed", "capacity"), [("", None), (" ", None), ("1", 1), ("999", 999)])
def test_a_capacity_is_a_number_of_items_or_left_open(typed: str, capacity: int | None) -> None:
    assert roadmap.read_capacity(typed) == capacity


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "1000", "²", "many"])
def test_any_other_capacity_is_refused(typed: str) -> None:
    with refused("capacity_wrong"):
        roadmap.read_capacity(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" https://example.org/12 ", "https://example.org/12"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://Example.org/A?b=c#d", "https://Example.org/A?b=c#d"),
    ],
)
def test_a_link_leads_to_a_web_page_or_nowhere(typed: str, kept: str) -> None:
    assert roadmap.read_link(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "file:///etc/passwd",
        "//example.org",
        "example.org",
        "https:",
        "https:///path",
        "https://exa\tmple.org",
        'https://example.org/"onclick',
        "http://[::1",
        "https://example.org/\u202e",
        f"https://example.org/{'a' * 500}",
    ],
)
def test_any_other_link_is_refused(typed: str) -> None:
    with refused("link_wrong"):
        roadmap.read_link(typed)
