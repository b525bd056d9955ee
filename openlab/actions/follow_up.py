"""The follow-up of a lab: when the owner publishes it, and takes it back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_decision
from openlab.db.tables import Lab
from openlab.domain import Refused, phases
from openlab.domain.phases import Phase


def publish_follow_up(session: Session, product_id: int, account_id: int, lab_id: int) -> str:
    """From now on anyone with the link reads what became of this lab; gives the lab's code. A second click changes
    nothing. Raises `not_found`, `follow_up_needs_close`."""
    lab = _held_lab(session, product_id, lab_id)
    if lab.follow_up_at is None:
        phases.publishing(Phase(lab.phase))
        _set(session, lab, account_id, datetime.now(UTC), "follow_up_published")
    return lab.code


def withdraw_follow_up(session: Session, product_id: int, account_id: int, lab_id: int) -> str:
    """Nobody but the owners reads it any more, whatever the phase; gives the lab's code. Raises `not_found`."""
    lab = _held_lab(session, product_id, lab_id)
    if lab.follow_up_at is not None:
        _set(session, lab, account_id, None, "follow_up_withdrawn")
    return lab.code


def _held_lab(session: Session, product_id: int, lab_id: int) -> Lab:
    """The lab, which nobody else publishes or reopens until this transaction ends."""
    lab = session.scalar(select(Lab).where(Lab.id == lab_id, Lab.product_id == product_id).with_for_update())
    if lab is None:
        raise Refused("not_found")
    return lab


def _set(session: Session, lab: Lab, account_id: int, moment: datetime | None, act: str) -> None:
    lab.follow_up_at = moment
    write_decision(session, lab.id, act, account_id)
    live.announce(session, lab.id)
