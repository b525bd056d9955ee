"""Signing in with a real provider, django-oauth-toolkit in a process of its own, by requests alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.openid import django_provider as real
from tests.openid.both import Both, site_and_provider
from tests.serving import Visitor, serving

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(scope="module")
def both(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with site_and_provider(sqlite_template, tmp_path_factory.mktemp("provider")) as made:
        yield made


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
    path = back.headers["location"].removeprefix(both.served.url)
    assert path.startswith("/signed-out?state=")
    assert "and of ProConnect." in visitor.get(path).text


def test_a_code_works_once(visitor: Visitor) -> None:
    back = back_with(visitor)
    kept = visitor.cookies["openlab-attempt"]
    assert visitor.get(back).status_code == 303
    again = visitor.get(back, headers={"Cookie": f"openlab-attempt={kept}"})
    assert (again.status_code, "was used already" in again.text) == (400, True)


def test_a_stolen_code_is_worth_nothing_in_another_browser(both: Both, visitor: Visitor) -> None:
    code = parse_qs(urlsplit(back_with(visitor)).query)["code"][0]
    with Visitor(both.served.url) as thief:
        own = parse_qs(urlsplit(thief.get("/sign-in/openid").headers["location"]).query)["state"][0]
        answer = thief.get(f"/sign-in/openid/back?code={code}&state={own}")
        assert answer.status_code == 400, "the provider wants the verifier of the attempt that asked for the code"
        assert thief.get("/labs").headers["location"].startswith("/sign-in")


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


def test_with_a_wrong_secret_nobody_comes_in(both: Both) -> None:
    settings = replace(both.served.site.settings, oidc_client_secret="wrong", base_url=both.served.url)
    with serving(settings) as served, Visitor(served.url) as one:
        answer = one.get(back_with(one))
        assert answer.status_code == 502
        assert "cannot be believed" in answer.text
