"""Which account a person of an OpenID Connect provider has."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Account, Identity


def account_of(session: Session, issuer: str, subject: str) -> Account | None:
    known = select(Account).join(Identity, Identity.account_id == Account.id)
    return session.scalar(known.where(Identity.issuer == issuer, Identity.subject == subject))


def is_bound(session: Session, account_id: int) -> bool:
    """Whether this account opens with a provider."""
    return session.scalars(select(Identity.id).where(Identity.account_id == account_id)).first() is not None
