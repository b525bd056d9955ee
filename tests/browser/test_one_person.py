"""A double tap, two tabs, the back button, a second phone: always one person, one card, one ballot."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch, is_live
from tests.browser.open_lab import OpenLab

Open = Callable[..., Page]


def qr_code(page: Page) -> str:
    """What a phone's camera reads on this page."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
    assert len(found) == 1
    return str(found[0].text)


def fill_in(page: Page, name: str = "Nadia") -> None:
    page.get_by_label("Votre prénom").fill(name)
    page.get_by_label("Vous êtes").select_option("Instructeur·rice")


def choose(page: Page, *cards: int) -> None:
    for card in cards:
        page.locator(f"#c{card}").check()


def test_a_double_tap_makes_one_person_one_card_one_ballot(lab: OpenLab, phone: Open, watch: Watch) -> None:
    lab.go_to("collect")
    page = phone(lab)
    fill_in(page)
    page.get_by_role("button", name="Entrer").dblclick()
    expect(page.locator("#give-title")).to_be_visible()
    assert lab.room.people == 1
    page.locator("#give-title").fill("Le mien")
    page.get_by_role("button", name="Ajouter cet irritant").dblclick()
    expect(page.locator("#mine li")).to_have_count(1)
    other = lab.card("Un autre")
    lab.go_to("vote")
    choose(page, other, other - 1)
    page.get_by_role("button", name="Déposer mon bulletin").dblclick()
    expect(page.locator("#ballot-in")).to_be_visible()
    assert (lab.room.people, len(lab.room.cards), lab.room.ballots) == (1, 2, 1)


@pytest.mark.parametrize("has_javascript", [True, False])
def test_two_tabs_are_one_person_with_one_card_and_one_ballot(
    lab: OpenLab, phone: Open, watch: Watch, has_javascript: bool
) -> None:
    watch.allow(409)
    lab.go_to("collect")
    first = phone(lab, java_script_enabled=has_javascript)
    second = first.context.new_page()
    second.goto(lab.address)
    for tab, name in ((first, "Nadia"), (second, "Une autre")):
        fill_in(tab, name)
    for tab in (first, second):
        tab.get_by_role("button", name="Entrer").click()
        expect(tab.locator(".who")).to_contain_text("Nadia")
    for tab in (first, second):
        tab.locator("#give-title").fill("Le mien")
        tab.get_by_role("button", name="Ajouter cet irritant").click()
        expect(tab.locator("#mine li")).to_have_count(1)
    cards = [lab.card(f"Carte {number}") for number in range(3)]
    lab.go_to("vote")
    for tab, choice in ((first, cards[:2]), (second, cards[1:])):
        tab.goto(lab.address)
        for card in cards:
            tab.locator(f"#c{card}").set_checked(card in choice)
        tab.get_by_role("button", name="mon bulletin").click()
        expect(tab.locator("#ballot-in li")).to_have_text([f"Carte {cards.index(card)}" for card in choice])
    assert (lab.room.people, len(lab.room.cards), lab.room.ballots) == (1, 4, 1)


@pytest.mark.parametrize("has_javascript", [True, False])
def test_the_back_button_makes_nobody_twice(lab: OpenLab, phone: Open, watch: Watch, has_javascript: bool) -> None:
    watch.allow(409)
    lab.go_to("collect")
    page = phone(f"{lab.server.url}/", java_script_enabled=has_javascript)
    page.get_by_label("Code de l’open lab").fill(lab.code.lower())
    page.get_by_role("button", name="Entrer").click()
    fill_in(page)
    page.get_by_role("button", name="Entrer").click()
    page.locator("#give-title").fill("Le mien")
    page.get_by_role("button", name="Ajouter cet irritant").click()
    expect(page.locator("#mine li")).to_have_count(1)
    page.go_back()
    page.go_forward()
    expect(page.locator("#mine li")).to_have_count(1)
    page.goto(lab.address)
    expect(page.locator("#mine li")).to_have_count(1)
    assert (lab.room.people, len(lab.room.cards)) == (1, 1)


