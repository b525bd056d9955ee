"""What changes on one device is seen on the others, and takes nothing away from those who are writing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from openlab.actions import labs, pain_points
from openlab.actions.labs import LabForm
from tests.browser.conftest import Watch, is_live
from tests.browser.open_lab import OpenLab

Open = Callable[..., Page]
CARET = "field => [field.selectionStart, field.selectionEnd]"


def type_in_the_middle(field: Locator, text: str, caret: int) -> None:
    """Types a text and leaves the caret inside it, counting every time that the focus is lost."""
    field.press_sequentially(text)
    field.evaluate("(field, caret) => field.setSelectionRange(caret, caret)", caret)
    field.evaluate("field => { window.blurs = 0; field.addEventListener('blur', () => { window.blurs += 1; }); }")


def card_titles(page: Page) -> Locator:
    return page.locator("#cards .title")


def test_a_card_is_seen_on_every_device_without_a_reload(
    lab: OpenLab, phone: Open, projector: Open, desk: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    lab.go_to("collect")
    giver = phone(lab, lab.person("Nadia"))
    others = [is_live(page) for page in (phone(lab, lab.person("Yann")), projector(lab), desk(lab))]
    for page in others:
        page.evaluate("window.neverReloaded = true")
    giver.locator("#give-title").fill("Les dossiers arrivent incomplets")
    giver.get_by_role("button", name="Ajouter cet irritant").tap()
    sent = time.monotonic()
    for page in others:
        expect(page.get_by_role("heading", name="Les dossiers arrivent incomplets")).to_be_visible()
    with capsys.disabled():
        print(f" [on three other devices after {time.monotonic() - sent:.2f} s] ", end="")
    assert all(page.evaluate("window.neverReloaded") for page in others)


def test_a_change_of_phase_turns_every_page_to_what_is_now_to_be_done(
    lab: OpenLab, phone: Open, projector: Open, desk: Open
) -> None:
    one, screen, console = phone(lab, lab.person()), projector(lab), desk(lab)
    for page in (one, screen, console):
        is_live(page).evaluate("window.neverReloaded = true")
    for title in ("Trop de clics", "Pas assez de clics"):
        lab.card(title)
    for phase, on_phone, on_screen, step in (
        ("collect", "Qu’est-ce qui vous ralentit", "Qu’est-ce qui vous ralentit", "Irritants"),
        ("sort", "Tri", "Qu’est-ce qui va ensemble", "Tri"),
        ("vote", "Vos deux votes", "Choisissez-en deux", "Vote"),
        ("results", "Le classement", "Ce que la salle veut résoudre", "Classement"),
        ("closed", "Merci, Nadia", "Merci", "Fin"),
    ):
        lab.go_to(phase)
        expect(one.locator("h1")).to_contain_text(on_phone)
        expect(one.locator("#status")).to_contain_text(on_phone)
        expect(screen.locator("h1")).to_contain_text(on_screen)
        expect(console.locator("[aria-current=step]")).to_have_text(step)
    assert all(page.evaluate("window.neverReloaded") for page in (one, screen, console))


def test_a_ballot_moves_the_counter_of_the_screen_and_of_the_console(
    lab: OpenLab, phone: Open, projector: Open, desk: Open
) -> None:
    nadia, yann = lab.person("Nadia"), lab.person("Yann")
    first, second = lab.card("Trop de clics"), lab.card("Pas assez de clics")
    lab.go_to("vote")
    screen, console = is_live(projector(lab)), is_live(desk(lab))
    lab.ballot(yann, first, second)
    one = phone(lab, nadia)
    one.get_by_role("checkbox").first.check()
    one.get_by_role("checkbox").last.check()
    one.get_by_role("button", name="Déposer mon bulletin").tap()
    for page in (screen, console):
        expect(page.locator(".ballots")).to_contain_text("2 bulletins sur 2")


def test_typing_on_a_phone_survives_fifty_cards(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    nadia = lab.person()
    lab.card("Le mien", by=nadia)
    page = is_live(phone(lab, nadia))
    page.locator("#mine summary").tap()
    page.locator("#mine textarea").first.fill("Le mien, autrement")
    field = page.locator("#give-title")
    type_in_the_middle(field, "Une phrase ", 3)
    for number in range(50):
        lab.card(f"Carte {number}")
        page.keyboard.type("x")
    expect(page.locator("#everyones-heading .count")).to_have_text("51")
    expect(field).to_have_value("Une" + 50 * "x" + " phrase ")
    expect(field).to_be_focused()
    assert field.evaluate(CARET) == [53, 53]
    assert page.evaluate("window.blurs") == 0
    expect(page.locator("#mine textarea").first).to_have_value("Le mien, autrement")
    expect(page.locator("#mine details")).to_have_attribute("open", "")


def test_typing_on_the_console_survives_fifty_cards(lab: OpenLab, desk: Open) -> None:
    lab.go_to("collect")
    first = lab.card("À corriger")
    page = is_live(desk(lab))
    page.get_by_text("Ajouter un irritant pour quelqu’un").click()
    page.locator("#give-title").fill("Pour Odile")
    page.get_by_text("Qui est là").click()
    page.locator(f"#tidy-{first} summary").click()
    field = page.locator(f"#edit-{first}-title")
    field.clear()
    type_in_the_middle(field, "Corrigé ", 3)
    for number in range(50):
        lab.card(f"Carte {number}")
        page.keyboard.type("x")
    expect(card_titles(page)).to_have_count(51)
    expect(field).to_have_value("Cor" + 50 * "x" + "rigé ")
    expect(field).to_be_focused()
    assert field.evaluate(CARET) == [53, 53]
    assert page.evaluate("window.blurs") == 0
    expect(page.locator("#give-title")).to_have_value("Pour Odile")
    expect(page.locator("#people")).to_have_attribute("open", "")


def test_ticks_and_the_chosen_target_survive_what_others_do(lab: OpenLab, desk: Open) -> None:
    cards = [lab.card(f"Carte {number}") for number in range(5)]
    lab.go_to("sort")
    page = is_live(desk(lab))
    page.locator(f"#tick-{cards[1]}").check()
    page.locator(f"#tick-{cards[3]}").check()
    page.get_by_label("Ils rejoignent").select_option(str(cards[3]))
    new = lab.card("Une de plus")
    lab.facilitate(pain_points.hide_pain_point, cards[0], True)
    expect(page.locator(f"#card-{new}")).to_be_visible()
    expect(page.locator(f"#card-{cards[0]}")).to_contain_text("Masqué")
    assert [page.locator(f"#tick-{card}").is_checked() for card in cards[1:]] == [True, False, True, False]
    expect(page.get_by_label("Ils rejoignent")).to_have_value(str(cards[3]))


def test_ticked_choices_survive_what_others_do(lab: OpenLab, phone: Open) -> None:
    cards = [lab.card(f"Carte {number}") for number in range(5)]
    lab.go_to("vote")
    page = is_live(phone(lab, lab.person()))
    page.locator(f"#c{cards[1]}").check()
    page.locator(f"#c{cards[3]}").check()
    lab.facilitate(labs.set_up_lab, LabForm("Un autre titre"))
    expect(page.locator(".lab-name")).to_contain_text("Un autre titre")
    assert [page.locator(f"#c{card}").is_checked() for card in cards] == [False, True, False, True, False]
    expect(page.locator("#chosen")).to_have_text("2 choix sur 2")


def test_a_refusal_can_be_read_while_cards_arrive(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(422)
    lab.go_to("collect")
    page = is_live(phone(lab, lab.person()))
    field = page.locator("#give-title")
    field.fill("x" * 150)
    page.get_by_role("button", name="Ajouter cet irritant").tap()
    refusal = page.get_by_text("La phrase a 150 caractères")
    expect(refusal).to_be_visible()
    lab.card("Une autre")
    expect(page.locator("#everyones-heading .count")).to_have_text("1")
    expect(refusal).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("Plus court")
    page.get_by_role("button", name="Ajouter cet irritant").tap()
    expect(page.locator("#mine .title")).to_have_text("Plus court")
    expect(refusal).to_have_count(0)


def test_the_person_chosen_on_the_console_stays_the_same_when_somebody_joins(lab: OpenLab, desk: Open) -> None:
    lab.go_to("collect")
    yann = lab.person("Yann")
    page = is_live(desk(lab))
    page.get_by_text("Ajouter un irritant pour quelqu’un").click()
    page.get_by_label("De qui").select_option(str(yann.id))
    lab.person("Aminata")
    expect(page.locator(".now-panel .count")).to_have_text("2")
    expect(page.get_by_label("De qui")).to_have_value(str(yann.id))
