"""Staff accounts, one-time links, signing in and out; products and their members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from openlab.actions import accounts, products
from openlab.db.engine import Database
from openlab.db.queries import accounts as queries
from openlab.db.queries import products as product_queries
from openlab.db.tables import Account, OneTimeLink, SignIn
from openlab.domain import Refused, people
from tests.build import PASSWORD, PASSWORD_HASH, an_account, sign_ins, signed_in


def refusal(database: Database, act: Callable[..., object], *values: object) -> str:
    with pytest.raises(Refused) as refused, database.writing() as session:
        act(session, *values)
    return refused.value.code


def test_an_email_has_one_account_in_any_case(database: Database) -> None:
    with database.writing() as session:
        accounts.add_account(session, "Zoe@Example.org")
    assert refusal(database, accounts.add_account, "zoe@example.ORG") == "email_taken"


def test_a_one_time_link_sets_the_password_once(database: Database) -> None:
    with database.writing() as session:
        link = accounts.new_link(session, accounts.add_account(session, "zoe@example.org"))
    with database.writing() as session:
        assert accounts.use_link(session, link, PASSWORD_HASH).email == "zoe@example.org"
    assert refusal(database, accounts.use_link, link, PASSWORD_HASH) == "link_unknown"
    assert refusal(database, accounts.use_link, "made up", PASSWORD_HASH) == "link_unknown"


def test_a_link_is_good_for_a_week_and_a_new_one_ends_the_earlier(database: Database) -> None:
    with database.writing() as session:
        account = accounts.add_account(session, "zoe@example.org")
        first = accounts.new_link(session, account)
        second = accounts.new_link(session, account)
    assert refusal(database, accounts.use_link, first, PASSWORD_HASH) == "link_unknown"
    with database.writing() as session:
        session.execute(update(OneTimeLink).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert refusal(database, accounts.use_link, second, PASSWORD_HASH) == "link_unknown"


def test_only_fingerprints_of_secrets_are_stored(database: Database) -> None:
    with database.writing() as session:
        account = an_account(session)
        secret = signed_in(session, account)
        link = accounts.new_link(session, session.get_one(Account, account))
    with database.reading() as session:
        kept = [*session.scalars(select(SignIn.token_hash)), *session.scalars(select(OneTimeLink.token_hash))]
        kept += [str(password_hash) for password_hash in session.scalars(select(Account.password_hash))]
    assert not any(plain in text for plain in (secret, link, PASSWORD) for text in kept)
    assert kept[-1].startswith("$argon2id$")


def test_a_password_is_recognised_and_a_wrong_one_is_not() -> None:
    assert accounts.password_is(PASSWORD_HASH, PASSWORD)
    assert not accounts.password_is(PASSWORD_HASH, PASSWORD + "x")
    assert not accounts.password_is(None, PASSWORD)
    assert not accounts.password_is("not a hash", PASSWORD)


def test_a_browser_is_signed_in_until_it_is_signed_out_or_its_time_is_over(database: Database) -> None:
    with database.writing() as session:
        account = an_account(session)
        first, second = (people.fingerprint(signed_in(session, account)) for _ in range(2))
    now = datetime.now(UTC)
    with database.reading() as session:
        found = queries.signed_in(session, first, now)
        assert found is not None
        assert found[0].id == account
        assert queries.signed_in(session, first, now + timedelta(days=15)) is None
        assert len(queries.sign_ins(session, account, now)) == 2
    with database.writing() as session:
        accounts.sign_out(session, account, first)
    with database.reading() as session:
        assert queries.signed_in(session, first, now) is None
        assert queries.signed_in(session, second, now) is not None


def test_nobody_signs_someone_else_out(database: Database) -> None:
    with database.writing() as session:
        token = people.fingerprint(signed_in(session, an_account(session)))
        other = an_account(session, "other@example.org")
        accounts.sign_out(session, other, token)
    assert sign_ins(database) == 1


def test_a_new_password_signs_every_browser_out(database: Database) -> None:
    with database.writing() as session:
        account = an_account(session)
        signed_in(session, account)
        accounts.change_password(session, account, PASSWORD_HASH)
    assert sign_ins(database) == 0


def test_a_product_has_its_creator_as_facilitator_and_owner_and_an_address_of_its_own(database: Database) -> None:
    with database.writing() as session:
        account = an_account(session)
        first = products.create_product(session, account, "Démarches", "", "Agent\nUsager\nAgent\n")
        second = products.create_product(session, account, "Démarches", "", "Agent")
        assert (first.slug, second.slug) == ("demarches", "demarches-2")
        assert product_queries.roles(session, first.id, account) == {"facilitator", "owner"}
        assert [persona.name for persona in product_queries.personas(session, first.id)] == ["Agent", "Usager"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((" ", "", "Agent"), "product_name_missing"),
        (("a" * 121, "", "Agent"), "text_too_long"),
        (("x", "a" * 501, "Agent"), "text_too_long"),
        (("x", "", "  \n"), "personas_missing"),
        (("x", "", "a" * 81), "text_too_long"),
    ],
)
def test_a_product_that_cannot_be_right_is_refused(database: Database, values: tuple[str, ...], told: str) -> None:
    with database.writing() as session:
        account = an_account(session)
    assert refusal(database, products.create_product, account, *values) == told


def test_a_retired_persona_is_no_longer_offered_and_comes_back_when_added_again(database: Database) -> None:
    with database.writing() as session:
        product = products.create_product(session, an_account(session), "x", "", "Agent\nUsager").id
        agent, usager = product_queries.personas(session, product)
        products.retire_persona(session, product, agent.id)
    assert refusal(database, products.retire_persona, product, usager.id) == "persona_last"
    assert refusal(database, products.add_persona, product, " ") == "persona_name_missing"
    with database.writing() as session:
        products.add_persona(session, product, "Agent")
        products.add_persona(session, product, "Élu")
    with database.reading() as session:
        seen = [(persona.name, persona.retired) for persona in product_queries.personas(session, product)]
    assert seen == [("Agent", False), ("Usager", False), ("Élu", False)]


def test_a_member_without_an_account_gets_one_and_a_link_to_pass_on(database: Database) -> None:
    with database.writing() as session:
        first = an_account(session)
        product = products.create_product(session, first, "x", "", "Agent").id
        link = products.add_member(session, product, first, "Dev@example.org", "developer")
        assert products.add_member(session, product, first, "dev@example.org", "developer") is None
        dev = queries.account_by_email(session, "dev@example.org")
        assert dev is not None
        assert product_queries.roles(session, product, dev.id) == {"developer"}
    assert link
    with database.writing() as session:
        assert accounts.use_link(session, link, PASSWORD_HASH).email == "dev@example.org"
    assert refusal(database, products.add_member, product, first, "nobody", "developer") == "email_wrong"
    assert refusal(database, products.add_member, product, first, "a@example.org", "king") == "role_unknown"
