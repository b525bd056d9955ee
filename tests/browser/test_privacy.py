"""What leaves a browser: nothing but requests to the site itself. And erasing oneself, on a real phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from openlab.domain.phases import ORDER, Phase
from tests.browser.open_lab import OpenLab


def test_every_page_of_a_whole_lab_asks_only_our_own_server(
    lab: OpenLab, phone: Callable[..., Page], projector: Callable[..., Page], desk: Callable[..., Page]
) -> None:
    nadia = lab.person()
    for title in ("Les délais", "Les pièces", "Les relances"):
        lab.card(title)
    pages = [phone(lab, nadia), projector(lab), desk(lab), phone(lab.address)]
    asked: list[str] = []
    for page in pages:
        page.on("request", lambda request: asked.append(request.url))
    for phase in ORDER:
        lab.go_to(phase)
        for page in pages:
            page.reload()
    for path in ("/privacy", "/who-sees-what", f"/l/{lab.code}/my-data", f"/l/{lab.code}/me", "/"):
        pages[0].goto(lab.server.url + path)
    assert len(asked) > 80
    assert [url for url in asked if not url.startswith((f"{lab.server.url}/", "data:"))] == []
    assert all(cookie["name"].startswith("openlab") for page in pages for cookie in page.context.cookies())


def test_a_person_erases_themself_and_the_phone_is_at_the_door_again(lab: OpenLab, phone: Callable[..., Page]) -> None:
    lab.go_to(Phase.COLLECT)
    nadia = lab.person()
    lab.card("Les délais", by=nadia)
    page = phone(lab, nadia)
    page.get_by_role("link", name="Mes données").click()
    page.get_by_label("Partent avec moi").check()
    page.get_by_label("Oui, effacer ce que j’ai donné").check()
    page.get_by_role("button", name="Effacer mes données").click()
    expect(page.locator("main .notice.good")).to_contain_text("Vos données sont effacées")
    assert lab.room.people == 0
    assert [card.title for card in lab.room.votable] == []
    page.get_by_role("link", name="Aller à la porte de l’open lab").click()
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()
