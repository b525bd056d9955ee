"""Who did what in a lab, and when."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Account, JournalEntry, PainPoint


def journal(session: Session, lab_id: int) -> list[tuple[JournalEntry, str | None, str | None]]:
    """Newest first: the entry, the name of the account that acted, the title of the card it was about."""
    rows = session.execute(
        select(JournalEntry, Account.name, PainPoint.title)
        .outerjoin(Account, Account.id == JournalEntry.account_id)
        .outerjoin(PainPoint, PainPoint.id == JournalEntry.pain_point_id)
        .where(JournalEntry.lab_id == lab_id)
        .order_by(JournalEntry.id.desc())
    )
    return [(entry, name, title) for entry, name, title in rows]
