"""What changes on one device is seen on the others, and takes nothing away from those who are writing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Request, Route, expect

from openlab.actions import labs, pain_points
from openlab.actions.labs import LabForm
from openlab.live import Audience
from tests.browser.conftest import Watch, has_said, is_live
from tests.browser.open_lab import OpenLab
from tests.waiting import until

Open = Callable[..., Page]
HEAR_CARDS = """() => new Promise(listens => {
    const stream = new EventSource(document.body.dataset.events);
    stream.addEventListener("version", () => listens());
    stream.addEventListener("cards", () => { window.heardCards = true; });
})"""
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
        has_said(one, on_phone)
        expect(screen.locator("h1")).to_contain_text(on_screen)
        expect(console.locator("[aria-current=step]")).to_have_text(step)
    assert all(page.evaluate("window.neverReloaded") for page in (one, screen, console))


def test_the_ranking_is_on_every_phone_at_the_close_without_being_asked_for(lab: OpenLab, phone: Open) -> None:
    nadia, yann = lab.person("Nadia"), lab.person("Yann")
    first, second = lab.card("Trop de clics"), lab.card("Pas assez de clics")
    lab.go_to("vote")
    lab.ballot(yann, first, second)
    voted, not_yet = is_live(phone(lab, yann)), is_live(phone(lab, nadia))
    not_yet.get_by_role("checkbox").first.check()
    asked: list[str] = []
    for page in (voted, not_yet):
        page.on("request", lambda request: asked.append(request.url))
    lab.go_to("results")
    for page in (voted, not_yet):
        expect(page.locator("h1")).to_have_text("Le classement")
        expect(page).to_have_title(re.compile("Classement"))
        has_said(page, "Le classement")
        expect(page.locator(".ranking")).to_contain_text("Trop de clics")
    expect(voted.locator(".yours")).to_contain_text("Trop de clics")
    expect(not_yet.locator(".yours")).to_have_count(0)
    expect(not_yet.locator("#lab-header .who")).to_contain_text("Nadia")
    assert asked == []
    lab.go_to("groups_1")
    expect(voted.locator("h1")).to_contain_text("Groupes")


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


def asked(page: Page) -> list[str]:
    """Every request that this page makes from now on, the event stream aside."""
    requests: list[str] = []

    def note(request: Request) -> None:
        if "/events" not in request.url:
            requests.append(request.url)

    page.on("request", note)
    return requests


def test_a_phone_shows_what_becomes_of_the_cards_without_a_request_of_its_own(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    page = is_live(phone(lab, lab.person()))
    requests, titles, count = asked(page), card_titles(page), page.locator("#everyones-heading .count")
    expect(page.locator("#none-yet")).to_be_visible()
    cards = [lab.card(title) for title in ("Un", 'Deux <b>gras</b> & "dit"', "Trois", "Quatre")]
    expect(titles).to_have_text(["Quatre", "Trois", 'Deux <b>gras</b> & "dit"', "Un"])
    expect(page.locator("#none-yet")).to_be_hidden()
    lab.facilitate(pain_points.edit_pain_point, cards[2], "Trois, mieux dit", "Avec un détail")
    expect(titles).to_have_text(["Quatre", "Trois, mieux dit", 'Deux <b>gras</b> & "dit"', "Un"])
    for hidden in (cards[1], cards[2]):
        lab.facilitate(pain_points.hide_pain_point, hidden, True)
    expect(titles).to_have_text(["Quatre", "Un"])
    expect(count).to_have_text("2")
    for hidden in (cards[2], cards[1]):
        lab.facilitate(pain_points.hide_pain_point, hidden, False)
    expect(titles).to_have_text(["Quatre", "Trois, mieux dit", 'Deux <b>gras</b> & "dit"', "Un"])
    for card in cards:
        lab.facilitate(pain_points.hide_pain_point, card, True)
    expect(titles).to_have_count(0)
    expect(page.locator("#none-yet")).to_be_visible()
    assert requests == []


def test_merging_is_followed_without_a_request_and_leaves_open_what_is_open(lab: OpenLab, phone: Open) -> None:
    cards = [lab.card(f"Carte {number}") for number in range(4)]
    lab.go_to("sort")
    page = is_live(phone(lab, lab.person()))
    requests = asked(page)
    lab.facilitate(pain_points.merge_pain_points, [str(card) for card in cards[:2]])
    expect(card_titles(page)).to_have_text(["Carte 3", "Carte 2", "Carte 0"])
    page.get_by_text("1 autre dit la même chose").tap()
    lab.facilitate(pain_points.merge_pain_points, [str(cards[0]), str(cards[2])])
    expect(page.locator(f"#inside-{cards[2]}")).to_be_visible()
    lab.facilitate(pain_points.unmerge_pain_point, cards[1])
    expect(card_titles(page)).to_have_text(["Carte 3", "Carte 1", "Carte 0"])
    expect(page.locator(f"#inside-{cards[1]}")).to_have_count(0)
    assert requests == []


def test_each_phone_is_told_of_cards_in_its_own_language(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    french, english = is_live(phone(lab, lab.person())), is_live(phone(lab, lab.person("Ann"), locale="en-GB"))
    requests = asked(french), asked(english)
    lab.card("Une longue histoire", "Il y a longtemps. " * 20)
    expect(french.locator("#cards summary")).to_contain_text("Précision")
    expect(english.locator("#cards summary")).to_contain_text("Detail")
    assert requests == ([], [])


def test_one_s_own_card_appears_among_one_s_own_on_the_other_phone_too(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    nadia = lab.person()
    pages = phone(lab, nadia), phone(lab, nadia)
    for page in pages:
        is_live(page)
    pages[0].locator("#give-title").fill("Donné ici")
    pages[0].get_by_role("button", name="Ajouter cet irritant").tap()
    for page in pages:
        expect(page.locator("#mine .title")).to_have_text("Donné ici")
    lab.facilitate(pain_points.hide_pain_point, lab.room.cards[0].id, True)
    for page in pages:
        expect(page.locator("#mine .tag")).to_contain_text("Masqué")


def test_a_phone_that_missed_an_event_is_right_again_with_the_next(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    page = is_live(phone(lab, lab.person()))
    lane = lab.server.live.lane(lab.id, Audience.PARTICIPANTS)
    lab.server.elsewhere(pain_points.add_pain_point_for, lab.id, lab.account, "Manqué", "", "", "a key")
    lane.version = lane.latest = "missed"
    lab.card("Reçu")
    expect(card_titles(page)).to_have_text(["Reçu", "Manqué"])


def test_a_page_asked_for_before_a_card_was_told_shows_it_all_the_same(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    page = is_live(phone(lab, lab.person()))
    held: list[tuple[Route, APIResponse]] = []
    page.route(lab.address, lambda route: held.append((route, route.fetch())))
    page.evaluate(HEAR_CARDS)
    lab.facilitate(labs.set_up_lab, LabForm("Un autre titre"))
    until(lambda: page.evaluate("null") or held)
    lab.card("Entre-temps")
    page.wait_for_function("() => window.heardCards")
    expect(card_titles(page)).to_have_count(0)
    [(route, older)] = held
    assert "Entre-temps" not in older.text()
    route.fulfill(response=older)
    expect(page.locator(".lab-name")).to_contain_text("Un autre titre")
    expect(card_titles(page)).to_have_text(["Entre-temps"])
    assert len(held) == 1, "it has not asked again"


def test_a_page_answered_by_who_has_not_heard_yet_is_asked_for_again(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    page = is_live(phone(lab, lab.person()))
    older = page.request.get(lab.address)
    answered: list[Route] = []

    def answer(route: Route) -> None:
        answered.append(route)
        route.fulfill(response=older) if len(answered) == 1 else route.continue_()

    page.route(lab.address, answer)
    lab.facilitate(labs.set_up_lab, LabForm("Un autre titre"))
    expect(page.locator(".lab-name")).to_contain_text("Un autre titre")
    assert len(answered) == 2


def test_an_older_page_that_comes_after_the_cards_were_told_is_asked_for_again(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    page = is_live(phone(lab, lab.person()))
    version = page.evaluate("document.body.dataset.version")
    asked: list[Route] = []
    held: list[APIResponse] = []

    def hold(route: Route) -> None:
        asked.append(route)
        held.append(route.fetch()) if len(asked) == 1 else route.continue_()

    page.route(lab.address, hold)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: page.evaluate("null") or held)
    lab.card("Entre-temps")
    expect(card_titles(page)).to_have_text(["Entre-temps"])
    [older] = held
    assert version in older.text()
    asked[0].fulfill(response=older, body=older.text().replace(version, "a version of long ago"))
    until(lambda: page.evaluate("null") or len(asked) > 1)
    expect(page.locator("body:has(#none-yet:not([hidden]))")).to_have_count(0)
    expect(card_titles(page)).to_have_text(["Entre-temps"])


def test_a_tab_whose_browser_has_joined_in_another_is_told_of_that_person_s_own_cards(
    lab: OpenLab, phone: Open
) -> None:
    lab.go_to("collect")
    early, nadia = is_live(phone(lab)), lab.person()
    early.context.new_page().goto(f"{lab.server.url}/r/{nadia.code}")
    lab.facilitate(labs.set_up_lab, LabForm("Un autre titre"))
    expect(early.locator("#mine-heading")).to_be_visible()
    lab.card("La mienne, d’un autre appareil", by=nadia)
    expect(early.locator("#mine .title")).to_have_text("La mienne, d’un autre appareil")
