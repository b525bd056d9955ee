"""From the backlog of the demo into a real Redmine, which dies in the middle, and back to the public follow-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from openlab.actions import accounts, backlog
from openlab.actions.demo import load_demo
from openlab.actions.demo_backlog import plan_backlog
from openlab.db.queries import connections as queries
from openlab.domain.phases import Phase
from tests.browser.conftest import NewContext, Watch
from tests.browser.keyboard import Keyboard
from tests.browser.open_lab import Server
from tests.redmine.server import Redmine
from tests.waiting import until

pytestmark = pytest.mark.redmine

HOME = "/products/enfants-du-spectacle"
ITEMS = 20
DIES_AT = 5
# Those of the demo's lab that are open: they are closed in Redmine.
OF_THE_LAB = (2, 3, 4)


@dataclass(frozen=True)
class Desk:
    """The demo's backlog with 20 open items, the laptop of its owner, and a project in a Redmine."""

    server: Server
    redmine: Redmine
    project: str
    follow_up: str
    owner: Page


@pytest.fixture
def server(own_redmine: Redmine, tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, private_trackers=own_redmine.url)
    # This Redmine is killed: what it has not written then, it never will.
    server.site.tracking = replace(server.site.tracking, settling=0)
    yield server
    server.stop()


@pytest.fixture
def open_desk(server: Server, own_redmine: Redmine, new_context: NewContext, watch: Watch) -> Callable[..., Desk]:
    def fill(session: Session) -> tuple[str, str]:
        demo = load_demo(session, Phase.CLOSED)
        plan_backlog(session, demo)
        for number in range(ITEMS - len(OF_THE_LAB)):
            title = f"Élément {number} : « l’été », 漢字 & <b>"
            backlog.add_item(session, demo.lab.product_id, demo.account_id, title, "Pourquoi ?\n\nParce que.", title)
        return demo.lab.code, accounts.sign_in(session, demo.account_id, "laptop")

    def open_it(**options: object) -> Desk:
        code, secret = server.act(fill)
        project = own_redmine.add_project(name="Télé-service")
        context = watch.over(new_context(**{"locale": "fr-FR", "viewport": {"width": 1366, "height": 768}, **options}))
        context.add_cookies([{"name": "openlab-staff", "value": secret, "url": server.url}])
        page = context.new_page()
        page.goto(f"{server.url}{HOME}/backlog")
        return Desk(server, own_redmine, project, f"{server.url}/f/{code}", page)

    return open_it


def connect(desk: Desk) -> None:
    owner = desk.owner
    owner.get_by_role("link", name="Outils de suivi").click()
    owner.get_by_role("link", name="Redmine").click()
    owner.get_by_label("Projet").fill(desk.project)
    owner.get_by_label("Jeton").fill(desk.redmine.key)
    owner.get_by_role("button", name="Essayer et connecter").click()
    expect(owner.get_by_text("Redmine répond.")).to_be_visible()
    expect(owner.get_by_label("Fermé fermé là-bas")).to_have_value("delivered")
    owner.get_by_role("button", name="Enregistrer").click()


def shows(desk: Desk, text: str) -> None:
    """Waits until the page of the push says so; without JavaScript, by asking for it again."""
    if desk.owner.locator("body[data-events]").count():
        until(lambda: desk.owner.get_by_text(text).count() or refreshed(desk))
    expect(desk.owner.get_by_text(text).first).to_be_visible()


def done(desk: Desk) -> int:
    """How many items openlab knows to be there."""
    (push,) = desk.server.look(queries.pushes_of, 1)
    return push.done


def refreshed(desk: Desk) -> bool:
    link = desk.owner.get_by_role("link", name="Actualiser cette page")
    if link.count() and link.is_visible():
        link.click()
    return False


