"""One item: where it comes from, what the team thinks, why it stands where it stands, and every decision about it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from openlab.actions import sprints
from openlab.actions.assessments import assess_feasibility
from openlab.actions.backlog import remember_export
from openlab.db.engine import Database
from openlab.domain.phases import Phase
from tests.build import move
from tests.build_backlog import (
    TITLES,
    Closed,
    a_closed_lab,
    a_member,
    accept,
    act,
    another_closed_lab,
    card,
    change,
    line_of,
    row_of,
    sheet,
    version_of,
)
from tests.serving import Visitor
from tests.web.conftest import Staff


@pytest.fixture
def closed(database: Database) -> Closed:
    """Item 1 is a topic with its sheet, item 2 another topic."""
    closed = a_closed_lab(database)
    accept(database, closed, card(closed, 0), sheet(closed, 0))
    accept(database, closed, card(closed, 1))
    return closed


@pytest.fixture
def item(home: str) -> str:
    return f"{home}/backlog/1"


def text_of(page: str) -> str:
    """What a reader sees of the content."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])).split())


def section(page: str, name: str) -> str:
    """The text of the section that has this title, up to the next one."""
    return text_of(page).split(name, 1)[1]


def test_an_item_tells_its_evidence_and_leads_back_to_its_cards_and_sheets(
    database: Database, closed: Closed, item: str, owner: Visitor
) -> None:
    other = another_closed_lab(database, closed)
    number = accept(database, other, card(other, 0))
    version = version_of(database, closed.product, number)
    joined = owner.submit(item.replace("/1", f"/{number}") + "/join", version=version, into="1")
    assert joined.headers["location"].endswith(f"/backlog/{number}#join")
    page = owner.get(item).text
    seen = text_of(page)
    for text in (
        "10 votes , in 2 open labs",
        "5 votes , 6 ballots in all · place 1 of the ranking",
        "3 people would help",
        "Instructeur·rice",
        "problem 0",
        "solution 0",
        "Les familles",
    ):
        assert text in seen
    for anchor in (card(closed, 0), sheet(closed, 0), card(other, 0)):
        assert f'<li class="source" id="{anchor}">' in page
    for lab in (closed, other):
        assert f'href="/labs/{lab.built.lab}"' in page
    apart = owner.get(item.replace("/1", f"/{number}")).text
    assert "has been joined with no. 1" in apart
    assert owner.submit(item.replace("/1", f"/{number}") + "/take-out").is_redirect
    assert line_of(database, closed.product, 1).item.votes == 5


def test_the_team_answers_blind_and_then_sees_each_other(
    database: Database, closed: Closed, item: str, staff: Staff, owner: Visitor
) -> None:
    developer = a_member(database, closed.product, "developer")
    act(database, assess_feasibility, closed.product, developer, 1, "developer", "5", "Rien à faire côté serveur")
    designer = staff(a_member(database, closed.product, "designer"))
    before = designer.get(item).text
    assert "Give your own answer first" in before
    for told in ("Rien à faire côté serveur", "Level 5", "Mean feasibility", "<strong>5</strong> · Developer"):
        assert told not in before
    assert before.count('type="radio"') == 5
    assert "A few days: we could begin tomorrow" in before
    silent = designer.submit(f"{item}/assessment", role="designer", level="2", reason=" ")
    assert silent.status_code == 422
    assert "Say in a few words why" in silent.text
    assert re.search(r'value="2" id="assess-designer-level-2" checked', silent.text)
    unsure = designer.submit(f"{item}/assessment", role="designer", level="6", reason="Beaucoup d’écrans")
    assert "Choose a level from 1 to 5." in unsure.text
    assert "Rien à faire" not in unsure.text
    answered = designer.submit(f"{item}/assessment", role="designer", level="2", reason="Beaucoup d’écrans")
    assert answered.headers["location"] == f"{item}#team"
    after = designer.get(item).text
    assert "Rien à faire côté serveur" in after
    assert "two levels apart or more" in after
    assert "Feasible for the designer: 2 of 5" in after
    assert "the team disagrees" in owner.get(item.rpartition("/")[0]).text


def test_the_owner_sees_what_is_feasible_and_gives_the_impact(
    database: Database, closed: Closed, item: str, owner: Visitor
) -> None:
    developer = a_member(database, closed.product, "developer")
    act(database, assess_feasibility, closed.product, developer, 1, "developer", "4", "Un seul écran")
    assert "Un seul écran" in owner.get(item).text
    given = owner.submit(f"{item}/impact", version="1", level="5", reason="Tous les jours")
    assert given.headers["location"] == f"{item}#impact"
    why = section(owner.get(item).text, "Why it stands where it stands")
    assert why.index("Impact on users: 5 of 5 Tous les jours") < why.index("Feasible for the developer: 4 of 5")
    assert why.index("Mean feasibility: 4") < why.index("Priority = impact × feasibility = 5 × 4 = 20")
    assert why.index("votes decide: 5 votes, 6 ballots") < why.index("Then age: here since")
    assert "Feasible for the designer: not said yet" in why