def test_after_the_back_button_the_page_is_of_the_phase_that_is_on_now(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    page = phone(lab, lab.person())
    page.get_by_role("link", name="Mon code de retour").tap()
    expect(page.locator(".big-code")).to_be_visible()
    lab.go_to("sort")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Tri")


def test_the_return_code_leads_a_second_phone_to_the_same_person_at_each_phase(lab: OpenLab, phone: Open) -> None:
    cards = [lab.card(f"Carte {number}") for number in range(3)]
    nadia = lab.person("Nadia")
    first = phone(lab, nadia)
    first.goto(f"{lab.address}/me")
    address = qr_code(first)
    assert address == f"{lab.server.url}/r/{nadia.code}"
    expect(first.locator(".big-code")).to_have_text(f"{nadia.code[:4]}-{nadia.code[4:8]}-{nadia.code[8:]}")
    for phase, heading in (
        ("preparation", "Bienvenue, Nadia"),
        ("collect", "Qu’est-ce qui vous ralentit"),
        ("sort", "Tri"),
        ("vote", "Vos deux votes"),
        ("results", "Le classement"),
        ("closed", "Merci, Nadia"),
    ):
        lab.go_to(phase)
        second = phone(address)
        expect(second.locator("h1")).to_contain_text(heading)
        expect(second.locator(".who")).to_contain_text("Nadia")
        if phase == "vote":
            lab.ballot(nadia, *cards[:2])
            second.reload()
            expect(second.locator("#ballot-in li")).to_have_text(["Carte 0", "Carte 1"])
    expect(phone(address).locator(".yours")).to_contain_text("Carte 0")
    assert lab.room.people == 1


def test_a_return_code_typed_at_the_front_door_leads_back(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(404)
    nadia = lab.person("Nadia")
    page = phone(f"{lab.server.url}/")
    field = page.get_by_label("Code de l’open lab")
    field.fill("2222-2222-2222")
    field.press("Enter")
    expect(page.get_by_text("Ce code de retour est inconnu")).to_be_visible()
    expect(field).to_have_value("2222-2222-2222")
    field.fill(f" {nadia.code[:4]} {nadia.code[4:]} ".lower())
    field.press("Enter")
    expect(page.locator(".who")).to_contain_text("Nadia")


def test_two_phones_of_one_person_hold_one_ballot(lab: OpenLab, phone: Open) -> None:
    cards = [lab.card(f"Carte {number}") for number in range(4)]
    lab.go_to("vote")
    nadia = lab.person()
    for choice in (cards[:2], cards[2:]):
        page = phone(lab, nadia)
        for card in cards:
            page.locator(f"#c{card}").set_checked(card in choice)
        page.get_by_role("button", name="mon bulletin").tap()
        expect(page.locator("#ballot-in li")).to_have_text([f"Carte {cards.index(card)}" for card in choice])
    assert lab.room.ballots == 1


def test_a_person_without_a_phone_gets_a_code_that_leads_to_their_page(lab: OpenLab, desk: Open, phone: Open) -> None:
    page = desk(lab)
    page.get_by_role("link", name="Ajouter une personne sans téléphone").click()
    page.get_by_label("Prénom ou pseudonyme").fill("Odile")
    page.get_by_label("Vous êtes").select_option("Membre de commission")
    page.get_by_role("button", name="Ajouter cette personne").dblclick()
    expect(page.locator(".big-code")).to_be_visible()
    page.locator(".qr-box").scroll_into_view_if_needed()
    expect(phone(qr_code(page)).locator(".who")).to_contain_text("Odile")
    assert lab.room.people == 1


def test_the_code_on_the_screen_leads_to_the_lab(lab: OpenLab, projector: Open) -> None:
    for number in range(14):
        lab.card(f"Une carte assez longue pour prendre de la place, la numéro {number}")
    page = is_live(projector(lab))
    for phase, heading in (
        ("preparation", "Accueil"),
        ("collect", "Qu’est-ce qui vous ralentit"),
        ("sort", "Qu’est-ce qui va ensemble"),
        ("vote", "Choisissez-en deux"),
    ):
        lab.go_to(phase)
        expect(page.locator("h1")).to_contain_text(heading)
        assert qr_code(page) == lab.address
        expect(page.locator(".way-in .code")).to_have_text(lab.code)
