"""Staff accounts and the browsers that are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Account, OneTimeLink, SignIn


def account_by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email))


def signed_in(session: Session, token_hash: str, now: datetime) -> tuple[Account, datetime] | None:
    """The account of a signed-in browser and until when, or None when it was signed out or its time is over."""
    found = session.execute(
        select(Account, SignIn.expires_at)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(SignIn.token_hash == token_hash, SignIn.expires_at > now)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def sign_ins(session: Session, account_id: int, now: datetime) -> Sequence[SignIn]:
    query = select(SignIn).where(SignIn.account_id == account_id, SignIn.expires_at > now)
    return session.scalars(query.order_by(SignIn.created_at.desc(), SignIn.token_hash)).all()


def account_of_link(session: Session, token_hash: str, now: datetime) -> Account | None:
    return session.scalar(
        select(Account)
        .join(OneTimeLink, OneTimeLink.account_id == Account.id)
        .where(OneTimeLink.token_hash == token_hash, OneTimeLink.expires_at > now)
    )


def all_accounts(session: Session) -> Sequence[Account]:
    return session.scalars(select(Account).order_by(Account.email)).all()
