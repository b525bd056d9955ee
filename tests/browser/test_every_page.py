"""Every page, in every state: usable by everyone (axe), on any width, in light and dark, and in French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page, expect

from openlab.actions import accounts
from openlab.actions.demo import load_demo
from openlab.domain.phases import Phase
from openlab.web.audit import in_order, read_audit
from openlab.web.i18n import CATALOGS
from tests.browser.every_page import LOOKS, PRODUCT, Site, build
from tests.browser.examined import TAGS, WHAT_STICKS_OUT, criteria_of, examine, keep_or_compare
from tests.browser.open_lab import Server

ALL_TEXT = """() => [document.title, document.body.innerText,
    ...[...document.querySelectorAll("[aria-label]")].map(part => part.ariaLabel),
    ...Object.values(document.body.dataset)].join(" \\n ")"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = build(tmp_path_factory.mktemp("every_page"))
    yield site
    site.server.stop()


@pytest.fixture(scope="module")
def readers(site: Site, browser: Browser) -> Iterator[dict[str, Page]]:
    """A page in the browser of each reader, who has joined or signed in everywhere."""
    readers = {
        name: browser.new_context(locale="fr-FR", reduced_motion="reduce").new_page()
        for name in ("anyone", "nadia", "yann", "staff", "developer", "aside")
    }
    for name, people in (("nadia", site.nadia), ("yann", site.yann)):
        for person in people.values():
            readers[name].request.get(f"{site.server.url}/r/{person.code}")
    readers["aside"].request.get(f"{site.server.url}/r/{site.aside.code}")
    for name, secret in (("staff", site.staff), ("developer", site.developer)):
        readers[name].context.add_cookies([{"name": "openlab-staff", "value": secret, "url": site.server.url}])
    yield readers
    for page in readers.values():
        page.context.close()


@pytest.fixture(scope="module")
def english() -> set[str]:
    """The longer pieces of English sentences: three words or more, between what is filled in."""
    with (CATALOGS / "fr" / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        catalog = read_po(lines, locale="fr")
    texts = [text for message in catalog if message.id for text in _both(message.id)]
    said = " ".join(text for message in catalog if message.id for text in _both(message.string))
    pieces = (piece.strip() for text in texts for piece in re.split(r"%\(\w+\)s|\{\w+\}", text))
    return {piece for piece in pieces if len(piece.split()) >= 3 and piece not in said}


def _both(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@pytest.mark.parametrize("name", LOOKS)
def test_every_page_can_be_used_by_everyone_and_is_in_french(
    site: Site, readers: dict[str, Page], english: set[str], name: str
) -> None:
    look = LOOKS[name]
    page = readers[look.reader]
    page.goto(site.at(look.path))
    look.first(page)
    text = " ".join(page.evaluate(ALL_TEXT).split())
    assert {piece for piece in english if piece in text} == set()
    assert page.locator("html").get_attribute("lang") == "fr"
    seen = examine(page)
    keep_or_compare(name, seen.examined(look.path))
    assert seen.faults == []


def test_the_audit_has_each_page_and_each_rule_of_axe(page: Page) -> None:
    assert read_audit().pages.keys() == LOOKS.keys(), "make audit"
    page.evaluate(AXE_SCRIPT + "; 0")
    rules = page.evaluate("tags => axe.getRules(tags).map(rule => [rule.ruleId, rule.tags])", TAGS)
    assert read_audit().rules == {rule: tuple(sorted(criteria_of(tags), key=in_order)) for rule, tags in rules}
    assert page.evaluate("axe.version") == read_audit().axe


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[Server]:
    """A site whose operator has allowed no tracker."""
    server = Server(tmp_path, operator="Le ministère des exemples")
    yield server
    server.stop()


def test_the_page_of_trackers_where_none_may_be_called_can_be_used_by_everyone(
    nowhere: Server, browser: Browser
) -> None:
    secret = nowhere.act(accounts.sign_in, nowhere.act(load_demo, Phase.CLOSED).account_id, "laptop")
    with browser.new_context(locale="fr-FR", reduced_motion="reduce") as context:
        context.add_cookies([{"name": "openlab-staff", "value": secret, "url": nowhere.url}])
        page = context.new_page()
        page.goto(f"{nowhere.url}{PRODUCT}/trackers")
        expect(page.get_by_text("OPENLAB_TRACKERS")).to_be_visible()
        assert examine(page).faults == []


def test_these_checks_see_what_is_wrong(site: Site, browser: Browser, english: set[str]) -> None:
    with browser.new_context(reduced_motion="reduce", locale="en-GB") as context:
        page = context.new_page()
        page.goto(site.at("/"))
        text = " ".join(page.evaluate(ALL_TEXT).split())
        assert len({piece for piece in english if piece in text}) > 5
        page.evaluate("""() => {
            document.querySelector("h1").style.color = "#bbb";
            document.querySelector("main p").style.width = "2000px";
            document.querySelector("label").remove();
        }""")
        found = "\n".join(examine(page).faults)
    for fault in ("light: color-contrast", "320 px: sticks out: <p", "1920 px: sticks out: <p", "dark: label"):
        assert fault in found


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        ("anyone", "/l/{collect}"),
        ("nadia", "/l/{collect}"),
        ("nadia", "/l/{vote}"),
        ("nadia", "/l/{results}"),
        ("staff", "/labs/{collect_id}"),
        ("staff", "/labs/{sort_id}"),
        ("staff", "/labs/{results_id}"),
    ],
)
def test_text_twice_as_large_needs_no_scrolling_sideways(
    site: Site, readers: dict[str, Page], reader: str, path: str
) -> None:
    page = readers[reader]
    page.set_viewport_size({"width": 640, "height": 960})
    page.goto(site.at(path))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WHAT_STICKS_OUT) == []
