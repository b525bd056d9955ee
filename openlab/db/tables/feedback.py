"""The evaluation of a lab, not linked to any person.

SQLite numbers the rows of a table in the order in which they come, unless told not to: two tables filled together would
tell who gave which answer. These two are kept in the order of their keys alone.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base

NO_ORDER_OF_ARRIVAL = {"sqlite_with_rowid": False}


class Feedback(Base):
    """One person's level (1 to 5) and sentence, without the person: the id is random, so that no order tells who."""

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), index=True)
    level: Mapped[int]
    better: Mapped[str] = mapped_column(String(500), default="")
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        CheckConstraint("length(better) <= 500", name="better"),
        NO_ORDER_OF_ARRIVAL,
    )


class FeedbackGiven(Base):
    """Who has given feedback, so that nobody gives it twice; never what."""

    __tablename__ = "feedback_given"
    lab_id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(
            ["lab_id", "participant_id"], ["participants.lab_id", "participants.id"], ondelete="CASCADE"
        ),
        NO_ORDER_OF_ARRIVAL,
    )
