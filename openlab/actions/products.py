"""Products, their personas and their members."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.accounts import add_account, new_link
from openlab.db.queries import accounts
from openlab.db.tables import Lab, Member, Persona, Product
from openlab.db.upsert import insert_once, put
from openlab.domain import Refused, people

NAME_LIMIT = 120
PURPOSE_LIMIT = 500
PERSONA_LIMIT = 80
PERSONAS_LIMIT = 30


def create_product(session: Session, account_id: int, name: str, purpose: str, personas: str) -> Product:
    """A new product, with one persona per line; its creator becomes facilitator and owner of it.

    Raises `product_name_missing`, `text_too_long`, `personas_missing`, `personas_too_many`.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("product_name_missing", "name")
    _within(name, NAME_LIMIT, "name")
    _within(purpose, PURPOSE_LIMIT, "purpose")
    names = list(dict.fromkeys(" ".join(line.split()) for line in personas.splitlines() if line.strip()))
    if not names:
        raise Refused("personas_missing", "personas")
    if len(names) > PERSONAS_LIMIT:
        raise Refused("personas_too_many", "personas", limit=PERSONAS_LIMIT)
    product_id, slug, number = None, people.slug(name), 1
    while product_id is None:
        values = {"name": name, "purpose": purpose.strip(), "slug": slug if number == 1 else f"{slug}-{number}"}
        product_id = insert_once(session, Product, values)
        number += 1
    for persona in names:
        add_persona(session, product_id, persona)
    session.add_all(
        Member(product_id=product_id, account_id=account_id, role=role) for role in ("facilitator", "owner")
    )
    return session.get_one(Product, product_id)


def add_persona(session: Session, product_id: int, name: str) -> None:
    """One more kind of user, offered at once in the labs; one that was retired is offered again.

    Raises `persona_name_missing`, `text_too_long`.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("persona_name_missing", "persona")
    _within(name, PERSONA_LIMIT, "persona")
    known = session.scalar(select(Persona).where(Persona.product_id == product_id, Persona.name == name))
    if known:
        known.retired = False
    else:
        _append_persona(session, product_id, name)
    _tell_labs(session, product_id)


def _append_persona(session: Session, product_id: int, name: str) -> None:
    last = session.scalar(select(func.max(Persona.position)).where(Persona.product_id == product_id))
    insert_once(
        session,
        Persona,
        {"product_id": product_id, "name": name, "position": (last or 0) + 1, "retired": False},
    )


def retire_persona(session: Session, product_id: int, persona_id: int) -> None:
    """No longer offered to people who join; what was said under it stays. Raises `persona_last`."""
    offered = select(Persona).where(Persona.product_id == product_id, Persona.retired.is_(False))
    remaining = {persona.id: persona for persona in session.scalars(offered.with_for_update())}
    if persona_id in remaining:
        if len(remaining) == 1:
            raise Refused("persona_last")
        remaining[persona_id].retired = True
        _tell_labs(session, product_id)


def _tell_labs(session: Session, product_id: int) -> None:
    for lab_id in session.scalars(select(Lab.id).where(Lab.product_id == product_id)):
        live.announce(session, lab_id)


def add_member(session: Session, product_id: int, by: int, email: str, role: str) -> str | None:
    """A member gives an account a role; a person without an account gets one, and the one-time link to pass on is
    returned.

    Raises `email_wrong`, and what `people.check_role` raises.
    """
    email = people.clean_email(email)
    people.check_role(role, {member.role for member in _held(session, product_id) if member.account_id == by})
    return give_role(session, product_id, email, role)


def give_role(session: Session, product_id: int, email: str, role: str) -> str | None:
    """The same, decided on the server. Raises `email_wrong`."""
    email = people.clean_email(email)
    account = accounts.account_by_email(session, email)
    link = None
    if account is None:
        account = add_account(session, email)
        link = new_link(session, account)
    put(session, Member, {"product_id": product_id, "account_id": account.id, "role": role})
    return link


def remove_member(session: Session, product_id: int, by: int, account_id: int, role: str) -> None:
    """A member takes a role back. Raises `member_last` and `owner_last` rather than leave a product without a
    facilitator or an owner, and what `people.check_role` raises."""
    held = _held(session, product_id)
    people.check_role(role, {member.role for member in held if member.account_id == by})
    same_role = {member.account_id: member for member in held if member.role == role}
    if account_id in same_role:
        if role in people.KEPT_ROLES and len(same_role) == 1:
            raise Refused("owner_last" if role == people.OWNER else "member_last")
        session.delete(same_role[account_id])


def _held(session: Session, product_id: int) -> Sequence[Member]:
    """The roles that are given in a product. Whoever gives or takes one meanwhile waits, and is then judged anew."""
    query = select(Member).where(Member.product_id == product_id).order_by(Member.account_id, Member.role)
    return session.scalars(query.with_for_update()).all()


def _within(text: str, limit: int, field: str) -> None:
    if len(text.strip()) > limit:
        raise Refused("text_too_long", field, length=len(text.strip()), limit=limit)
