"""The people of a lab, and what is personal to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from openlab.db.tables import Ballot, Lab, Participant, Persona
from openlab.domain import ballots


@dataclass(frozen=True)
class Person:
    """A participant, with their own ballot when they have cast one."""

    id: int
    lab_id: int
    name: str
    persona: str
    ballot: ballots.Ballot | None
    by_facilitator: bool


# Made once, for each page of a participant asks it.
PERSON = (
    select(Participant.id, Participant.name, Persona.name, Ballot.first, Ballot.second, Ballot.by_facilitator)
    .join(Persona, Persona.id == Participant.persona_id)
    .outerjoin(Ballot, (Ballot.lab_id == Participant.lab_id) & (Ballot.participant_id == Participant.id))
    .where(Participant.lab_id == bindparam("lab"), Participant.code_hash == bindparam("code_hash"))
)


def person(session: Session, lab_id: int, code_hash: str) -> Person | None:
    """Who holds this return code in this lab."""
    row: Any = session.execute(PERSON, {"lab": lab_id, "code_hash": code_hash}).one_or_none()
    if row is None:
        return None
    id_, name, persona, first, second, by_facilitator = row
    ballot = None if first is None else ballots.Ballot(first, second)
    return Person(id_, lab_id, name, persona, ballot, bool(by_facilitator))


def lab_code_of(session: Session, code_hash: str) -> str | None:
    """The code of the lab that a return code leads to."""
    return session.scalar(
        select(Lab.code).join(Participant, Participant.lab_id == Lab.id).where(Participant.code_hash == code_hash)
    )


def everyone(session: Session, lab_id: int) -> list[tuple[int, str, str]]:
    """(id, name, persona) of the people of a lab, by name. Never whether they have voted."""
    rows = session.execute(
        select(Participant.id, Participant.name, Persona.name)
        .join(Persona, Persona.id == Participant.persona_id)
        .where(Participant.lab_id == lab_id)
    )
    return sorted(((id_, name, persona) for id_, name, persona in rows), key=lambda p: (p[1].casefold(), p[0]))
