"""The day after the demo's lab: its proposals become a backlog that is weighed, planned and partly delivered."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.actions import accounts, assessments, backlog, items, products, sprints
from openlab.actions.demo import DEMO_LAB, Demo
from openlab.actions.follow_up import publish_follow_up
from openlab.db.queries.proposals import handed_over
from openlab.db.tables import Account, BacklogItem, Lab
from openlab.domain import backlog as rules
from openlab.domain.roadmap import SPRINT_DAYS

SINCE_THE_LAB = timedelta(weeks=3)


def plan_backlog(session: Session, demo: Demo) -> None:
    """Decide about the proposals of the demo's closed lab, three weeks after it, and publish its follow-up. A lab whose
    proposals have been decided already is left alone."""
    lab = demo.lab
    product, owner = lab.product_id, demo.account_id
    if session.scalar(select(BacklogItem.id).where(BacklogItem.product_id == product)):
        return
    data = tomllib.loads(DEMO_LAB.read_text(encoding="utf-8"))
    today = datetime.now(UTC).date()
    lab.held_on = today - SINCE_THE_LAB
    team = {role: _colleague(session, product, role) for role in rules.DISCIPLINES}
    for begins_on, sprint in zip(_fortnights(today), data["sprints"], strict=False):
        days = begins_on.isoformat(), (begins_on + timedelta(days=SPRINT_DAYS - 1)).isoformat()
        sprints.add_sprint(session, product, *days, sprint["goal"], str(sprint["capacity"]))
    for decision in data["decisions"]:
        title = data["pain_points"][decision["topic"] - 1]["title"]
        number = _take(session, lab, owner, title, decision.get("declined", ""))
        _weigh(session, product, owner, team, number, decision)
        _plan(session, product, owner, number, decision)
    publish_follow_up(session, product, owner, lab.id)


def _fortnights(today: date) -> tuple[date, date]:
    """The sprint that is under way, and the next one."""
    monday = today - timedelta(days=today.weekday() + 7)
    return monday, monday + timedelta(days=SPRINT_DAYS)


def _colleague(session: Session, product: int, role: str) -> int:
    email = f"{role}@openlab.example"
    if session.scalar(select(Account.id).where(Account.email == email)) is None:
        accounts.add_account(session, email, role.capitalize())
    products.add_member(session, product, email, role)
    return session.scalars(select(Account.id).where(Account.email == email)).one()


def _take(session: Session, lab: Lab, owner: int, title: str, declined: str) -> int:
    session.flush()
    card = next(card for card in handed_over(session, lab.id).ranking if card.title == title)
    keys = [proposal.key for proposal in card.proposals]
    if declined:
        return backlog.decline_proposals(session, lab.product_id, owner, str(lab.id), keys, declined)
    return backlog.accept_proposals(session, lab.product_id, owner, str(lab.id), keys)


def _weigh(
    session: Session, product: int, owner: int, team: dict[str, int], number: int, decision: dict[str, Any]
) -> None:
    for role, account in team.items():
        if role in decision:
            level, reason = decision[role]
            assessments.assess_feasibility(session, product, account, number, role, str(level), reason)
    if "impact" in decision:
        level, reason = decision["impact"]
        version = _version(session, product, number)
        assessments.give_impact(session, product, owner, number, version, str(level), reason)


def _plan(session: Session, product: int, owner: int, number: int, decision: dict[str, Any]) -> None:
    steps = [decision.get("values", {}), *({"status": status} for status in decision.get("then", []))]
    for typed in filter(None, steps):
        items.change_item(session, product, owner, number, _version(session, product, number), typed)


def _version(session: Session, product: int, number: int) -> str:
    session.flush()
    query = select(BacklogItem.version).where(BacklogItem.product_id == product, BacklogItem.number == number)
    return str(session.scalars(query).one())
