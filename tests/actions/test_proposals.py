"""What a closed lab hands over, and what owners make of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from openlab.actions import backlog, ballots, items
from openlab.db.engine import Database
from openlab.domain import Refused
from openlab.domain.backlog import Status
from openlab.domain.phases import Phase
from tests.build import cast, merge, move
from tests.build_backlog import (
    TITLES,
    Closed,
    a_closed_lab,
    a_sheet,
    accept,
    act,
    another_closed_lab,
    backlog_of,
    card,
    forward,
    history_of,
    line_of,
    proposals_of,
    refused,
    row_of,
    sheet,
    version_of,
)


def waiting(database: Database, closed: Closed) -> list[str]:
    handed = [one for one in proposals_of(database, closed.product) if one.lab_id == closed.built.lab]
    ranking = handed[0].ranking if handed else ()
    keys = [one.key for ranked in ranking for one in ranked.proposals if one.waits]
    topics = {ranked.key for ranked in ranking if ranked.is_topic}
    return [key for key in keys if key.startswith("sheet") or key in topics]


def test_a_closed_lab_hands_over_its_topics_and_sheets(database: Database) -> None:
    closed = a_closed_lab(database)
    (handed,) = proposals_of(database, closed.product)
    assert (handed.title, handed.waiting) == ("Open lab n° 1", 4)
    assert waiting(database, closed) == [card(closed, 0), sheet(closed, 0), card(closed, 1), sheet(closed, 1)]
    first = handed.ranking[0]
    assert (first.title, first.place, first.votes, first.is_topic) == (TITLES[0], 1, 5, True)
    assert (first.sheets[0].solution, first.sheets[0].support) == ("solution 0", 3)
    assert not handed.ranking[2].is_topic


def test_nothing_is_handed_over_before_the_close_or_after_reopening(database: Database) -> None:
    closed = a_closed_lab(database)
    move(database, closed.built, Phase.WRAP_UP)
    assert proposals_of(database, closed.product) == []
    assert refused(
        database, backlog.accept_proposals, closed.product, closed.owner, str(closed.built.lab), [card(closed, 0)]
    ).code == ("proposal_gone")
    move(database, closed.built, Phase.CLOSED)
    assert len(waiting(database, closed)) == 4


def test_a_sheet_taken_further_or_left_empty_is_no_proposal(database: Database) -> None:
    closed = a_closed_lab(database, sheets=1)
    move(database, closed.built, Phase.WRAP_UP)
    further = a_sheet(database, closed.built, 0, continues=closed.sheets[0])
    move(database, closed.built, Phase.CLOSED)
    assert waiting(database, closed) == [card(closed, 0), f"sheet-{further}", card(closed, 1)]


def test_an_accepted_topic_with_its_sheet_is_one_item_in_the_words_of_the_room(database: Database) -> None:
    closed = a_closed_lab(database)
    number = accept(database, closed, card(closed, 0), sheet(closed, 0))
    line = line_of(database, closed.product, number)
    assert (number, line.item.status, line.item.title) == (1, Status.KEPT, TITLES[0])
    assert line.item.problem == f"Détail de « {TITLES[0]} »\n\nproblem 0"
    assert line.item.solution == "solution 0"
    assert line.item.for_whom == ("Instructeur·rice", "Les familles")
    (evidence,) = line.item.evidence
    assert (evidence.lab, evidence.lab_code) == ("Open lab n° 1", closed.built.code)
    assert (evidence.votes, evidence.ballots, evidence.support) == (5, 6, 3)
    assert line.said[0].place == 1
    assert [source.kind for source in line.item.sources] == ["pain_point", "solution_sheet"]
    assert line.item.sources[1].address == (
        f"https://lab.example.org/products/demarches/backlog/1#sheet-{closed.sheets[0]}"
    )
    assert waiting(database, closed) == [card(closed, 1), sheet(closed, 1)]
    assert history_of(database, closed.product, 1)[0][0] == "accepted"


def test_a_sheet_alone_has_the_votes_of_its_topic(database: Database) -> None:
    closed = a_closed_lab(database)
    line = line_of(database, closed.product, accept(database, closed, sheet(closed, 1)))
    assert (line.item.title, line.item.votes, line.item.support) == (TITLES[1], 4, 3)
    assert card(closed, 1) in waiting(database, closed)


def test_any_other_ranked_card_can_be_promoted(database: Database) -> None:
    closed = a_closed_lab(database)
    line = line_of(database, closed.product, accept(database, closed, card(closed, 3)))
    assert (line.item.title, line.item.votes, line.said[0].place) == (TITLES[3], 1, 4)


def test_declining_needs_a_reason_and_keeps_the_proposal_with_it(database: Database) -> None:
    closed = a_closed_lab(database)
    values = (closed.product, closed.owner, str(closed.built.lab), [card(closed, 1)])
    assert refused(database, backlog.decline_proposals, *values, "  ").code == "decline_reason_missing"
    number = act(database, backlog.decline_proposals, *values, "La loi l’interdit")
    item = line_of(database, closed.product, number).item
    assert (item.status, item.decline_reason, item.votes) == (Status.DECLINED, "La loi l’interdit", 4)
    assert card(closed, 1) not in waiting(database, closed)


def test_proposals_of_two_labs_that_say_the_same_add_up_in_one_item(database: Database) -> None:
    closed = a_closed_lab(database)
    other = another_closed_lab(database, closed)
    number = accept(database, closed, card(closed, 0), sheet(closed, 0))
    values = (closed.product, closed.owner, str(other.built.lab), [card(other, 1), sheet(other, 1)])
    assert act(database, backlog.join_proposals, *values, str(number)) == number
    line = line_of(database, closed.product, number)
    assert [(one.lab, one.votes, one.support) for one in line.item.evidence] == [
        ("Open lab n° 2", 4, 3),
        ("Open lab n° 1", 5, 3),
    ]
    assert (line.item.votes, line.item.ballots, line.item.support) == (9, 12, 6)
    assert [name for name, _ in history_of(database, closed.product, number)] == ["accepted", "gained"]


def test_two_sheets_about_one_topic_do_not_count_its_votes_twice(database: Database) -> None:
    closed = a_closed_lab(database, sheets=3)
    number = accept(database, closed, sheet(closed, 0), sheet(closed, 2))
    assert (line_of(database, closed.product, number).item.votes) == 5
    assert (line_of(database, closed.product, number).item.support) == 6


def test_each_proposal_is_taken_once_and_who_comes_second_is_told_where_it_is(database: Database) -> None:
    closed = a_closed_lab(database)
    number = accept(database, closed, card(closed, 0))
    again = (closed.product, closed.owner, str(closed.built.lab), [card(closed, 0), card(closed, 1)])
    refusal = refused(database, backlog.accept_proposals, *again)
    assert (refusal.code, refusal.values) == ("proposal_taken", {"number": number})
    assert len(backlog_of(database, closed.product).lines) == 1
    assert card(closed, 1) in waiting(database, closed)


def test_two_owners_who_accept_the_same_at_once_make_one_item(database: Database) -> None:
    closed = a_closed_lab(database)

    def accept_once(_: int) -> str:
        try:
            accept(database, closed, card(closed, 0), sheet(closed, 0))
        except Refused as refusal:
            return refusal.code
        return "accepted"

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(accept_once, range(8)))
    assert outcomes == ["accepted", *["proposal_taken"] * 7]
    assert [line.number for line in backlog_of(database, closed.product).lines] == [1]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ([], "proposals_missing"),
        (["card-999999"], "proposal_gone"),
        (["made-up"], "proposal_gone"),
    ],
)
def test_what_is_not_there_is_refused(database: Database, keys: list[str], code: str) -> None:
    closed = a_closed_lab(database)
    values = (closed.product, closed.owner, str(closed.built.lab), keys)
    assert refused(database, backlog.accept_proposals, *values).code == code


def test_a_proposal_of_another_product_is_refused(database: Database) -> None:
    closed = a_closed_lab(database)
    values = (closed.product + 1, closed.owner, str(closed.built.lab), [card(closed, 0)])
    assert refused(database, backlog.accept_proposals, *values).code == "proposal_gone"


def test_joining_with_an_item_that_is_not_there_is_refused(database: Database) -> None:
    closed = a_closed_lab(database)
    values = (closed.product, closed.owner, str(closed.built.lab), [card(closed, 0)])
    for into in ("", "7", "abc", "9" * 30):
        assert refused(database, backlog.join_proposals, *values, into).code == "item_unknown"
    first, second = accept(database, closed, card(closed, 2)), accept(database, closed, card(closed, 3))
    version = version_of(database, closed.product, second)
    act(database, items.join_items, closed.product, closed.owner, second, version, str(first))
    refusal = refused(database, backlog.join_proposals, *values, str(second))
    assert (refusal.code, refusal.values) == ("item_joined", {"number": first})


def test_a_reopened_lab_leaves_its_items_which_say_so_and_hide_the_vote_while_it_is_open(database: Database) -> None:
    closed = a_closed_lab(database)
    number = accept(database, closed, card(closed, 0), sheet(closed, 0))
    move(database, closed.built, Phase.SORT)
    line = line_of(database, closed.product, number)
    assert line.reopened == ("Open lab n° 1",)
    assert not line.said[0].has_result
    assert (line.item.votes, line.item.ballots, line.said[0].place) == (0, 0, None)
    assert row_of(database, closed.product, number).title == TITLES[0]


def test_new_results_of_a_reopened_lab_are_the_evidence_from_then_on(database: Database) -> None:
    closed = a_closed_lab(database)
    number = accept(database, closed, card(closed, 0))
    move(database, closed.built, Phase.SORT)
    merge(database, closed.built, closed.cards[0], closed.cards[3], into=closed.cards[3])
    move(database, closed.built, Phase.VOTE)
    for person in closed.built.people:
        cast(database, closed.built, person, closed.cards[3], closed.cards[2])
    move(database, closed.built, Phase.RESULTS)
    line = line_of(database, closed.product, number)
    assert (line.item.votes, line.said[0].place, line.reopened) == (6, 1, ("Open lab n° 1",))
    with database.writing() as session:
        ballots.keep_topics(session, closed.built.lab, closed.owner, [str(closed.cards[2])])
    forward(database, closed.built, Phase.CLOSED)
    assert line_of(database, closed.product, number).reopened == ()
    # The new topic waits, with the sheets that nobody has decided about; what was accepted stays where it is.
    assert waiting(database, closed) == [card(closed, 2), sheet(closed, 0), sheet(closed, 1)]


def test_an_item_that_comes_from_no_lab_is_added_once_however_often_the_form_is_sent(database: Database) -> None:
    closed = a_closed_lab(database)
    for _ in range(3):
        assert act(database, backlog.add_item, closed.product, closed.owner, " Dette ", "Vieille version", "key") == 1
    assert act(database, backlog.add_item, closed.product, closed.owner, "Autre", "", "key") == 2
    assert [line.item.title for line in backlog_of(database, closed.product).lines] == ["Dette", "Autre"]
    assert refused(database, backlog.add_item, closed.product, closed.owner, " ", "", "k").code == "item_title_missing"
