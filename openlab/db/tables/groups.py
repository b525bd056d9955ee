"""Working groups: wishes, groups, who is placed where and why."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base


class WorkingGroup(Base):
    """Three to eight people on one topic in one of the two rounds. `place` is its room and table."""

    __tablename__ = "working_groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"))
    round: Mapped[int]
    number: Mapped[int]
    topic_id: Mapped[int]
    place: Mapped[str] = mapped_column(String(80), default="")
    __table_args__ = (
        UniqueConstraint("lab_id", "round", "id"),
        UniqueConstraint("lab_id", "round", "number"),
        ForeignKeyConstraint(["lab_id", "topic_id"], ["pain_points.lab_id", "pain_points.id"]),
        CheckConstraint("round IN (1, 2)", name="round"),
        CheckConstraint("number >= 1", name="number"),
    )


class Wish(Base):
    """The topic that a person would like to work on, first to third choice."""

    __tablename__ = "wishes"
    lab_id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int]
    __table_args__ = (
        UniqueConstraint("lab_id", "round", "participant_id", "topic_id"),
        ForeignKeyConstraint(
            ["lab_id", "participant_id"], ["participants.lab_id", "participants.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["lab_id", "topic_id"], ["pain_points.lab_id", "pain_points.id"]),
        CheckConstraint("round IN (1, 2)", name="round"),
        CheckConstraint("rank BETWEEN 1 AND 3", name="rank"),
    )


class Placement(Base):
    """The one group of a person in a round, and why: the key makes a second group impossible."""

    __tablename__ = "placements"
    lab_id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    by_hand: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        ForeignKeyConstraint(
            ["lab_id", "participant_id"], ["participants.lab_id", "participants.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["lab_id", "round", "group_id"],
            ["working_groups.lab_id", "working_groups.round", "working_groups.id"],
            ondelete="CASCADE",
        ),
    )
