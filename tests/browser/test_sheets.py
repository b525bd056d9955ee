"""The solution sheet on real phones: two that type at once, drafts, photos, and the same without JavaScript."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from openlab.actions import photos, sheets
from openlab.actions.sheets import Hand
from openlab.db.queries.sheets import GroupSheet, group_sheets
from openlab.domain.phases import Phase
from openlab.domain.sheets import FIELDS
from tests.browser.conftest import Watch, in_vain, is_live
from tests.browser.examined import examine
from tests.browser.open_lab import OpenLab, Person
from tests.groups import add_group, place
from tests.pictures import PDF, picture, twenty_megapixels

Open = Callable[..., Page]
FORM = "form[data-sheet]"


class Group:
    """Léa and Karim, who are in the same working group of the round that is on."""

    def __init__(self, lab: OpenLab) -> None:
        self.lab = lab
        self.lea, self.karim = lab.person("Léa"), lab.person("Karim", 1)
        lab.go_to("collect")
        topic = lab.card("Les dossiers arrivent incomplets")
        lab.card("Trop de mots de passe")
        lab.go_to("groups_1")
        with lab.server.database.writing() as session:
            self.ids = [add_group(session, lab.id, group_round, 1, topic) for group_round in (1, 2)]
            for group_round, group in enumerate(self.ids, 1):
                for person in (self.lea, self.karim):
                    place(session, lab.id, group_round, person.id, group)
        self.id = self.ids[0]

    @property
    def now(self) -> GroupSheet:
        return self.lab.server.look(group_sheets, self.lab.id)[self.id]

    def save(self, person: Person, based_on: int | None = None, **texts: str) -> None:
        """What a person saves from another phone; what is not given stays as it is."""
        all_texts = {field: self.now.content.text(field) for field in FIELDS} | texts
        hand = Hand(self.lab.id, participant_id=person.id)
        version = self.now.version if based_on is None else based_on
        self.lab.server.act(sheets.save_sheet, hand, self.id, all_texts, [], str(version))


@pytest.fixture
def group(lab: OpenLab) -> Group:
    return Group(lab)


def part(page: Page, name: str) -> str:
    return page.locator(f"{FORM} [name={name}]").input_value()


def save(page: Page) -> None:
    page.locator(f"{FORM} button").click()


def is_saved(page: Page, version: int) -> None:
    """Waits until the form starts from this version."""
    expect(page.locator(f"{FORM} [name=based_on]")).to_have_value(str(version))


def typed(page: Page, name: str, text: str) -> None:
    field = page.locator(f"{FORM} [name={name}]")
    field.fill("")
    field.press_sequentially(text)


# --- two phones


def test_what_one_saves_the_other_sees_and_what_both_type_is_put_together(group: Group, phone: Open) -> None:
    lea, karim = is_live(phone(group.lab, group.lea)), is_live(phone(group.lab, group.karim))
    typed(lea, "problem", "On ne sait jamais si le dossier est complet")
    lea.locator(f"{FORM} [name=persona]").first.check()
    save(lea)
    expect(karim.locator(f"{FORM} [name=problem]")).to_have_value("On ne sait jamais si le dossier est complet")
    expect(karim.locator(f"{FORM} [name=persona]").first).to_be_checked()

    typed(karim, "solution", "Une liste de pièces")
    typed(lea, "gains", "Une heure par dossier")
    save(lea)
    expect(karim.locator(".newer")).to_contain_text("Léa")
    save(karim)
    is_saved(karim, 3)
    expect(karim.locator(".newer p")).to_have_count(0)
    for page in (lea, karim):
        expect(page.locator(f"{FORM} [name=solution]")).to_have_value("Une liste de pièces")
        expect(page.locator(f"{FORM} [name=gains]")).to_have_value("Une heure par dossier")


def test_typing_is_not_disturbed_by_a_newer_text(group: Group, phone: Open) -> None:
    karim = is_live(phone(group.lab, group.karim))
    field = karim.locator(f"{FORM} [name=problem]")
    field.press_sequentially("Une phrase à moitié")
    field.evaluate("field => field.setSelectionRange(4, 10)")
    for number in range(3):
        group.save(group.lea, problem=f"Texte {number} de Léa", risks="Un risque")
        expect(karim.locator(".newer")).to_contain_text("Léa")
    expect(field).to_be_focused()
    expect(field).to_have_value("Une phrase à moitié")
    assert field.evaluate("field => [field.selectionStart, field.selectionEnd]") == [4, 10]
    assert part(karim, "risks") == ""
    assert part(karim, "based_on") == "0"


def test_who_saves_second_chooses_and_no_word_is_lost_on_the_way(group: Group, phone: Open, watch: Watch) -> None:
    watch.allow(409)
    lea, karim = is_live(phone(group.lab, group.lea)), is_live(phone(group.lab, group.karim))
    typed(lea, "problem", "Le texte de Léa")
    typed(karim, "problem", "Le texte de Karim")
    typed(karim, "risks", "Un risque")
    save(lea)
    is_saved(lea, 1)
    save(karim)
    conflict = karim.locator(".conflict")
    expect(conflict).to_have_count(1)
    expect(conflict.locator("mark")).to_have_text(["Karim", "Léa"])
    expect(conflict.locator("[name=problem]")).to_have_value("Le texte de Léa Karim")
    expect(karim.locator(".fault")).to_be_focused()
    assert part(karim, "risks") == "Un risque"

    # While Karim settles it, Léa saves again: what he writes stays, and he is asked about that too.
    conflict.locator("[value=mine]").check()
    conflict.locator("[name=problem]").press("Control+End")
    conflict.locator("[name=problem]").press_sequentially(", et plus")
    expect(conflict.locator("[value=both]")).to_be_checked()
    typed(lea, "problem", "Le texte de Léa, revu")
    save(lea)
    is_saved(lea, 2)
    expect(karim.locator(".newer")).to_contain_text("Léa")
    expect(conflict.locator("[name=problem]")).to_have_value("Le texte de Léa Karim, et plus")
    save(karim)
    expect(karim.locator(".conflict [name=theirs-problem]")).to_have_value("Le texte de Léa, revu")
    karim.locator(".conflict [value=mine]").check()
    save(karim)
    expect(karim.locator(".conflict")).to_have_count(0)
    is_saved(karim, 3)
    expect(lea.locator(f"{FORM} [name=problem]")).to_have_value("Le texte de Léa Karim, et plus")
    assert part(karim, "problem") == "Le texte de Léa Karim, et plus"
    assert group.now.content.risks == "Un risque"


# --- drafts


def test_a_draft_survives_a_reload_with_the_version_that_it_started_from(
    group: Group, phone: Open, watch: Watch
) -> None:
    watch.allow(409)
    karim = is_live(phone(group.lab, group.karim))
    typed(karim, "problem", "À moitié écrit")
    karim.locator(f"{FORM} [name=spokesperson]").fill("Karim")
    karim.locator(f"{FORM} [name=persona]").last.check()
    karim.reload()
    expect(karim.locator(f"{FORM} [name=problem]")).to_have_value("À moitié écrit")
    expect(karim.locator(f"{FORM} [name=spokesperson]")).to_have_value("Karim")
    expect(karim.locator(f"{FORM} [name=persona]").last).to_be_checked()

    group.save(group.lea, problem="Celui de Léa")
    karim.reload()
    expect(karim.locator(f"{FORM} [name=problem]")).to_have_value("À moitié écrit")
    expect(karim.locator(".newer")).to_contain_text("Léa")
    assert part(karim, "based_on") == "0"
    save(karim)
    expect(karim.locator(".conflict [name=theirs-problem]")).to_have_value("Celui de Léa")


def test_a_draft_is_forgotten_once_it_is_saved(group: Group, phone: Open) -> None:
    karim = is_live(phone(group.lab, group.karim))
    typed(karim, "problem", "Écrit jusqu’au bout")
    save(karim)
    is_saved(karim, 1)
    group.save(group.lea, problem="Revu par Léa")
    karim.reload()
    expect(karim.locator(f"{FORM} [name=problem]")).to_have_value("Revu par Léa")
    assert karim.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('sheet '))") == []


def test_offline_the_text_stays_and_is_saved_when_the_network_is_back(group: Group, phone: Open, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    karim = is_live(phone(group.lab, group.karim))
    typed(karim, "problem", "Écrit dans le tunnel")
    karim.context.set_offline(True)
    in_vain(karim, lambda: save(karim))
    expect(karim.locator("#status")).not_to_be_empty()
    assert part(karim, "problem") == "Écrit dans le tunnel"
    karim.context.set_offline(False)
    save(karim)
    is_saved(karim, 1)
    assert group.now.content.problem == "Écrit dans le tunnel"


def test_what_is_typed_while_a_save_is_on_its_way_is_not_lost(group: Group, phone: Open) -> None:
    karim = is_live(phone(group.lab, group.karim))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    karim.route("**/sheets/*", hold)
    typed(karim, "problem", "Envoyé")
    save(karim)
    expect(karim.locator(FORM)).to_have_attribute("aria-busy", "true")
    assert not karim.locator(f"{FORM} [name=problem]").is_editable()
    held[0].continue_()
    is_saved(karim, 1)
    assert karim.locator(f"{FORM} [name=problem]").is_editable()


def test_when_the_round_ends_while_somebody_writes_the_text_is_shown(group: Group, phone: Open) -> None:
    karim = is_live(phone(group.lab, group.karim))
    typed(karim, "problem", "Pas eu le temps")
    group.lab.go_to("wrap_up")
    unsent = karim.locator("#unsent-sheet")
    expect(unsent).to_be_visible()
    expect(unsent.locator(".unsent-text")).to_have_text("Pas eu le temps")
    group.lab.go_to("groups_1")
    expect(karim.locator(f"{FORM} [name=problem]")).to_have_value("Pas eu le temps")
    expect(unsent).to_be_hidden()
    save(karim)
    is_saved(karim, 1)


# --- photos


def choose_photo(page: Page, file: bytes, name: str = "photo.jpg") -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": file})


def send_photo(page: Page) -> None:
    page.locator(".add-photo button").click()


def is_shown(page: Page, count: int) -> None:
    images = page.locator(".sheet-photos img")
    expect(images).to_have_count(count)
    for number in range(count):
        images.nth(number).scroll_into_view_if_needed()
        expect(images.nth(number)).to_have_js_property("complete", True)
        assert images.nth(number).evaluate("image => image.naturalWidth") > 0


def test_a_photo_of_twenty_megapixels_is_made_small_on_the_phone_and_seen_by_the_group(
    group: Group, phone: Open
) -> None:
    lea, karim = is_live(phone(group.lab, group.lea)), is_live(phone(group.lab, group.karim))
    typed(lea, "problem", "Le texte d’à côté")
    choose_photo(lea, twenty_megapixels())
    lea.wait_for_function("() => document.querySelector('input[type=file]').files[0].size < 1_000_000")
    send_photo(lea)
    for page in (lea, karim):
        is_shown(page, 1)
    (kept,) = group.now.photos
    assert (kept.width, kept.height) == (1600, 1067)
    assert part(lea, "problem") == "Le texte d’à côté", "what was being typed stays"

    karim.locator(".sheet-photos li button").click()
    expect(lea.locator(".sheet-photos img")).to_have_count(0)
    lea.locator(".removed-photos summary").click()
    lea.locator(".removed-photos button").click()
    is_shown(karim, 1)


def test_a_pdf_named_jpg_is_refused_beside_the_field_and_a_photo_then_goes_through(
    group: Group, phone: Open, watch: Watch
) -> None:
    watch.allow(422)
    lea = is_live(phone(group.lab, group.lea))
    choose_photo(lea, PDF)
    send_photo(lea)
    expect(lea.locator(".add-photo .fault")).to_be_visible()
    expect(lea.locator("input[type=file]")).to_be_focused()
    choose_photo(lea, picture())
    send_photo(lea)
    is_shown(lea, 1)
    expect(lea.locator(".add-photo .fault")).to_have_count(0)


# --- the console


def test_the_console_follows_and_mends(group: Group, phone: Open, desk: Open) -> None:
    console, lea = is_live(desk(group.lab)), is_live(phone(group.lab, group.lea))
    state = console.locator(".sheet-state")
    expect(state.locator(".stuck")).to_be_visible()
    typed(lea, "problem", "Une fote")
    save(lea)
    expect(state.locator(".filled .done")).to_have_count(1)
    state.get_by_role("link").click()
    is_live(console)
    expect(console.locator(".read-sheet")).to_contain_text("Une fote")
    typed(console, "problem", "Une faute")
    save(console)
    expect(lea.locator(f"{FORM} [name=problem]")).to_have_value("Une faute")
    expect(console.locator(".version-list > li")).to_have_count(2)
    console.locator(".version-list summary").last.click()
    console.locator(".version-list button").click()
    expect(console.locator(".version-list > li")).to_have_count(3)
    expect(lea.locator(f"{FORM} [name=problem]")).to_have_value("Une fote")


# --- without JavaScript


def test_a_group_writes_chooses_and_sends_photos_without_javascript(
    group: Group, phone: Open, watch: Watch, tmp_path: Path
) -> None:
    watch.allow(409, 422)
    lea, karim = (phone(group.lab, person, java_script_enabled=False) for person in (group.lea, group.karim))
    lea.locator(f"{FORM} [name=problem]").fill("Le texte de Léa")
    karim.locator(f"{FORM} [name=problem]").fill("Le texte de Karim")
    karim.locator(f"{FORM} [name=gains]").fill("x" * 801)
    save(lea)
    assert part(lea, "based_on") == "1"
    save(karim)
    expect(karim.locator(f"{FORM} .fault")).to_be_visible()
    assert part(karim, "problem") == "Le texte de Karim"
    karim.locator(f"{FORM} [name=gains]").fill("Du temps")
    save(karim)
    karim.locator(".conflict [value=theirs]").check()
    save(karim)
    assert (part(karim, "problem"), part(karim, "gains")) == ("Le texte de Léa", "Du temps")
    assert group.now.version == 2

    choose_photo(karim, PDF)
    send_photo(karim)
    expect(karim.locator(".add-photo .fault")).to_be_visible()
    choose_photo(karim, twenty_megapixels())
    send_photo(karim)
    is_shown(karim, 1)
    karim.locator("a[href*='/sheets/']").first.click()
    karim.locator(".version-list summary").last.click()
    karim.locator(".version-list button").click()
    assert (part(karim, "problem"), part(karim, "gains")) == ("Le texte de Léa", "")


def test_a_photo_that_is_too_large_is_told_without_javascript(group: Group, phone: Open, watch: Watch) -> None:
    watch.allow(413)
    lea = phone(group.lab, group.lea, java_script_enabled=False)
    choose_photo(lea, picture() + bytes(20 * 1024 * 1024))
    send_photo(lea)
    expect(lea.locator(".add-photo .fault")).to_contain_text("8 M")


# --- for everyone


def test_the_pages_of_a_sheet_can_be_used_by_everyone(group: Group, phone: Open, desk: Open, watch: Watch) -> None:
    watch.allow(409)
    hand = Hand(group.lab.id, participant_id=group.lea.id)
    group.lab.server.act(photos.add_photo, hand, group.id, photos.develop(picture()), secrets.token_hex())
    karim, console = is_live(phone(group.lab, group.karim)), desk(group.lab)
    typed(karim, "problem", "Le texte de Karim")
    group.save(
        group.lea, problem="Le texte de Léa", solution="Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3
    )
    expect(karim.locator(".newer p")).to_be_visible()
    assert examine(karim).faults == []
    save(karim)
    expect(karim.locator(".conflict")).to_be_visible()
    assert examine(karim).faults == []
    assert examine(console).faults == []
    console.locator(".sheet-state a").click()
    console.locator(".version-list summary").first.click()
    assert examine(console).faults == []
    karim.goto(f"{group.lab.address}/sheets/{group.id}")
    karim.locator(".version-list summary").first.click()
    assert examine(karim).faults == []
    group.lab.go_to(Phase.GROUPS_2)
    karim.goto(group.lab.address)
    karim.locator("#continue summary").click()
    assert examine(karim).faults == []


def test_round_2_takes_a_sheet_further(group: Group, phone: Open) -> None:
    group.save(group.lea, problem="Du tour 1")
    group.lab.go_to(Phase.GROUPS_2)
    lea, karim = is_live(phone(group.lab, group.lea)), is_live(phone(group.lab, group.karim))
    lea.locator("#continue summary").click()
    lea.locator("#continue [name=sheet]").check()
    lea.locator("#continue button").click()
    for page in (lea, karim):
        expect(page.locator(f"{FORM} [name=problem]")).to_have_value("Du tour 1")
        expect(page.locator("#continue")).to_have_count(0)
        expect(page.locator(".own-sheet .continues")).to_be_visible()
