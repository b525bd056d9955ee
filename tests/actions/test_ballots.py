"""Ballots, the close, the frozen result, topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from openlab.actions import ballots, pain_points
from openlab.db.engine import Database
from openlab.db.tables import Ballot, RankedPainPoint
from openlab.domain import Refused
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, cast, join, merge, move, room


def refusal(database: Database, act: Callable[..., object], *values: object) -> str:
    with pytest.raises(Refused) as refused, database.writing() as session:
        act(session, *values)
    return refused.value.code


def votes(database: Database, built: Built) -> dict[int, int]:
    outcome = room(database, built).outcome
    assert outcome is not None
    return {rank.card: rank.votes for rank in outcome.ranks}


def ballots_stored(database: Database) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(Ballot)).scalar_one()


def test_casting_again_replaces_the_ballot(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    a, b, c, _d = built.cards
    cast(database, built, built.people[0], a, b)
    cast(database, built, built.people[0], c, b)
    assert ballots_stored(database) == 1
    move(database, built, Phase.RESULTS)
    assert votes(database, built) == {a: 0, b: 1, c: 1, _d: 0}


@pytest.mark.parametrize("chosen", [[], [0], [0, 1, 2], [0, 0]])
def test_one_choice_three_or_the_same_twice_is_no_ballot(database: Database, chosen: list[int]) -> None:
    built = a_lab(database, Phase.VOTE)
    choices = [str(built.cards[n]) for n in chosen]
    told = refusal(database, ballots.cast_ballot, built.lab, built.people[0], choices)
    assert told in ("choose_two", "choose_two_distinct")
    assert ballots_stored(database) == 0


def test_a_card_that_is_merged_hidden_withdrawn_or_of_another_lab_cannot_be_chosen(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, cards=6)
    stands, merged, hidden, withdrawn, *_ = built.cards
    with database.writing() as session:
        pain_points.withdraw_pain_point(session, built.lab, built.people[0], withdrawn, True)
    move(database, built, Phase.SORT)
    merge(database, built, stands, merged)
    with database.writing() as session:
        pain_points.hide_pain_point(session, built.lab, built.account, hidden, True)
    move(database, built, Phase.VOTE)
    for card in (merged, hidden, withdrawn, 999_999):
        choices = [str(stands), str(card)]
        assert refusal(database, ballots.cast_ballot, built.lab, built.people[0], choices) == "choice_unknown"


@pytest.mark.parametrize(("phase", "told"), [(Phase.SORT, "vote_not_open"), (Phase.RESULTS, "vote_closed")])
def test_a_ballot_before_or_after_the_vote_is_refused(database: Database, phase: Phase, told: str) -> None:
    built = a_lab(database, phase)
    choices = [str(card) for card in built.cards[:2]]
    assert refusal(database, ballots.cast_ballot, built.lab, built.people[0], choices) == told


def test_the_result_is_frozen_at_the_close_and_equals_a_plain_count(database: Database) -> None:
    built = a_lab(database, Phase.VOTE, people_in=12, cards=5)
    pairs = [(built.cards[n % 5], built.cards[(n * 2 + 1) % 5]) for n in range(12)]
    pairs = [(a, b) for a, b in pairs if a != b]
    for person, (a, b) in zip(built.people, pairs, strict=False):
        cast(database, built, person, a, b)
    move(database, built, Phase.RESULTS)
    counted = Counter(card for pair in pairs for card in pair)
    assert votes(database, built) == {card: counted[card] for card in built.cards}
    outcome = room(database, built).outcome
    assert outcome is not None
    assert (outcome.people, outcome.ballots, outcome.waiting) == (12, len(pairs), 0)
    assert sum(votes(database, built).values()) == 2 * len(pairs)


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.COLLECT, Phase.SORT, Phase.VOTE])
def test_no_room_before_the_close_knows_a_result(database: Database, phase: Phase) -> None:
    built = a_lab(database, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    move(database, built, Phase.RESULTS)
    assert room(database, built).outcome is not None
    move(database, built, phase)
    assert room(database, built).outcome is None


def test_reopening_keeps_every_ballot_and_closing_again_counts_anew(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    a, b, c, _ = built.cards
    cast(database, built, built.people[0], a, b)
    move(database, built, Phase.RESULTS)
    move(database, built, Phase.VOTE)
    cast(database, built, built.people[1], a, c)
    move(database, built, Phase.RESULTS)
    assert votes(database, built) == {a: 2, b: 1, c: 1, _: 0}


def test_votes_follow_a_merge_made_after_going_back(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    a, b, c, d = built.cards
    cast(database, built, built.people[0], a, c)
    cast(database, built, built.people[1], b, c)
    move(database, built, Phase.SORT)
    merge(database, built, a, b)
    move(database, built, Phase.VOTE)
    assert room(database, built).waiting == 0
    move(database, built, Phase.RESULTS)
    assert votes(database, built) == {a: 2, c: 2, d: 0}


def test_a_ballot_whose_two_cards_became_one_waits_for_its_owner_and_comes_back(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    a, b, c, d = built.cards
    cast(database, built, built.people[0], a, b)
    cast(database, built, built.people[1], c, d)
    move(database, built, Phase.SORT)
    merge(database, built, a, b)
    move(database, built, Phase.VOTE)
    assert (room(database, built).ballots, room(database, built).waiting) == (2, 1)
    move(database, built, Phase.RESULTS)
    outcome = room(database, built).outcome
    assert outcome is not None
    assert (outcome.ballots, outcome.waiting) == (1, 1)
    move(database, built, Phase.SORT)
    with database.writing() as session:
        pain_points.unmerge_pain_point(session, built.lab, built.account, b)
    move(database, built, Phase.VOTE)
    move(database, built, Phase.RESULTS)
    assert votes(database, built) == {a: 1, b: 1, c: 1, d: 1}


def test_a_facilitator_enters_the_ballot_of_a_person_without_a_phone_by_the_same_rule(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    a, b, c, _ = (str(card) for card in built.cards)
    person = str(built.people[0])
    enter = ballots.cast_ballot_for
    assert refusal(database, enter, built.lab, built.account, [a], person) == "choose_two"
    assert refusal(database, enter, built.lab, built.account, [a, b], "nobody") == "person_unknown"
    with database.writing() as session:
        enter(session, built.lab, built.account, [a, b], person)
        enter(session, built.lab, built.account, [b, c], person)
    assert ballots_stored(database) == 1
    cast(database, built, built.people[0], built.cards[0], built.cards[1])
    assert refusal(database, enter, built.lab, built.account, [b, c], person) == "voted_themselves"
    assert ballots_stored(database) == 1


def test_choices_that_cannot_be_cast_do_not_tell_a_facilitator_who_has_voted(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    for person in built.people:
        enter = ballots.cast_ballot_for, built.lab, built.account, ["999998", "999999"], str(person)
        assert refusal(database, *enter) == "choice_unknown"


def test_the_votes_of_a_persona_are_kept_only_where_nobody_can_be_recognised(database: Database) -> None:
    built = a_lab(database, Phase.VOTE, people_in=6)
    for number in range(4):
        join(database, built, f"Production {number}", persona=1)
    for person in built.people:
        cast(database, built, person, *built.cards[:2])
    move(database, built, Phase.RESULTS)
    outcome = room(database, built).outcome
    assert outcome is not None
    assert outcome.by_persona == (), "four people of the other persona would be known by subtraction"
    move(database, built, Phase.VOTE)
    cast(database, built, join(database, built, "Production 4", persona=1), *built.cards[:2])
    move(database, built, Phase.RESULTS)
    outcome = room(database, built).outcome
    assert outcome is not None
    assert [persona for persona, _ in outcome.by_persona] == ["Instructeur·rice", "Société de production"]
    assert [ranks[0].votes for _, ranks in outcome.by_persona] == [6, 5]


def test_topics_are_kept_from_the_ranking_and_survive_going_back(database: Database) -> None:
    built = a_lab(database, Phase.RESULTS)
    keep, first = ballots.keep_topics, str(built.cards[0])
    with database.writing() as session:
        keep(session, built.lab, built.account, [first, first])
    assert refusal(database, keep, built.lab, built.account, ["999999"]) == "topic_unknown"
    move(database, built, Phase.VOTE)
    assert refusal(database, keep, built.lab, built.account, [first]) == "topics_need_results"
    move(database, built, Phase.RESULTS)
    outcome = room(database, built).outcome
    assert outcome is not None
    assert outcome.topics == {built.cards[0]}


def test_the_result_is_the_same_rows_on_both_databases(database: Database) -> None:
    built = a_lab(database, Phase.VOTE, people_in=3, cards=4)
    a, b, c, d = built.cards
    for person, pair in zip(built.people, [(a, b), (c, d), (b, d)], strict=True):
        cast(database, built, person, *pair)
    move(database, built, Phase.RESULTS)
    with database.reading() as session:
        ranked = select(RankedPainPoint.place, RankedPainPoint.pain_point_id).order_by(
            RankedPainPoint.place, RankedPainPoint.pain_point_id
        )
        assert [tuple(row) for row in session.execute(ranked)] == [(1, b), (1, d), (3, a), (3, c)]
