"""A lab, its agenda and timer, its people, its journal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base, one_of
from openlab.domain.phases import Phase
from openlab.domain.retention import MONTHS, MOST_MONTHS


class Lab(Base):
    """One half-day session of a product. `starts_at` is an hour of the room such as 14:00, or empty; an empty
    `conduct` stands for the usual rules; `forum_sheet_id` is the solution sheet that the forum has on the screen;
    `follow_up_at` is when its follow-up was published, empty while it is not. A `locked` door lets nobody new in;
    `by_badge` admits only people with a badge. What people gave is kept
    for `retention_months`; `purged_at` is when it was erased."""

    __tablename__ = "labs"
    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    theme: Mapped[str] = mapped_column(String(300))
    held_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(120))
    phase: Mapped[str] = mapped_column(String(20), default=Phase.PREPARATION)
    early: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)
    by_badge: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[str] = mapped_column(String(5), default="")
    conduct: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    group_minimum: Mapped[int] = mapped_column(default=3)
    group_maximum: Mapped[int] = mapped_column(default=8)
    forum_sheet_id: Mapped[int | None]
    evaluation_shown: Mapped[bool] = mapped_column(default=False)
    follow_up_at: Mapped[datetime | None]
    retention_months: Mapped[int] = mapped_column(default=MONTHS)
    purged_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    __table_args__ = (
        CheckConstraint(one_of("phase", tuple(Phase)), name="phase"),
        CheckConstraint("group_minimum BETWEEN 1 AND group_maximum", name="group_bounds"),
        CheckConstraint(f"retention_months BETWEEN 1 AND {MOST_MONTHS}", name="retention"),
    )


class AgendaStep(Base):
    """A step of a lab's agenda, in minutes; `phase` is the one that it belongs to, if any."""

    __tablename__ = "agenda_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int]
    phase: Mapped[str | None] = mapped_column(String(20))
    who: Mapped[str] = mapped_column(String(120), default="")
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes"),
        CheckConstraint(one_of("phase", tuple(Phase)), name="phase"),
    )


class Timer(Base):
    """The clock of a lab, one step at a time. Running or over: `ends_at`. Paused: `seconds_left`."""

    __tablename__ = "timers"
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), primary_key=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_steps.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(80))
    ends_at: Mapped[datetime | None]
    seconds_left: Mapped[int | None]
    __table_args__ = (CheckConstraint("(ends_at IS NULL) <> (seconds_left IS NULL)", name="running_or_paused"),)


class Participant(Base):
    """A person in the room. Of their return code only the fingerprint is kept. Without a name: somebody who erased what
    they gave, and is only counted."""

    __tablename__ = "participants"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"))
    persona_id: Mapped[int] = mapped_column(ForeignKey("personas.id"))
    name: Mapped[str] = mapped_column(String(40))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    joined_at: Mapped[datetime]
    has_left: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (UniqueConstraint("lab_id", "id"),)


class JournalEntry(Base):
    """Who (by role) did what and when. Never the content of a vote."""

    __tablename__ = "journal"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    role: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    act: Mapped[str] = mapped_column(String(40))
    pain_point_id: Mapped[int | None] = mapped_column(ForeignKey("pain_points.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
