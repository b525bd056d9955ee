"""Sprints of a product."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from openlab.actions import sprints
from openlab.db.engine import Database
from openlab.db.tables import Sprint
from tests.build import a_lab
from tests.build_backlog import act, refused

FIRST = ("2026-11-23", "2026-12-06", "Moins de ressaisie", "4")


def all_of(database: Database, product: int) -> list[tuple[int, str, int | None]]:
    with database.reading() as session:
        rows = session.scalars(select(Sprint).where(Sprint.product_id == product).order_by(Sprint.number))
        return [(row.number, row.goal, row.capacity) for row in rows]


def test_sprints_are_numbered_and_the_same_form_makes_one(database: Database) -> None:
    product = a_lab(database).product
    assert [act(database, sprints.add_sprint, product, *FIRST) for _ in range(2)] == [1, 1]
    assert act(database, sprints.add_sprint, product, "2026-12-07", "2026-12-20", "", "") == 2
    assert all_of(database, product) == [(1, "Moins de ressaisie", 4), (2, "", None)]


def test_two_sprints_do_not_begin_on_one_day(database: Database) -> None:
    product = a_lab(database).product
    act(database, sprints.add_sprint, product, *FIRST)
    refusal = refused(database, sprints.add_sprint, product, *FIRST[:2], "Autre but", "4")
    assert (refusal.code, refusal.values) == ("sprint_day_taken", {"number": 1})
    act(database, sprints.add_sprint, product, "2026-12-07", "2026-12-20", "", "")
    assert refused(database, sprints.edit_sprint, product, 2, "1", *FIRST).code == "sprint_day_taken"


def test_a_sprint_is_changed_as_it_was_seen_or_not_at_all(database: Database) -> None:
    product = a_lab(database).product
    act(database, sprints.add_sprint, product, *FIRST)
    act(database, sprints.edit_sprint, product, 1, "1", *FIRST[:2], "Autre but", "")
    assert refused(database, sprints.edit_sprint, product, 1, "1", *FIRST[:2], "Trop tard", "").code == "sprint_changed"
    assert all_of(database, product) == [(1, "Autre but", None)]
    assert refused(database, sprints.edit_sprint, product, 9, "1", *FIRST).code == "sprint_unknown"
    assert refused(database, sprints.add_sprint, product, *FIRST[:2], "x" * 301, "").code == "text_too_long"


def test_sprints_added_at_once_have_numbers_of_their_own(database: Database) -> None:
    product = a_lab(database).product

    def add(month: int) -> int:
        dates = (f"2027-{month:02}-01", f"2027-{month:02}-14")
        return int(act(database, sprints.add_sprint, product, *dates, "", ""))

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(add, range(1, 13))) == list(range(1, 13))
