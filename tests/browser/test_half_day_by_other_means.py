"""From the ranking to the end, without JavaScript, and with a keyboard alone: a participant and a facilitator."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from openlab.actions import ballots, feedback
from tests.browser.conftest import Watch, is_live
from tests.browser.keyboard import Keyboard, focus_is_somewhere
from tests.browser.open_lab import OpenLab, Person
from tests.browser.test_sheets import FORM, choose_photo, is_saved, is_shown, save, send_photo
from tests.browser.test_without_javascript import button, refresh
from tests.browser.test_wrap_up import evaluate
from tests.pictures import picture

Open = Callable[..., Page]
TOPICS = ("Les dossiers arrivent incomplets", "Je ne sais pas où en est ma demande")
NAMES = ("Nadia", "Yann", "Solène", "Karim", "Brigitte", "Thomas")


@pytest.fixture
def people(lab: OpenLab) -> list[Person]:
    """Six people in a lab whose two topics are kept, when round 1 begins."""
    people = [lab.person(name) for name in NAMES]
    lab.go_to("collect")
    cards = [lab.card(title) for title in TOPICS]
    lab.go_to("vote")
    lab.ballot(people[0], *cards)
    lab.go_to("results")
    lab.facilitate(ballots.keep_topics, [str(card) for card in cards])
    lab.go_to("groups_1")
    return people


def others_evaluate(lab: OpenLab, people: list[Person]) -> None:
    for person in people[1:]:
        lab.server.act(feedback.give_feedback, lab.id, person.id, "3", "")


def group_of(lab: OpenLab, person: Person) -> int:
    return next(group.number for group in lab.room.groups if person.id in {placed.id for placed in group.people})


def other_group(lab: OpenLab, person: Person) -> str:
    return f"Groupe {3 - group_of(lab, person)}"


# --- without JavaScript


def test_without_javascript_from_the_wishes_to_the_end(
    lab: OpenLab, people: list[Person], phone: Open, desk: Open, projector: Open, watch: Watch
) -> None:
    watch.allow(422)
    page, console, screen = (
        phone(lab, people[0], java_script_enabled=False),
        desk(lab, java_script_enabled=False),
        projector(lab, java_script_enabled=False),
    )
    groups_are_formed(lab, people[0], page, console, screen)
    a_sheet_is_written(page, console)
    the_room_takes_position(lab, people, page, console, screen)


def groups_are_formed(lab: OpenLab, nadia: Person, page: Page, console: Page, screen: Page) -> None:
    button(console, "Enregistrer les sujets")
    refresh(page)
    page.get_by_label("D’abord").select_option(TOPICS[1])
    page.get_by_label("Ensuite").select_option(TOPICS[1])
    button(page, "Envoyer mes souhaits")
    expect(page.locator("#wishes .fault")).to_be_visible()
    expect(page.get_by_label("D’abord").locator("option:checked")).to_have_text(TOPICS[1])
    page.get_by_label("Ensuite").select_option(TOPICS[0])
    button(page, "Envoyer mes souhaits")
    expect(page.locator(".notice.good")).to_contain_text("Vos souhaits sont enregistrés")
    button(console, "Former les groupes")
    refresh(page)
    expect(page.locator(".topic .title")).to_have_text(TOPICS[1])
    line = console.locator(f"#placed-{nadia.id}")
    expect(line.locator(".tag")).to_have_text("souhait 1")
    line.locator("summary").click()
    line.get_by_label("Déplacer vers").select_option(f"{other_group(lab, nadia)} · {TOPICS[0]}")
    button(console, "Déplacer Nadia", inside=f"#placed-{nadia.id}")
    expect(line.locator(".tag")).to_have_text("à la main")
    for one in (page, screen):
        refresh(one)
    expect(page.locator("#my-group-heading")).to_have_text(f"Votre groupe : {group_of(lab, nadia)}")
    expect(page.locator(".topic .title")).to_have_text(TOPICS[0])
    expect(screen.locator(".note").filter(has_text="Nadia")).to_contain_text(TOPICS[0])


def a_sheet_is_written(page: Page, console: Page) -> None:
    page.locator(f"{FORM} [name=problem]").fill("On ne sait jamais si le dossier est complet")
    page.locator(f"{FORM} [name=solution]").fill("Une liste de pièces par tournage")
    page.locator(f"{FORM} [name=persona]").first.check()
    save(page)
    is_saved(page, 1)
    choose_photo(page, picture())
    send_photo(page)
    is_shown(page, 1)
    refresh(console)
    expect(console.locator(".sheet-states .stuck")).to_have_count(1)
    expect(console.locator(".sheet-state").filter(has_text="1 photo")).to_have_count(1)
    console.get_by_text("Demi-journée plus courte").click()
    button(console, "Restitution", inside="#skip")


def the_room_takes_position(lab: OpenLab, people: list[Person], page: Page, console: Page, screen: Page) -> None:
    button(console, "Suivante à l’écran")
    for one in (page, screen):
        refresh(one)
    expect(screen.locator(".big-sheet")).to_contain_text("Une liste de pièces par tournage")
    expect(page.locator(".proposal.on-screen")).to_contain_text(TOPICS[0])
    button(page, "J’y aiderais")
    expect(page.locator(".helping")).to_be_visible()
    page.get_by_text("Laisser une phrase").click()
    page.get_by_label("Votre phrase").fill("Dès lundi")
    button(page, "Laisser cette phrase")
    expect(page.locator(".remarks")).to_have_text("Dès lundi")
    evaluate(page, "5 · Excellent", "Une salle moins bruyante")
    expect(page.locator("#evaluation-is-in")).to_be_visible()
    others_evaluate(lab, people)
    refresh(console)
    console.get_by_text("Montrer l’évaluation").click()
    button(console, "Oui, la montrer")
    console.get_by_text("Terminer l’open lab").click()
    button(console, "Oui, allons-y")
    for one in (page, screen):
        refresh(one)
        expect(one.locator(".median")).to_contain_text("3 · Moyenne")
    expect(page.locator("h1")).to_have_text("Merci, Nadia")
    expect(page.locator(".helpers")).to_contain_text("vous aussi")


# --- with a keyboard


def test_with_a_keyboard_a_participant_wishes_writes_supports_and_evaluates(
    lab: OpenLab, people: list[Person], phone: Open, desk: Open
) -> None:
    page, console = is_live(phone(lab, people[0], is_mobile=False, has_touch=False)), is_live(desk(lab))
    hands = Keyboard(page)
    button(console, "Enregistrer les sujets")
    hands.reach(page.get_by_label("D’abord"))
    page.keyboard.press("ArrowDown")
    hands.press(page.get_by_role("button", name="Envoyer mes souhaits"))
    expect(page.locator(".notice.good")).to_contain_text("Vos souhaits sont enregistrés")
    focus_is_somewhere(page)
    button(console, "Former les groupes")
    expect(page.locator("#my-group")).to_be_visible()
    focus_is_somewhere(page)

    hands.type_into(page.locator(f"{FORM} [name=problem]"), "On attend")
    hands.press(page.locator(f"{FORM} [name=persona]").first, "Space")
    hands.type_into(page.locator(f"{FORM} [name=solution]"), "Une page de suivi")
    hands.press(page.get_by_role("button", name="Enregistrer la fiche"))
    is_saved(page, 1)
    focus_is_somewhere(page)
    with page.expect_file_chooser() as chooser:
        hands.press(page.locator("input[type=file]"))
    chooser.value.set_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    hands.press(page.get_by_role("button", name="Ajouter cette photo"))
    is_shown(page, 1)
    focus_is_somewhere(page)

    lab.go_to("wrap_up")
    expect(page.locator(".proposal")).to_have_count(1)
    focus_is_somewhere(page)
    hands.press(page.get_by_role("button", name="J’y aiderais"))
    expect(page.get_by_role("button", name="Retirer mon soutien")).to_be_focused()
    hands.press(page.locator("summary").filter(has_text="Laisser une phrase"))
    hands.type_into(page.get_by_label("Votre phrase"), "Dès lundi")
    hands.press(page.get_by_role("button", name="Laisser cette phrase"))
    expect(page.locator(".remarks")).to_have_text("Dès lundi")
    expect(page.locator("[id^=change-remark] > summary")).to_be_focused()
    hands.press(page.locator("#level-is-1"), "Space")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#level-is-4")).to_be_checked()
    hands.type_into(page.get_by_label("Qu’aurait-il fallu"), "Plus court")
    hands.press(page.get_by_role("button", name="Donner mon évaluation"))
    expect(page.locator("#evaluation-is-in")).to_be_visible()
    focus_is_somewhere(page)


def test_with_a_keyboard_a_facilitator_forms_the_groups_and_moves_a_person(
    lab: OpenLab, people: list[Person], desk: Open
) -> None:
    page = is_live(desk(lab))
    hands = Keyboard(page)
    for topic in TOPICS:
        hands.type_into(page.get_by_role("spinbutton", name=topic), "1")
    hands.press(page.get_by_role("button", name="Enregistrer les sujets"))
    expect(page.locator("#choose-groups > summary")).to_be_focused()
    hands.press(page.get_by_role("button", name="Former les groupes"))
    expect(page.get_by_role("button", name="Former de nouveau les groupes")).to_be_focused()

    yann, wanted = people[1], other_group(lab, people[1])
    line = page.locator(f"#placed-{yann.id}")
    hands.press(line.locator("summary"))
    hands.reach(line.get_by_label("Déplacer vers"))
    page.keyboard.type(wanted)
    hands.press(line.get_by_role("button", name="Déplacer Yann"))
    expect(page.locator(".groups > li").filter(has=page.get_by_role("heading", name=wanted))).to_contain_text("Yann")
    focus_is_somewhere(page)
    first = page.locator("#group-list > li").first
    hands.type_into(first.get_by_label("Où"), "Table du fond")
    hands.press(first.get_by_role("button", name="Enregistrer"))
    expect(first.get_by_label("Où")).to_have_attribute("value", "Table du fond")
    focus_is_somewhere(page)
    hands.press(page.locator("main").get_by_role("button", name="Suite"))
    expect(page.locator("[aria-current=step]")).to_have_text("Groupes, session 2")
    focus_is_somewhere(page)


def test_with_a_keyboard_a_facilitator_shows_a_sheet_and_the_evaluation_and_ends(
    lab: OpenLab, people: list[Person], phone: Open, desk: Open
) -> None:
    page = is_live(desk(lab))
    hands = Keyboard(page)
    button(page, "Enregistrer les sujets")
    button(page, "Former les groupes")
    hands.follow(page.locator(".sheet-state a").first)
    hands.type_into(page.locator(f"{FORM} [name=solution]"), "Une page de suivi")
    hands.press(page.get_by_role("button", name="Enregistrer la fiche"))
    is_saved(page, 1)
    focus_is_somewhere(page)
    lab.go_to("wrap_up")
    hands.follow(page.get_by_role("link", name="Retour à la console"))

    hands.press(page.get_by_role("button", name="Suivante à l’écran"))
    expect(page.locator(".proposal.on-screen")).to_be_visible()
    focus_is_somewhere(page)
    hands.press(page.get_by_role("button", name="Aucune à l’écran"))
    expect(page.locator(".proposal.on-screen")).to_have_count(0)
    focus_is_somewhere(page)
    others_evaluate(lab, people)
    hands.press(page.get_by_text("Montrer l’évaluation"))
    hands.press(page.get_by_role("button", name="Oui, la montrer"))
    expect(page.locator(".median")).to_contain_text("3 · Moyenne")
    focus_is_somewhere(page)
    hands.type_into(page.get_by_label("Et maintenant : quoi, et quand"), "Revue le 3 mars.")
    hands.press(page.locator("#next-steps button"))
    expect(page.locator("#next-steps textarea")).to_have_text("Revue le 3 mars.")
    focus_is_somewhere(page)
    hands.press(page.get_by_text("Terminer l’open lab"))
    hands.press(page.get_by_role("button", name="Oui, allons-y"))
    expect(page.locator("[aria-current=step]")).to_have_text("Fin")
    focus_is_somewhere(page)
    assert lab.room.next_steps == "Revue le 3 mars."
