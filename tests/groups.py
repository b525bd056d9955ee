"""Working groups for tests about what happens in them, put straight into the database."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from openlab.db.engine import Database
from openlab.db.tables import Placement, WorkingGroup
from openlab.domain.phases import Phase
from tests.build import Built, a_lab


def a_lab_in_groups(database: Database, at: Phase = Phase.GROUPS_1, *, people_in: int = 4) -> tuple[Built, list[int]]:
    """A lab with two groups in each round, and the ids of the groups: round 1 first.

    People of even number are in group 1 of round 1 and group 2 of round 2, the others the other way round.
    """
    built = a_lab(database, at, people_in=people_in)
    with database.writing() as session:
        groups = [
            add_group(session, built.lab, group_round, number, built.cards[number - 1])
            for group_round in (1, 2)
            for number in (1, 2)
        ]
        for position, person in enumerate(built.people):
            place(session, built.lab, 1, person, groups[position % 2])
            place(session, built.lab, 2, person, groups[3 - position % 2])
    return built, groups


def add_group(session: Session, lab: int, group_round: int, number: int, topic: int) -> int:
    group = WorkingGroup(lab_id=lab, round=group_round, number=number, topic_id=topic, place=f"Table {number}")
    session.add(group)
    session.flush()
    return group.id


def place(session: Session, lab: int, group_round: int, person: int, group: int) -> None:
    """Put a person into a group of a round, out of the one they were in."""
    held = (Placement.lab_id == lab, Placement.round == group_round, Placement.participant_id == person)
    session.execute(delete(Placement).where(*held))
    session.add(Placement(lab_id=lab, round=group_round, participant_id=person, group_id=group, reason="by_hand"))
    session.flush()
