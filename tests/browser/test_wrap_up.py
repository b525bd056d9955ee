"""The wrap-up in a room: forum, evaluation and close on screen, console and phones; and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from openlab.actions import ballots
from openlab.db.tables import SheetVersion, SolutionSheet, WorkingGroup
from tests.browser.conftest import Watch, is_live
from tests.browser.open_lab import OpenLab, Person

Open = Callable[..., Page]

TOPICS = ("Les dossiers arrivent incomplets", "Je ne sais pas où en est ma demande")
SOLUTIONS = ("Une liste de pièces par type de tournage", "Une page de suivi par demande")


def leave_sheets(session: Session, lab: int, cards: list[int]) -> list[int]:
    """One group of round 1 per card, and its sheet; the last group leaves an empty one. Gives the written sheets."""
    sheets = []
    for number, card in enumerate([*cards, cards[0]], start=1):
        group = WorkingGroup(lab_id=lab, round=1, number=number, topic_id=card)
        session.add(group)
        session.flush()
        sheets.append(SolutionSheet(lab_id=lab, group_id=group.id))
    session.add_all(sheets)
    session.flush()
    for sheet, solution in zip(sheets, SOLUTIONS, strict=False):
        moment = datetime.now(UTC)
        version = SheetVersion(sheet_id=sheet.id, number=1, saved_at=moment, solution=solution, spokesperson="Nadia")
        session.add(version)
    return [sheet.id for sheet in sheets[:-1]]


@pytest.fixture
def people(lab: OpenLab) -> list[Person]:
    return [lab.person(name) for name in ("Nadia", "Yann", "Solène", "Karim", "Brigitte", "Thomas")]


@pytest.fixture
def sheets(lab: OpenLab, people: list[Person]) -> list[int]:
    """The lab at its wrap-up, with two sheets and an empty one."""
    lab.go_to("collect")
    cards = [lab.card(title) for title in TOPICS]
    lab.go_to("vote")
    lab.ballot(people[0], *cards)
    lab.go_to("results")
    lab.facilitate(ballots.keep_topics, [str(card) for card in cards])
    lab.go_to("wrap_up")
    return lab.server.act(leave_sheets, lab.id, cards)


def proposal(page: Page, number: int) -> Locator:
    return page.locator(".proposal, .overview .note").filter(has_text=TOPICS[number])


def show_next(console: Page, number: int) -> None:
    """The next sheet is put on the screen, and the console's buttons are those of that sheet."""
    console.get_by_role("button", name="Suivante à l’écran").click()
    expect(console.locator(".proposal.on-screen")).to_contain_text(TOPICS[number])


def evaluate(page: Page, level: str, better: str = "") -> None:
    page.get_by_role("radio", name=level).check()
    page.get_by_label("Qu’aurait-il fallu").fill(better)
    page.get_by_role("button", name="Donner mon évaluation").click()


