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
    entry = JournalEntry(lab_id=lab_id, role=role, account_id=account_id, act=act, pain_point_id=pain_point_id)
    _write(session, entry, facts)


def write_decision(session: Session, lab_id: int, act: str, account_id: int) -> None:
    """What a product owner decided about a lab."""
    _write(session, JournalEntry(lab_id=lab_id, role="owner", account_id=account_id, act=act), {})


def _write(session: Session, entry: JournalEntry, facts: dict[str, str | int | bool]) -> None:
    entry.at, entry.facts = datetime.now(UTC), facts
    session.add(entry)
