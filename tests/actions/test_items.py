"""What owners decide about an item: words, status, place, RICE, verbatims, joining; and when two of them do at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete

from openlab.actions import backlog, items, sprints
from openlab.db.engine import Database
from openlab.db.tables import Remark
from openlab.domain import Refused
from openlab.domain.backlog import Moscow, Place, Rice, Status
from openlab.domain.people import fingerprint
from openlab.domain.roadmap import Horizon
from tests.build_backlog import (
    Closed,
    a_closed_lab,
    a_member,
    accept,
    act,
    another_closed_lab,
    backlog_of,
    card,
    change,
    history_of,
    line_of,
    many_items,
    refused,
    row_of,
    sheet,
    version_of,
)


def item(database: Database, *keys: int) -> tuple[Closed, int]:
    """A closed lab and an item made of these of its cards and the sheets about them."""
    closed = a_closed_lab(database)
    return closed, accept(database, closed, *[card(closed, key) for key in keys or (0,)])


def test_an_owner_changes_any_field_and_the_history_says_what_it_was(database: Database) -> None:
    closed, number = item(database)
    change(
        database,
        closed,
        number,
        title="  Préremplir   le dossier ",
        solution="Depuis le dossier précédent\r\n",
        for_whom="Familles\n\n  Sociétés  de production \nFamilles",
        indicator="Dossiers complets",
        external_link="https://suivi.example.org/12",
        moscow="must",
        horizon="now",
    )
    line = line_of(database, closed.product, number)
    assert (line.item.title, line.item.solution) == ("Préremplir le dossier", "Depuis le dossier précédent")
    assert line.item.for_whom == ("Familles", "Sociétés de production")
    assert (line.item.moscow, line.horizon) == (Moscow.MUST, Horizon.NOW)
    assert (line.item.indicator, line.item.external_link) == ("Dossiers complets", "https://suivi.example.org/12")
    done, changes = history_of(database, closed.product, number)[-1]
    assert (done, changes["moscow"], changes["title"]) == (
        "changed",
        [None, "must"],
        ["Tout est ressaisi", "Préremplir le dossier"],
    )
    change(database, closed, number, moscow="", horizon="")
    assert (line_of(database, closed.product, number).item.moscow, version_of(database, closed.product, number)) == (
        None,
        "3",
    )


def test_saving_without_a_change_is_no_decision(database: Database) -> None:
    closed, number = item(database)
    change(database, closed, number, title="Tout est ressaisi", status="kept", moscow="")
    assert version_of(database, closed.product, number) == "1"
    assert len(history_of(database, closed.product, number)) == 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"title": " "}, "item_title_missing"),
        ({"title": "x" * 201}, "text_too_long"),
        ({"problem": "x" * 20_001}, "text_too_long"),
        ({"moscow": "never"}, "choice_unknown_here"),
        ({"horizon": "someday"}, "choice_unknown_here"),
        ({"status": "lost"}, "choice_unknown_here"),
        ({"status": "delivered"}, "status_order"),
        ({"status": "declined"}, "decline_reason_missing"),
        ({"status": "declined", "reason": "x" * 1001}, "text_too_long"),
        ({"sprint": "9"}, "choice_unknown_here"),
        ({"external_link": "javascript:alert(1)"}, "link_wrong"),
        ({"external_link": "//example.org"}, "link_wrong"),
        ({"external_link": "https://"}, "link_wrong"),
        ({"external_link": "https://exa mple.org"}, "link_wrong"),
        ({"external_link": "https://example.org/\u202e"}, "link_wrong"),
        ({"external_link": "http://[::1"}, "link_wrong"),
        ({"external_link": f"https://example.org/{'x' * 500}"}, "link_wrong"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_changed(
    database: Database, typed: dict[str, str], code: str
) -> None:
    closed, number = item(database)
    before = row_of(database, closed.product, number)
    values = (closed.product, closed.owner, number, "1", {"solution": "autre", **typed})
    assert refused(database, items.change_item, *values).code == code
    after = row_of(database, closed.product, number)
    assert (after.solution, after.version) == (before.solution, before.version)


def test_a_delivery_has_its_day_until_it_is_reopened(database: Database) -> None:
    closed, number = item(database)
    change(database, closed, number, status="in_progress")
    assert line_of(database, closed.product, number).delivered_at is None
    change(database, closed, number, status="delivered")
    day = line_of(database, closed.product, number).delivered_at
    assert day is not None
    change(database, closed, number, title="Livré, renommé", status="delivered")
    assert line_of(database, closed.product, number).delivered_at == day
    change(database, closed, number, status="in_progress")
    assert line_of(database, closed.product, number).delivered_at is None


def test_a_declined_item_keeps_its_reason_until_it_is_taken_up_again(database: Database) -> None:
    closed, number = item(database)
    change(database, closed, number, status="declined", reason=" Hors sujet ")
    assert line_of(database, closed.product, number).item.decline_reason == "Hors sujet"
    change(database, closed, number, title="Autre titre")
    assert line_of(database, closed.product, number).item.decline_reason == "Hors sujet"
    change(database, closed, number, status="kept")
    assert line_of(database, closed.product, number).item.decline_reason == ""
    reasons = [
        changes["decline_reason"]
        for _, changes in history_of(database, closed.product, number)[1:]
        if "decline_reason" in changes
    ]
    assert reasons == [["", "Hors sujet"], ["Hors sujet", ""]]


def test_a_kept_item_that_gets_a_sprint_is_planned(database: Database) -> None:
    closed, number = item(database)
    act(database, sprints.add_sprint, closed.product, "2026-11-23", "2026-12-06", "", "")
    change(database, closed, number, sprint="1")
    line = line_of(database, closed.product, number)
    assert (line.sprint, line.item.sprint, line.item.status) == (1, "Sprint 1", Status.PLANNED)
    change(database, closed, number, sprint="")
    assert line_of(database, closed.product, number).sprint is None


def test_a_place_by_hand_needs_a_reason_and_can_be_given_back(database: Database) -> None:
    closed, first = item(database)
    second = accept(database, closed, card(closed, 1))
    assert [line.number for line in backlog_of(database, closed.product).lines] == [first, second]
    values = (closed.product, closed.owner, second, "1")
    assert refused(database, items.place_item, *values, "1", " ").code == "place_reason_missing"
    assert refused(database, items.place_item, *values, "0", "why").code == "place_wrong"
    act(database, items.place_item, *values, "1", "Promis en commission")
    assert [line.number for line in backlog_of(database, closed.product).lines] == [second, first]
    assert line_of(database, closed.product, second).item.place == Place(1, "Promis en commission")
    act(database, items.place_item, closed.product, closed.owner, second, "2", "", "")
    assert [line.number for line in backlog_of(database, closed.product).lines] == [first, second]
    assert [done for done, _ in history_of(database, closed.product, second)] == ["accepted", "placed", "placed"]


def test_rice_is_four_numbers_or_none(database: Database) -> None:
    closed, number = item(database)
    values = (closed.product, closed.owner, number)
    act(database, items.estimate_rice, *values, "1", ["1 200", "2", "0,8", "1.5"])
    rice = line_of(database, closed.product, number).item.rice
    assert rice == Rice(1200, 2, 0.8, 1.5)
    for wrong in (
        ["1", "2", "0.8", "0"],
        ["1", "2", "2", "1"],
        ["1", "", "1", "1"],
        ["nan", "1", "1", "1"],
        ["-1", "1", "1", "1"],
    ):
        assert refused(database, items.estimate_rice, *values, "2", wrong).code == "rice_wrong"
    act(database, items.estimate_rice, *values, "2", ["", "", "", " "])
    assert line_of(database, closed.product, number).item.rice is None


def test_only_the_chosen_remarks_are_shown_and_never_one_that_was_withdrawn(database: Database) -> None:
    closed = a_closed_lab(database)
    number = accept(database, closed, sheet(closed, 0))
    assert line_of(database, closed.product, number).item.evidence[0].verbatims == ()
    both = [f"{closed.sheets[0]}:{fingerprint(said)}" for said in ("C’est trop long 0", "On ressaisit tout 0")]
    values = (closed.product, closed.owner, number)
    act(database, items.choose_verbatims, *values, "1", [*both, f"{closed.sheets[1]}:{both[0][-64:]}", "nonsense"])
    shown = ("C’est trop long 0", "On ressaisit tout 0")
    assert line_of(database, closed.product, number).item.evidence[0].verbatims == shown
    act(database, items.choose_verbatims, *values, "2", both)
    assert version_of(database, closed.product, number) == "2"
    act(database, items.choose_verbatims, *values, "2", both[1:])
    assert line_of(database, closed.product, number).item.evidence[0].verbatims == shown[1:]
    with database.writing() as session:
        session.execute(delete(Remark).where(Remark.text == shown[1]))
    assert line_of(database, closed.product, number).item.evidence[0].verbatims == ()
    kept = str(history_of(database, closed.product, number))
    assert "ressaisit" not in kept


def test_joined_items_add_up_and_can_be_taken_out_again(database: Database) -> None:
    closed = a_closed_lab(database)
    other = another_closed_lab(database, closed)
    first = accept(database, closed, card(closed, 0), sheet(closed, 0))
    second = accept(database, other, card(other, 1), sheet(other, 1))
    before = line_of(database, closed.product, first), line_of(database, closed.product, second)
    act(database, items.join_items, closed.product, closed.owner, second, "1", str(first))
    joined = backlog_of(database, closed.product)
    assert [line.number for line in joined.lines] == [first]
    (line,) = joined.lines
    assert (line.item.votes, line.item.support, line.item.ballots, line.joined) == (9, 6, 12, (second,))
    assert len(line.item.sources) == 4
    assert line.item.sources[-1].address.startswith(f"https://lab.example.org/products/demarches/backlog/{first}#")
    act(database, items.take_out, closed.product, closed.owner, second)
    act(database, items.take_out, closed.product, closed.owner, second)
    for number, was in zip((first, second), before, strict=True):
        assert line_of(database, closed.product, number).item == was.item
    assert [done for done, _ in history_of(database, closed.product, first)] == ["accepted", "gained", "lost"]
    assert [done for done, _ in history_of(database, closed.product, second)] == ["accepted", "joined", "taken_out"]


def test_an_item_is_joined_with_another_that_stands(database: Database) -> None:
    closed, first = item(database)
    second, third = accept(database, closed, card(closed, 1)), accept(database, closed, card(closed, 2))
    values = (closed.product, closed.owner)
    assert refused(database, items.join_items, *values, first, "1", str(first)).code == "item_joined_with_itself"
    assert refused(database, items.join_items, *values, first, "1", "99").code == "item_unknown"
    assert refused(database, items.join_items, *values, first, "1", "").code == "item_unknown"
    act(database, items.join_items, *values, second, "1", str(first))
    assert refused(database, items.join_items, *values, third, "1", str(second)).code == "item_unknown"
    assert refused(database, items.change_item, *values, second, "2", {"title": "x"}).values == {"number": first}
    act(database, items.join_items, *values, first, "2", str(third))
    assert line_of(database, closed.product, third).joined == (first, second)
    assert line_of(database, closed.product, third).item.votes == 5 + 4 + 2


def test_two_owners_who_join_two_items_both_ways_at_once_lose_none(database: Database) -> None:
    closed, first = item(database)
    second = accept(database, closed, card(closed, 1))

    def join(pair: tuple[int, int]) -> str:
        try:
            act(database, items.join_items, closed.product, closed.owner, pair[0], "1", str(pair[1]))
        except Refused as refusal:
            return refusal.code
        return "joined"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(join, [(first, second), (second, first)]))
    assert outcomes == ["item_unknown", "joined"]
    (line,) = backlog_of(database, closed.product).lines
    assert line.item.votes == 9


def test_the_second_of_two_owners_is_told_and_overwrites_nothing(database: Database) -> None:
    closed, number = item(database)
    camille = a_member(database, closed.product, "owner")
    act(database, items.change_item, closed.product, camille, number, "1", {"status": "planned"})
    values = (closed.product, closed.owner, number, "1")
    for action, typed in (
        (items.change_item, ({"status": "declined", "reason": "Non"},)),
        (items.place_item, ("1", "Urgent")),
        (items.estimate_rice, (["1", "1", "1", "1"],)),
        (items.choose_verbatims, ([],)),
    ):
        refusal = refused(database, action, *values, *typed)
        assert (refusal.code, refusal.values) == ("item_changed", {"name": "Owner"})
    line = line_of(database, closed.product, number)
    assert (line.item.status, line.item.place, line.version) == (Status.PLANNED, None, 2)


def test_of_twenty_owners_at_once_one_decides_and_the_others_are_told(database: Database) -> None:
    closed, number = item(database)

    def rename(turn: int) -> str:
        try:
            values = (closed.product, closed.owner, number, "1", {"title": f"Titre {turn}"})
            act(database, items.change_item, *values)
        except Refused as refusal:
            return refusal.code
        return f"Titre {turn}"

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(rename, range(20)))
    decided = [outcome for outcome in outcomes if outcome != "item_changed"]
    assert [line_of(database, closed.product, number).item.title] == decided
    assert outcomes.count("item_changed") == 19


def test_twenty_items_made_at_once_have_twenty_numbers(database: Database) -> None:
    closed = a_closed_lab(database)

    def add(turn: int) -> int:
        return int(act(database, backlog.add_item, closed.product, closed.owner, f"Titre {turn}", "", str(turn)))

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(add, range(20))) == list(range(1, 21))


def test_what_is_not_there_cannot_be_changed(database: Database) -> None:
    closed, _ = item(database)
    assert refused(database, items.change_item, closed.product, closed.owner, 9, "1", {}).code == "item_unknown"
    assert refused(database, items.take_out, closed.product, closed.owner, 9).code == "item_unknown"
    assert refused(database, items.change_item, closed.product + 1, closed.owner, 1, "1", {}).code == "item_unknown"


def test_two_thousand_items_are_read_in_their_order(database: Database) -> None:
    closed = a_closed_lab(database)
    many_items(database, closed.product, 2000)
    assert [line.number for line in backlog_of(database, closed.product).lines][:3] == [1, 2, 3]
    assert len(backlog_of(database, closed.product).lines) == 2000
