"""A room of a hundred phones, driven as the benchmark drives them: every ballot is counted, and none twice."""

from __future__ import annotations

from contextlib import closing

from benchmarks.drivers import drivers
from benchmarks.phones import Place
from benchmarks.room import Pace, verdict_of, walk
from benchmarks.rooms import Facilitator, new_labs
from benchmarks.served import server

PHONES = 100


def test_a_hundred_phones_give_cards_and_vote_and_the_tally_is_right(sqlite_url: str) -> None:
    [lab] = new_labs(sqlite_url)
    with (
        server(sqlite_url) as running,
        drivers(Place(running.host, running.port, (lab,)), PHONES) as driven,
        closing(Facilitator(running, lab, sqlite_url)) as facilitator,
    ):
        steps = walk(running, driven, [facilitator], Pace(cards=1.0, votes=1.0, settle=0.1))
        room = facilitator.room()
        verdict = verdict_of([facilitator], steps[3])
    assert verdict == f"{PHONES} ballots acknowledged, {PHONES} counted: the tally is right"
    assert len({card.participant_id for card in room.cards}) == len(room.cards) == PHONES
    assert sum(phone.errors + phone.refused for step in steps for phone in step.phones) == 0
