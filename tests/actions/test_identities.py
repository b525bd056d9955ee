"""Who an account is at a provider: one person, bound once, on both databases and under simultaneous requests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from openlab.actions import accounts
from openlab.actions.identities import bind, forget_identities
from openlab.db.engine import Database
from openlab.db.queries import identities
from openlab.db.tables import Account, Identity
from openlab.domain import Refused

ISSUER, OTHER = "https://provider.example", "https://other.example"


@pytest.fixture
def camille(database: Database) -> int:
    with database.writing() as session:
        return accounts.add_account(session, "camille@example.org").id


def bound(database: Database, subject: str, email: str = "camille@example.org", issuer: str = ISSUER) -> int | str:
    """The account that somebody gets, or the refusal."""
    try:
        with database.writing() as session:
            return bind(session, issuer, subject, email).id
    except Refused as refusal:
        return refusal.code


def test_who_comes_first_with_an_accounts_email_is_bound_to_it(database: Database, camille: int) -> None:
    assert bound(database, "one", "Camille@Example.org") == camille
    assert bound(database, "one") == camille, "binding again changes nothing"
    with database.reading() as session:
        assert identities.account_of(session, ISSUER, "one") == session.get(Account, camille)
        assert identities.account_of(session, OTHER, "one") is None
        assert identities.account_of(session, ISSUER, "ONE") is None
        assert identities.is_bound(session, camille)


def test_an_account_has_one_person_per_provider(database: Database, camille: int) -> None:
    assert bound(database, "one") == camille
    assert bound(database, "two") == "openid_unknown"
    assert bound(database, "one", issuer=OTHER) == camille


def test_a_person_has_one_account(database: Database, camille: int) -> None:
    with database.writing() as session:
        accounts.add_account(session, "other@example.org")
    assert bound(database, "one") == camille
    assert bound(database, "one", "other@example.org") == "openid_unknown"


@pytest.mark.parametrize("email", ["", "nobody@example.org", "suzie", "\u017fuzie@example.org", "suzie@example.org\n"])
def test_an_email_of_nobody_or_in_look_alike_letters_opens_nothing(
    database: Database, camille: int, email: str
) -> None:
    with database.writing() as session:
        accounts.add_account(session, "suzie@example.org")
    assert bound(database, "one", email) == "openid_unknown"


def test_of_twenty_people_who_come_at_once_with_one_email_one_is_bound(database: Database, camille: int) -> None:
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda number: bound(database, f"person {number}"), range(20)))
    assert sorted(got, key=str) == [camille, *["openid_unknown"] * 19]


def test_one_person_who_comes_twenty_times_at_once_gets_in_each_time(database: Database, camille: int) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: bound(database, "one"), range(20))) == [camille] * 20


def test_a_forgotten_person_can_be_followed_by_another(database: Database, camille: int) -> None:
    bound(database, "one")
    with database.writing() as session:
        forget_identities(session, camille)
    assert bound(database, "two") == camille


def test_the_database_itself_keeps_a_person_and_an_account_apart_from_all_others(
    database: Database, camille: int
) -> None:
    bound(database, "one")
    with database.writing() as session:
        other = accounts.add_account(session, "other@example.org")
        made = other.created_at
        other_id = other.id
    for subject, account in (("one", other_id), ("two", camille)):
        row = {"issuer": ISSUER, "subject": subject, "account_id": account, "created_at": made}
        with pytest.raises(IntegrityError), database.writing() as session:
            session.execute(insert(Identity).values(row))


def test_with_an_account_its_identities_go(database: Database, camille: int) -> None:
    bound(database, "one")
    with database.writing() as session:
        session.delete(session.get_one(Account, camille))
    with database.reading() as session:
        assert session.scalars(select(Identity)).all() == []