def test_the_words_of_an_item_are_edited_and_nobody_overwrites_what_they_have_not_seen(
    database: Database, closed: Closed, item: str, owner: Visitor
) -> None:
    texts = {"problem": "Trois fois", "solution": "Une fois", "for_whom": "Tous\nToutes", "indicator": "0 ressaisie"}
    link = "https://suivi.example.org/1"
    assert owner.submit(item, version="1", title="Ne rien ressaisir", external_link=link, **texts).is_redirect
    row = row_of(database, closed.product, 1)
    assert (row.title, row.for_whom, row.external_link) == ("Ne rien ressaisir", "Tous\nToutes", link)
    late = owner.submit(item, version="1", title="Autre titre", **texts)
    assert late.status_code == 409
    assert "changed this item meanwhile" in late.text
    assert 'value="Autre titre"' in late.text
    assert "<h1" in late.text
    assert "Ne rien ressaisir</h1>" in late.text
    trick = owner.submit(item, version="2", title="x", external_link="javascript:alert(1)")
    assert (trick.status_code, "A link begins with https://" in trick.text) == (422, True)


def test_every_decision_is_in_the_history_with_who_and_what(
    database: Database, closed: Closed, item: str, owner: Visitor
) -> None:
    act(database, sprints.add_sprint, closed.product, "2026-11-23", "2026-12-06", "", "")
    plan = {"status": "kept", "moscow": "must", "horizon": "now", "sprint": "1", "reason": ""}
    assert owner.submit(f"{item}/plan", version="1", **plan).headers["location"] == f"{item}#plan"
    assert owner.submit(f"{item}/place", version="2", position="1", reason="Promis").is_redirect
    rice = {"reach": "1 200", "impact": "2", "confidence": "0,8", "effort": "1.5"}
    assert owner.submit(f"{item}/rice", version="3", **rice).is_redirect
    page = owner.get(item).text
    assert 'value="1200"' in page
    assert "RICE score: 1,280" in page
    history = section(page, "History")
    for told in (
        "camille estimated it (RICE)",
        "Place by hand from 1 Reason of the place from Promis",
        "Class from Must",
        "Status from Kept → to Planned",
        "Sprint from Sprint 1",
        "camille accepted the proposal",
    ):
        assert told in history
    delivered = owner.submit(f"{item}/plan", version="4", status="delivered")
    assert (delivered.status_code, "cannot go from its present status" in delivered.text) == (409, True)


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("/place", {"position": "1", "reason": ""}, "Say why this item is placed by hand."),
        ("/place", {"position": "zéro", "reason": "x"}, "A place is a whole number from 1."),
        ("/rice", {"reach": "1", "impact": "1", "confidence": "2", "effort": "1"}, "confidence is 1 at most"),
        ("/plan", {"status": "declined", "reason": ""}, "those who asked for it will read it"),
        ("/plan", {"status": "lost"}, "Choose one of the list."),
        ("/join", {"into": "1"}, "An item cannot be joined with itself."),
        ("/join", {"into": "77"}, "There is no such item in this backlog."),
        ("/impact", {"level": ""}, "Choose a level from 1 to 5."),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_beside_the_form(
    item: str, owner: Visitor, path: str, fields: dict[str, str], said: str
) -> None:
    answer = owner.submit(item + path, version="1", **fields)
    assert answer.status_code in (404, 409, 422)
    assert said in text_of(answer.text)
    assert "autofocus" in answer.text


def test_remarks_are_shown_when_an_owner_chooses_them(item: str, owner: Visitor) -> None:
    page = owner.get(item).text
    key = re.search(r'name="verbatim" value="([^"]+)"[^>]*><label[^>]*>C’est trop long 0', page)
    assert key
    assert owner.submit(f"{item}/verbatims", version="1", verbatim=key[1]).is_redirect
    assert '<ul class="remarks"><li dir="auto">C’est trop long 0</li></ul>' in owner.get(item).text


def test_what_was_declined_after_an_export_and_a_lab_that_was_reopened_are_told(
    database: Database, closed: Closed, item: str, owner: Visitor
) -> None:
    act(database, remember_export, closed.product, [1], "jira")
    assert "Jira (CSV)" in owner.get(item).text
    change(database, closed, 1, status="declined", reason="Déjà fait ailleurs")
    assert "take it out of the other tool too" in owner.get(item).text
    move(database, closed.built, Phase.SORT)
    page = owner.get(item).text
    assert "Open lab n° 1 has been reopened" in page
    assert "it has no result now" in page
    assert TITLES[0] in page
