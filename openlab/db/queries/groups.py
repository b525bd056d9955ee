"""The working groups of a round: topic, place, people, and why each is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Lab, Participant, Persona, Placement, Wish, WorkingGroup
from openlab.domain import groups as rules


@dataclass(frozen=True)
class Placed:
    """A person in a group, by first name."""

    id: int
    name: str
    persona: str
    reason: str
    by_hand: bool
    has_left: bool


@dataclass(frozen=True)
class Group:
    """A working group as the room sees it; `topic_id` is the card it works on."""

    id: int
    round: int
    number: int
    topic_id: int
    place: str
    people: tuple[Placed, ...]

    @property
    def present(self) -> tuple[Placed, ...]:
        return tuple(person for person in self.people if not person.has_left)


def groups_of(session: Session, lab_id: int, round_: int) -> tuple[Group, ...]:
    people: dict[int, list[Placed]] = {}
    placed = session.execute(
        select(Placement, Participant, Persona.name)
        .join(Participant, Participant.id == Placement.participant_id)
        .join(Persona, Persona.id == Participant.persona_id)
        .where(Placement.lab_id == lab_id, Placement.round == round_)
        .order_by(Participant.name, Participant.id)
    )
    for placement, person, persona in placed:
        known = people.setdefault(placement.group_id, [])
        known.append(Placed(person.id, person.name, persona, placement.reason, placement.by_hand, person.has_left))
    return tuple(
        Group(row.id, row.round, row.number, row.topic_id, row.place, tuple(people.get(row.id, ())))
        for row in rows_of(session, lab_id, round_)
    )


def rows_of(session: Session, lab_id: int, round_: int) -> Sequence[WorkingGroup]:
    query = select(WorkingGroup).where(WorkingGroup.lab_id == lab_id, WorkingGroup.round == round_)
    return session.scalars(query.order_by(WorkingGroup.number)).all()


def wishes_of(session: Session, lab_id: int, round_: int, participant_id: int) -> list[int]:
    """The topics that a person wishes, best first."""
    query = select(Wish.topic_id).where(Wish.lab_id == lab_id, Wish.round == round_)
    return list(session.scalars(query.where(Wish.participant_id == participant_id).order_by(Wish.rank)))


def wishers(session: Session, lab_id: int, round_: int) -> int:
    """How many people have given wishes."""
    query = select(Wish.participant_id).where(Wish.lab_id == lab_id, Wish.round == round_).distinct()
    return len(session.scalars(query).all())


def seated(session: Session, lab_id: int, round_: int) -> tuple[list[rules.Person], list[rules.Group], rules.Sizes]:
    """Everyone, the groups and the sizes, as the rules of placement take them."""
    lab = session.get_one(Lab, lab_id)
    wishes: dict[int, list[int]] = {}
    for wish in session.scalars(select(Wish).where(Wish.lab_id == lab_id, Wish.round == round_).order_by(Wish.rank)):
        wishes.setdefault(wish.participant_id, []).append(wish.topic_id)
    now = {p.participant_id: p for p in _placements(session, lab_id, round_)}
    first = {p.participant_id: p for p in _placements(session, lab_id, 1)} if round_ == 2 else {}
    topics = {row.id: row.topic_id for row in rows_of(session, lab_id, 1)}
    people = []
    known_people = select(Participant).where(Participant.lab_id == lab_id, Participant.name != "")
    for person in session.scalars(known_people.order_by(Participant.id)):
        here, before = now.get(person.id), first.get(person.id)
        people.append(
            rules.Person(
                person.id,
                person.persona_id,
                tuple(wishes.get(person.id, ())),
                group=here.group_id if here else None,
                by_hand=bool(here and here.by_hand),
                present=not person.has_left,
                first_group=before.group_id if before else None,
                first_topic=topics.get(before.group_id) if before else None,
            )
        )
    known = [rules.Group(row.id, row.topic_id) for row in rows_of(session, lab_id, round_)]
    return people, known, rules.Sizes(lab.group_minimum, lab.group_maximum)


def _placements(session: Session, lab_id: int, round_: int) -> Sequence[Placement]:
    return session.scalars(select(Placement).where(Placement.lab_id == lab_id, Placement.round == round_)).all()
