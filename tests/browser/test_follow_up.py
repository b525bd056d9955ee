"""Weeks later: the owner reads the follow-up, publishes it, and the people of the room find what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy.orm import Session

from openlab.actions import backlog, ballots, feedback, items, sprints
from openlab.actions.follow_up import publish_follow_up
from openlab.db.tables import Lab
from tests.browser.conftest import is_live
from tests.browser.open_lab import OpenLab, Person
from tests.browser.test_every_page import RUN_AXE, SCHEMES, TAGS, WHAT_STICKS_OUT
from tests.browser.test_wrap_up import leave_sheets

Open = Callable[..., Page]

NARROW, WIDE = ViewportSize(width=360, height=740), ViewportSize(width=1920, height=1080)
TODAY = datetime.now().astimezone().date()
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TITLES = (
    "Les dossiers arrivent incomplets",
    "Je ne sais pas où en est ma demande",
    "Personne ne répond au téléphone",
    f"Des mots comme {LONG_WORD}",
    "Il faut signer à la main",
    "Le site est lent le lundi",
)


@pytest.fixture
def people(lab: OpenLab) -> list[Person]:
    return [lab.person(name) for name in ("Nadia", "Yann", "Solène", "Karim", "Brigitte")]


@pytest.fixture
def decided(lab: OpenLab, people: list[Person]) -> OpenLab:
    """A closed lab of which one pain point was delivered, one planned, one declined, one kept; two wait."""
    lab.go_to("collect")
    cards = [lab.card(title, by=person) for title, person in zip(TITLES, [*people, people[0]], strict=True)]
    lab.go_to("vote")
    for person, second in zip(people, cards[1:], strict=True):
        lab.ballot(person, cards[0], second)
    lab.go_to("results")
    lab.facilitate(ballots.keep_topics, [str(card) for card in cards[:2]])
    lab.go_to("wrap_up")
    sheets = lab.server.act(leave_sheets, lab.id, cards[:2])
    for person, level in zip(people, "45324", strict=True):
        lab.server.act(feedback.give_feedback, lab.id, person.id, level, "")
    lab.facilitate(feedback.show_evaluation)
    lab.go_to("closed")
    lab.server.act(hold_today, lab.id)
    decide(lab, cards, sheets)
    return lab


def hold_today(session: Session, lab_id: int) -> None:
    session.get_one(Lab, lab_id).held_on = TODAY


def decide(lab: OpenLab, cards: list[int], sheets: list[int]) -> None:
    owner = (lab.room.product_id, lab.account)
    proposals = [[f"card-{cards[0]}", f"sheet-{sheets[0]}"], [f"card-{cards[1]}"], [f"card-{cards[3]}"]]
    for keys in proposals:
        lab.server.act(backlog.accept_proposals, *owner, str(lab.id), keys)
    reason = "Le standard relève de la préfecture : nous lui avons transmis votre demande."
    lab.server.act(backlog.decline_proposals, *owner, str(lab.id), [f"card-{cards[2]}"], reason)
    dates = str(TODAY - timedelta(days=2)), str(TODAY + timedelta(days=11))
    lab.server.act(sprints.add_sprint, owner[0], *dates, "Ne plus ressaisir", "")
    words = {"solution": "Le dossier de l’an dernier est repris en un clic."}
    for number, version, typed in [
        (1, "1", {"status": "in_progress", **words}),
        (1, "2", {"status": "delivered"}),
        (2, "1", {"sprint": "1", "horizon": "now"}),
    ]:
        lab.server.act(items.change_item, *owner, number, version, typed)


def faults(page: Page) -> list[str]:
    """What axe finds, and what sticks out, on a phone and on a wide screen, in light and dark."""
    page.evaluate(AXE_SCRIPT + "; 0")
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    found = []
    for size, scheme in product((NARROW, WIDE), SCHEMES):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found += [f"{size['width']} px, {scheme}: {fault}" for fault in page.evaluate(RUN_AXE, TAGS)]
        found += [f"{size['width']} px: sticks out: {part}" for part in page.evaluate(WHAT_STICKS_OUT)]
    return found


def follow_up_of(lab: OpenLab) -> str:
    return f"{lab.server.url}/f/{lab.code}"


def test_the_owner_reads_it_first_then_the_room_finds_it(
    decided: OpenLab, people: list[Person], phone: Open, desk: Open
) -> None:
    open_since_the_lab = is_live(phone(decided, people[1]))
    expect(open_since_the_lab.get_by_role("link", name="Lire le droit de suite")).to_have_count(0)
    owner = desk(decided)
    owner.goto(f"{decided.server.url}/products/{decided.room.product_slug}")
    owner.get_by_role("link", name="à lire, puis publier").click()
    expect(owner.locator("#publication")).to_contain_text("Non publié")
    assert faults(owner) == []
    owner.get_by_role("button", name="Publier le droit de suite").click()
    expect(owner.locator("#publication")).to_contain_text("Publié")
    expect(owner.locator("#publication code")).to_have_text(follow_up_of(decided))
    open_since_the_lab.get_by_role("link", name="Lire le droit de suite").click()
    expect(open_since_the_lab.locator("#mine")).to_contain_text(TITLES[1])

    nadia = phone(decided, people[0])
    expect(nadia).to_have_url(follow_up_of(decided))
    assert nadia.locator("main h2").all_inner_texts()[:2] == ["Mes cartes 2", "Ce qu’est devenu chaque irritant"]
    expect(nadia.locator("#mine .card").first).to_contain_text("Livré")
    expect(nadia.locator("#mine .card").first).to_contain_text("Ce que nous avons fait")
    assert faults(nadia) == []
    owner.get_by_role("button", name="Dépublier").click()
    expect(owner.locator("#publication")).to_contain_text("Non publié")


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_anyone_reads_it_without_javascript_and_it_is_usable_by_everyone(
    decided: OpenLab, phone: Open, locale: str
) -> None:
    decided.server.act(publish_follow_up, decided.room.product_id, decided.account, decided.id)
    plain = phone(follow_up_of(decided), locale=locale, java_script_enabled=False)
    expect(plain.locator(".figures strong")).to_have_text(["1", "1", "1", "1", "2"])
    expect(plain.locator(".followed > li")).to_have_count(4)
    expect(plain.locator(".waiting li")).to_have_count(2)
    expect(plain.locator("#mine, #publication")).to_have_count(0)
    plain.locator("footer").get_by_role("link").first.click()
    expect(plain.locator("html")).to_have_attribute("lang", "en" if locale == "fr-FR" else "fr")
    page = phone(follow_up_of(decided), locale=locale)
    assert faults(page) == []


def test_on_paper_it_has_no_button_and_nothing_personal(decided: OpenLab, people: list[Person], phone: Open) -> None:
    decided.server.act(publish_follow_up, decided.room.product_id, decided.account, decided.id)
    page = phone(decided, people[0])
    expect(page.locator("#mine")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in ("#mine", "footer"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in ("h1", ".figures", ".followed .recommendation >> nth=0", "#roadmap"):
        expect(page.locator(shown)).to_be_visible()


def test_the_labs_of_a_product_are_compared_on_any_screen(decided: OpenLab, desk: Open) -> None:
    page = desk(decided)
    page.goto(f"{decided.server.url}/products/{decided.room.product_slug}")
    row = page.locator(".compare tbody tr")
    expect(row).to_contain_text("Médiane")
    for said in ("5 personnes", "Absents : Société de production, Membre de commission", "1 sur 3", "le jour même"):
        assert said in " ".join(row.inner_text().replace("\u00a0", " ").split()), said
    assert faults(page) == []
    page.set_viewport_size(NARROW)
    expect(row.locator(".part").first).to_be_visible()
    page.set_viewport_size(WIDE)
    expect(row.locator(".part").first).to_be_hidden()
