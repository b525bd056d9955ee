"""Trackers: a product's connections, which item is which issue there, and what each push did.

No token is readable here: it is sealed with the installation's key.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base, one_of

KINDS = ("redmine", "gitlab", "github", "jira", "openproject", "grist")
OUTCOMES = ("waiting", "created", "changed", "found", "left", "refused", "doubtful")


class Connection(Base):
    """A project in a tracker. `mapping` says which value there stands for which of ours; `version` counts changes."""

    __tablename__ = "connections"
    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(500))
    project: Mapped[str] = mapped_column(String(200))
    account: Mapped[str] = mapped_column(String(254), default="")
    sealed_token: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5))
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    refreshed_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("product_id", "kind", "address", "project"),
        CheckConstraint(one_of("kind", KINDS), name="kind"),
    )


class IssueLink(Base):
    """An item and its issue in one tracker. The row is there before the issue is: until `linked_at`, its `marker` tells
    whether the issue exists. `reserved_at` is when its creation was last about to be sent; `sent` is what we last wrote
    of each field, `stood` what the tracker then had; `gone_at` is when the issue was last missed there."""

    __tablename__ = "issue_links"
    connection_id: Mapped[int] = mapped_column(ForeignKey("connections.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("backlog_items.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    marker: Mapped[str] = mapped_column(String(40), unique=True)
    reserved_at: Mapped[datetime]
    linked_at: Mapped[datetime | None]
    key: Mapped[str | None] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str] = mapped_column(String(1000), default="")
    sent: Mapped[dict[str, Any]] = mapped_column(default=dict)
    stood: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(String(200), default="")
    seen_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("connection_id", "key"),
        CheckConstraint("(linked_at IS NULL) = (key IS NULL)", name="linked"),
    )


class Push(Base):
    """Items on their way into a tracker, one push at a time for each connection. `beat_at` is when whoever runs it last
    said so: without a beat for a while, another process may take it over."""

    __tablename__ = "pushes"
    id: Mapped[int] = mapped_column(primary_key=True)
    connection_id: Mapped[int] = mapped_column(ForeignKey("connections.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    overwrite: Mapped[bool] = mapped_column(default=False)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    cancelled: Mapped[bool] = mapped_column(default=False)
    runner: Mapped[str | None] = mapped_column(String(40))
    beat_at: Mapped[datetime | None]
    problem: Mapped[dict[str, Any] | None]
    __table_args__ = (
        Index(
            "uq_pushes_open",
            "connection_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )


class PushStep(Base):
    """What became of one item in a push: an outcome, and what there is to say about it as codes and values."""

    __tablename__ = "push_steps"
    push_id: Mapped[int] = mapped_column(ForeignKey("pushes.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("backlog_items.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20), default="waiting")
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("push_id", "position"),
        CheckConstraint(one_of("outcome", OUTCOMES), name="outcome"),
    )
