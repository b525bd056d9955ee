"""Signing in with a real provider, django-oauth-toolkit in a process of its own, as far as it goes without a browser."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from openlab.actions import accounts
from openlab.settings import Settings
from tests.conftest import sqlite_copy
from tests.openid import django_provider as real
from tests.serving import Served, Visitor, serving

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Both:
    """A site of ours and the provider that it signs in with."""

    served: Served
    issuer: str


@pytest.fixture(scope="module")
def both(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("provider")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        site = f"http://127.0.0.1:{found.getsockname()[1]}"
    with real.django_provider(folder, site) as issuer:
        settings = Settings(
            database_url=sqlite_copy(sqlite_template, folder),
            base_url=site,
            oidc_issuer=issuer,
            oidc_client_id=real.CLIENT_ID,
            oidc_client_secret=real.SECRET,
            oidc_scopes="openid profile email",
            oidc_acr="none",
        )
        with serving(settings) as served:
            with served.site.database.writing() as session:
                accounts.add_account(session, real.EMAIL, "Camille")
            yield Both(served, issuer)


@pytest.fixture
def visitor(both: Both) -> Iterator[Visitor]:
    with Visitor(both.served.url) as one:
        yield one


def consented(way_in: str) -> str:
    """Sign in and say yes at the provider: the address that it sends back to."""
    with httpx.Client(timeout=30, follow_redirects=True) as browser:
        page = browser.get(way_in)
        assert "The provider: sign in" in page.text
        page = sent(browser, page, username=real.NAME, password=real.PASSWORD)
        assert "May openlab know who you are?" in page.text
        browser.follow_redirects = False
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        return sent(browser, page, **{**hidden, "allow": "Authorize"}).headers["location"]


def sent(browser: httpx.Client, page: httpx.Response, **fields: str) -> httpx.Response:
    found = CSRF.search(page.text)
    assert found
    fields["csrfmiddlewaretoken"] = found[1]
    return browser.post(str(page.url), data=fields, headers={"Referer": str(page.url)})


def back_with(visitor: Visitor, goal: str = "/account") -> str:
    """The path of ours that the provider sends back to."""
    back = consented(visitor.get("/sign-in/openid", params={"next": goal}).headers["location"])
    return back[back.index("/sign-in/openid/back") :]


def test_the_whole_way_there_and_back_and_out(both: Both, visitor: Visitor) -> None:
    answer = visitor.get(back_with(visitor))
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "<h1>Camille</h1>" in visitor.get("/account").text
    assert visitor.submit("/sign-out").headers["location"] == "/signed-out"
    with httpx.Client() as browser:
        back = browser.get(visitor.get("/sign-out/openid").headers["location"])
    assert back.status_code == 302
    path = back.headers["location"].removeprefix(both.served.site.settings.base_url)
    assert path.startswith("/signed-out?state=")
    assert "and of ProConnect." in visitor.get(path).text


def test_a_code_works_once_and_only_for_its_attempt(both: Both, visitor: Visitor) -> None:
    back = back_with(visitor)
    kept = visitor.cookies["openlab-attempt"]
    query = parse_qs(urlsplit(back).query)
    with Visitor(both.served.url) as thief:
        own = parse_qs(urlsplit(thief.get("/sign-in/openid").headers["location"]).query)["state"][0]
        stolen = thief.get(f"/sign-in/openid/back?code={query['code'][0]}&state={own}")
        assert stolen.status_code == 400, "PKCE: the verifier of another attempt"
    assert visitor.get(back).status_code in (303, 400), "a thief may have used the code up, and got nothing by it"
    assert visitor.get(back, headers={"Cookie": f"openlab-attempt={kept}"}).status_code == 400


def test_who_says_no_at_the_provider_comes_back_to_the_page_to_sign_in(both: Both, visitor: Visitor) -> None:
    way_in = visitor.get("/sign-in/openid").headers["location"]
    with httpx.Client(timeout=30, follow_redirects=True) as browser:
        page = sent(browser, browser.get(way_in), username=real.NAME, password=real.PASSWORD)
        browser.follow_redirects = False
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        back = sent(browser, page, **hidden).headers["location"]
    assert "error=access_denied" in back
    answer = visitor.get(back[back.index("/sign-in/openid/back") :])
    assert answer.status_code == 403
    assert "cancelled there, or not allowed" in answer.text


def test_a_wrong_secret_is_told_to_the_operator_and_to_people_politely(both: Both, tmp_path: Path) -> None:
    settings = both.served.site.settings
    with serving(Settings(**{**settings.__dict__, "oidc_client_secret": "wrong"})) as served:
        with Visitor(served.url) as one:
            assert one.get(back_with(one)).status_code == 502
