"""Nothing depends on the clock or the time zone of a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.open_lab import OpenLab

Open = Callable[..., Page]


@pytest.mark.parametrize(
    ("clock", "zone"),
    [(datetime(1999, 12, 31, tzinfo=UTC), "Pacific/Kiritimati"), (datetime(2061, 7, 1, tzinfo=UTC), "Pacific/Niue")],
)
def test_a_phone_whose_clock_is_wrong_takes_part_like_the_others(
    lab: OpenLab, phone: Open, clock: datetime, zone: str
) -> None:
    page = phone(timezone_id=zone)
    page.clock.set_fixed_time(clock)
    page.goto(lab.address)
    page.get_by_label("Votre prénom").fill("Nadia")
    page.get_by_label("Vous êtes").select_option("Instructeur·rice")
    page.get_by_role("button", name="Entrer").tap()
    expect(page.locator(".facts")).to_contain_text("samedi 21 novembre 2026")
    lab.go_to("collect")
    page.locator("#give-title").fill("Mon téléphone se croit ailleurs")
    page.get_by_role("button", name="Ajouter cet irritant").tap()
    expect(page.locator("#mine .title")).to_have_text("Mon téléphone se croit ailleurs")
    lab.card("Une autre")
    lab.go_to("vote")
    expect(page.get_by_role("checkbox")).to_have_count(2)
    for choice in page.get_by_role("checkbox").all():
        choice.check()
    page.get_by_role("button", name="Déposer mon bulletin").tap()
    expect(page.locator("#ballot-in li")).to_have_count(2)
    lab.go_to("results")
    expect(page.locator("ol.ranking > li")).to_have_count(2)
