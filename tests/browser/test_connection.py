"""Company networks that harm event streams, tunnels, and servers that restart: nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from openlab import live
from tests.browser.conftest import Watch, has_said, in_vain, is_live
from tests.browser.open_lab import OpenLab
from tests.browser.proxy import Harm, Proxy

Open = Callable[..., Page]

# The page's own seconds: how often it asks by itself, and after how long without an event it is worried.
WITH_SECONDS = """document.addEventListener("readystatechange", () => {
    if (document.readyState === "interactive") Object.assign(document.body.dataset, { poll: %s, quiet: %s });
})"""
IMPATIENT = WITH_SECONDS % (0.3, 1.5)
ASKS_ONCE = WITH_SECONDS % (1000, 1000)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch, lab: OpenLab) -> Iterator[Proxy]:
    proxy = Proxy(lab.server.port)
    yield proxy
    proxy.stop()


@pytest.fixture(autouse=True)
def _quick_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.5)


def through(proxy: Proxy, page: Page, path: str) -> Page:
    page.add_init_script(IMPATIENT)
    page.goto(proxy.url + path)
    return page


def connection_is(page: Page, state: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-connection", state)


@pytest.mark.parametrize("harm", [Harm.SWALLOW, Harm.FORBID, Harm.CUT])
def test_where_event_streams_are_harmed_the_page_asks_by_itself_and_comes_back_live(
    lab: OpenLab, phone: Open, proxy: Proxy, watch: Watch, harm: Harm
) -> None:
    watch.allow(403, "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE")
    lab.go_to("collect")
    proxy.harm = harm
    page = through(proxy, phone(), f"/r/{lab.person().code}")
    connection_is(page, "polling")
    expect(page.locator("#status")).to_contain_text("Le direct est bloqué ici")
    lab.card("Vu malgré tout")
    expect(page.get_by_role("heading", name="Vu malgré tout")).to_be_visible()
    proxy.harm = None
    connection_is(page, "live")
    expect(page.locator("#status")).to_be_empty()
    lab.card("Vu en direct")
    expect(page.get_by_role("heading", name="Vu en direct")).to_be_visible()


def test_the_screen_and_the_console_do_so_too(
    lab: OpenLab, projector: Open, desk: Open, proxy: Proxy, watch: Watch
) -> None:
    watch.allow(403)
    proxy.harm = Harm.FORBID
    pages = through(proxy, projector(lab), f"/l/{lab.code}/screen"), through(proxy, desk(lab), f"/labs/{lab.id}")
    for page in pages:
        connection_is(page, "polling")
    lab.go_to("collect")
    lab.card("Vu malgré tout")
    for page in pages:
        expect(page.get_by_role("heading", name="Vu malgré tout")).to_be_visible()


def test_a_text_typed_offline_is_kept_and_can_be_sent_later(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    lab.go_to("collect")
    page = is_live(phone(lab, lab.person()))
    page.context.set_offline(True)
    expect(page.locator("#status")).to_contain_text("Hors ligne")
    page.locator("#give-title").fill("Écrit dans le tunnel")
    in_vain(page, page.get_by_role("button", name="Ajouter cet irritant").tap)
    expect(page.locator("#status")).to_contain_text("Hors ligne")
    expect(page.locator("#give-title")).to_have_value("Écrit dans le tunnel")
    lab.card("Arrivé entre-temps")
    page.context.set_offline(False)
    has_said(page, "De nouveau en ligne")
    expect(page.get_by_role("heading", name="Arrivé entre-temps")).to_be_visible()
    expect(page.locator("#give-title")).to_have_value("Écrit dans le tunnel")
    page.get_by_role("button", name="Ajouter cet irritant").tap()
    expect(page.locator("#mine .title")).to_have_text("Écrit dans le tunnel")
    expect(page.locator("#give-title")).to_have_value("")


def test_a_ballot_chosen_offline_is_kept_and_can_be_cast_later(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    cards = [lab.card(f"Carte {number}") for number in range(4)]
    lab.go_to("vote")
    page = is_live(phone(lab, lab.person()))
    page.context.set_offline(True)
    for card in cards[:2]:
        page.locator(f"#c{card}").check()
    in_vain(page, page.get_by_role("button", name="Déposer mon bulletin").tap)
    expect(page.locator("#status")).to_contain_text("Hors ligne")
    assert lab.room.ballots == 0
    page.context.set_offline(False)
    has_said(page, "De nouveau en ligne")
    page.get_by_role("button", name="Déposer mon bulletin").tap()
    expect(page.locator("#ballot-in")).to_be_visible()
    assert lab.room.ballots == 1


def test_when_only_the_answer_is_lost_sending_again_does_not_make_a_second_card(
    lab: OpenLab, desk: Open, proxy: Proxy, watch: Watch
) -> None:
    watch.allow("ERR_EMPTY_RESPONSE")
    lab.go_to("collect")
    page = through(proxy, desk(lab), f"/labs/{lab.id}")
    page.get_by_text("Ajouter un irritant pour quelqu’un").click()
    page.locator("#give-title").fill("Dit à voix haute")
    proxy.harm = Harm.DEAFEN
    in_vain(page, page.get_by_role("button", name="Ajouter cet irritant").click)
    expect(page.locator("#status")).to_contain_text("Votre texte est gardé")
    expect(page.locator("#cards .title")).to_have_text(["Dit à voix haute"])
    expect(page.locator("#give-title")).to_have_value("Dit à voix haute")
    proxy.harm = None
    page.get_by_role("button", name="Ajouter cet irritant").click()
    expect(page.locator("#give-title")).to_have_value("")
    assert [card.title for card in lab.room.cards] == ["Dit à voix haute"]


def test_while_the_server_is_away_the_page_waits_and_then_goes_on(
    lab: OpenLab, phone: Open, proxy: Proxy, watch: Watch
) -> None:
    watch.allow("ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE_CHUNKED_ENCODING")
    lab.go_to("collect")
    page = through(proxy, phone(), f"/r/{lab.person().code}")
    connection_is(page, "live")
    proxy.harm = Harm.UNPLUG
    page.locator("#give-title").fill("Écrit pendant la panne")
    in_vain(page, page.get_by_role("button", name="Ajouter cet irritant").tap)
    expect(page.locator("#status")).to_contain_text(re.compile("Votre texte est gardé|Hors ligne"))
    proxy.harm = None
    page.get_by_role("button", name="Ajouter cet irritant").tap()
    expect(page.locator("#mine .title")).to_have_text("Écrit pendant la panne")


def test_a_reload_keeps_what_was_being_typed(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    nadia = lab.person()
    lab.card("Le mien", by=nadia)
    page = phone(lab, nadia)
    page.locator("#give-title").fill("À moitié écr")
    page.locator("#give-detail").fill("avec une précision")
    page.locator("#mine summary").tap()
    page.locator("#mine textarea").first.fill("Le mien, mieux dit")
    page.reload()
    expect(page.locator("#give-title")).to_have_value("À moitié écr")
    expect(page.locator("#give-detail")).to_have_value("avec une précision")
    expect(page.locator("#mine textarea").first).to_be_visible()
    expect(page.locator("#mine textarea").first).to_have_value("Le mien, mieux dit")


def test_when_the_phase_ends_while_somebody_types_their_text_is_shown_as_not_sent(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    for number in range(20):
        lab.card(f"Carte {number}")
    page = is_live(phone(lab, lab.person()))
    page.locator("#give-title").fill("Trop tard")
    page.locator("#give-detail").fill("de peu")
    page.get_by_role("button", name="Ajouter cet irritant").scroll_into_view_if_needed()
    lab.go_to("sort")
    unsent = page.get_by_role("complementary", name="Votre texte qui n’a pas été envoyé")
    expect(unsent).to_contain_text("Trop tard")
    expect(unsent).to_contain_text("de peu")
    expect(unsent).to_be_in_viewport()
    has_said(page, "Votre texte n’a pas été envoyé")
    lab.go_to("collect")
    expect(page.locator("#give-title")).to_have_value("Trop tard")
    expect(unsent).to_be_hidden()
    lab.go_to("sort")
    unsent.get_by_role("button", name="Effacer ce texte").tap()
    expect(unsent).to_be_hidden()


def test_what_a_facilitator_was_typing_is_shown_too(lab: OpenLab, desk: Open) -> None:
    card = lab.card("Une faute de frape")
    lab.go_to("sort")
    page = is_live(desk(lab))
    page.locator(f"#tidy-{card} summary").click()
    page.locator(f"#edit-{card}-title").fill("Une faute de frappe")
    lab.card("Une autre")
    lab.go_to("vote")
    expect(page.get_by_role("complementary", name="Votre texte")).to_contain_text("Une faute de frappe")


def test_a_card_sent_just_after_the_end_is_told_so_and_its_text_is_shown_once(
    lab: OpenLab, phone: Open, watch: Watch
) -> None:
    watch.allow(409, "ERR_FAILED")
    lab.go_to("collect")
    page = phone()
    page.add_init_script(ASKS_ONCE)
    page.route("**/events*", lambda route: route.abort())
    with page.expect_response(lambda answer: answer.request.resource_type == "fetch"):
        page.goto(f"{lab.server.url}/r/{lab.person().code}")
    page.locator("#give-title").fill("Trop tard")
    lab.go_to("sort")
    page.get_by_role("button", name="Ajouter cet irritant").tap()
    expect(page.get_by_text("Le recueil des irritants est terminé")).to_be_focused()
    expect(page.get_by_text("Trop tard").filter(visible=True)).to_have_count(1)


def test_whoever_takes_a_phone_over_does_not_find_the_text_of_the_person_before(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    page = phone(lab, lab.person())
    page.locator("#give-title").fill("À moi seule")
    page.get_by_role("link", name="Mon code de retour").tap()
    page.get_by_role("button", name="M’oublier sur ce téléphone").tap()
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()
    expect(page.get_by_text("À moi seule")).to_be_hidden()
