"""Two distinct votes each, the ranking, its ties, and who can be recognised in it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused, ballots
from openlab.domain.ballots import Ballot, Rank

CARDS = st.integers(1, 12)
BALLOTS = st.lists(st.tuples(CARDS, CARDS).filter(lambda p: p[0] < p[1]).map(lambda p: Ballot(*p)), max_size=60)


def test_a_ballot_is_two_pain_points_in_whatever_order_they_were_ticked() -> None:
    assert ballots.choose(["7", "3"]) == ballots.choose(["3", "7"]) == Ballot(3, 7)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ([], "choose_two"),
        (["3"], "choose_two"),
        (["3", "7", "9"], "choose_two"),
        (["3", "3", "7"], "choose_two"),
        (["3", "3"], "choose_two_distinct"),
        (["3", "03"], "choose_two_distinct"),
        (["3", "x"], "choice_unknown"),
        (["3", "-7"], "choice_unknown"),
        (["3", "²"], "choice_unknown"),
        (["3", "9" * 40], "choice_unknown"),
        (["3", ""], "choice_unknown"),
    ],
)
def test_anything_but_two_distinct_pain_points_is_refused(choices: list[str], told: str) -> None:
    with pytest.raises(Refused) as refused:
        ballots.choose(choices)
    assert refused.value.code == told


@given(st.lists(st.text(max_size=4), max_size=5))
def test_no_list_of_choices_makes_anything_but_two_distinct_or_a_refusal(choices: list[str]) -> None:
    try:
        ballot = ballots.choose(choices)
    except Refused:
        return
    assert ballot.first < ballot.second


@given(BALLOTS)
def test_votes_are_twice_the_ballots(cast: list[Ballot]) -> None:
    votes = ballots.tally(cast, {card: card for card in range(1, 13)}, range(1, 13))
    assert sum(votes.values()) == 2 * len(cast)
    plain = Counter(card for ballot in cast for card in (ballot.first, ballot.second))
    assert {card: count for card, count in votes.items() if count} == dict(plain)


@given(BALLOTS, st.dictionaries(CARDS, CARDS), st.sets(CARDS))
def test_a_ballot_counts_whole_or_not_at_all_after_merging_and_hiding(
    cast: list[Ballot], merged: dict[int, int], hidden: set[int]
) -> None:
    stands = {card: merged.get(card, card) for card in range(1, 13)}
    votable = {stands[card] for card in stands} - hidden
    counting = [ballot for ballot in cast if ballots.counted(ballot, stands, votable)]
    assert sum(ballots.tally(cast, stands, votable).values()) == 2 * len(counting)


def test_a_ballot_whose_two_cards_became_one_waits_for_its_owner() -> None:
    assert ballots.counted(Ballot(1, 2), {1: 1, 2: 1, 3: 3}, {1, 3}) is None
    assert ballots.counted(Ballot(2, 3), {1: 1, 2: 1, 3: 3}, {1, 3}) == (1, 3)
    assert ballots.counted(Ballot(1, 3), {1: 1, 2: 2, 3: 3}, {1, 2}) is None


def test_equal_votes_share_a_place_in_the_order_in_which_they_were_given() -> None:
    assert ballots.ranking({4: 2, 1: 5, 3: 2, 2: 0}) == [Rank(1, 1, 5), Rank(2, 3, 2), Rank(2, 4, 2), Rank(4, 2, 0)]


@given(st.dictionaries(CARDS, st.integers(0, 4)))
def test_the_ranking_is_the_same_whatever_the_order_of_the_cards(votes: dict[int, int]) -> None:
    assert ballots.ranking(votes) == ballots.ranking(dict(reversed(votes.items())))


def test_a_tie_is_never_cut_in_two_when_topics_are_proposed() -> None:
    ranks = ballots.ranking({1: 9, 2: 7, 3: 5, 4: 4, 5: 4, 6: 1})
    assert ballots.proposed_topics(ranks) == [1, 2, 3, 4, 5]
    assert ballots.proposed_topics(ranks, wanted=3) == [1, 2, 3]


def test_a_pain_point_without_a_vote_is_not_proposed() -> None:
    assert ballots.proposed_topics(ballots.ranking({1: 2, 2: 0})) == [1]


@pytest.mark.parametrize(
    ("voters", "shown"),
    [
        ({1: 5, 2: 9}, {1, 2}),
        ({1: 4, 2: 9}, set()),
        ({1: 4, 2: 9, 3: 6}, {2}),
        ({1: 4, 2: 3, 3: 6}, {3}),
        ({1: 5}, {1}),
        ({1: 4}, set()),
        ({}, set()),
    ],
)
def test_a_persona_is_shown_only_where_nobody_can_be_recognised_even_by_subtraction(
    voters: dict[int, int], shown: set[int]
) -> None:
    assert ballots.personas_to_show(voters) == shown


@given(st.dictionaries(st.integers(1, 8), st.integers(0, 12)))
def test_what_is_left_out_is_nobody_or_at_least_five_people(voters: dict[int, int]) -> None:
    shown = ballots.personas_to_show(voters)
    left_out = sum(count for persona, count in voters.items() if persona not in shown)
    assert all(voters[persona] >= 5 for persona in shown)
    assert not shown or left_out == 0 or left_out >= 5


def test_each_person_sees_the_cards_in_an_order_of_their_own_that_does_not_change() -> None:
    orders = {tuple(ballots.shuffled(range(10), f"person {n}")) for n in range(50)}
    assert len(orders) == 50
    assert ballots.shuffled(range(10), "Zoé") == ballots.shuffled(reversed(range(10)), "Zoé")


def test_no_card_gains_from_the_shuffle() -> None:
    first = Counter(ballots.shuffled(range(5), f"person {n}")[0] for n in range(2000))
    assert set(first) == set(range(5))
    assert max(first.values()) < 1.25 * min(first.values())
