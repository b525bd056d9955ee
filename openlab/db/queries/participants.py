"""The people of a lab, and what is personal to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Ballot, Participant, Persona
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


def person(session: Session, lab_id: int, code_hash: str) -> Person | None:
    """Who holds this return code in this lab."""
    row = session.execute(
        select(Participant, Persona.name, Ballot)
        .join(Persona, Persona.id == Participant.persona_id)
        .outerjoin(Ballot, (Ballot.lab_id == lab_id) & (Ballot.participant_id == Participant.id))
        .where(Participant.lab_id == lab_id, Participant.code_hash == code_hash)
    ).one_or_none()
    if row is None:
        return None
    participant, persona = row[0], row[1]
    cast: Ballot | None = row[2]
    ballot = None if cast is None else ballots.Ballot(cast.first, cast.second)
    by_facilitator = cast is not None and cast.by_facilitator
    return Person(participant.id, lab_id, participant.name, persona, ballot, by_facilitator)


@dataclass(frozen=True)
class Entry:
    """A line of the list of people, as facilitators see it. Never whether the person has voted."""

    id: int
    name: str
    persona: str
    joined_at: datetime
    has_left: bool


def entry(session: Session, lab_id: int, person_id: int) -> Entry | None:
    row = session.execute(
        select(Participant.id, Participant.name, Persona.name, Participant.joined_at, Participant.has_left)
        .join(Persona, Persona.id == Participant.persona_id)
        .where(Participant.lab_id == lab_id, Participant.id == person_id)
    ).one_or_none()
    return Entry(*row) if row else None


def everyone(session: Session, lab_id: int) -> list[tuple[int, str, str]]:
    """(id, name, persona) of the people of a lab, by name, without those who erased themselves. Never whether they have
    voted."""
    rows = session.execute(
        select(Participant.id, Participant.name, Persona.name)
        .join(Persona, Persona.id == Participant.persona_id)
        .where(Participant.lab_id == lab_id, Participant.name != "")
    )
    return sorted(((id_, name, persona) for id_, name, persona in rows), key=lambda p: (p[1].casefold(), p[0]))
