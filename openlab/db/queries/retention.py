"""How long each lab still keeps what people gave."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.db.tables import Lab, Participant
from openlab.domain import retention


def erased_on(session: Session, lab: Lab) -> date:
    """The day on which what people gave to this lab is erased."""
    joined = session.scalar(select(func.max(Participant.joined_at)).where(Participant.lab_id == lab.id))
    days = [moment.astimezone().date() for moment in (lab.created_at, joined) if moment]
    return retention.ends_on(retention.begins_on(lab.held_on, days), lab.retention_months)


def due(session: Session, today: date) -> list[Lab]:
    """The labs whose time is over, and that still hold what people gave."""
    kept = session.scalars(select(Lab).where(Lab.purged_at.is_(None)).order_by(Lab.id))
    return [lab for lab in kept if erased_on(session, lab) <= today]
