"""All that one participant gave to a lab, as they can take it with them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import (
    Ballot,
    FeedbackGiven,
    Lab,
    PainPoint,
    Participant,
    Persona,
    Placement,
    Remark,
    SheetVersion,
    SolutionSheet,
    Support,
    Wish,
    WorkingGroup,
)
from openlab.domain.sheets import FIELDS

Given = dict[str, Any]


def given_by(session: Session, lab_id: int, participant_id: int) -> Given:
    """Everything that is kept of a person, in values that JSON has. Their evaluation is not: nothing leads to it."""
    person = session.get_one(Participant, participant_id)
    lab = session.get_one(Lab, lab_id)
    titles = {card.id: card.title for card in session.scalars(select(PainPoint).where(PainPoint.lab_id == lab_id))}
    return {
        "lab": {"title": lab.title, "code": lab.code, "held_on": lab.held_on and lab.held_on.isoformat()},
        "name": person.name,
        "persona": session.get_one(Persona, person.persona_id).name,
        "joined_at": person.joined_at.isoformat(),
        "pain_points": _cards(session, lab_id, participant_id),
        "ballot": _ballot(session, lab_id, participant_id, titles),
        "wishes": _wishes(session, lab_id, participant_id, titles),
        "groups": _groups(session, lab_id, participant_id, titles),
        "sheet_versions": _versions(session, participant_id),
        "would_help_with": _proposals(session, lab_id, participant_id, titles),
        "remarks": list(session.scalars(select(Remark.text).filter_by(lab_id=lab_id, participant_id=participant_id))),
        "has_evaluated": session.get(FeedbackGiven, (lab_id, participant_id)) is not None,
    }


def _cards(session: Session, lab_id: int, participant_id: int) -> list[Given]:
    mine = select(PainPoint).where(PainPoint.lab_id == lab_id, PainPoint.participant_id == participant_id)
    return [
        {
            "title": card.title,
            "detail": card.detail,
            "given_at": card.created_at.isoformat(),
            "withdrawn": card.withdrawn,
            "hidden": card.hidden,
        }
        for card in session.scalars(mine.order_by(PainPoint.id))
    ]


def _ballot(session: Session, lab_id: int, participant_id: int, titles: dict[int, str]) -> list[str]:
    ballot = session.get(Ballot, (lab_id, participant_id))
    return [titles[ballot.first], titles[ballot.second]] if ballot else []


def _wishes(session: Session, lab_id: int, participant_id: int, titles: dict[int, str]) -> list[Given]:
    mine = select(Wish).where(Wish.lab_id == lab_id, Wish.participant_id == participant_id)
    rows = session.scalars(mine.order_by(Wish.round, Wish.rank))
    return [{"round": wish.round, "rank": wish.rank, "topic": titles[wish.topic_id]} for wish in rows]


def _groups(session: Session, lab_id: int, participant_id: int, titles: dict[int, str]) -> list[Given]:
    rows = session.scalars(
        select(WorkingGroup)
        .join(Placement, Placement.group_id == WorkingGroup.id)
        .where(Placement.lab_id == lab_id, Placement.participant_id == participant_id)
        .order_by(WorkingGroup.round)
    )
    return [{"round": group.round, "number": group.number, "topic": titles[group.topic_id]} for group in rows]


def _versions(session: Session, participant_id: int) -> list[Given]:
    mine = select(SheetVersion).where(SheetVersion.participant_id == participant_id).order_by(SheetVersion.saved_at)
    return [
        {"saved_at": version.saved_at.isoformat(), **{field: getattr(version, field) for field in FIELDS}}
        for version in session.scalars(mine)
    ]


def _proposals(session: Session, lab_id: int, participant_id: int, titles: dict[int, str]) -> list[str]:
    topics = session.scalars(
        select(WorkingGroup.topic_id)
        .join(SolutionSheet, SolutionSheet.group_id == WorkingGroup.id)
        .join(Support, Support.sheet_id == SolutionSheet.id)
        .where(Support.lab_id == lab_id, Support.participant_id == participant_id)
        .order_by(SolutionSheet.id)
    )
    return [titles[topic] for topic in topics]
