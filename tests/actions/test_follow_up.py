"""What became of a lab, as everyone may read it; and when its owner publishes it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy import select

from openlab.actions import backlog, items, sprints
from openlab.actions.follow_up import publish_follow_up, withdraw_follow_up
from openlab.actions.pain_points import hide_pain_point, withdraw_pain_point
from openlab.db.engine import Database
from openlab.db.queries.follow_up import Entry, FollowUp, follow_up
from openlab.db.tables import JournalEntry, Lab
from openlab.domain.backlog import Status
from openlab.domain.people import fingerprint
from openlab.domain.phases import Phase
from tests.build import cast, give, merge, move, other_lab
from tests.build_backlog import (
    TITLES,
    Closed,
    a_closed_lab,
    a_sheet,
    accept,
    act,
    another_closed_lab,
    card,
    change,
    forward,
    refused,
    sheet,
    version_of,
)


def follow(database: Database, closed: Closed, person: int | None = None) -> FollowUp:
    with database.reading() as session:
        return follow_up(session, closed.built.lab, person)


def entry(database: Database, closed: Closed, number: int) -> Entry:
    found = [one for one in follow(database, closed).entries if one.card == closed.cards[number]]
    assert found
    return found[0]


def decline(database: Database, closed: Closed, reason: str, *keys: str) -> int:
    values = closed.product, closed.owner, str(closed.built.lab), keys, reason
    return int(act(database, backlog.decline_proposals, *values))


def published_at(database: Database, closed: Closed) -> datetime | None:
    return follow(database, closed).published_at


def journal(database: Database, closed: Closed) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = session.scalars(select(JournalEntry).where(JournalEntry.act.startswith("follow_up")))
        return [(row.act, row.role) for row in rows.all()]


# --- each pain point ------------------------------------------------------------------------------------------------


def test_each_pain_point_is_there_with_its_votes_and_nothing_is_decided_at_first(database: Database) -> None:
    closed = a_closed_lab(database)
    found = follow(database, closed)
    assert [(one.title, one.place, one.votes, one.is_topic) for one in found.entries] == [
        (TITLES[0], 1, 5, True),
        (TITLES[1], 2, 4, True),
        (TITLES[2], 3, 2, False),
        (TITLES[3], 4, 1, False),
    ]
    assert (found.counts, found.ahead, found.done, found.others) == ([(None, 4)], (), (), ())


def test_what_became_of_a_pain_point_is_what_became_of_its_items(database: Database) -> None:
    closed = a_closed_lab(database)
    kept, planned, delivered = (accept(database, closed, card(closed, number)) for number in (0, 1, 2))
    decline(database, closed, "La loi l’interdit", card(closed, 3))
    act(database, sprints.add_sprint, closed.product, "2026-11-23", "2026-12-06", "", "")
    change(database, closed, planned, sprint="1")
    change(database, closed, delivered, status="in_progress")
    assert entry(database, closed, 2).status is Status.IN_PROGRESS
    change(database, closed, delivered, status="delivered")
    found = follow(database, closed)
    statuses = [Status.KEPT, Status.PLANNED, Status.DELIVERED, Status.DECLINED]
    assert [one.status for one in found.entries] == statuses
    assert found.counts == [(status, 1) for status in (Status.DELIVERED, Status.PLANNED, Status.KEPT, Status.DECLINED)]
    assert found.sprint[found.entries[1].lines[0].sprint or 0].number == 1
    assert found.entries[2].lines[0].delivered_at is not None
    assert found.entries[3].lines[0].item.decline_reason == "La loi l’interdit"
    assert [line.number for line in found.ahead] == [kept, planned]
    assert [line.number for line in found.done] == [delivered]


def test_an_item_that_is_proposed_again_is_not_decided_and_not_on_the_roadmap(database: Database) -> None:
    closed = a_closed_lab(database)
    change(database, closed, accept(database, closed, card(closed, 0)), status="proposed")
    assert entry(database, closed, 0).status is None
    assert follow(database, closed).ahead == ()


def test_recommendations_are_the_latest_texts_of_the_groups_with_what_became_of_them(database: Database) -> None:
    closed = a_closed_lab(database)
    move(database, closed.built, Phase.WRAP_UP)
    further = a_sheet(database, closed.built, 0, continues=closed.sheets[0], text="plus loin")
    move(database, closed.built, Phase.CLOSED)
    number = accept(database, closed, f"sheet-{further}")
    (one,) = entry(database, closed, 0).recommendations
    assert (one.sheet.id, one.sheet.solution, one.sheet.support) == (further, "solution 0 plus loin", 3)
    assert one.line is not None
    assert one.line.number == number
    assert entry(database, closed, 0).status is Status.KEPT
    assert entry(database, closed, 1).recommendations[0].line is None


def test_the_furthest_of_several_items_is_said_first(database: Database) -> None:
    closed = a_closed_lab(database)
    decline(database, closed, "Pas sous cette forme", card(closed, 0))
    accept(database, closed, sheet(closed, 0))
    found = entry(database, closed, 0)
    assert (found.status, len(found.lines)) == (Status.KEPT, 2)


def test_the_teams_own_words_are_told_once_and_only_when_they_differ(database: Database) -> None:
    closed = a_closed_lab(database)
    number = accept(database, closed, card(closed, 0), sheet(closed, 0))
    found = entry(database, closed, 0)
    assert found.our_words(found.lines[0]) == ""
    change(database, closed, number, solution="Repris en un clic")
    found = entry(database, closed, 0)
    assert found.our_words(found.lines[0]) == "Repris en un clic"


def test_only_the_remarks_that_an_owner_chose_are_told_and_only_those_of_this_lab(database: Database) -> None:
    closed = a_closed_lab(database)
    other = another_closed_lab(database, closed)
    number = accept(database, closed, sheet(closed, 0))
    joined = closed.product, closed.owner, str(other.built.lab), [sheet(other, 0)], str(number)
    act(database, backlog.join_proposals, *joined)
    line = entry(database, closed, 0).lines[0]
    assert follow(database, closed).verbatims(line) == ()
    chosen = [f"{one}:{fingerprint('On ressaisit tout 0')}" for one in (closed.sheets[0], other.sheets[0])]
    values = closed.product, closed.owner, number, version_of(database, closed.product, number), chosen
    act(database, items.choose_verbatims, *values)
    found = follow(database, closed)
    assert found.verbatims(found.entries[0].lines[0]) == ("On ressaisit tout 0",)


def test_items_that_were_joined_tell_what_became_of_the_one_that_stands(database: Database) -> None:
    closed = a_closed_lab(database)
    other = another_closed_lab(database, closed)
    first, second = accept(database, closed, card(closed, 0)), accept(database, other, card(other, 1))
    act(database, items.join_items, closed.product, closed.owner, second, "1", str(first))
    change(database, closed, first, status="in_progress")
    assert [line.number for line in entry(database, other, 1).lines] == [first]
    assert entry(database, other, 1).status is Status.IN_PROGRESS
    assert [line.number for line in follow(database, other).ahead] == [first]


def test_nothing_of_it_names_a_person(database: Database) -> None:
    closed = a_closed_lab(database)
    accept(database, closed, card(closed, 0), sheet(closed, 0))
    told = follow(database, closed)
    assert "Personne" not in str((told.entries, told.ahead, told.done, told.others))


# --- my cards -------------------------------------------------------------------------------------------------------


def test_a_person_finds_their_own_cards_even_merged_or_hidden_but_not_what_they_withdrew(database: Database) -> None:
    closed = a_closed_lab(database)
    built, zoe = closed.built, closed.built.people[0]
    move(database, built, Phase.COLLECT)
    merged, hidden, withdrawn = (give(database, built, zoe, title) for title in ("Pareil", "Hors sujet", "Oublié"))
    act(database, hide_pain_point, built.lab, closed.owner, hidden, True)
    act(database, withdraw_pain_point, built.lab, zoe, withdrawn, True)
    move(database, built, Phase.SORT)
    merge(database, built, merged, closed.cards[1], into=closed.cards[1])
    forward(database, built, Phase.CLOSED)
    accept(database, closed, card(closed, 1))
    own = follow(database, closed, zoe).own
    assert [(one.card.title, one.entry.title if one.entry else None) for one in own] == [
        (TITLES[0], TITLES[0]),
        ("Pareil", TITLES[1]),
        ("Hors sujet", None),
    ]
    assert own[1].entry
    assert own[1].entry.status is Status.KEPT
    assert entry(database, closed, 1).inside == ("Pareil",)
    assert follow(database, closed).own == ()


# --- a lab that was reopened ----------------------------------------------------------------------------------------


def test_a_reopened_lab_tells_what_was_decided_without_its_votes_and_nothing_that_waits(database: Database) -> None:
    closed = a_closed_lab(database)
    number = accept(database, closed, card(closed, 1))
    move(database, closed.built, Phase.WRAP_UP)
    (only,) = follow(database, closed).entries
    assert (only.card, only.votes, only.recommendations) == (closed.cards[1], 4, ())
    move(database, closed.built, Phase.VOTE)
    cast(database, closed.built, closed.built.people[0], closed.cards[2], closed.cards[3])
    found = follow(database, closed)
    (only,) = found.entries
    assert (only.card, only.place, only.votes, only.is_topic) == (closed.cards[1], 0, 0, False)
    assert [line.number for line in only.lines] == [number]
    assert [line.item.votes for line in found.ahead] == [0]


def test_a_decision_outlives_the_merging_and_the_hiding_of_its_card(database: Database) -> None:
    closed = a_closed_lab(database)
    kept, declined = accept(database, closed, card(closed, 0)), decline(database, closed, "Non", card(closed, 1))
    move(database, closed.built, Phase.SORT)
    merge(database, closed.built, closed.cards[0], closed.cards[3], into=closed.cards[3])
    act(database, hide_pain_point, closed.built.lab, closed.owner, closed.cards[1], True)
    move(database, closed.built, Phase.VOTE)
    for person in closed.built.people:
        cast(database, closed.built, person, closed.cards[3], closed.cards[2])
    forward(database, closed.built, Phase.CLOSED)
    found = follow(database, closed)
    assert [one.title for one in found.entries] == [TITLES[2], TITLES[3]]
    assert [line.number for line in found.entries[1].lines] == [kept]
    assert found.entries[1].status is Status.KEPT
    assert [line.number for line in found.others] == [declined]


# --- publishing -----------------------------------------------------------------------------------------------------


def test_publishing_and_taking_back_are_decisions_in_the_journal(database: Database) -> None:
    closed = a_closed_lab(database)
    values = closed.product, closed.owner, closed.built.lab
    assert published_at(database, closed) is None
    assert act(database, publish_follow_up, *values) == closed.built.code
    first = published_at(database, closed)
    assert first is not None
    act(database, publish_follow_up, *values)
    assert published_at(database, closed) == first
    act(database, withdraw_follow_up, *values)
    act(database, withdraw_follow_up, *values)
    assert published_at(database, closed) is None
    assert journal(database, closed) == [("follow_up_published", "owner"), ("follow_up_withdrawn", "owner")]


def test_two_owners_who_publish_at_once_publish_once(database: Database) -> None:
    closed = a_closed_lab(database)
    with ThreadPoolExecutor(2) as pool:
        done = [
            pool.submit(act, database, publish_follow_up, closed.product, closed.owner, closed.built.lab)
            for _ in range(2)
        ]
    assert {one.result() for one in done} == {closed.built.code}
    assert journal(database, closed) == [("follow_up_published", "owner")]


def test_only_a_closed_lab_is_published_and_it_stays_so_when_it_is_reopened(database: Database) -> None:
    closed = a_closed_lab(database)
    values = closed.product, closed.owner, closed.built.lab
    move(database, closed.built, Phase.WRAP_UP)
    assert refused(database, publish_follow_up, *values).code == "follow_up_needs_close"
    move(database, closed.built, Phase.CLOSED)
    act(database, publish_follow_up, *values)
    move(database, closed.built, Phase.WRAP_UP)
    assert published_at(database, closed) is not None
    act(database, withdraw_follow_up, *values)
    assert published_at(database, closed) is None


def test_a_lab_of_another_product_cannot_be_published(database: Database) -> None:
    closed = a_closed_lab(database)
    lab = closed.built.lab
    assert refused(database, publish_follow_up, closed.product + 1, closed.owner, lab).code == "not_found"
    assert refused(database, publish_follow_up, closed.product, closed.owner, lab + 9).code == "not_found"
    assert refused(database, withdraw_follow_up, closed.product + 1, closed.owner, lab).code == "not_found"


def test_a_lab_that_has_not_begun_has_nothing_to_tell(database: Database) -> None:
    closed = a_closed_lab(database)
    other = other_lab(database, closed.built)
    with database.reading() as session:
        found = follow_up(session, other)
        assert session.get_one(Lab, other).follow_up_at is None
    assert (found.entries, found.others, found.own, found.is_closed) == ((), (), (), False)
