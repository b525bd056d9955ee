"""Two distinct votes each: what a ballot is, when it counts, the ranking and its ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby

from openlab.domain import Refused

VOTES = 2
PERSONA_THRESHOLD = 5
TOPICS_PROPOSED = 4


@dataclass(frozen=True, slots=True)
class Ballot:
    """The two pain points that one person chose, the lower number first."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in the ranking. Equal votes share it: 1, 2, 2, 4."""

    place: int
    card: int
    votes: int


def choose(choices: Sequence[str]) -> Ballot:
    """A ballot from what was ticked: exactly two distinct pain points.

    Raises `choose_two` (with how many were chosen), `choose_two_distinct`, `choice_unknown`.
    """
    if len(choices) == VOTES and len(set(choices)) == 1:
        raise Refused("choose_two_distinct", "choice")
    if len(set(choices)) != VOTES or len(choices) != VOTES:
        raise Refused("choose_two", "choice", chosen=len(set(choices)))
    if not all(choice.isascii() and choice.isdecimal() and len(choice) < 16 for choice in choices):
        raise Refused("choice_unknown", "choice")
    first, second = sorted(int(choice) for choice in choices)
    if first == second:
        raise Refused("choose_two_distinct", "choice")
    return Ballot(first, second)


def counted(ballot: Ballot, stands: Mapping[int, int], votable: Collection[int]) -> tuple[int, int] | None:
    """The two standing cards that a ballot counts for, or None while it does not count.

    A ballot keeps the cards it was cast for. It counts when they stand for two different cards in sight; when a
    facilitator goes back and merges or hides one, the whole ballot waits for its owner, so that votes are always two
    per ballot.
    """
    first, second = stands[ballot.first], stands[ballot.second]
    if first == second or first not in votable or second not in votable:
        return None
    return first, second


def tally(ballots: Iterable[Ballot], stands: Mapping[int, int], votable: Collection[int]) -> dict[int, int]:
    """Votes by standing card, zero included. The sum is twice the number of ballots that count."""
    votes = Counter(card for ballot in ballots for card in counted(ballot, stands, votable) or ())
    return {card: votes[card] for card in votable}


def ranking(votes: Mapping[int, int]) -> list[Rank]:
    """Most votes first; equal votes share a place and are listed in the order in which the cards were given."""
    ordered = sorted(votes, key=lambda card: (-votes[card], card))
    ranks: list[Rank] = []
    for count, tied in groupby(ordered, key=lambda card: votes[card]):
        place = len(ranks) + 1
        ranks += [Rank(place, card, count) for card in tied]
    return ranks


def proposed_topics(ranks: Sequence[Rank], wanted: int = TOPICS_PROPOSED) -> list[int]:
    """The top cards with a vote, up to `wanted`, more only when the last place is tied: a tie is never cut in two."""
    return [rank.card for rank in ranks if rank.votes and rank.place <= wanted]


def personas_to_show(voters: Mapping[int, int], threshold: int = PERSONA_THRESHOLD) -> set[int]:
    """The personas whose votes may be shown apart: at least five voters, and the rest not deducible by subtraction.

    When those left out are one to four voters together, the smallest shown persona is left out with them.
    """
    shown = {persona for persona, count in voters.items() if count >= threshold}
    while shown and 0 < sum(count for persona, count in voters.items() if persona not in shown) < threshold:
        shown.remove(min(shown, key=lambda persona: (voters[persona], persona)))
    return shown


def shuffled(cards: Iterable[int], seed: str) -> list[int]:
    """The same order each time for one person, another for the next: no card gains from standing first."""
    return sorted(cards, key=lambda card: blake2b(f"{seed}:{card}".encode(), digest_size=8).digest())
