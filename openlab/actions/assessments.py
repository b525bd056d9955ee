"""What the team thinks of an item: feasibility by developers and designers, impact by owners."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from openlab.actions.items import hold_item, record, remember
from openlab.db.queries.backlog import OPEN
from openlab.db.tables import Assessment, BacklogItem
from openlab.db.tables.backlog import OWNER
from openlab.db.upsert import put
from openlab.domain import Refused
from openlab.domain import backlog as rules


def assess_feasibility(
    session: Session, product_id: int, account_id: int, number: int, role: str, level: str, reason: str
) -> None:
    """A developer's or designer's level, and why; giving it again replaces one's own answer, never another's.

    Raises `role_unknown`, `item_unknown`, `item_decided`, and what `rules.assess_feasibility` raises.
    """
    if role not in rules.DISCIPLINES:
        raise Refused("role_unknown", "role")
    given = rules.assess_feasibility(level, reason)
    query = select(BacklogItem).where(BacklogItem.product_id == product_id, BacklogItem.number == number)
    item = session.scalar(query.with_for_update())
    if item is None:
        raise Refused("item_unknown")
    if item.status not in OPEN:
        raise Refused("item_decided")
    before = session.get(Assessment, (item.id, account_id, role))
    _keep(session, item, account_id, role, given, before)


def give_impact(
    session: Session, product_id: int, account_id: int, number: int, version: str, level: str, reason: str
) -> None:
    """The owners' level for the impact on users. Raises what `hold_item` and `rules.assess_impact` raise."""
    given = rules.assess_impact(level, reason)
    item = hold_item(session, product_id, number, version)
    before = session.scalar(select(Assessment).where(Assessment.item_id == item.id, Assessment.role == OWNER))
    if before and before.account_id != account_id:
        session.execute(delete(Assessment).where(Assessment.item_id == item.id, Assessment.role == OWNER))
    _keep(session, item, account_id, OWNER, given, before)


def _keep(
    session: Session,
    item: BacklogItem,
    account_id: int,
    role: str,
    given: rules.Assessment,
    before: Assessment | None,
) -> None:
    was = (before.level, before.reason) if before else (None, "")
    if was == (given.level, given.reason):
        return
    key = {"item_id": item.id, "account_id": account_id, "role": role}
    values = {"level": given.level, "reason": given.reason, "given_at": datetime.now(UTC)}
    put(session, Assessment, {**key, **values})
    changes = {"level": [was[0], given.level], "reason": [was[1], given.reason]}
    if role == OWNER:
        record(session, item, account_id, "assessed_owner", changes)
    else:
        remember(session, item.id, account_id, f"assessed_{role}", changes)
