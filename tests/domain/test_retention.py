"""How long what people gave is kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused
from openlab.domain.retention import MONTHS, MOST_MONTHS, begins_on, changing, ends_on, is_soon, read_months
from openlab.settings import MOST_MONTHS as MOST_IN_SETTINGS


@pytest.mark.parametrize(
    ("begun", "months", "end"),
    [
        (date(2026, 11, 21), 12, date(2027, 11, 21)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), 60, date(2031, 3, 31)),
    ],
)
def test_a_month_ends_on_the_same_day_of_another(begun: date, months: int, end: date) -> None:
    assert ends_on(begun, months) == end


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, MOST_MONTHS - 1))
def test_one_month_more_is_later_and_never_skips_a_month(begun: date, months: int) -> None:
    end, later = ends_on(begun, months), ends_on(begun, months + 1)
    assert end < later
    assert (later.year * 12 + later.month) - (begun.year * 12 + begun.month) == months + 1


def test_retention_begins_with_the_last_who_joined_or_the_day_of_the_lab() -> None:
    made, joined = date(2026, 1, 1), date(2026, 3, 5)
    assert begins_on(None, [made]) == made
    assert begins_on(date(2026, 3, 1), [made, joined]) == joined
    assert begins_on(date(2026, 4, 1), [made, joined]) == date(2026, 4, 1)
    assert begins_on(date(1926, 3, 1), [made, joined]) == joined, "a mistyped date erases nothing"


@pytest.mark.parametrize("text", ["", "0", "61", "-1", "1.5", "twelve", "٣", "9" * 40])
def test_only_1_to_60_months_are_taken(text: str) -> None:
    with pytest.raises(Refused, match="retention_wrong"):
        read_months(text)


def test_months_are_read_as_typed() -> None:
    assert (read_months("1"), read_months("12"), read_months("60")) == (1, MONTHS, MOST_MONTHS)
    assert MOST_MONTHS == MOST_IN_SETTINGS


def test_what_people_were_promised_is_kept() -> None:
    changing(12, 24, people=0)
    changing(12, 6, people=30)
    changing(12, 12, people=30)
    with pytest.raises(Refused, match="retention_promised"):
        changing(12, 13, people=1)


def test_facilitators_are_warned_thirty_days_before() -> None:
    assert not is_soon(date(2026, 12, 31), date(2026, 11, 30))
    assert is_soon(date(2026, 12, 31), date(2026, 12, 1))
