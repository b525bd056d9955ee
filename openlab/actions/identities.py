"""Who an account is at an OpenID Connect provider: bound when a person first comes, then known by it alone."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from openlab.db.queries import accounts, identities
from openlab.db.tables import Account, Identity
from openlab.db.upsert import insert_once
from openlab.domain import Refused, people


def bind(session: Session, issuer: str, subject: str, email: str) -> Account:
    """The account with this e-mail is this person's from now on: an account has one person per provider, and a person
    one account. Nobody gets an account by coming.

    Raises `openid_unknown`, the same whether there is no such account, it is somebody else's or the e-mail is not sure.
    """
    account = accounts.account_by_email(session, people.clean_email(email)) if _is_plain(email) else None
    if account is None:
        raise Refused("openid_unknown")
    values = {"issuer": issuer, "subject": subject, "account_id": account.id, "created_at": datetime.now(UTC)}
    insert_once(session, Identity, values)
    # The one that stands may have been bound before, or at the same moment by another request.
    if identities.account_of(session, issuer, subject) != account:
        raise Refused("openid_unknown")
    return account


def forget_identities(session: Session, account_id: int) -> None:
    """The next person who comes with the account's e-mail is bound to it."""
    session.execute(delete(Identity).where(Identity.account_id == account_id))


def _is_plain(email: str) -> bool:
    """In other alphabets, different e-mails can become the same small letters: those are not matched."""
    return email.isascii() and people.is_email(email)
