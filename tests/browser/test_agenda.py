"""The agenda in a real browser: by keyboard, on a phone, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from openlab.actions import agenda
from openlab.domain.agenda import Step

TWELVE = [
    Step(f"Une étape dont le titre est plutôt long, numéro {number}", 15, phase, "Camille et l’équipe du produit")
    for number, phase in enumerate(
        [
            *("preparation", None, "collect", "sort", "vote", "results"),
            *("groups_1", None, "groups_2", None, "wrap_up", "closed"),
        ]
    )
]


def titles(page: Page) -> list[str]:
    return page.locator("#plan .title").all_inner_texts()


@pytest.mark.parametrize("start", ["14:00", ""], ids=["with hours", "without a start"])
def test_a_run_sheet_of_twelve_steps_is_one_page_of_paper(lab: Any, desk: Callable[..., Page], start: str) -> None:
    lab.facilitate(agenda.replace_agenda, TWELVE)
    lab.facilitate(agenda.set_start, start)
    page = desk(lab)
    page.goto(f"{lab.console}/run-sheet")
    expect(page.locator(".run-sheet tbody tr")).to_have_count(13)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    for hidden in (".staff-header", "footer", ".on-screen"):
        assert not page.locator(hidden).first.is_visible()


def test_steps_are_moved_by_keyboard_without_losing_the_place(lab: Any, desk: Callable[..., Page]) -> None:
    lab.facilitate(agenda.replace_agenda, TWELVE[:4])
    page = desk(lab)
    page.goto(f"{lab.console}/agenda")
    before = titles(page)
    page.locator("#plan > li").nth(3).locator(".moving button").first.focus()
    for place in (2, 1, 0):
        page.keyboard.press("Enter")
        expect(page.locator("#plan .title").nth(place)).to_have_text(before[3])
    assert titles(page) == [before[3], *before[:3]]
    assert before[3] in page.evaluate("document.activeElement.innerText")


@pytest.mark.parametrize("path", ["agenda", "run-sheet"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_phone(lab: Any, desk: Callable[..., Page], path: str, scheme: str) -> None:
    lab.facilitate(agenda.replace_agenda, TWELVE)
    page = desk(lab, viewport={"width": 360, "height": 800}, color_scheme=scheme)
    page.goto(f"{lab.console}/{path}")
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
