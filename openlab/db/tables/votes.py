"""Pain points, ballots, and the result of the vote."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base
from openlab.domain.pain_points import DETAIL_LIMIT, TITLE_LIMIT


class PainPoint(Base):
    """A card. `form_key` is the fingerprint of the form, its giver and title: sent twice, it makes one card."""

    __tablename__ = "pain_points"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None]
    persona_id: Mapped[int | None] = mapped_column(ForeignKey("personas.id"))
    title: Mapped[str] = mapped_column(String(TITLE_LIMIT))
    detail: Mapped[str] = mapped_column(String(DETAIL_LIMIT))
    merged_into: Mapped[int | None]
    hidden: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    form_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("lab_id", "id"),
        UniqueConstraint("lab_id", "form_key"),
        ForeignKeyConstraint(["lab_id", "participant_id"], ["participants.lab_id", "participants.id"]),
        ForeignKeyConstraint(["lab_id", "merged_into"], ["pain_points.lab_id", "pain_points.id"]),
        CheckConstraint("merged_into <> id", name="merged_into_another"),
        CheckConstraint(f"length(title) BETWEEN 1 AND {TITLE_LIMIT}", name="title"),
        CheckConstraint(f"length(detail) <= {DETAIL_LIMIT}", name="detail"),
        Index("ix_pain_points_participant", "lab_id", "participant_id"),
    )


class Ballot(Base):
    """One person's two votes: one row, so that nobody ever has one, three, or twice the same, under any load."""

    __tablename__ = "ballots"
    lab_id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[int]
    second: Mapped[int]
    by_facilitator: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        ForeignKeyConstraint(
            ["lab_id", "participant_id"], ["participants.lab_id", "participants.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["lab_id", "first"], ["pain_points.lab_id", "pain_points.id"]),
        ForeignKeyConstraint(["lab_id", "second"], ["pain_points.lab_id", "pain_points.id"]),
        CheckConstraint("first < second", name="two_distinct"),
    )


class Result(Base):
    """The vote as it was when it closed: the one place that every page and export reads."""

    __tablename__ = "results"
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), primary_key=True)
    closed_at: Mapped[datetime]
    people: Mapped[int]
    ballots: Mapped[int]
    waiting: Mapped[int]
    __table_args__ = (CheckConstraint("ballots + waiting <= people", name="at_most_one_ballot_each"),)


class RankedPainPoint(Base):
    """A line of the result."""

    __tablename__ = "ranked_pain_points"
    lab_id: Mapped[int] = mapped_column(ForeignKey("results.lab_id", ondelete="CASCADE"), primary_key=True)
    pain_point_id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    votes: Mapped[int]
    __table_args__ = (ForeignKeyConstraint(["lab_id", "pain_point_id"], ["pain_points.lab_id", "pain_points.id"]),)


class PersonaVotes(Base):
    """The votes of one persona, kept only where enough of it voted for nobody to be recognised."""

    __tablename__ = "persona_votes"
    lab_id: Mapped[int] = mapped_column(ForeignKey("results.lab_id", ondelete="CASCADE"), primary_key=True)
    persona_id: Mapped[int] = mapped_column(ForeignKey("personas.id"), primary_key=True)
    pain_point_id: Mapped[int] = mapped_column(primary_key=True)
    votes: Mapped[int]
    __table_args__ = (ForeignKeyConstraint(["lab_id", "pain_point_id"], ["pain_points.lab_id", "pain_points.id"]),)


class Topic(Base):
    """A pain point that the facilitator kept for the working groups."""

    __tablename__ = "topics"
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), primary_key=True)
    pain_point_id: Mapped[int] = mapped_column(primary_key=True)
    __table_args__ = (ForeignKeyConstraint(["lab_id", "pain_point_id"], ["pain_points.lab_id", "pain_points.id"]),)
