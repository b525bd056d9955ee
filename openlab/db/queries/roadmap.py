"""The sprints of a product."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Sprint


def sprints(session: Session, product_id: int) -> list[Sprint]:
    """In the order of their days."""
    query = select(Sprint).where(Sprint.product_id == product_id).order_by(Sprint.begins_on)
    return list(session.scalars(query))


def sprint(session: Session, product_id: int, number: int) -> Sprint | None:
    return session.scalar(select(Sprint).where(Sprint.product_id == product_id, Sprint.number == number))
