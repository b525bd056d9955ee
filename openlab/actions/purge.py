"""At the end of its retention a lab loses what people wrote and who they were; its numbers stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.accounts import forget_the_expired
from openlab.actions.erasure import keep_supports
from openlab.db.queries.retention import due, erased_on
from openlab.db.tables import (
    Badge,
    Ballot,
    Feedback,
    FeedbackGiven,
    JournalEntry,
    Lab,
    PainPoint,
    Participant,
    Photo,
    Placement,
    Remark,
    RetiredCode,
    SheetVersion,
    SolutionSheet,
    Support,
    Timer,
    Wish,
)
from openlab.domain.phases import Phase

# Tables of which every row leads to a person, or is their own words.
PERSONAL = (Badge, Ballot, Wish, Placement, Support, Remark, RetiredCode, FeedbackGiven, Timer)


@dataclass(frozen=True)
class Purged:
    """A lab whose time is over, since when, and how many people and pain points it has."""

    code: str
    title: str
    since: date
    people: int
    cards: int


def purge(session: Session, *, only_look: bool = False) -> list[Purged]:
    """Erase what people gave to every lab whose retention is over today; gives those labs. Compact it then."""
    today = datetime.now(UTC).astimezone().date()
    over = due(session, today)
    purged = [_about(session, lab) for lab in over]
    if not only_look:
        forget_the_expired(session)
        for lab in over:
            _purge_lab(session, lab)
    return purged


def _about(session: Session, lab: Lab) -> Purged:
    people, cards = (
        session.execute(select(func.count()).select_from(table).where(table.lab_id == lab.id)).scalar_one()
        for table in (Participant, PainPoint)
    )
    return Purged(lab.code, lab.title, erased_on(session, lab), people, cards)


def _purge_lab(session: Session, lab: Lab) -> None:
    # Whoever acts in this lab now waits until it is done, and is then told.
    session.execute(select(Lab.id).where(Lab.id == lab.id).with_for_update())
    lab.purged_at, lab.phase, lab.forum_sheet_id = datetime.now(UTC), Phase.CLOSED, None
    keep_supports(session, Support.lab_id == lab.id)
    for table in PERSONAL:
        session.execute(delete(table).where(table.lab_id == lab.id))
    _empty_cards(session, lab)
    sheets = select(SolutionSheet.id).where(SolutionSheet.lab_id == lab.id)
    session.execute(delete(Photo).where(Photo.sheet_id.in_(sheets)))
    session.execute(delete(SheetVersion).where(SheetVersion.sheet_id.in_(sheets)))
    session.execute(update(Feedback).where(Feedback.lab_id == lab.id).values(better=""))
    _forget_people(session, lab)
    session.add(
        JournalEntry(lab_id=lab.id, at=lab.purged_at, role="operator", act="lab_purged", facts={}, account_id=None)
    )
    live.announce(session, lab.id)


def _empty_cards(session: Session, lab: Lab) -> None:
    """Each card keeps its number in the lab, so that the ranking can still be read."""
    cards = session.scalars(select(PainPoint).where(PainPoint.lab_id == lab.id).order_by(PainPoint.id))
    for number, card in enumerate(cards.all(), start=1):
        card.title, card.detail, card.participant_id, card.form_key = f"№ {number}", "", None, f"erased {card.id}"


def _forget_people(session: Session, lab: Lab) -> None:
    """They stay as a count per persona."""
    session.flush()
    for person in session.scalars(select(Participant).where(Participant.lab_id == lab.id)).all():
        person.name, person.code_hash, person.joined_at = "", f"erased {person.id}", lab.created_at
