"""The journal of a lab: who (by role) did what and when, never what anyone voted."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from openlab.db.tables import JournalEntry


def write_journal(
    session: Session,
    lab_id: int,
    act: str,
    account_id: int | None = None,
    pain_point_id: int | None = None,
    **facts: str | int | bool,
) -> None:
    """`account_id` is the facilitator who acted; without one, a participant did, and no name is kept."""
    role = "participant" if account_id is None else "facilitator"
    session.add(
        JournalEntry(
            lab_id=lab_id,
            at=datetime.now(UTC),
            role=role,
            account_id=account_id,
            act=act,
            pain_point_id=pain_point_id,
            facts=facts,
        )
    )
