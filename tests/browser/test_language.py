"""French and English: by the browser's language, switched by hand, and remembered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.open_lab import OpenLab

Open = Callable[..., Page]


@pytest.mark.parametrize(
    ("locale", "heading"),
    [("fr-FR", "Entrer dans un open lab"), ("fr-CA", "Entrer dans un open lab"), ("de-DE", "Join an open lab")],
)
def test_the_browser_s_language_decides_first(lab: OpenLab, phone: Open, locale: str, heading: str) -> None:
    expect(phone(f"{lab.server.url}/", locale=locale).locator("h1")).to_have_text(heading)


@pytest.mark.parametrize("has_javascript", [True, False])
def test_the_language_can_be_switched_and_is_remembered(lab: OpenLab, phone: Open, has_javascript: bool) -> None:
    lab.go_to("collect")
    page = phone(lab, lab.person(), java_script_enabled=has_javascript)
    page.get_by_role("link", name="English").tap()
    expect(page.locator("h1")).to_have_text("What slows you down?")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_label("The pain point, in one sentence").first.fill("Too many clicks")
    page.get_by_role("button", name="Add this pain point").tap()
    expect(page.locator("#mine .title")).to_have_text("Too many clicks")
    page.get_by_role("link", name="My return code").tap()
    expect(page.locator("h1")).to_have_text("My return code")
    page.get_by_role("link", name="Français").tap()
    expect(page.locator("h1")).to_have_text("Mon code de retour")
    page.goto(lab.address)
    expect(page.locator("h1")).to_contain_text("Qu’est-ce qui vous ralentit")


def test_each_phone_of_a_room_has_its_own_language(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    french, english = phone(lab, lab.person("Nadia")), phone(lab, lab.person("Ann"), locale="en-GB")
    lab.go_to("sort")
    expect(french.locator("h1")).to_have_text("Tri")
    expect(english.locator("h1")).to_have_text("Sorting")


def test_what_people_write_keeps_its_own_direction(lab: OpenLab, phone: Open) -> None:
    lab.card("الملف يعود ثلاث مرات")
    lab.card("🎬 Les enfants attendent")
    lab.card("<script>alert(1)</script>")
    lab.go_to("collect")
    page = phone(lab, lab.person())
    titles = page.locator("#cards .title")
    expect(titles).to_have_text(["<script>alert(1)</script>", "🎬 Les enfants attendent", "الملف يعود ثلاث مرات"])
    directions = titles.evaluate_all("titles => titles.map(title => getComputedStyle(title).direction)")
    assert directions == ["ltr", "ltr", "rtl"]
