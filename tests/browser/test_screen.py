"""The projector's screen: readable from eight metres, and never cut off without saying so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from openlab.actions import door, groups
from tests.browser.afternoon import STATES
from tests.browser.conftest import is_live
from tests.browser.open_lab import OpenLab
from tests.waiting import until

Open = Callable[..., Page]
READABLE_PIXELS = 34  # of 1920 × 1080: 24 mm on a screen of 2 m, ten minutes of arc at eight metres
STILL_READABLE_PIXELS = 24

TITLE = "Une société étrangère ne peut pas déposer de demande {:2}"
LONGEST = (
    "Quand le dossier revient pour la troisième fois, personne ne sait quelle pièce manque ni qui l'a demandée, "
    "et il faut tout redemander {:2}"
)

TITLE_SIZES = "titles => titles.filter(t => t.offsetParent).map(t => parseFloat(getComputedStyle(t).fontSize))"
WHAT_IS_CUT_OFF = """() => [...document.querySelectorAll("main *")].filter(part => part.offsetParent &&
    (part.getBoundingClientRect().bottom > innerHeight || part.getBoundingClientRect().right > innerWidth))
    .map(part => part.outerHTML.slice(0, 100))"""


def shown(page: Page, selector: str = ".wall > li") -> int:
    return page.locator(selector).filter(visible=True).count()


def is_shown_whole(page: Page) -> None:
    """Waits until nothing is cut off: the page follows the size of its window a moment later."""
    until(lambda: page.evaluate(WHAT_IS_CUT_OFF) == [])


def fill(lab: OpenLab, count: int, phase: str, title: str = TITLE) -> None:
    for number in range(count):
        lab.card(title.format(number))
    lab.go_to(phase)


@pytest.mark.parametrize("count", [2, 12])
def test_up_to_twelve_cards_are_all_there_and_readable_from_eight_metres(
    lab: OpenLab, projector: Open, count: int
) -> None:
    for phase in ("collect", "sort", "vote"):
        fill(lab, count if phase == "collect" else 0, phase)
        page = projector(lab)
        assert shown(page) == count
        expect(page.locator(".more")).to_be_hidden()
        assert min(page.locator(".wall .title").evaluate_all(TITLE_SIZES)) >= READABLE_PIXELS
        is_shown_whole(page)


@pytest.mark.parametrize(("count", "title"), [(12, LONGEST), (60, TITLE)])
@pytest.mark.parametrize("phase", ["collect", "vote"])
def test_what_does_not_fit_is_counted(lab: OpenLab, projector: Open, phase: str, count: int, title: str) -> None:
    fill(lab, count, phase, title)
    page = projector(lab)
    left = count - shown(page)
    assert left > 0
    expect(page.locator(".more")).to_have_text(f"et {left} de plus, sur votre téléphone")
    assert shown(page) >= 6
    assert min(page.locator(".wall .title").evaluate_all(TITLE_SIZES)) >= STILL_READABLE_PIXELS
    is_shown_whole(page)


def test_every_projector_shows_the_whole_door(lab: OpenLab, projector: Open) -> None:
    fill(lab, 20, "vote")
    page = projector(lab)
    for width, height in ((1280, 720), (1024, 768), (1920, 1080), (3840, 2160)):
        page.set_viewport_size({"width": width, "height": height})
        for part in (".qr-box", ".way-in .code", ".ballots"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
        is_shown_whole(page)
        assert shown(page) >= 5


@pytest.mark.parametrize(
    ("act", "text"),
    [(door.lock_door, "La porte est fermée"), (door.admit_by_badge, "Sur badge uniquement")],
)
def test_the_projector_says_when_not_everybody_can_come_in(
    lab: OpenLab, projector: Open, act: Callable[..., None], text: str
) -> None:
    fill(lab, 20, "vote")
    page = projector(lab)
    expect(page.locator(".door-state")).to_have_count(0)
    lab.facilitate(act, True)
    expect(page.locator(".door-state")).to_contain_text(text)
    for width, height in ((1280, 720), (1024, 768), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        for part in (".qr-box", ".way-in .code", ".door-state", ".ballots"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
        is_shown_whole(page)
    lab.facilitate(act, False)
    expect(page.locator(".door-state")).to_have_count(0)


def test_a_card_that_arrives_is_fitted_in_too(lab: OpenLab, projector: Open) -> None:
    fill(lab, 3, "collect")
    page = is_live(projector(lab))
    for number in range(40):
        lab.card(f"Celle-ci arrive pendant que l'on regarde {number}")
    expect(page.locator(".now .count")).to_have_text("43 déjà")
    expect(page.locator(".wall .title").first).to_have_text("Celle-ci arrive pendant que l'on regarde 39")
    expect(page.locator(".more")).to_have_text(f"et {43 - shown(page)} de plus, sur votre téléphone")
    is_shown_whole(page)


@pytest.mark.parametrize("count", [6, 30])
def test_the_ranking_fits_and_what_does_not_is_counted(lab: OpenLab, projector: Open, count: int) -> None:
    fill(lab, count, "vote")
    cards = [card.id for card in lab.room.votable]
    for number in range(count):
        lab.ballot(lab.person(f"Personne {number}"), cards[number], cards[(number * number + 1) % count])
    lab.go_to("results")
    page = projector(lab)
    is_shown_whole(page)
    left = count - shown(page, "ol.ranking > li")
    assert (left > 0) == (count == 30)
    if left:
        expect(page.locator(".more")).to_have_text(f"et {left} de plus, sur votre téléphone")
    assert min(page.locator(".ranking .title").evaluate_all(TITLE_SIZES)) >= STILL_READABLE_PIXELS


@pytest.mark.parametrize(("count", "people"), [(4, 25), (12, 60)])
def test_each_person_finds_their_group(lab: OpenLab, projector: Open, count: int, people: int) -> None:
    fill(lab, count, "vote")
    topics = [str(card.id) for card in lab.room.votable]
    in_room = [lab.person(f"Marie-Françoise {number}", number % 3) for number in range(people)]
    lab.ballot(in_room[0], int(topics[0]), int(topics[1]))
    lab.go_to("groups_1")
    lab.facilitate(groups.open_groups, topics, ["1"] * count, "3", "8")
    lab.facilitate(groups.form_groups)
    page = projector(lab)
    assert shown(page) == count
    expect(page.locator(".more")).to_be_hidden()
    assert page.locator(".names").all_inner_texts() == [
        ", ".join(person.name for person in group.people) for group in lab.room.groups
    ]
    assert min(page.locator(".names").evaluate_all(TITLE_SIZES)) >= STILL_READABLE_PIXELS
    is_shown_whole(page)


@pytest.mark.parametrize("state", ["forum", "evaluated", "over"])
def test_a_sheet_an_evaluation_and_the_end_are_shown_whole(lab: OpenLab, projector: Open, state: str) -> None:
    in_room = [lab.person(f"Personne {number}", number % 3) for number in range(12)]
    fill(lab, 4, "vote")
    cards = [card.id for card in lab.room.votable]
    for number, person in enumerate(in_room):
        lab.ballot(person, cards[number % 2], cards[2 + number % 2])
    lab.go_to("results")
    STATES[state](lab, in_room[0])
    page = projector(lab)
    for width, height in ((1920, 1080), (1280, 720), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        is_shown_whole(page)
    page.set_viewport_size({"width": 1920, "height": 1080})
    text = page.locator("[data-grow]")
    until(lambda: text.evaluate("text => parseFloat(getComputedStyle(text).fontSize)") >= STILL_READABLE_PIXELS)


def test_without_javascript_the_screen_still_has_every_card(lab: OpenLab, projector: Open) -> None:
    fill(lab, 30, "vote")
    page = projector(lab, java_script_enabled=False)
    assert shown(page) == 30


def test_on_a_phone_the_screen_is_a_page_that_scrolls(lab: OpenLab, projector: Open) -> None:
    fill(lab, 30, "vote")
    page = projector(lab, viewport={"width": 360, "height": 740})
    assert shown(page) == 30
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
