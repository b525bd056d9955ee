"""The backlog as a list that one works in, and the proposals of closed labs."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from openlab.actions import items, sprints
from openlab.actions.assessments import assess_feasibility, give_impact
from openlab.db.engine import Database
from openlab.domain.backlog import Status
from openlab.domain.phases import Phase
from tests.build import move
from tests.build_backlog import (
    TITLES,
    Closed,
    a_member,
    accept,
    act,
    another_closed_lab,
    card,
    change,
    line_of,
    many_items,
    row_of,
    sheet,
    version_of,
)
from tests.serving import Visitor
from tests.web.conftest import Staff

# Of work, not of waiting: other tests run at the same time.
SECONDS_FOR_500_ITEMS = 2


def rows(page: str) -> list[str]:
    """The titles of the list, in order."""
    return re.findall(r'<p class="title"><a [^>]*>([^<]*)</a>', page)


def weigh(database: Database, closed: Closed, number: int, feasibility: int, impact: int, developer: int) -> None:
    act(database, assess_feasibility, closed.product, developer, number, "developer", str(feasibility), "Parce que")
    version = version_of(database, closed.product, number)
    act(database, give_impact, closed.product, closed.owner, number, version, str(impact), "")


def test_the_product_leads_to_its_backlog_and_the_backlog_to_what_waits(owner: Visitor, home: str) -> None:
    assert f'href="{home}/backlog"' in owner.get(home).text
    empty = owner.get(f"{home}/backlog").text
    assert "The backlog is empty." in empty
    assert "4 proposals of Open lab n° 1 wait." in empty
    assert re.search(rf'href="{home}/proposals#lab-\d+"', empty)


def test_a_proposal_is_accepted_another_merged_with_it_and_a_third_declined(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    a, b, c, _ = closed.cards
    page = owner.get(f"{home}/proposals").text
    assert page.index(TITLES[0]) < page.index(TITLES[1]) < page.index("2 other pain points of this open lab")
    for text in ("topic kept", "solution 0", "3 people would help", "On ressaisit tout 0"):
        assert text in page
    lab = f"{home}/proposals/{closed.built.lab}"
    taken = owner.submit(f"{lab}/{a}", proposal=[card(closed, 0), sheet(closed, 0)], decision="accept")
    assert taken.headers["location"] == f"{home}/proposals#lab-{closed.built.lab}"
    both = [card(closed, 1), sheet(closed, 1)]
    assert owner.submit(f"{lab}/{b}", proposal=both, decision="join", into="1").status_code == 303
    unsaid = owner.submit(f"{lab}/{c}", proposal=[card(closed, 2)], decision="decline", reason=" ")
    assert unsaid.status_code == 422
    assert "those who asked for it will read it" in unsaid.text
    assert owner.submit(f"{lab}/{c}", proposal=[card(closed, 2)], decision="decline", reason="Hors sujet").is_redirect
    assert row_of(database, closed.product, 2).decline_reason == "Hors sujet"
    assert line_of(database, closed.product, 1).item.votes == 9
    assert "Everything has been decided." in owner.get(f"{home}/proposals").text
    page = owner.get(f"{home}/backlog").text
    assert rows(page) == [TITLES[0]]
    assert "wait" not in re.sub("waiting|await", "", page[page.index("<h1>") :])


def test_what_is_refused_keeps_what_was_ticked_and_typed(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    address = f"{home}/proposals/{closed.built.lab}/{closed.cards[0]}"
    nothing = owner.submit(address, decision="accept", reason="Un texte que l’on garde")
    assert nothing.status_code == 422
    assert "Tick at least one proposal." in nothing.text
    assert "Un texte que l’on garde" in nothing.text
    accept(database, closed, card(closed, 0))
    late = owner.submit(address, decision="accept", proposal=[card(closed, 0)])
    assert late.status_code == 409
    assert "it is in item no. 1. Nothing was changed." in late.text
    assert owner.submit(address, decision="keep", proposal=[card(closed, 0)]).status_code == 422
    move(database, closed.built, Phase.WRAP_UP)
    reopened = owner.submit(address, decision="accept", proposal=[sheet(closed, 0)])
    assert reopened.status_code == 409
    assert "it may have been reopened" in reopened.text
    assert "open lab reopened" in owner.get(f"{home}/backlog").text


def test_a_line_is_changed_where_it_stands(database: Database, closed: Closed, home: str, owner: Visitor) -> None:
    accept(database, closed, card(closed, 0))
    act(database, sprints.add_sprint, closed.product, "2026-11-23", "2026-12-06", "", "")
    line = f"{home}/backlog/1/line"
    saved = owner.submit(f"{line}?moscow=none&lab=x", version="1", status="kept", moscow="must", sprint="1")
    assert saved.headers["location"] == f"{home}/backlog?lab=X&moscow=none#item-1"
    found = row_of(database, closed.product, 1)
    assert (found.status, found.moscow, line_of(database, closed.product, 1).sprint) == (Status.PLANNED, "must", 1)
    blind = owner.submit(line, version="1", moscow="could")
    assert blind.status_code == 409
    assert "camille changed this item meanwhile." in blind.text
    assert blind.text.count("changed this item meanwhile") == 1
    assert '<option value="could" selected>' in blind.text
    why = owner.submit(line, version="2", status="declined", moscow="must", sprint="1")
    assert why.status_code == 422
    assert 'id="line-1-reason"' in why.text
    assert owner.submit(line, version="2", status="declined", reason="Trop cher").is_redirect
    assert rows(owner.get(f"{home}/backlog").text) == []
    assert "Trop cher" in owner.get(f"{home}/backlog?status=declined").text


def test_the_list_is_in_order_of_priority_and_a_place_by_hand_is_marked(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    developer = a_member(database, closed.product, "developer")
    for number, (feasibility, impact) in enumerate([(1, 2), (5, 4), (3, 3)]):
        weigh(database, closed, accept(database, closed, card(closed, number)), feasibility, impact, developer)
    page = owner.get(f"{home}/backlog").text
    assert rows(page) == [TITLES[1], TITLES[2], TITLES[0]]
    assert "in order of priority" in page
    assert re.search(r"<strong>20</strong> <span class=\"hint\">4 × 5", page)
    version = version_of(database, closed.product, 1)
    act(database, items.place_item, closed.product, closed.owner, 1, version, "1", "Promis")
    page = owner.get(f"{home}/backlog").text
    assert rows(page)[0] == TITLES[0]
    assert re.search(r"Placed by hand:</strong> <span dir=\"auto\">Promis", page)


def test_who_has_not_assessed_sees_no_level_and_no_order_by_priority(
    database: Database, closed: Closed, home: str, staff: Staff
) -> None:
    developer = a_member(database, closed.product, "developer")
    for number in range(3):
        weigh(database, closed, accept(database, closed, card(closed, number)), number + 3, 5, developer)
    designer = staff(a_member(database, closed.product, "designer"))
    page = designer.get(f"{home}/backlog").text
    assert "3 items wait for your assessment." in page
    assert "in order of priority" not in page
    assert rows(page) == list(TITLES[:3])
    assert re.findall(r"<strong>\d+</strong> <span class=\"hint\">\d", page) == []
    assert len(rows(designer.get(f"{home}/backlog?status=to-assess").text)) == 3
    assert "No item answers" in designer.get(f"{home}/backlog?status=to-assess&text=zzz").text


def test_filters_find_by_status_class_lab_persona_and_words_in_any_writing(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    other = another_closed_lab(database, closed)
    accept(database, closed, card(closed, 0), sheet(closed, 0))
    accept(database, other, card(other, 1))
    change(database, closed, 2, moscow="should")

    def found(query: str) -> list[str]:
        return rows(owner.get(f"{home}/backlog?{query}").text)

    assert found("") == [TITLES[0], TITLES[1]]
    assert found(f"lab={other.built.code.lower()}") == [TITLES[1]]
    assert found("moscow=should") == [TITLES[1]]
    assert found("moscow=none") == [TITLES[0]]
    assert found("text=DELAIS") == [TITLES[1]]
    assert found("text=solution%200") == [TITLES[0]]
    assert found("persona=Les+familles") == [TITLES[0]]
    assert found("status=delivered") == []
    assert found("status=nonsense&page=zero&moscow=x") == [TITLES[0], TITLES[1]]


def test_an_item_that_comes_from_no_lab_is_added_once(home: str, owner: Visitor) -> None:
    sent = {"title": "Accessibilité", "problem": "La loi le demande", "form_key": "k"}
    answers = {owner.submit(f"{home}/backlog", **sent).headers["location"] for _ in range(2)}
    assert answers == {f"{home}/backlog#item-1"}
    assert rows(owner.get(f"{home}/backlog").text) == ["Accessibilité"]
    untitled = owner.submit(f"{home}/backlog", title=" ", problem="Gardé")
    assert untitled.status_code == 422
    assert "Give the item a title." in untitled.text
    assert "Gardé" in untitled.text


@contextmanager
def asked(database: Database) -> Iterator[list[str]]:
    """What pages ask of the database meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if threading.current_thread().name.startswith("openlab-read"):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def test_five_hundred_items_ask_no_more_than_one_does_stay_quick_and_more_come_in_pages(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    many_items(database, closed.product, 1)
    with asked(database) as for_one:
        owner.get(f"{home}/backlog")
    many_items(database, closed.product, 500, first=2)
    begun = time.process_time()
    with asked(database) as for_all:
        page = owner.get(f"{home}/backlog")
    assert time.process_time() - begun < SECONDS_FOR_500_ITEMS
    assert for_one, "and it does ask"
    assert len(for_all) == len(for_one)
    assert len(rows(page.text)) == 500
    assert "Next page" in page.text
    assert rows(owner.get(f"{home}/backlog?page=2").text) == ["Élément 501"]
    assert rows(owner.get(f"{home}/backlog?page=99").text) == ["Élément 501"]
