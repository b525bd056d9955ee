"""Who gives and takes which role in a product."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from openlab.actions import products
from openlab.db.engine import Database
from openlab.db.queries import accounts as queries
from openlab.db.queries import products as product_queries
from openlab.domain import Refused
from tests.build import an_account


def refusal(database: Database, act: Callable[..., object], *values: object) -> str:
    with pytest.raises(Refused) as refused, database.writing() as session:
        act(session, *values)
    return refused.value.code


def a_product_with(database: Database, **members: str) -> tuple[int, dict[str, int]]:
    """A product of Camille's, its facilitator and owner, and members with one role each; gives the accounts."""
    with database.writing() as session:
        accounts_of = {"camille": an_account(session)}
        product = products.create_product(session, accounts_of["camille"], "x", "", "Agent").id
        for name, role in members.items():
            accounts_of[name] = an_account(session, f"{name}@example.org")
            products.give_role(session, product, f"{name}@example.org", role)
    return product, accounts_of


def roles_of(database: Database, product: int, account: int) -> frozenset[str]:
    with database.reading() as session:
        return product_queries.roles(session, product, account)


def test_a_product_keeps_a_facilitator_and_an_owner(database: Database) -> None:
    product, who = a_product_with(database)
    camille = who["camille"]
    for role, why in (("facilitator", "member_last"), ("owner", "owner_last")):
        assert refusal(database, products.remove_member, product, camille, camille, role) == why
    with database.writing() as session:
        for role in ("facilitator", "owner"):
            products.add_member(session, product, camille, "second@example.org", role)
        for _ in range(2):
            products.remove_member(session, product, camille, camille, "facilitator")
        products.remove_member(session, product, camille, camille, "owner")
    assert roles_of(database, product, camille) == frozenset()


def test_only_owners_give_and_take_the_role_of_owner(database: Database) -> None:
    product, who = a_product_with(database, fati="facilitator", odile="owner")
    fati, odile = who["fati"], who["odile"]
    for email in ("fati@example.org", "new@example.org"):
        assert refusal(database, products.add_member, product, fati, email, "owner") == "role_of_owners"
    assert refusal(database, products.remove_member, product, fati, odile, "owner") == "role_of_owners"
    with database.reading() as session:
        assert queries.account_by_email(session, "new@example.org") is None
    with database.writing() as session:
        for role in ("facilitator", "developer", "designer"):
            products.add_member(session, product, fati, "new@example.org", role)
            new = queries.account_by_email(session, "new@example.org")
            assert new
            products.remove_member(session, product, fati, new.id, role)
        products.add_member(session, product, odile, "fati@example.org", "owner")
        products.remove_member(session, product, fati, odile, "owner")
    assert roles_of(database, product, fati) == {"facilitator", "owner"}
    assert roles_of(database, product, odile) == frozenset()


@pytest.mark.parametrize("role", ["developer", "designer", None])
def test_who_runs_nothing_gives_and_takes_no_role(database: Database, role: str | None) -> None:
    product, who = a_product_with(database, **({"dev": role} if role else {}))
    with database.writing() as session:
        dev = who.get("dev") or an_account(session, "stranger@example.org")
    assert refusal(database, products.add_member, product, dev, "a@example.org", "developer") == "not_facilitator"
    assert refusal(database, products.remove_member, product, dev, who["camille"], "owner") == "not_facilitator"


def test_two_owners_who_remove_each_other_at_once_leave_one(database: Database) -> None:
    product, who = a_product_with(database, odile="owner")
    pairs = (who["camille"], who["odile"]), (who["odile"], who["camille"])

    async def both() -> list[Any]:
        acts = (database.write(products.remove_member, product, by, whom, "owner") for by, whom in pairs)
        return await asyncio.gather(*acts, return_exceptions=True)

    for _ in range(10):
        outcomes = asyncio.run(both())
        left = [account for account in who.values() if "owner" in roles_of(database, product, account)]
        assert (len(left), outcomes.count(None)) == (1, 1)
        refused = next(outcome for outcome in outcomes if outcome)
        assert (type(refused), refused.code) in {(Refused, "role_of_owners"), (Refused, "not_facilitator")}
        with database.writing() as session:
            for name in who:
                products.give_role(session, product, f"{name}@example.org", "owner")
