"""The day after, in a browser: from a closed lab to a backlog in priority order, and every file downloaded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from openlab.actions import accounts, ballots, items
from openlab.actions.backlog import add_item
from openlab.db.tables import Lab, Member, Product
from openlab.export import load_layouts
from openlab.settings import folder
from tests.browser.conftest import NewContext, Watch, has_said
from tests.browser.keyboard import Keyboard
from tests.browser.open_lab import OpenLab
from tests.exports.readers import read_csv, read_xlsx, rows_of

Open = Callable[..., Page]
TITLES = ("Tout est ressaisi trois fois", "On ignore où en est son dossier", "Les mots sont obscurs")
WIDTHS = ({"width": 360, "height": 740}, {"width": 1366, "height": 768})


@pytest.fixture
def closed(lab: OpenLab) -> OpenLab:
    """Six people voted: two topics are kept, the lab is closed."""
    lab.go_to("collect")
    people = [lab.person(name) for name in ("Nadia", "Yann", "Solène", "Karim", "Brigitte", "Thomas")]
    cards = [lab.card(title, by=person) for title, person in zip(TITLES, people, strict=False)]
    lab.go_to("vote")
    for number, person in enumerate(people):
        lab.ballot(person, cards[0], cards[1 + number // 4])
    lab.go_to("results")
    lab.facilitate(ballots.keep_topics, [str(card) for card in cards[:2]])
    lab.go_to("closed")
    return lab


def home(lab: OpenLab) -> str:
    with lab.server.database.reading() as session:
        return f"/products/{session.get_one(Product, session.get_one(Lab, lab.id).product_id).slug}"


@pytest.fixture
def developer(closed: OpenLab, new_context: NewContext, watch: Watch) -> Page:
    """The laptop of a developer of the product, at its backlog."""
    account = closed.server.staff(f"dev.{closed.code.lower()}@example.org", "Dominique")
    with closed.server.database.writing() as session:
        product = session.get_one(Lab, closed.id).product_id
        session.add(Member(product_id=product, account_id=account, role="developer"))
    context = watch.over(new_context(locale="fr-FR"))
    secret = closed.server.act(accounts.sign_in, account, "laptop")
    context.add_cookies([{"name": "openlab-staff", "value": secret, "url": closed.server.url}])
    page = context.new_page()
    page.goto(f"{closed.server.url}{home(closed)}/backlog")
    return page


def open_item(page: Page, title: str) -> None:
    page.get_by_role("link", name="Backlog").click()
    page.get_by_role("link", name=title, exact=True).click()


def titles(page: Page) -> list[str]:
    return page.locator("#items .title").all_inner_texts()


@pytest.mark.parametrize("viewport", WIDTHS, ids=["phone", "laptop"])
@pytest.mark.parametrize("has_javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_a_closed_lab_to_a_prioritised_backlog_and_every_file(
    closed: OpenLab, desk: Open, developer: Page, viewport: dict[str, int], has_javascript: bool, tmp_path: Path
) -> None:
    owner = desk(closed, viewport=viewport, java_script_enabled=has_javascript)
    owner.goto(closed.server.url + home(closed))
    owner.get_by_role("link", name="Backlog").click()
    owner.get_by_role("link", name="Voir ce que la salle a proposé").click()
    for title in TITLES[:2]:
        owner.get_by_role("button", name=f"Accepter {title}").click()
        expect(owner.get_by_role("button", name=f"Accepter {title}")).to_have_count(0)
    owner.get_by_text("autres irritants de cet open lab").click()
    declined = owner.locator(".proposal-card").filter(has_text=TITLES[2])
    declined.get_by_text("Écarter", exact=True).click()
    declined.get_by_label("Pourquoi est-ce écarté").fill("Un glossaire existe déjà")
    declined.get_by_role("button", name="Écarter pour cette raison").click()
    expect(owner.get_by_text("Tout est décidé.")).to_be_visible()

    developer.reload()
    expect(developer.get_by_text("2 éléments attendent votre estimation")).to_be_visible()
    for title, level, reason in (
        (TITLES[0], "Beaucoup de sprints", "Trois services"),
        (TITLES[1], "Un sprint", "Prêt"),
    ):
        open_item(developer, title)
        expect(developer.get_by_text("Donnez d’abord votre réponse")).to_be_visible()
        developer.get_by_role("radio", name=level).check()
        developer.get_by_label("Pourquoi ce niveau").fill(reason)
        developer.get_by_role("button", name="Donner ma réponse").click()
        expect(developer.locator("#team")).to_contain_text(reason)

    for title, level in ((TITLES[0], "Un gain de temps"), (TITLES[1], "Un obstacle en moins")):
        open_item(owner, title)
        owner.get_by_role("radio", name=level).check()
        owner.get_by_role("button", name="Enregistrer l’impact").click()
        expect(owner.locator("#place")).to_contain_text("Priorité = impact × faisabilité")
    owner.get_by_role("link", name="Backlog").click()
    assert titles(owner) == [TITLES[1], TITLES[0]]

    owner.get_by_role("link", name="Export", exact=True).click()
    for target, layout in load_layouts(folder("exports")).items():
        owner.get_by_label("Pour quel outil").select_option(target)
        owner.get_by_role("button", name="Afficher l’aperçu").click()
        expect(owner.locator("#preview-title")).to_contain_text(layout.forms["fr"].title)
        with owner.expect_download() as download:
            owner.get_by_role("link", name="Télécharger").click()
        assert target in download.value.suggested_filename
        data = Path(download.value.path()).read_bytes()
        assert _beginnings(target, data) == [TITLES[1], TITLES[0]]


def _beginnings(target: str, data: bytes) -> list[str]:
    """The titles of the two items, in the order of the file."""
    if target == "excel":
        return [row["Titre"] for row in rows_of(read_xlsx(data))]
    if target in ("json", "trello"):
        held = json.loads(data)
        return [one.get("title") or one["name"] for one in held.get("items") or held["cards"]]
    text = data.decode("utf-8-sig")
    if target != "markdown":
        separator = ";" if target == "csv" else ","
        text = "\n".join(cell for row in read_csv(data, separator, "utf-8-sig") for cell in row)
    return sorted((title for title in TITLES if title in text), key=text.index)


def test_a_line_is_worked_on_with_the_keyboard_alone(closed: OpenLab, desk: Open) -> None:
    with closed.server.database.reading() as session:
        product = session.get_one(Lab, closed.id).product_id
    for title in ("Premier", "Deuxième", "Troisième"):
        closed.server.act(add_item, product, closed.account, title, "", title)
    page = desk(closed)
    page.goto(f"{closed.server.url}{home(closed)}/backlog")
    hands = Keyboard(page)
    classes = page.get_by_label(re.compile("^Classe de"))
    hands.reach(classes.nth(0))
    page.keyboard.press("PageDown")
    expect(classes.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    has_said(page, "C’est fait.")
    expect(classes.nth(1)).to_have_value("must")
    expect(classes.nth(1)).to_be_focused()
    page.keyboard.press("PageUp")
    expect(classes.nth(0)).to_be_focused()


def test_a_declined_line_asks_for_the_reason_and_an_overwritten_one_is_told(
    closed: OpenLab, desk: Open, watch: Watch
) -> None:
    watch.allow(422, 409)
    with closed.server.database.reading() as session:
        product = session.get_one(Lab, closed.id).product_id
    closed.server.act(add_item, product, closed.account, "Premier", "", "one")
    closed.server.act(add_item, product, closed.account, "Deuxième", "", "two")
    page = desk(closed)
    page.goto(f"{closed.server.url}{home(closed)}/backlog")
    first = page.locator("#item-1")
    first.get_by_label("Statut").select_option("declined")
    first.get_by_role("button", name="Enregistrer").click()
    why = first.get_by_label("Pourquoi est-ce écarté")
    expect(why).to_be_focused()
    why.fill("Déjà fait")
    why.press("Enter")
    expect(page.locator("#item-1")).to_have_count(0)
    closed.server.act(items.change_item, product, closed.account, 2, "1", {"moscow": "could"})
    second = page.locator("#item-2")
    second.get_by_label("Classe").select_option("must")
    second.get_by_role("button", name="Enregistrer").click()
    expect(second.get_by_text("a modifié cet élément entre-temps")).to_be_focused()
    second.get_by_role("button", name="Enregistrer").click()
    expect(second.get_by_text("a modifié cet élément entre-temps")).to_have_count(0)
    expect(second.get_by_label("Classe")).to_have_value("must")
