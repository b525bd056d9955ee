"""The roadmap by horizon and by sprint, the review of a sprint, and the picture of impact and feasibility."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from openlab.actions import sprints
from openlab.actions.assessments import assess_feasibility, give_impact
from openlab.db.engine import Database
from tests.build_backlog import (
    TITLES,
    Closed,
    a_closed_lab,
    a_member,
    accept,
    act,
    card,
    change,
    line_of,
    sheet,
    version_of,
)
from tests.serving import Visitor
from tests.web.conftest import Staff


@pytest.fixture
def closed(database: Database) -> Closed:
    """Three items."""
    closed = a_closed_lab(database)
    accept(database, closed, card(closed, 0), sheet(closed, 0))
    accept(database, closed, card(closed, 1))
    accept(database, closed, card(closed, 2))
    return closed


def horizon(page: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="horizon-{name}">(.*?)</section>', page, re.DOTALL)
    assert found
    return found[1]


def test_items_are_moved_between_now_next_and_later(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    page = owner.get(f"{home}/roadmap").text
    assert "3 open items without a horizon or a sprint" in page
    assert owner.submit(f"{home}/roadmap/1", version="1", horizon="now", sprint="").is_redirect
    assert owner.submit(f"{home}/roadmap/2", version="1", horizon="later", sprint="").is_redirect
    page = owner.get(f"{home}/roadmap").text
    assert TITLES[0] in horizon(page, "now")
    assert TITLES[1] in horizon(page, "later")
    assert "Nothing yet." in horizon(page, "next")
    late = owner.submit(f"{home}/roadmap/1", version="1", horizon="next", sprint="")
    assert (late.status_code, "changed this item meanwhile" in late.text) == (409, True)
    assert line_of(database, closed.product, 1).horizon == "now"


def test_a_sprint_has_days_a_goal_and_a_capacity_and_says_when_it_is_too_full(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    today = datetime.now().astimezone().date()
    first = {"begins_on": str(today), "ends_on": str(today + timedelta(days=13)), "goal": "Moins saisir"}
    assert owner.submit(f"{home}/sprints", **first, capacity="1").headers["location"] == f"{home}/roadmap#sprint-1"
    page = owner.get(f"{home}/roadmap").text
    assert "under way" in page
    assert f'value="{today + timedelta(days=14)}"' in page, "the next one is proposed for the day after"
    for number in ("1", "2"):
        assert owner.submit(f"{home}/roadmap/{number}", version="1", horizon="", sprint="1").is_redirect
    page = owner.get(f"{home}/roadmap").text
    assert "2 items for a capacity of 1" in page
    assert "more than it can take" in page
    assert owner.submit(f"{home}/sprints/1", version="1", **first, capacity="3").is_redirect
    assert "more than it can take" not in owner.get(f"{home}/roadmap").text
    late = owner.submit(f"{home}/sprints/1", version="1", **first, capacity="9")
    assert (late.status_code, "Somebody changed this sprint meanwhile" in late.text) == (409, True)
    again = owner.submit(f"{home}/sprints", begins_on=str(today), ends_on=str(today), goal="Un autre", capacity="")
    assert (again.status_code, "Sprint 1 begins on that day already." in again.text) == (409, True)
    upside = owner.submit(f"{home}/sprints", begins_on="2026-12-31", ends_on="2026-12-01", goal="Gardé", capacity="")
    assert (upside.status_code, "A sprint ends after it has begun" in upside.text) == (422, True)
    assert 'value="Gardé"' in upside.text


def test_the_review_shows_what_was_built_for_which_pain_point_and_no_level(
    database: Database, closed: Closed, home: str, staff: Staff
) -> None:
    act(database, sprints.add_sprint, closed.product, "2026-11-09", "2026-11-22", "Ne plus ressaisir", "")
    for number in (1, 2):
        change(database, closed, number, sprint="1")
        change(database, closed, number, status="in_progress")
    change(database, closed, 1, status="delivered", title="Préremplir le dossier", indicator="0 ressaisie")
    developer = staff(a_member(database, closed.product, "developer"))
    page = developer.get(f"{home}/sprints/1/review").text
    done, not_done = page.split("Not finished")
    for told in ("Ne plus ressaisir", "Préremplir le dossier", TITLES[0], "Open lab n° 1", "5 votes", "0 ressaisie"):
        assert told in done
    assert TITLES[1] in not_done
    assert "Impact" not in page


def test_the_picture_and_its_table_say_the_same(
    database: Database, closed: Closed, home: str, staff: Staff, owner: Visitor
) -> None:
    assert "Nothing to draw yet" in owner.get(f"{home}/backlog/picture").text
    developer = a_member(database, closed.product, "developer")
    for number, (feasibility, impact) in enumerate([(4, 5), (4, 5), (2, 3)], start=1):
        act(database, assess_feasibility, closed.product, developer, number, "developer", str(feasibility), "Parce que")
        version = version_of(database, closed.product, number)
        act(database, give_impact, closed.product, closed.owner, number, version, str(impact), "")
    page = owner.get(f"{home}/backlog/picture").text
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', page)
    assert [(float(x), float(y)) for x, y, _ in circles] == [(420, 60), (180, 300)]
    assert float(circles[0][2]) ** 2 == pytest.approx(2 * float(circles[1][2]) ** 2, rel=0.05)
    assert re.findall(r'<td class="number">(?:<strong>)?([\d.]+)', page) == ["5", "4", "20", "3", "2", "6"]
    table = page[page.index("<tbody>") :]
    assert table.index(TITLES[0]) < table.index(TITLES[1]) < table.index(TITLES[2])
    designer = staff(a_member(database, closed.product, "designer"))
    blind = designer.get(f"{home}/backlog/picture").text
    assert "<circle" not in blind
    assert "3 items wait for your assessment." in blind
