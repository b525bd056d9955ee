"""Products, their members and labs, as a signed-in account sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.db.tables import Account, Lab, Member, Participant, Persona, Product


@dataclass(frozen=True)
class LabLine:
    """A lab in a list."""

    lab: Lab
    product: str
    people: int


def products_of(session: Session, account_id: int) -> Sequence[Product]:
    members = select(Member.product_id).where(Member.account_id == account_id)
    return session.scalars(select(Product).where(Product.id.in_(members)).order_by(Product.name, Product.id)).all()


def product_by_slug(session: Session, slug: str) -> Product | None:
    return session.scalar(select(Product).where(Product.slug == slug))


def roles(session: Session, product_id: int, account_id: int) -> frozenset[str]:
    """What an account may do for a product; empty when it is not a member."""
    query = select(Member.role).where(Member.product_id == product_id, Member.account_id == account_id)
    return frozenset(session.scalars(query))


def members(session: Session, product_id: int) -> list[tuple[Account, str]]:
    rows = session.execute(
        select(Account, Member.role)
        .join(Member, Member.account_id == Account.id)
        .where(Member.product_id == product_id)
        .order_by(Account.name, Account.id, Member.role)
    )
    return [(account, role) for account, role in rows]


def personas(session: Session, product_id: int) -> Sequence[Persona]:
    return session.scalars(
        select(Persona).where(Persona.product_id == product_id).order_by(Persona.position, Persona.id)
    ).all()


def labs_of(session: Session, product_ids: Sequence[int]) -> list[LabLine]:
    """The labs of these products, the newest first."""
    people = select(func.count()).where(Participant.lab_id == Lab.id).scalar_subquery()
    rows = session.execute(
        select(Lab, Product.name, people)
        .join(Product, Product.id == Lab.product_id)
        .where(Lab.product_id.in_(product_ids))
        .order_by(Lab.held_on.is_(None).desc(), Lab.held_on.desc(), Lab.id.desc())
    )
    return [LabLine(lab, product, count) for lab, product, count in rows]
