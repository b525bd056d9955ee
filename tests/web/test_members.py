"""The members of a product, as the page shows them to each and takes their forms."""

from __future__ import annotations

import logging
import re

import pytest

from openlab.actions import products
from openlab.db.engine import Database
from openlab.db.queries import products as queries
from openlab.web.throttle import INVITING
from tests.build import Built, a_lab, an_account
from tests.web.conftest import Staff

PRODUCT = "/products/demarches"


@pytest.fixture
def built(database: Database) -> Built:
    """Camille is facilitator and owner, Fati facilitator."""
    built = a_lab(database)
    with database.writing() as session:
        an_account(session, "fati@example.org")
        products.give_role(session, built.product, "fati@example.org", "facilitator")
    return built


def account_of(database: Database, built: Built, name: str) -> int:
    with database.reading() as session:
        found = {account.name: account.id for account, _ in queries.members(session, built.product)}
    return found[name]


def test_the_page_offers_each_what_they_can_do(database: Database, built: Built, staff: Staff) -> None:
    fati = account_of(database, built, "fati")
    theirs, owners = staff(fati).get(PRODUCT).text, staff(built.account).get(PRODUCT).text
    for page, offered in ((theirs, False), (owners, True)):
        assert ('<option value="owner"' in page) is offered
        assert (f"/members/{built.account}/owner/remove" in page) is offered
        assert f"/members/{built.account}/facilitator/remove" in page
        assert '<option value="developer"' in page
        assert ("Only product owners give or take the role of product owner." in page) is not offered


def test_a_facilitator_cannot_become_owner_nor_remove_one(database: Database, built: Built, staff: Staff) -> None:
    fati = account_of(database, built, "fati")
    with staff(fati) as browser:
        for path, fields in (
            ("/members", {"email": "fati@example.org", "role": "owner"}),
            (f"/members/{built.account}/owner/remove", {}),
        ):
            answer = browser.submit(PRODUCT + path, **fields)
            assert answer.status_code == 403
            assert "Only product owners give or take the role of product owner." in answer.text
        assert browser.submit(f"{PRODUCT}/members", email="dev@example.org", role="developer").status_code == 200
    with database.reading() as session:
        assert queries.roles(session, built.product, fati) == {"facilitator"}
        assert queries.roles(session, built.product, built.account) == {"facilitator", "owner"}


def test_adding_somebody_with_an_account_says_so_and_gives_no_link(
    database: Database, built: Built, staff: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "openlab")
    camille = staff(built.account)
    new = camille.submit(f"{PRODUCT}/members", email="New@example.org ", role="developer")
    known = camille.submit(f"{PRODUCT}/members", email="New@example.org ", role="designer")
    assert re.search(r"/welcome/[\w-]{32}</code>", new.text)
    assert "/welcome/" not in known.text
    assert "new@example.org has an account already" in known.text
    told = [record.facts for record in caplog.records if record.msg == "member added"]  # type: ignore[attr-defined]
    assert [(fact["by"], fact["had_account"]) for fact in told] == [(built.account, False), (built.account, True)]
    assert "example.org" not in str(told)


@pytest.mark.usefixtures("no_attempt_comes_back")
def test_a_list_of_addresses_cannot_be_tried(built: Built, staff: Staff) -> None:
    camille = staff(built.account)
    token = {"form_token": camille.token(), "role": "developer"}
    statuses = [
        camille.post(f"{PRODUCT}/members", data={**token, "email": f"person{n}@example.org"}).status_code
        for n in range(INVITING.attempts + 2)
    ]
    assert statuses == [200] * INVITING.attempts + [429] * 2
    assert camille.get(PRODUCT).status_code == 200


def test_the_last_owner_is_told_why_they_stay(built: Built, staff: Staff) -> None:
    last = staff(built.account).submit(f"{PRODUCT}/members/{built.account}/owner/remove")
    assert last.status_code == 409
    assert "A product needs at least one product owner." in last.text
