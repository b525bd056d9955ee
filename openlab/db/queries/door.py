"""The door of a lab: where a code leads, the badges, and who was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Badge, Lab, Participant, RetiredCode
from openlab.domain.door import Why


@dataclass(frozen=True)
class BadgeLine:
    """A badge as facilitators see it: its number, the name printed on it if any, and who came in with it."""

    number: int
    name: str
    used_by: str | None


def retired(session: Session, lab_id: int, code_hash: str) -> RetiredCode | None:
    query = select(RetiredCode).where(RetiredCode.lab_id == lab_id, RetiredCode.code_hash == code_hash)
    return session.scalar(query)


def badge(session: Session, lab_id: int, code_hash: str) -> Badge | None:
    return session.scalar(select(Badge).where(Badge.lab_id == lab_id, Badge.code_hash == code_hash))


def unused(session: Session, lab_id: int, code_hash: str) -> tuple[str, str | None]:
    """Of a code that nobody in the lab has: why it was retired (or nothing), and the name on its badge, "" when the
    badge has none, None when it is no badge."""
    gone, held = retired(session, lab_id, code_hash), badge(session, lab_id, code_hash)
    return gone.why if gone else "", held.name if held else None


def lab_code_of(session: Session, code_hash: str) -> str | None:
    """The code of the lab that a return code or a badge leads to; also one that was retired, for its page says so."""
    for table in (Participant, Badge, RetiredCode):
        query = select(Lab.code).join(table, table.lab_id == Lab.id).where(table.code_hash == code_hash)
        if found := session.scalar(query):
            return found
    return None


def badges(session: Session, lab_id: int) -> list[BadgeLine]:
    """By number."""
    rows = session.execute(
        select(Badge.number, Badge.name, Participant.name)
        .outerjoin(Participant, Participant.code_hash == Badge.code_hash)
        .where(Badge.lab_id == lab_id)
        .order_by(Badge.number)
    )
    return [BadgeLine(*row) for row in rows]


def free_badges(session: Session, lab_id: int) -> Sequence[Badge]:
    """Those that nobody has come in with, and that may still be used, by number."""
    out = select(Participant.code_hash).union(select(RetiredCode.code_hash))
    query = select(Badge).where(Badge.lab_id == lab_id, Badge.code_hash.not_in(out))
    return session.scalars(query.order_by(Badge.number)).all()


def set_aside(session: Session, lab_id: int) -> Sequence[RetiredCode]:
    """Who was set aside, and may be let back in."""
    query = select(RetiredCode).where(RetiredCode.lab_id == lab_id, RetiredCode.why == Why.SET_ASIDE)
    return session.scalars(query.order_by(RetiredCode.id)).all()
