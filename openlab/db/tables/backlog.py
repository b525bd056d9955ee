"""The backlog of a product: items, where they come from, what the team thinks of them, sprints, what was decided when.

No table here names a participant. Votes, support and remarks stay with the labs, and are read there each time.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base, one_of
from openlab.domain.backlog import DISCIPLINES, Moscow, Status
from openlab.domain.roadmap import CAPACITY_LIMIT, LINK_LIMIT, Horizon

TITLE_LIMIT = 200
INDICATOR_LIMIT = 300
GOAL_LIMIT = 300
OWNER = "owner"
RICE = ("rice_reach", "rice_impact", "rice_confidence", "rice_effort")


class Sprint(Base):
    """Two weeks of work of a product's team. `capacity` is how many items it can take, when that is known."""

    __tablename__ = "sprints"
    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    number: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    goal: Mapped[str] = mapped_column(String(GOAL_LIMIT), default="")
    capacity: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("product_id", "id"),
        UniqueConstraint("product_id", "number"),
        UniqueConstraint("product_id", "begins_on"),
        CheckConstraint("ends_on >= begins_on", name="dates"),
        CheckConstraint(f"capacity BETWEEN 1 AND {CAPACITY_LIMIT}", name="capacity"),
    )


class BacklogItem(Base):
    """A change that the product owner weighs. `number` is its reference in its product, and never changes.

    `version` counts the owners' changes, so that nobody overwrites what they have not seen. An item that was joined
    into another keeps everything; `place` is the one that an owner gave by hand. `for_whom` has one persona per line.
    """

    __tablename__ = "backlog_items"
    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    number: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    form_key: Mapped[str | None] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(TITLE_LIMIT))
    problem: Mapped[str] = mapped_column(Text, default="")
    solution: Mapped[str] = mapped_column(Text, default="")
    for_whom: Mapped[str] = mapped_column(Text, default="")
    indicator: Mapped[str] = mapped_column(String(INDICATOR_LIMIT), default="")
    external_link: Mapped[str] = mapped_column(String(LINK_LIMIT), default="")
    status: Mapped[str] = mapped_column(String(20), default=Status.KEPT)
    decline_reason: Mapped[str] = mapped_column(Text, default="")
    moscow: Mapped[str | None] = mapped_column(String(10))
    horizon: Mapped[str | None] = mapped_column(String(10))
    sprint_id: Mapped[int | None]
    place: Mapped[int | None]
    place_reason: Mapped[str] = mapped_column(Text, default="")
    rice_reach: Mapped[float | None]
    rice_impact: Mapped[float | None]
    rice_confidence: Mapped[float | None]
    rice_effort: Mapped[float | None]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    joined_into: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("product_id", "id"),
        UniqueConstraint("product_id", "number"),
        UniqueConstraint("product_id", "form_key"),
        ForeignKeyConstraint(["product_id", "sprint_id"], ["sprints.product_id", "sprints.id"]),
        ForeignKeyConstraint(["product_id", "joined_into"], ["backlog_items.product_id", "backlog_items.id"]),
        CheckConstraint(f"length(title) BETWEEN 1 AND {TITLE_LIMIT}", name="title"),
        CheckConstraint(one_of("status", tuple(Status)), name="status"),
        CheckConstraint("(status = 'declined') = (decline_reason <> '')", name="declined_with_a_reason"),
        CheckConstraint("(status = 'delivered') = (delivered_at IS NOT NULL)", name="delivered_at"),
        CheckConstraint(one_of("moscow", tuple(Moscow)), name="moscow"),
        CheckConstraint(one_of("horizon", tuple(Horizon)), name="horizon"),
        CheckConstraint("(place IS NULL) = (place_reason = '') AND coalesce(place, 1) >= 1", name="place"),
        CheckConstraint(
            "substr(external_link, 1, 7) = 'http://' OR substr(external_link, 1, 8) = 'https://' OR external_link = ''",
            name="external_link",
        ),
        CheckConstraint(
            f"{' AND '.join(f'{part} IS NULL' for part in RICE)} OR "
            "coalesce(rice_reach, -1) >= 0 AND coalesce(rice_impact, -1) >= 0 AND "
            "coalesce(rice_confidence, -1) BETWEEN 0 AND 1 AND coalesce(rice_effort, 0) > 0",
            name="rice",
        ),
        CheckConstraint("joined_into <> id", name="joined_into_another"),
    )


class ItemSource(Base):
    """A card or a solution sheet that an item comes from. Each is taken once: two owners cannot both accept it."""

    __tablename__ = "item_sources"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("backlog_items.id", ondelete="CASCADE"), index=True)
    lab_id: Mapped[int]
    pain_point_id: Mapped[int | None] = mapped_column(unique=True)
    sheet_id: Mapped[int | None] = mapped_column(unique=True)
    __table_args__ = (
        ForeignKeyConstraint(["lab_id", "pain_point_id"], ["pain_points.lab_id", "pain_points.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["lab_id", "sheet_id"], ["solution_sheets.lab_id", "solution_sheets.id"], ondelete="CASCADE"
        ),
        CheckConstraint("(pain_point_id IS NULL) <> (sheet_id IS NULL)", name="one_source"),
    )


class ItemVerbatim(Base):
    """A remark that an owner chose to show: the fingerprint of its text, on which sheet, and never whose it is.

    Once its author changes or withdraws the remark, nothing is shown.
    """

    __tablename__ = "item_verbatims"
    item_id: Mapped[int] = mapped_column(ForeignKey("backlog_items.id", ondelete="CASCADE"), primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("solution_sheets.id", ondelete="CASCADE"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)


class Assessment(Base):
    """One person's level from 1 to 5 for an item, in one role, and why. An item has one impact, the owners'."""

    __tablename__ = "assessments"
    item_id: Mapped[int] = mapped_column(ForeignKey("backlog_items.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    level: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime]
    __table_args__ = (
        CheckConstraint(one_of("role", (*DISCIPLINES, OWNER)), name="role"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        Index(
            "uq_assessments_impact",
            "item_id",
            unique=True,
            sqlite_where=text("role = 'owner'"),
            postgresql_where=text("role = 'owner'"),
        ),
    )


class ItemHistory(Base):
    """What was done to an item, by whom and when: of each changed value, `{"status": [before, after]}`."""

    __tablename__ = "item_history"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("backlog_items.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    act: Mapped[str] = mapped_column(String(40))
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ItemExport(Base):
    """When an item was last in a file for a target: what is declined after that still stands in the other tool."""

    __tablename__ = "item_exports"
    item_id: Mapped[int] = mapped_column(ForeignKey("backlog_items.id", ondelete="CASCADE"), primary_key=True)
    target: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime]
