"""A whole open lab, on 25 phones, the screen and the console at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.open_lab import PERSONAS, OpenLab

NAMES = """Nadia Yann Solène Karim Brigitte Thomas Aminata Léo Inès Paul Marion Hugo Clara Sékou Manon Victor Françoise
Denis Awa Gilles Hélène Sylvie Rachid Odile Zoé""".split()  # noqa: SIM905 - names read better than a column of strings
CARDS = """Les dossiers arrivent incomplets
Le dossier arrive incomplet
Je ne sais pas où en est ma demande
Ajouter des figurants est fastidieux
On ne peut pas ajouter beaucoup de figurants
Une société étrangère reste dehors
Les délais ne tiennent pas dans un tournage
D'une région à l'autre, les réponses changent
Personne ne partage la jurisprudence
La médecine du travail attend un accès
Je découvre l'ordre du jour en séance
Rien ne signale les horaires à risque
Le formulaire externe impose ses champs
L'imprimante avale les justificatifs
Trop de mots de passe
Le téléphone sonne sans arrêt
La signature se fait encore sur papier
Aucune statistique pour le ministère
Les pièces jointes sont trop lourdes
Mon chef veut tout valider
La recherche ne trouve rien
Les parents ne comprennent pas le vocabulaire
Impossible de corriger une faute après l'envoi
Le calendrier des commissions est introuvable
La page plante sur mobile""".splitlines()


def join(phone: Page, name: str, persona: str) -> None:
    phone.get_by_label("Votre prénom, ou un pseudonyme").fill(name)
    phone.get_by_label("Vous êtes").select_option(persona)
    phone.get_by_role("button", name="Entrer").tap()


def give(phone: Page, title: str) -> None:
    phone.get_by_label("L’irritant, en une phrase").first.fill(title)
    phone.get_by_role("button", name="Ajouter cet irritant").tap()


def vote(phone: Page, *titles: str) -> None:
    for title in titles:
        phone.locator(".choice").filter(has_text=title).get_by_role("checkbox").check()
    phone.get_by_role("button", name="Déposer mon bulletin").tap()


def ranking(page: Page) -> list[tuple[int, str, int]]:
    """(place, title, votes) of each line of the ranking that a page shows, those without a vote left out."""
    lines = page.locator("ol.ranking > li").evaluate_all(
        """lines => lines.map(line => [".place", ".title", ".votes strong"].map(part =>
            [...line.querySelector(part).childNodes].at(-1).textContent.trim()))"""
    )
    read = [(int(place), title, int(votes.split()[0])) for place, title, votes in lines]
    return [line for line in read if line[2]]


def counted(votes: list[tuple[str, str]], as_given: list[str]) -> list[tuple[int, str, int]]:
    """The same, counted by hand: equal votes share a place, in the order in which the cards were given."""
    tally = Counter(title for pair in votes for title in pair)
    ordered = sorted(tally, key=lambda title: (-tally[title], as_given.index(title)))
    places = {count: 1 + sum(other > count for other in tally.values()) for count in tally.values()}
    return [(places[tally[title]], title, tally[title]) for title in ordered]


def test_twenty_five_phones_go_from_the_door_to_the_ranking(
    lab: OpenLab, phone: Callable[..., Page], projector: Callable[..., Page], desk: Callable[..., Page]
) -> None:
    screen, console = projector(lab), desk(lab)
    phones = [phone(lab) for _ in NAMES]
    for number, one in enumerate(phones):
        join(one, NAMES[number], PERSONAS[number % 3])
    expect(screen.locator(".in-room")).to_contain_text("25 personnes")
    expect(console.locator(".now-panel .count")).to_have_text("25")

    console.get_by_role("button", name="Ouvrir").click()
    for one, title in zip(phones, CARDS, strict=True):
        give(one, title)
    expect(screen.locator(".now .count")).to_have_text("25 déjà")
    for one, title in zip(phones, CARDS, strict=True):
        expect(one.locator("#mine .title")).to_have_text(title)
        expect(one.locator("#everyones-heading .count")).to_have_text("25")

    console.get_by_role("button", name="Suite").click()
    console.locator(".alike li").filter(has_text=CARDS[1]).get_by_role("button", name="Regrouper").click()
    for title in (CARDS[3], CARDS[4]):
        console.get_by_role("checkbox", name=title, exact=True).check()
    console.get_by_role("button", name="Regrouper les cochés").click()
    expect(phones[-1].locator("#everyones-heading .count")).to_have_text("23")

    console.get_by_role("button", name="Suite").click()
    standing = [card.title for card in lab.room.votable]
    cast = [(standing[number % 3], standing[3 + number % 7]) for number in range(25)]
    for one, choice in zip(phones, cast, strict=True):
        vote(one, *choice)
    for one, choice in zip(phones, cast, strict=True):
        expect(one.locator("#ballot-in li")).to_have_text(choice)
    expect(console.locator(".ballots")).to_contain_text("25 bulletins sur 25")
    expect(screen.locator(".ballots")).to_contain_text("25 bulletins sur 25")

    console.get_by_text("Clore le vote").click()
    console.get_by_role("button", name="Oui").click()
    for page in (console, screen, *phones):
        expect(page.locator("ol.ranking > li").first).to_be_attached()
        assert ranking(page) == counted(cast, standing)
    assert sum(votes for _place, _title, votes in ranking(screen)) == 50
    expect(screen.locator(".turnout")).to_contain_text("25 bulletins")
