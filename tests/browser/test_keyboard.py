"""The whole lab can be done with a keyboard alone, and the focus is never lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from openlab.actions import pain_points
from tests.browser.conftest import Watch, is_live
from tests.browser.keyboard import Keyboard, focus_is_somewhere
from tests.browser.open_lab import PASSWORD, OpenLab

Open = Callable[..., Page]


def test_a_facilitator_signs_in_collects_and_sorts(lab: OpenLab, phone: Open) -> None:
    page = phone(f"{lab.server.url}/sign-in", viewport={"width": 1366, "height": 768}, is_mobile=False, has_touch=False)
    hands = Keyboard(page)
    main = page.locator("main")

    hands.type_into(page.get_by_label("Adresse électronique"), lab.email)
    hands.type_into(page.get_by_label("Mot de passe"), PASSWORD)
    hands.follow(page.locator("main").get_by_role("button", name="Se connecter"))
    hands.follow(page.get_by_role("link", name="Open lab n° 1"))

    hands.press(page.get_by_role("link", name="Aller au contenu"))
    expect(main).to_be_focused()
    hands.press(main.get_by_role("button", name="Ouvrir"))
    expect(page.locator("[aria-current=step]")).to_have_text("Irritants")
    focus_is_somewhere(page)

    for title in ("Les dossiers arrivent incomplets", "Un dossier arrive incomplet", "La page plante", "Trop de clics"):
        hands.press(page.get_by_text("Ajouter un irritant pour quelqu’un"))
        hands.type_into(page.locator("#give-title"), title)
        hands.press(main.get_by_role("button", name="Ajouter cet irritant"))
        expect(page.locator("#cards .title").first).to_have_text(title)
        expect(page.locator("#add > summary")).to_be_focused()
    cards = [card.id for card in lab.room.cards]

    hands.press(page.locator(f"#tidy-{cards[2]} summary"))
    hands.type_into(page.locator(f"#edit-{cards[2]}-title"), "La page plante sur mobile")
    hands.press(page.locator(f"#edit-{cards[2]}").get_by_role("button", name="Enregistrer"))
    expect(page.locator(f"#card-{cards[2]} .title")).to_have_text("La page plante sur mobile")
    expect(page.locator(f"#tidy-{cards[2]} summary")).to_be_focused()
    page.keyboard.press("Enter")
    hands.press(page.locator(f"#card-{cards[2]}").get_by_role("button", name="Masquer"))
    restore = page.locator(f"#card-{cards[2]}").get_by_role("button", name="Rétablir")
    expect(restore).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#tidy-{cards[2]} summary")).to_be_focused()

    hands.press(main.get_by_role("button", name="Suite"))
    expect(page.locator("[aria-current=step]")).to_have_text("Tri")
    focus_is_somewhere(page)
    hands.press(page.locator(".alike").get_by_role("button", name="Regrouper"))
    expect(page.locator("#cards > li")).to_have_count(3)
    focus_is_somewhere(page)
    hands.press(page.locator(f"#tick-{cards[2]}"), "Space")
    hands.press(page.locator(f"#tick-{cards[3]}"), "Space")
    hands.press(main.get_by_role("button", name="Regrouper les cochés"))
    expect(page.locator("#cards > li")).to_have_count(2)
    focus_is_somewhere(page)
    hands.press(page.locator(f"#inside-{cards[3]}").get_by_role("button", name="Sortir du groupe"))
    expect(page.locator("#cards > li")).to_have_count(3)
    focus_is_somewhere(page)


def test_a_facilitator_runs_the_vote_and_keeps_topics(lab: OpenLab, desk: Open) -> None:
    cards = [lab.card(f"Carte {number}") for number in range(3)]
    lab.go_to("sort")
    page = desk(lab)
    hands = Keyboard(page)
    main = page.locator("main")

    hands.follow(page.get_by_role("link", name="Ajouter une personne sans téléphone"))
    hands.type_into(page.get_by_label("Prénom ou pseudonyme"), "Odile")
    hands.reach(page.get_by_label("Vous êtes"))
    page.keyboard.press("ArrowDown")
    hands.follow(main.get_by_role("button", name="Ajouter cette personne"))
    hands.follow(page.get_by_role("link", name="Retour à la console"))

    hands.press(main.get_by_role("button", name="Suite"))
    expect(page.locator("[aria-current=step]")).to_have_text("Vote")
    focus_is_somewhere(page)
    hands.press(page.get_by_text("Saisir le bulletin d’une personne"))
    hands.reach(page.get_by_label("Qui", exact=True))
    page.keyboard.press("ArrowDown")
    hands.press(page.locator(f"#c{cards[0]}"), "Space")
    hands.press(page.locator(f"#c{cards[2]}"), "Space")
    hands.press(main.get_by_role("button", name="Saisir ce bulletin"))
    expect(page.locator(".ballots")).to_contain_text("1 bulletin sur 1")
    expect(page.locator("#proxy > summary")).to_be_focused()

    hands.press(page.get_by_text("Clore le vote"))
    hands.press(main.get_by_role("button", name="Oui"))
    expect(page.locator("ol.ranking > li")).to_have_count(3)
    focus_is_somewhere(page)
    hands.press(page.locator(f"#topic-{cards[2]}"), "Space")
    hands.press(main.get_by_role("button", name="Retenir les sujets cochés"))
    expect(page.locator(".kept")).to_have_count(1)
    focus_is_somewhere(page)
    hands.press(page.get_by_text("Demi-journée plus courte"))
    hands.press(main.locator("#skip").get_by_role("button", name="Fin"))
    expect(page.locator("[aria-current=step]")).to_have_text("Fin")
    focus_is_somewhere(page)


def test_a_participant_takes_part_in_the_whole_lab(lab: OpenLab, phone: Open) -> None:
    lab.go_to("collect")
    for number in range(6):
        lab.card(f"Carte {number}")
    page = phone(lab)
    hands = Keyboard(page)
    main = page.locator("main")

    hands.press(page.get_by_role("link", name="Aller au contenu"))
    expect(main).to_be_focused()
    hands.type_into(page.get_by_label("Votre prénom"), "Nadia")
    hands.reach(page.get_by_label("Vous êtes"))
    page.keyboard.press("ArrowDown")
    hands.follow(main.get_by_role("button", name="Entrer"))

    hands.type_into(page.locator("#give-title"), "La page plante")
    hands.type_into(page.locator("#give-detail"), "Surtout le lundi")
    hands.press(main.get_by_role("button", name="Ajouter cet irritant"))
    mine = page.locator("#mine li")
    expect(mine.locator(".title")).to_have_text("La page plante")
    focus_is_somewhere(page)
    hands.press(mine.locator("summary"))
    hands.type_into(mine.locator("textarea").first, "La page plante sur mobile")
    hands.press(mine.get_by_role("button", name="Enregistrer"))
    expect(mine.locator(".title")).to_have_text("La page plante sur mobile")
    expect(mine.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    hands.press(mine.get_by_role("button", name="Retirer"))
    expect(mine.get_by_role("button", name="Le remettre")).to_be_focused()
    page.keyboard.press("Enter")
    expect(mine.locator("summary")).to_be_focused()

    lab.go_to("vote")
    expect(page.get_by_role("checkbox")).to_have_count(7)
    focus_is_somewhere(page)
    hands.press(page.get_by_role("checkbox").first, "Space")
    hands.press(page.get_by_role("checkbox").last, "Space")
    hands.press(main.get_by_role("button", name="Déposer mon bulletin"))
    expect(page.locator("#ballot-in li")).to_have_count(2)
    focus_is_somewhere(page)
    lab.go_to("results")
    expect(page.locator("ol.ranking > li")).to_have_count(2)
    focus_is_somewhere(page)
    hands.follow(page.get_by_role("link", name="Mon code de retour"))
    hands.reach(main.get_by_role("button", name="M’oublier"))


@pytest.mark.parametrize("has_javascript", [True, False])
def test_after_a_refused_form_the_focus_is_on_what_is_wrong(
    lab: OpenLab, phone: Open, watch: Watch, has_javascript: bool
) -> None:
    watch.allow(422)
    lab.go_to("collect")
    page = phone(lab, lab.person(), java_script_enabled=has_javascript)
    page.locator("#give-title").fill("Assez court")
    page.locator("#give-detail").fill("x" * 1001)
    page.get_by_role("button", name="Ajouter cet irritant").click()
    expect(page.locator("#give-detail")).to_be_focused()
    expect(page.locator("#give-detail")).to_have_accessible_description(re.compile("1001 caractères"))


def test_after_a_refused_ballot_the_focus_is_on_the_reason(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(422)
    for number in range(12):
        lab.card(f"Carte {number}")
    lab.go_to("vote")
    page = phone(lab, lab.person())
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Déposer mon bulletin").tap()
    reason = page.get_by_text("vous en avez choisi 1")
    expect(reason).to_be_focused()
    expect(reason).to_be_in_viewport()


def test_when_what_holds_the_focus_is_taken_away_the_focus_stays_near(lab: OpenLab, desk: Open, phone: Open) -> None:
    lab.go_to("collect")
    nadia = lab.person()
    first, second = lab.card("La première", by=nadia), lab.card("La seconde", by=nadia)
    page = is_live(desk(lab))
    page.locator(f"#tidy-{second} summary").focus()
    lab.server.act(pain_points.withdraw_pain_point, lab.id, nadia.id, second, True)
    expect(page.locator(f"#card-{second}")).to_have_count(0)
    expect(page.locator(f"#tidy-{first} summary")).to_be_focused()


def test_a_double_click_on_a_change_of_phase_moves_one_phase_only(lab: OpenLab, desk: Open) -> None:
    page = is_live(desk(lab))
    page.locator("main").get_by_role("button", name="Ouvrir").dblclick(delay=0)
    expect(page.locator("[aria-current=step]")).to_have_text("Irritants")
    page.locator("main").get_by_role("button", name="Suite").focus()
    page.keyboard.down("Enter")
    for _ in range(20):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.locator("[aria-current=step]")).to_have_text("Tri")
    assert lab.room.phase == "sort"
