"""Staff accounts: one-time links, passwords, signing in and out. No mail is ever sent."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from openlab.db.queries import accounts
from openlab.db.tables import Account, OneTimeLink, SignIn
from openlab.db.upsert import insert_once
from openlab.domain import Refused, people

LINK_LIFETIME = timedelta(days=7)
SIGN_IN_LIFETIME = timedelta(days=14)

_hasher = PasswordHasher()


def add_account(session: Session, email: str, name: str = "") -> Account:
    """A staff account without a password yet. Raises `email_wrong`, `email_taken`."""
    email = people.clean_email(email)
    name = people.clean_name(name) if name else email.split("@")[0]
    values = {"email": email, "name": name[:80], "password_hash": None, "created_at": datetime.now(UTC)}
    account_id = insert_once(session, Account, values)
    if account_id is None:
        raise Refused("email_taken", "email", email=email)
    return session.get_one(Account, account_id)


def new_link(session: Session, account: Account) -> str:
    """The secret of a link that lets the person set a password, once, within 7 days; earlier links stop working."""
    secret = secrets.token_urlsafe(24)
    session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account.id))
    session.add(
        OneTimeLink(
            token_hash=people.fingerprint(secret),
            account_id=account.id,
            expires_at=datetime.now(UTC) + LINK_LIFETIME,
        )
    )
    return secret


def hash_password(password: str) -> str:
    """Argon2id, which takes its time: call it outside the database's threads. Raises `password_short`,
    `password_long`, `password_guessed`."""
    people.check_password(password)
    return _hasher.hash(password)


def password_is(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; as slow for an account that does not exist as for one that does."""
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), password[: people.PASSWORD_LIMIT])
    except (VerificationError, InvalidHashError):
        return False


def set_password(session: Session, account: Account, password_hash: str) -> None:
    """A new password signs every other browser of this account out."""
    account.password_hash = password_hash
    sign_out_everywhere(session, account.id)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex())


def change_password(session: Session, account_id: int, password_hash: str) -> None:
    set_password(session, session.get_one(Account, account_id), password_hash)


def use_link(session: Session, secret: str, password_hash: str) -> Account:
    """Set a password with a one-time link, which then stops working. Raises `link_unknown`."""
    token = people.fingerprint(secret)
    account = accounts.account_of_link(session, token, datetime.now(UTC))
    used = session.execute(delete(OneTimeLink).where(OneTimeLink.token_hash == token).returning(OneTimeLink.token_hash))
    if account is None or used.scalar_one_or_none() is None:
        raise Refused("link_unknown")
    set_password(session, account, password_hash)
    return account


def sign_in(session: Session, account_id: int, device: str) -> str:
    """Sign a browser in for 14 days; gives the secret that it keeps. `device` helps its owner to recognise it."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    forget_the_expired(session)
    session.add(
        SignIn(
            token_hash=people.fingerprint(secret),
            account_id=account_id,
            device=device[:80],
            created_at=now,
            expires_at=now + SIGN_IN_LIFETIME,
        )
    )
    return secret


def forget_the_expired(session: Session) -> None:
    """Sign-ins and one-time links that are worth nothing any more."""
    for table in (SignIn, OneTimeLink):
        session.execute(delete(table).where(table.expires_at <= datetime.now(UTC)))


def stay_signed_in(session: Session, token_hash: str) -> None:
    """A browser that is in use stays signed in: nobody is signed out in the middle of a lab."""
    until = datetime.now(UTC) + SIGN_IN_LIFETIME
    session.execute(update(SignIn).where(SignIn.token_hash == token_hash).values(expires_at=until))


def sign_out_everywhere(session: Session, account_id: int) -> None:
    session.execute(delete(SignIn).where(SignIn.account_id == account_id))


def sign_out(session: Session, account_id: int, token_hash: str) -> None:
    """Sign one browser of this account out, from there or from another."""
    session.execute(delete(SignIn).where(SignIn.account_id == account_id, SignIn.token_hash == token_hash))
