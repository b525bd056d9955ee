"""Who may see and do what with a backlog: decided on every address, by role."""

from __future__ import annotations

import pytest

from openlab.actions import sprints
from openlab.db.engine import Database
from tests.build import an_account
from tests.build_backlog import Closed, a_closed_lab, a_member, accept, act, card, history_of, sheet
from tests.web.conftest import NewVisitor, Staff

PAGES = (
    "/backlog",
    "/proposals",
    "/backlog/1",
    "/backlog/picture",
    "/roadmap",
    "/sprints/1/review",
    "/export",
    "/export/json",
)
DECISIONS = (
    "/backlog",
    "/backlog/1/line",
    "/proposals/{lab}/{card}",
    "/backlog/1",
    "/backlog/1/plan",
    "/backlog/1/place",
    "/backlog/1/impact",
    "/backlog/1/rice",
    "/backlog/1/verbatims",
    "/backlog/1/join",
    "/backlog/1/take-out",
    "/roadmap/1",
    "/sprints",
    "/sprints/1",
)


@pytest.fixture
def closed(database: Database) -> Closed:
    """A closed lab with an item and a sprint."""
    closed = a_closed_lab(database)
    accept(database, closed, card(closed, 0), sheet(closed, 0))
    act(database, sprints.add_sprint, closed.product, "2026-11-23", "2026-12-06", "", "")
    return closed


def decisions(home: str, closed: Closed) -> list[str]:
    return [home + path.format(lab=closed.built.lab, card=closed.cards[1]) for path in DECISIONS]


@pytest.mark.parametrize("role", ["facilitator", "owner", "developer", "designer"])
def test_members_see_every_page(database: Database, closed: Closed, home: str, staff: Staff, role: str) -> None:
    member = staff(a_member(database, closed.product, role))
    assert {path: member.get(home + path).status_code for path in PAGES} == dict.fromkeys(PAGES, 200)


def test_for_others_nothing_is_there(
    database: Database, closed: Closed, home: str, staff: Staff, visitor: NewVisitor, participant: Staff
) -> None:
    with database.writing() as session:
        account = an_account(session, "ailleurs@example.org")
    stranger = staff(account)
    seen = {stranger.get(home + path).text.count("<h1>") for path in PAGES}
    assert {stranger.get(home + path).status_code for path in PAGES} == {404}
    assert seen == {1}
    assert {stranger.submit(path).status_code for path in decisions(home, closed)} == {404}
    assert stranger.submit(f"{home}/backlog/1/assessment").status_code == 404
    for unknown in (visitor(), participant(closed.built)):  # type: ignore[arg-type]
        for path in PAGES:
            answer = unknown.get(home + path)
            assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in")
        assert {unknown.submit(path).status_code for path in decisions(home, closed)} == {303}


@pytest.mark.parametrize("role", ["facilitator", "developer", "designer"])
def test_only_owners_decide(database: Database, closed: Closed, home: str, staff: Staff, role: str) -> None:
    member = staff(a_member(database, closed.product, role))
    before = history_of(database, closed.product, 1)
    for path in decisions(home, closed):
        answer = member.submit(path, version="1", decision="accept", proposal=card(closed, 1))
        assert (path, answer.status_code) == (path, 403)
        assert "Only the product owners of this product decide" in answer.text
    assert history_of(database, closed.product, 1) == before
    forms = [
        page.count('method="post" action="/products/') for page in (member.get(home + path).text for path in PAGES)
    ]
    assert sum(forms) == (1 if role != "facilitator" else 0)


@pytest.mark.parametrize("role", ["facilitator", "owner"])
def test_only_developers_and_designers_say_what_is_feasible(
    database: Database, closed: Closed, home: str, staff: Staff, role: str
) -> None:
    member = staff(a_member(database, closed.product, role))
    for claimed in ("developer", "designer", role, ""):
        answer = member.submit(f"{home}/backlog/1/assessment", role=claimed, level="3", reason="Parce que")
        assert answer.status_code == 403
        assert "Only the developers and designers" in answer.text


def test_an_item_of_another_product_is_not_there(database: Database, closed: Closed, home: str, staff: Staff) -> None:
    owner = staff(closed.owner)
    assert owner.get(f"{home}/backlog/2").status_code == 404
    assert owner.submit(f"{home}/backlog/2/plan", version="1", status="kept").status_code == 404
    assert owner.get(f"{home}/sprints/2/review").status_code == 404
    assert owner.get(f"{home}/export/nowhere").status_code == 404


def test_a_form_from_another_site_decides_nothing(database: Database, closed: Closed, home: str, staff: Staff) -> None:
    owner = staff(closed.owner)
    for path in decisions(home, closed):
        assert owner.post(path, data={"version": "1", "title": "Pris"}).status_code == 403
    assert [act for act, _ in history_of(database, closed.product, 1)] == ["accepted"]


def test_no_page_and_no_file_names_a_participant(database: Database, closed: Closed, home: str, staff: Staff) -> None:
    owner = staff(closed.owner)
    everything = [owner.get(home + path).text for path in PAGES]
    everything += [owner.get(f"{home}/export/{target}?status=kept").text for target in ("csv", "markdown", "trello")]
    assert all("Personne " not in text for text in everything)
