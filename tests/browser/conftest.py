"""The devices of a room, for tests that drive a real Chromium.

`lab` is an open lab in preparation on the real app; `phone`, `projector` and `desk` open devices in French, watched:
a console error, a script error or a breach of the Content-Security-Policy on any of them fails the test.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    WebError,
    expect,
    sync_playwright,
)

from openlab.actions import accounts
from tests.browser import chromium
from tests.browser.open_lab import OpenLab, Person, Server, open_lab
from tests.waiting import PATIENCE_SECONDS

HERE = Path(__file__).parent
PATIENCE_MILLISECONDS = 1000 * PATIENCE_SECONDS
expect.set_options(timeout=PATIENCE_MILLISECONDS)
NewContext = Callable[..., BrowserContext]


# Most of what a page says to the person fades after four seconds, which a busy machine may spend elsewhere.
WHAT_WAS_SAID = """
globalThis.said = [];
document.addEventListener("DOMContentLoaded", () => {
  const status = document.getElementById("status");
  if (status) new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
});
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    arguments = ["--disable-dev-shm-usage", "--disable-gpu"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": chromium.find(), "args": arguments}


# While Playwright is there, no other test of this process could run an event loop: it leaves when these tests end,
# where the fixtures of its plugin would last for the whole session.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    with playwright.chromium.launch(**browser_type_launch_args) as browser:
        yield browser


@pytest.fixture(scope="package")
def browser_context_args() -> dict[str, Any]:
    return {"reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One per file of tests: each test has a lab of its own."""
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


@pytest.fixture
def lab(server: Server) -> OpenLab:
    return open_lab(server)


class Watch:
    """Collects what a browser complains of. `allow(422)` lets Chromium log the refusals that a test provokes."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._allowed: list[str] = []

    def allow(self, *what: int | str) -> None:
        self._allowed += [f"status of {w}" if isinstance(w, int) else w for w in what]

    def over(self, context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.add_init_script(WHAT_WAS_SAID)
        context.on("console", self._console)
        context.on("weberror", self._error)
        return context

    def unexpected(self) -> list[str]:
        return [text for text in self.seen if not any(re.search(allowed, text) for allowed in self._allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"{message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.seen.append(str(error.error))


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.unexpected() == []


@pytest.fixture
def phone(new_context: NewContext, watch: Watch, playwright: Playwright) -> Callable[..., Page]:
    """A phone in French. `phone(lab.address)` is at an address, `phone(lab, person)` is that person's."""
    device = {key: value for key, value in playwright.devices["Pixel 7"].items() if key != "default_browser_type"}

    def open_phone(at: str | OpenLab = "", person: Person | None = None, **options: Any) -> Page:
        page = watch.over(new_context(**{**device, "device_scale_factor": 1, "locale": "fr-FR", **options})).new_page()
        if isinstance(at, OpenLab):
            page.goto(f"{at.server.url}/r/{person.code}" if person else at.address)
        elif at:
            page.goto(at)
        return page

    return open_phone


@pytest.fixture
def projector(new_context: NewContext, watch: Watch) -> Callable[..., Page]:
    """The projector at the lab's screen."""

    def open_projector(lab: OpenLab, **options: Any) -> Page:
        options = {"locale": "fr-FR", "viewport": {"width": 1920, "height": 1080}, **options}
        page = watch.over(new_context(**options)).new_page()
        page.goto(lab.screen)
        return page

    return open_projector


@pytest.fixture
def desk(new_context: NewContext, watch: Watch) -> Callable[..., Page]:
    """The facilitator's laptop, signed in, at the lab's console."""

    def open_desk(lab: OpenLab, **options: Any) -> Page:
        options = {"locale": "fr-FR", "viewport": {"width": 1366, "height": 768}, **options}
        context = watch.over(new_context(**options))
        secret = lab.server.act(accounts.sign_in, lab.account, "laptop")
        context.add_cookies([{"name": "openlab-staff", "value": secret, "url": lab.server.url}])
        page = context.new_page()
        page.goto(lab.console)
        return page

    return open_desk


def has_said(page: Page, text: str) -> None:
    """Waits until the page has told this to the person."""
    page.wait_for_function("text => said.some((one) => one.includes(text))", arg=text)


def until_answered(page: Page) -> None:
    expect(page.locator("form[aria-busy=true]")).to_have_count(0)


def in_vain(page: Page, send: Callable[[], object]) -> None:
    """Sends a form, and waits until the page knows that it did not arrive."""
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        send()
    until_answered(page)


def is_live(page: Page) -> Page:
    """Waits until the page listens to its event stream."""
    expect(page.locator("body")).to_have_attribute("data-connection", "live")
    return page
