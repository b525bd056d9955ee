"""What was exported when, and what was declined since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import BacklogItem, ItemExport, ItemHistory
from openlab.domain.backlog import Status


@dataclass(frozen=True)
class DeclinedSince:
    """An item that another tool still has, although it was declined after it was exported there."""

    number: int
    title: str
    exported_at: datetime


def declined_since(session: Session, product_id: int, target: str) -> list[DeclinedSince]:
    """The items that were in a file for a target and have been declined after it."""
    rows = session.execute(
        select(BacklogItem, ItemExport.at)
        .join(ItemExport, ItemExport.item_id == BacklogItem.id)
        .where(BacklogItem.product_id == product_id, BacklogItem.status == Status.DECLINED)
        .where(ItemExport.target == target)
        .order_by(BacklogItem.number)
    ).all()
    last = _declined_at(session, [item.id for item, _ in rows])
    return [DeclinedSince(item.number, item.title, at) for item, at in rows if last.get(item.id, at) > at]


def exports_of(session: Session, item_id: int) -> list[tuple[str, datetime]]:
    """(target, when) of the files that an item was in last, by target."""
    rows = session.scalars(select(ItemExport).where(ItemExport.item_id == item_id).order_by(ItemExport.target))
    return [(row.target, row.at) for row in rows]


def _declined_at(session: Session, item_ids: list[int]) -> dict[int, datetime]:
    """When each of these was declined last."""
    rows = session.scalars(select(ItemHistory).where(ItemHistory.item_id.in_(item_ids)).order_by(ItemHistory.id))
    return {row.item_id: row.at for row in rows if row.changes.get("status", [None])[-1] == Status.DECLINED}
