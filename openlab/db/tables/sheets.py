"""Solution sheets, their versions and photos, and what the forum says of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base


class SolutionSheet(Base):
    """What a group built; one per group. `continues` is the sheet of round 1 that it takes further; `unlinked_supports`
    are those of people who have erased what they gave."""

    __tablename__ = "solution_sheets"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("working_groups.id", ondelete="CASCADE"), unique=True)
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("solution_sheets.id"))
    unlinked_supports: Mapped[int] = mapped_column(default=0)
    __table_args__ = (UniqueConstraint("lab_id", "id"),)


class SheetVersion(Base):
    """One saved text of a sheet; none is ever changed, but to erase who wrote it. Two saves on the same version cannot
    both be next. Without a participant, a facilitator saved it, unless it is `unsigned`: who did is erased."""

    __tablename__ = "sheet_versions"
    sheet_id: Mapped[int] = mapped_column(ForeignKey("solution_sheets.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id", ondelete="SET NULL"))
    unsigned: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    problem: Mapped[str] = mapped_column(Text, default="")
    for_whom: Mapped[str] = mapped_column(Text, default="")
    solution: Mapped[str] = mapped_column(Text, default="")
    first_step: Mapped[str] = mapped_column(Text, default="")
    gains: Mapped[str] = mapped_column(Text, default="")
    risks: Mapped[str] = mapped_column(Text, default="")
    spokesperson: Mapped[str] = mapped_column(String(80), default="")
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)


class SheetPersona(Base):
    """A persona that a version of a sheet is for."""

    __tablename__ = "sheet_personas"
    sheet_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    persona_id: Mapped[int] = mapped_column(ForeignKey("personas.id"), primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(
            ["sheet_id", "number"], ["sheet_versions.sheet_id", "sheet_versions.number"], ondelete="CASCADE"
        ),
    )


class Photo(Base):
    """A picture of a paper prototype, re-encoded: no EXIF, no position."""

    __tablename__ = "photos"
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("solution_sheets.id", ondelete="CASCADE"), index=True)
    form_key: Mapped[str] = mapped_column(String(64), unique=True)
    added_at: Mapped[datetime]
    width: Mapped[int]
    height: Mapped[int]
    jpeg: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    removed: Mapped[bool] = mapped_column(default=False)


class Support(Base):
    """A person would help with this proposal."""

    __tablename__ = "supports"
    lab_id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(
            ["lab_id", "sheet_id"], ["solution_sheets.lab_id", "solution_sheets.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["lab_id", "participant_id"], ["participants.lab_id", "participants.id"], ondelete="CASCADE"
        ),
    )


class Remark(Base):
    """The one sentence that a person leaves about a proposal."""

    __tablename__ = "remarks"
    lab_id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    __table_args__ = (
        ForeignKeyConstraint(
            ["lab_id", "sheet_id"], ["solution_sheets.lab_id", "solution_sheets.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["lab_id", "participant_id"], ["participants.lab_id", "participants.id"], ondelete="CASCADE"
        ),
        CheckConstraint("length(text) BETWEEN 1 AND 200", name="text"),
    )