def test_a_room_takes_position_evaluates_and_goes_home_knowing_what_comes_next(
    lab: OpenLab, people: list[Person], sheets: list[int], phone: Open, projector: Open, desk: Open
) -> None:
    screen, console = projector(lab), desk(lab)
    phones = [phone(lab, person) for person in people]
    for page in (screen, console, *phones):
        is_live(page)
    expect(screen.get_by_text("Fiche laissée vide")).to_contain_text("Session 1, groupe 3")

    for number, topic in enumerate(TOPICS):
        show_next(console, number)
        expect(screen.locator("h1")).to_have_text(topic)
        expect(screen.locator(".big-sheet")).to_contain_text(SOLUTIONS[number])
        for page in phones:
            expect(page.locator(".proposal").first).to_contain_text(topic)
            expect(page.locator(".proposal").first).to_contain_text("À l’écran maintenant")
        for page in phones[: 3 + number]:
            proposal(page, number).get_by_role("button", name="J’y aiderais").dblclick()
            expect(proposal(page, number)).to_contain_text("Vous y aideriez.")
        expect(screen.locator(".helpers")).to_contain_text(f"{3 + number} personnes y aideraient")
    expect(console.get_by_role("button", name="Suivante à l’écran")).to_have_count(0)

    proposal(phones[0], 1).get_by_role("button", name="Retirer mon soutien").click()
    expect(screen.locator(".helpers")).to_contain_text("3 personnes y aideraient")
    proposal(phones[0], 1).locator("summary").filter(has_text="Laisser une phrase").click()
    proposal(phones[0], 1).get_by_label("Votre phrase").fill("Avec la commission de Lille")
    proposal(phones[0], 1).get_by_role("button", name="Laisser cette phrase").click()
    for page in (console, *phones):
        expect(proposal(page, 1).locator(".remarks")).to_have_text("Avec la commission de Lille")

    console.get_by_role("button", name="Aucune à l’écran").click()
    levels = ("4 · Bonne", "5 · Excellent", "4 · Bonne", "2 · Utile")
    for page, level in zip(phones, levels, strict=False):
        evaluate(page, level)
        expect(page.locator("#evaluation-is-in")).to_be_visible()
    expect(console.locator("#evaluations-in")).to_contain_text("4 évaluations reçues sur 6")
    expect(console.locator("#evaluation")).to_contain_text("Trop peu d’évaluations")
    evaluate(phones[4], "3 · Moyenne", "Une salle moins bruyante")
    expect(screen.locator("#evaluations-in")).to_contain_text("5 évaluations reçues sur 6")
    phones[5].get_by_label("Qu’aurait-il fallu").fill("Ce texte n’était pas parti")
    console.get_by_text("Montrer l’évaluation").click()
    console.get_by_role("button", name="Oui, la montrer").click()
    for page in (screen, console, *phones):
        expect(page.locator(".spread .votes strong")).to_have_text(
            ["0 réponse", "1 réponse", "1 réponse", "2 réponses", "1 réponse"]
        )
        expect(page.locator(".median")).to_contain_text("4 · Bonne")
    expect(console.locator("#better")).to_have_text("Une salle moins bruyante")
    expect(screen.get_by_text("Une salle moins bruyante")).to_have_count(0)
    expect(phones[5].locator("#unsent")).to_contain_text("Ce texte n’était pas parti")

    console.get_by_label("Et maintenant : quoi, et quand").fill("Revue le 3 mars, salle Molière.")
    console.get_by_role("button", name="Enregistrer").click()
    console.get_by_text("Terminer l’open lab").click()
    console.get_by_role("button", name="Oui").click()
    for page in (screen, *phones):
        expect(page.get_by_text("Revue le 3 mars, salle Molière.")).to_be_visible()
        expect(page.get_by_text("droit de suite").first).to_be_visible()
    expect(proposal(phones[1], 0)).to_contain_text("3 personnes y aideraient")
    expect(proposal(phones[1], 0)).to_contain_text("vous aussi")
    expect(proposal(phones[0], 1)).not_to_contain_text("vous aussi")


def test_a_sentence_being_written_survives_the_next_sheet_on_the_screen(
    lab: OpenLab, people: list[Person], sheets: list[int], phone: Open, desk: Open
) -> None:
    page, console = is_live(phone(lab, people[0])), desk(lab)
    proposal(page, 1).locator("summary").filter(has_text="Laisser une phrase").click()
    field = proposal(page, 1).get_by_label("Votre phrase")
    field.press_sequentially("Une phrase en ")
    for number, topic in enumerate(TOPICS):
        show_next(console, number)
        expect(page.locator(".proposal").first).to_contain_text(topic)
    expect(field).to_be_focused()
    field.press_sequentially("cours")
    expect(field).to_have_value("Une phrase en cours")


def test_without_javascript_a_person_supports_says_evaluates_and_reads_the_end(
    lab: OpenLab, people: list[Person], sheets: list[int], phone: Open, desk: Open, watch: Watch
) -> None:
    watch.allow(409, 422)
    page = phone(lab, people[0], java_script_enabled=False)
    console = desk(lab, java_script_enabled=False)
    console.get_by_role("button", name="Mettre à l’écran").nth(1).click()
    page.get_by_role("link", name="Actualiser").click()
    expect(page.locator(".proposal").first).to_contain_text(TOPICS[1])
    proposal(page, 1).get_by_role("button", name="J’y aiderais").click()
    expect(proposal(page, 1)).to_contain_text("Vous y aideriez.")
    proposal(page, 1).locator("summary").filter(has_text="Laisser une phrase").click()
    proposal(page, 1).get_by_label("Votre phrase").fill("Oui " + "x" * 200)
    proposal(page, 1).get_by_role("button", name="Laisser cette phrase").click()
    expect(proposal(page, 1).get_by_label("Votre phrase")).to_have_value("Oui " + "x" * 200)
    expect(proposal(page, 1)).to_contain_text("Ce texte a 204 caractères")
    proposal(page, 1).get_by_label("Votre phrase").fill("Oui, dès lundi")
    proposal(page, 1).get_by_role("button", name="Laisser cette phrase").click()
    expect(proposal(page, 1).locator(".remarks")).to_have_text("Oui, dès lundi")
    evaluate(page, "4 · Bonne", "Plus court")
    expect(page.locator("#evaluation-is-in")).to_be_visible()
    console.get_by_role("link", name="Actualiser").click()
    expect(console.locator("#evaluations-in")).to_contain_text("1 évaluation reçue sur 6")
    console.get_by_text("Terminer l’open lab").click()
    console.get_by_role("button", name="Oui").click()
    page.get_by_role("link", name="Actualiser").click()
    expect(page.locator("h1")).to_have_text("Merci, Nadia")
    expect(proposal(page, 1)).to_contain_text("1 personne y aiderait · vous aussi")
