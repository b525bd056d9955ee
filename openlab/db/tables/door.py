"""The door of a lab: its badges, and the codes that lead in no more."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from openlab.db.tables.base import Base, one_of
from openlab.domain.door import Why


class Badge(Base):
    """A printed way in. Its code, of which only the fingerprint is kept, becomes the return code of whoever uses it."""

    __tablename__ = "badges"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(40), default="")
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    __table_args__ = (UniqueConstraint("lab_id", "number"), CheckConstraint("number >= 1", name="number"))


class RetiredCode(Base):
    """A return code that was replaced, or whose person was set aside; the name is for who may let them back in."""

    __tablename__ = "retired_codes"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(ForeignKey("labs.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    why: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(40))
    __table_args__ = (CheckConstraint(one_of("why", tuple(Why)), name="why"),)
