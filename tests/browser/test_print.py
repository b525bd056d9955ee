"""The ranking on paper: every card, no buttons, black on white."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.open_lab import OpenLab

Open = Callable[..., Page]


@pytest.fixture
def ranked(lab: OpenLab) -> OpenLab:
    cards = [lab.card(f"Une carte à imprimer, la numéro {number}") for number in range(30)]
    lab.go_to("vote")
    lab.ballot(lab.person("Yann"), *cards[:2])
    lab.go_to("results")
    return lab


def printed(page: Page) -> Page:
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.emulate_media(media="print")
    return page


def has_every_card(page: Page) -> bool:
    return all(f"la numéro {number}" in page.locator("main").inner_text() for number in range(30))


def test_a_participant_prints_the_ranking(ranked: OpenLab, phone: Open) -> None:
    page = printed(phone(ranked, ranked.person("Nadia")))
    assert has_every_card(page)
    for hidden in ("footer", ".skip", "#status"):
        expect(page.locator(hidden)).to_be_hidden()


def test_a_facilitator_prints_the_ranking_without_a_button(ranked: OpenLab, desk: Open) -> None:
    page = printed(desk(ranked, color_scheme="dark"))
    assert has_every_card(page)
    for control in page.locator("button, input, select, summary.button, .moves").all():
        expect(control).to_be_hidden()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_cards_of_a_collection_are_printed_without_their_forms(ranked: OpenLab, desk: Open) -> None:
    ranked.go_to("collect")
    page = printed(desk(ranked))
    assert has_every_card(page)
    for control in page.locator("button, textarea, summary").all():
        expect(control).to_be_hidden()