@pytest.mark.parametrize("has_javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_twenty_items_reach_redmine_once_each_though_it_dies_and_come_back_delivered(
    open_desk: Callable[..., Desk], has_javascript: bool
) -> None:
    desk = open_desk(java_script_enabled=has_javascript)
    owner, redmine = desk.owner, desk.redmine
    connect(desk)
    owner.get_by_role("link", name="Envoyer des éléments").click()
    expect(owner.locator("[name=item]:checked")).to_have_count(ITEMS)
    owner.get_by_role("button", name="Voir ce qui se passerait").click()
    expect(owner.get_by_role("heading", name=f"Créés là-bas {ITEMS}")).to_be_visible()
    expect(owner.get_by_text("Rien n’a encore été écrit.")).to_be_visible()
    assert redmine.issues(desk.project) == []

    redmine.hold(DIES_AT)
    owner.get_by_role("button", name=f"Envoyer {ITEMS} éléments").click()
    until(lambda: redmine.created(desk.project) == DIES_AT)
    redmine.kill()  # one more was created than openlab knows of
    redmine.let_go()
    shows(desk, "Reprenez quand c’est réparé")
    expect(owner.locator("#problem")).to_contain_text("127.0.0.1")
    redmine.start()
    assert (done(desk), redmine.created(desk.project)) == (DIES_AT - 1, DIES_AT)
    owner.get_by_role("button", name="Reprendre").click()
    shows(desk, "Terminé.")
    expect(owner.get_by_text(f"{ITEMS} éléments sur {ITEMS}")).to_be_visible()
    issues = redmine.issues(desk.project)
    assert (len(issues), len({issue["subject"] for issue in issues})) == (ITEMS, ITEMS)
    assert all(f"{desk.server.url}{HOME}/backlog/" in issue["description"] for issue in issues)

    owner.get_by_role("link", name="Voir ce qui y est").click()
    for number in OF_THE_LAB:
        issue = owner.locator(f"#link-{number} a[rel=noreferrer]").inner_text()
        redmine.set(issue.removeprefix("#"), status_id=redmine.status("Fermé"))
    owner.get_by_role("button", name="Lire les statuts là-bas").click()
    told = owner.locator(".notice.good")
    expect(told).to_contain_text(f"{ITEMS} tickets ont été lus")
    expect(told.locator("li")).to_have_count(len(OF_THE_LAB))
    owner.goto(f"{desk.server.url}{HOME}/backlog/{OF_THE_LAB[0]}")
    expect(owner.locator(".item-head")).to_contain_text("Fermé")
    expect(owner.locator(".history")).to_contain_text("Redmine")

    reader = owner.context.browser
    assert reader
    with reader.new_context(locale="fr-FR") as anyone:
        page = anyone.new_page()
        page.goto(desk.follow_up)
        expect(page.locator("#main .outcome-tag.outcome-delivered")).to_have_count(1 + len(OF_THE_LAB))


def test_a_wrong_token_is_told_and_all_of_it_can_be_done_with_the_keyboard(
    open_desk: Callable[..., Desk], watch: Watch
) -> None:
    watch.allow(409)
    desk = open_desk(viewport={"width": 360, "height": 740})
    owner, keys = desk.owner, Keyboard(desk.owner)
    keys.follow(owner.get_by_role("link", name="Outils de suivi"))
    keys.follow(owner.get_by_role("link", name="Redmine"))
    keys.type_into(owner.get_by_label("Projet"), desk.project)
    keys.type_into(owner.get_by_label("Jeton"), "0" * 40)
    keys.follow(owner.get_by_role("button", name="Essayer et connecter"))
    expect(owner.get_by_label("Jeton")).to_have_attribute("aria-invalid", "true")
    expect(owner.get_by_label("Jeton")).to_be_focused()
    expect(owner.get_by_label("Jeton")).to_have_value("")
    expect(owner.get_by_label("Projet")).to_have_value(desk.project)
    owner.keyboard.type(desk.redmine.key)
    keys.follow(owner.get_by_role("button", name="Essayer et connecter"))
    keys.follow(owner.get_by_role("button", name="Enregistrer"))
    keys.follow(owner.get_by_role("link", name="Envoyer des éléments"))
    for box in owner.locator("[name=item]").all()[1:]:
        box.uncheck()
    keys.follow(owner.get_by_role("button", name="Voir ce qui se passerait"))
    keys.follow(owner.get_by_role("button", name="Envoyer 1 élément"))
    expect(owner.get_by_text("Terminé.")).to_be_visible()
    assert len(desk.redmine.issues(desk.project)) == 1
