"""Sprints of a product: two weeks, a goal, a capacity."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.db.tables import Product, Sprint
from openlab.db.tables.backlog import GOAL_LIMIT
from openlab.domain import Refused, roadmap, texts


def add_sprint(session: Session, product_id: int, begins_on: str, ends_on: str, goal: str, capacity: str) -> int:
    """One more sprint; gives its number. The same one sent twice is one.

    Raises `date_wrong`, `sprint_dates_wrong`, `sprint_day_taken`, `text_too_long`, `capacity_wrong`.
    """
    values = _values(begins_on, ends_on, goal, capacity)
    session.execute(select(Product.id).where(Product.id == product_id).with_for_update())
    query = select(Sprint).where(Sprint.product_id == product_id)
    there = session.scalar(query.where(Sprint.begins_on == values["begins_on"]))
    if there and all(getattr(there, name) == value for name, value in values.items()):
        return there.number
    _check_day(there)
    last = select(func.max(Sprint.number)).where(Sprint.product_id == product_id)
    number = (session.scalar(last) or 0) + 1
    session.add(Sprint(product_id=product_id, number=number, **values))
    return number


def edit_sprint(
    session: Session, product_id: int, number: int, version: str, begins_on: str, ends_on: str, goal: str, capacity: str
) -> None:
    """Change a sprint. Raises what `add_sprint` raises, `sprint_unknown`, `sprint_changed`."""
    values = _values(begins_on, ends_on, goal, capacity)
    query = select(Sprint).where(Sprint.product_id == product_id)
    sprint = session.scalar(query.where(Sprint.number == number).with_for_update())
    if sprint is None:
        raise Refused("sprint_unknown")
    if str(sprint.version) != version:
        raise Refused("sprint_changed")
    others = query.where(Sprint.begins_on == values["begins_on"], Sprint.id != sprint.id)
    _check_day(session.scalar(others))
    for name, value in values.items():
        setattr(sprint, name, value)
    sprint.version += 1


def _values(begins_on: str, ends_on: str, goal: str, capacity: str) -> dict[str, object]:
    dates = roadmap.read_dates(begins_on, ends_on)
    return {
        "begins_on": dates.begins_on,
        "ends_on": dates.ends_on,
        "goal": texts.one_sentence(goal, GOAL_LIMIT, "goal"),
        "capacity": roadmap.read_capacity(capacity),
    }


def _check_day(there: Sprint | None) -> None:
    if there:
        raise Refused("sprint_day_taken", "begins_on", number=there.number)
