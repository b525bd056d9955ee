"""Whatever the order in which people merge, unmerge, hide, vote, close and reopen: nothing is altered, nothing lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from openlab.actions import ballots, labs, pain_points
from openlab.db.engine import Database
from openlab.db.queries.labs import Room
from openlab.db.tables import Ballot, Lab, PainPoint
from openlab.domain import Refused
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, room

CARD, PERSON = st.integers(0, 5), st.integers(0, 3)
ACTS = st.one_of(
    st.tuples(st.just("merge"), CARD, CARD),
    st.tuples(st.just("unmerge"), CARD, CARD),
    st.tuples(st.just("hide"), CARD, CARD),
    st.tuples(st.just("restore"), CARD, CARD),
    st.tuples(st.just("vote"), PERSON, st.tuples(CARD, CARD)),
    st.tuples(st.just("move"), st.sampled_from([Phase.SORT, Phase.VOTE, Phase.RESULTS]), st.none()),
)


@pytest.fixture
def sqlite(sqlite_url: str) -> Database:
    return Database(sqlite_url)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=25))
def test_no_ballot_is_altered_no_text_is_lost_and_unmerge_undoes_merge(
    sqlite: Database, acts: list[tuple[str, object, object]]
) -> None:
    built = fresh_lab(sqlite)
    expected: dict[int, frozenset[int]] = {}
    for act in acts:
        before = room(sqlite, built)
        if perform(sqlite, built, act) and act[0] == "vote":
            person, pair = act[1], act[2]
            assert isinstance(person, int)
            assert isinstance(pair, tuple)
            expected[built.people[person]] = frozenset(built.cards[n] for n in pair)
        assert stored_ballots(sqlite, built) == expected
        after = room(sqlite, built)
        assert [(c.id, c.title, c.detail) for c in after.cards] == [(c.id, c.title, c.detail) for c in before.cards]
        seen = [c.id for card in after.votable for c in (card, *after.inside[card.id])]
        assert len(seen) == len(set(seen)), "a card is in one place"
        if after.outcome:
            assert sum(rank.votes for rank in after.outcome.ranks) == 2 * after.outcome.ballots
            assert after.outcome.ballots + after.outcome.waiting == len(expected)
            assert {rank.card: rank.votes for rank in after.outcome.ranks} == plain_count(after, expected)
        if act[0] == "merge" and after.cards != before.cards:
            undo_merge(sqlite, built, {c.id for c in after.cards if c != before.card[c.id]})
            assert room(sqlite, built).cards == before.cards


def fresh_lab(database: Database) -> Built:
    with database.writing() as session:
        known = session.scalar(select(Lab.id).limit(1))
    if known is None:
        return a_lab(database, Phase.SORT, people_in=4, cards=6)
    with database.writing() as session:
        lab = session.get_one(Lab, known)
        lab.phase = Phase.SORT
        for card in session.scalars(select(PainPoint)):
            card.merged_into, card.hidden = None, False
        for ballot in session.scalars(select(Ballot)):
            session.delete(ballot)
        cards = list(session.scalars(select(PainPoint.id).order_by(PainPoint.id)))
        people = sorted({c for c in session.scalars(select(PainPoint.participant_id)) if c is not None})
        return Built(
            account=1, product=lab.product_id, lab=lab.id, code=lab.code, personas=[], people=people, cards=cards
        )


def perform(database: Database, built: Built, act: tuple[str, object, object]) -> bool:
    """Whether the act was taken; a refusal is as good, as long as it changes nothing."""
    name, first, second = act
    try:
        with database.writing() as session:
            match name, first, second:
                case "merge", int(a), int(b):
                    ticked = [str(built.cards[a]), str(built.cards[b])]
                    pain_points.merge_pain_points(session, built.lab, built.account, ticked, ticked[1])
                case "unmerge", int(a), _:
                    pain_points.unmerge_pain_point(session, built.lab, built.account, built.cards[a])
                case "hide" | "restore", int(a), _:
                    pain_points.hide_pain_point(session, built.lab, built.account, built.cards[a], name == "hide")
                case "vote", int(person), (int(a), int(b)):
                    choices = [str(built.cards[a]), str(built.cards[b])]
                    ballots.cast_ballot(session, built.lab, built.people[person], choices)
                case "move", wanted, _:
                    current = session.get_one(Lab, built.lab).phase
                    labs.change_phase(session, built.lab, built.account, current, str(wanted))
    except Refused:
        return False
    return True


def undo_merge(database: Database, built: Built, merged: set[int]) -> None:
    with database.writing() as session:
        for card in merged:
            pain_points.unmerge_pain_point(session, built.lab, built.account, card)


def stored_ballots(database: Database, built: Built) -> dict[int, frozenset[int]]:
    with database.reading() as session:
        rows = session.scalars(select(Ballot).where(Ballot.lab_id == built.lab))
        return {ballot.participant_id: frozenset((ballot.first, ballot.second)) for ballot in rows}


def plain_count(seen: Room, cast: dict[int, frozenset[int]]) -> dict[int, int]:
    """A count that shares no code with the one under test, but for where each card stands."""
    votable = {card.id for card in seen.votable}
    votes: Counter[int] = Counter(dict.fromkeys(votable, 0))
    for pair in cast.values():
        stands = {seen.stands[card] for card in pair}
        if len(stands) == 2 and stands <= votable:
            votes.update(stands)
    return dict(votes)
