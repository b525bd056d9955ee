"""Every mapped class, and the constraints that simultaneous requests cannot defeat."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from openlab.domain.pain_points import DETAIL_LIMIT, TITLE_LIMIT
from openlab.domain.people import ROLES
from openlab.domain.phases import Phase

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: Moment, dict[str, Any]: JSON}


class Account(Base):
    """A staff member: facilitator, product owner or team. Participants have none."""

    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]


class SignIn(Base):
    """A signed-in browser. Deleting the row signs it out."""

    __tablename__ = "sign_ins"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class OneTimeLink(Base):
    """A link that lets one person set a password, once."""

    __tablename__ = "one_time_links"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class Product(Base):
    """A digital service that is being co-designed."""

    __tablename__ = "products"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(Text)


class Member(Base):
    """What an account may do for a product; one row per role."""

    __tablename__ = "members"
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    __table_args__ = (CheckConstraint(one_of("role", ROLES), name="role"),)


class Persona(Base):
    """A kind of user of a product. A retired one is no longer offered, but keeps what was said under it."""

    __tablename__ = "personas"
    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (UniqueConstraint("product_id", "name"),)


class Lab(Base):
    """One half-day session of a product."""

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
    created_at: Mapped[datetime]
    __table_args__ = (CheckConstraint(one_of("phase", tuple(Phase)), name="phase"),)


class AgendaStep(Base):
    """A step of a lab's agenda, in minutes."""

    __tablename__ = "agenda_steps"
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int]
    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes"),)


class Participant(Base):
    """A person in the room. Of their return code only the fingerprint is kept."""

    __tablename__ = "participants"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"))
    persona_id: Mapped[int] = mapped_column(ForeignKey("personas.id"))
    name: Mapped[str] = mapped_column(String(40))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    joined_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("lab_id", "id"),)


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
    pain_point_id: Mapped[int] = mapped_column(ForeignKey("pain_points.id"), primary_key=True)
    place: Mapped[int]
    votes: Mapped[int]


class PersonaVotes(Base):
    """The votes of one persona, kept only where enough of it voted for nobody to be recognised."""

    __tablename__ = "persona_votes"
    lab_id: Mapped[int] = mapped_column(ForeignKey("results.lab_id", ondelete="CASCADE"), primary_key=True)
    persona_id: Mapped[int] = mapped_column(ForeignKey("personas.id"), primary_key=True)
    pain_point_id: Mapped[int] = mapped_column(ForeignKey("pain_points.id"), primary_key=True)
    votes: Mapped[int]


class Topic(Base):
    """A pain point that the facilitator kept for the working groups."""

    __tablename__ = "topics"
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), primary_key=True)
    pain_point_id: Mapped[int] = mapped_column(ForeignKey("pain_points.id"), primary_key=True)


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
