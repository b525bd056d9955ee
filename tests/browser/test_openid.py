"""Signing in and out with a real provider in a real browser, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from openlab.actions.identities import forget_identities
from openlab.db.tables import Account
from tests.browser.conftest import Watch
from tests.browser.examined import examine
from tests.openid import django_provider as real
from tests.openid.both import Both, site_and_provider

Open = Callable[..., Page]
# The provider's own pages have no icon.
NO_ICON = "favicon.ico"


@pytest.fixture(scope="module")
def both(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with site_and_provider(sqlite_template, tmp_path_factory.mktemp("provider")) as made:
        yield made


def sign_in_there(page: Page) -> None:
    expect(page.get_by_role("heading")).to_have_text("The provider: sign in")
    page.get_by_label("Username").fill(real.NAME)
    page.get_by_label("Password").fill(real.PASSWORD)
    page.get_by_role("button", name="Sign in there").click()
    expect(page.get_by_role("heading")).to_have_text("May openlab know who you are?")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_whole_way_in_and_out(both: Both, phone: Open, watch: Watch, javascript: bool) -> None:
    watch.allow(NO_ICON)
    page = phone(f"{both.served.url}/account", java_script_enabled=javascript)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_origin(request)))
    page.get_by_role("link", name="S’identifier avec ProConnect").click()
    sign_in_there(page)
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Camille")
    assert page.url == f"{both.served.url}/account", "where one was going; the code is in no address any more"
    expect(page.get_by_text("avec ProConnect", exact=False).first).to_be_visible()

    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Déconnexion")
    page.get_by_role("link", name="Se déconnecter aussi de ProConnect").click()
    expect(page.get_by_text("Vous êtes déconnecté·e d’openlab et de ProConnect.")).to_be_visible()

    page.get_by_role("link", name="Se connecter").click()
    page.get_by_role("link", name="S’identifier avec ProConnect").click()
    expect(page.get_by_role("heading")).to_have_text("The provider: sign in")
    assert set(asked) == {both.served.url, both.issuer.removesuffix("/o")}


def _origin(request: Request) -> str:
    return "/".join(request.url.split("/")[:3])


def test_who_is_not_let_in_can_come_as_somebody_else(both: Both, phone: Open, watch: Watch) -> None:
    watch.allow(NO_ICON, 403)
    page = phone(f"{both.served.url}/sign-in")
    with both.served.site.database.writing() as session:
        forget_identities(session, both.account)
    _let_in_only("somebody-else@example.org", both)
    try:
        page.get_by_role("link", name="S’identifier avec ProConnect").click()
        sign_in_there(page)
        page.get_by_role("button", name="Yes").click()
        expect(page.locator(".fault")).to_contain_text("Aucun compte ne s’ouvre ici")
        expect(page.locator(".fault")).to_be_focused()
        expect(page.get_by_label("Mot de passe")).to_be_visible()
        assert examine(page).faults == []
        page.get_by_role("link", name="Se déconnecter de ProConnect").click()
        expect(page.get_by_text("et de ProConnect")).to_be_visible()
    finally:
        _let_in_only(real.EMAIL, both)


def _let_in_only(email: str, both: Both) -> None:
    with both.served.site.database.writing() as session:
        session.get_one(Account, both.account).email = email


def test_who_says_no_there_can_still_use_the_password(both: Both, phone: Open, watch: Watch) -> None:
    watch.allow(NO_ICON, 403)
    page = phone(f"{both.served.url}/sign-in")
    page.get_by_role("link", name="S’identifier avec ProConnect").click()
    sign_in_there(page)
    page.get_by_role("button", name="No").click()
    expect(page.locator(".fault")).to_contain_text("annulé")
    expect(page.get_by_label("Adresse électronique")).to_be_visible()


def test_the_pages_can_be_used_by_everyone(both: Both, phone: Open) -> None:
    page = phone(f"{both.served.url}/sign-in")
    assert examine(page).faults == []
    page.context.add_cookies([{"name": "openlab-leaving", "value": "a.b.c", "url": both.served.url}])
    page.goto(f"{both.served.url}/signed-out")
    expect(page.get_by_role("link", name="Se déconnecter aussi de ProConnect")).to_be_visible()
    assert examine(page).faults == []
