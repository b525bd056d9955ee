"""Staff accounts and the products they are members of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base, one_of
from openlab.domain.people import ROLES, WAYS_IN


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
    opened_with: Mapped[str] = mapped_column(String(20), default="password", server_default="password")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    __table_args__ = (CheckConstraint(one_of("opened_with", WAYS_IN), name="opened_with"),)


class Identity(Base):
    """Who an account is at an OpenID Connect provider: one person each way, bound when they first came."""

    __tablename__ = "identities"
    id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("issuer", "account_id"))


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
