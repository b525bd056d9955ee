"""The people of a lab, and what is personal to each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from openlab.db.tables import Ballot, Participant, Persona, columns, rows
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


# Made once, for each page and each ballot of a participant asks one of them.
_WHO, _PERSONA, _CAST = columns(Participant), columns(Persona), columns(Ballot)
OF_LAB = (
    select(_WHO.code_hash, _WHO.id, _WHO.name, _PERSONA.name, _CAST.first, _CAST.second, _CAST.by_facilitator)
    .join_from(rows(Participant), rows(Persona), _PERSONA.id == _WHO.persona_id)
    .outerjoin(rows(Ballot), (_CAST.lab_id == _WHO.lab_id) & (_CAST.participant_id == _WHO.id))
    .where(_WHO.lab_id == bindparam("lab"))
)
PERSON = OF_LAB.where(_WHO.code_hash == bindparam("held"))
PEOPLE = OF_LAB.where(_WHO.code_hash.in_(bindparam("held", expanding=True)))


def person(session: Session, lab_id: int, code_hash: str) -> Person | None:
    """Who holds this return code in this lab."""
    row = session.execute(PERSON, {"lab": lab_id, "held": code_hash}).one_or_none()
    return None if row is None else _person(lab_id, *row[1:])


def people(session: Session, lab_id: int, code_hashes: Collection[str]) -> dict[str, Person]:
    """Who holds each of these return codes in this lab; those that nobody holds are not among them."""
    rows = session.execute(PEOPLE, {"lab": lab_id, "held": list(code_hashes)})
    return {row[0]: _person(lab_id, *row[1:]) for row in rows}


def all_people(session: Session, lab_id: int) -> dict[str, Person]:
    """Everyone who is in this lab, by the fingerprint of their return code."""
    return {row[0]: _person(lab_id, *row[1:]) for row in session.execute(OF_LAB, {"lab": lab_id})}


def _person(
    lab_id: int, id_: int, name: str, persona: str, first: int | None, second: int | None, by_facilitator: bool | None
) -> Person:
    ballot = None if first is None or second is None else ballots.Ballot(first, second)
    return Person(id_, lab_id, name, persona, ballot, bool(by_facilitator))


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
