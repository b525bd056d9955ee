"""Real simultaneous requests against the running server, on both databases."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

import httpx
from sqlalchemy import select

from openlab.actions import labs
from openlab.actions.pain_points import merge_pain_points
from openlab.db.engine import Database
from openlab.db.tables import Ballot, PainPoint, Participant
from openlab.domain import Refused
from openlab.domain.phases import Phase
from openlab.web.forms import form_token
from tests.build import Built, a_lab, cast, join, room
from tests.serving import Served

BROWSER = "a-browser-that-all-of-these-share"


async def at_once(url: str, sends: Sequence[Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]]) -> list[int]:
    """Everything is sent in the same instant; gives the statuses."""
    limits = httpx.Limits(max_connections=256)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60) as client:
        return [answer.status_code for answer in await asyncio.gather(*(send(client) for send in sends))]


def ballot(built: Built, number: int, *cards: int) -> Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]:
    """One person's ballot, as their phone sends it."""
    cookies = f"openlab={BROWSER}; openlab-lab-{built.code}={built.return_codes[number]}"
    fields = {"form_token": form_token(BROWSER), "choice": [str(card) for card in cards]}

    def send(client: httpx.AsyncClient) -> Awaitable[httpx.Response]:
        return client.post(f"/l/{built.code}/ballot", data=fields, headers={"Cookie": cookies})

    return send


def stored(database: Database, built: Built) -> dict[int, frozenset[int]]:
    with database.reading() as session:
        rows = session.scalars(select(Ballot).where(Ballot.lab_id == built.lab))
        return {row.participant_id: frozenset((row.first, row.second)) for row in rows}


def test_forty_people_who_each_send_six_ballots_at_once_have_one_each(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.VOTE, people_in=40, cards=12)
    dice = random.Random(2022)
    sends = [ballot(built, n, *dice.sample(built.cards, 2)) for n in range(40) for _ in range(6)]
    dice.shuffle(sends)
    statuses = asyncio.run(at_once(served.url, sends))
    assert statuses == [303] * 240
    cast_now = stored(database, built)
    assert len(cast_now) == 40
    assert all(len(pair) == 2 for pair in cast_now.values())
    with database.writing() as session:
        labs.change_phase(session, built.lab, built.account, "vote", "results")
    outcome = room(database, built).outcome
    assert outcome is not None
    assert sum(rank.votes for rank in outcome.ranks) == 80
    plain = Counter(card for pair in cast_now.values() for card in pair)
    assert {rank.card: rank.votes for rank in outcome.ranks if rank.votes} == dict(plain)


def test_two_hundred_ballots_race_the_close_and_each_is_counted_or_told(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.VOTE, people_in=1, cards=8)
    for number in range(199):
        join(database, built, f"Voix {number}")
    dice = random.Random(48)
    sends = [ballot(built, n, *dice.sample(built.cards, 2)) for n in range(200)]

    async def race() -> list[int]:
        async def close(client: httpx.AsyncClient) -> httpx.Response:
            await client.get("/health")
            change = (labs.change_phase, built.lab, built.account, "vote", "results")
            await asyncio.to_thread(write, database, *change)
            return await client.get("/health")

        middle = len(sends) // 2
        return await at_once(served.url, [*sends[:middle], close, *sends[middle:]])

    statuses = asyncio.run(race())
    statuses.pop(100)
    accepted = {built.people[n] for n, status in enumerate(statuses) if status == 303}
    told = {built.people[n] for n, status in enumerate(statuses) if status == 409}
    assert len(accepted) + len(told) == 200
    assert stored(database, built).keys() == accepted
    outcome = room(database, built).outcome
    assert outcome is not None
    assert outcome.ballots == len(accepted)
    assert sum(rank.votes for rank in outcome.ranks) == 2 * len(accepted)


def write(database: Database, act: Callable[..., None], *values: object) -> None:
    with database.writing() as session:
        act(session, *values)


def test_a_storm_of_double_taps_makes_one_person_and_one_card_each(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=0, cards=0)

    def joining(number: int) -> Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]:
        browser = f"browser-{number}"
        fields = {"form_token": form_token(browser), "name": "Zoé", "persona": str(built.personas[0])}
        return lambda client: client.post(
            f"/l/{built.code}/join", data=fields, headers={"Cookie": f"openlab={browser}"}
        )

    assert set(asyncio.run(at_once(served.url, [joining(n % 20) for n in range(100)]))) == {303}
    assert room(database, built).people == 20
    join(database, built, "Léa")

    def giving(key: str) -> Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]:
        cookies = f"openlab={BROWSER}; openlab-lab-{built.code}={built.return_codes[0]}"
        fields = {"form_token": form_token(BROWSER), "form_key": key, "title": "Trop lent", "detail": ""}
        return lambda client: client.post(f"/l/{built.code}/pain-points", data=fields, headers={"Cookie": cookies})

    statuses = asyncio.run(at_once(served.url, [giving("one form") for _ in range(20)]))
    assert set(statuses) == {303}
    statuses = asyncio.run(at_once(served.url, [giving(f"tab {n}") for n in range(20)]))
    assert set(statuses) == {409}
    assert len(room(database, built).cards) == 1


def test_two_facilitators_who_merge_the_same_cards_both_ways_at_once_make_no_circle(
    served: Served, database: Database
) -> None:
    built = a_lab(database, Phase.SORT, cards=6)
    dice = random.Random(7)

    async def merge_wildly() -> None:
        def merge_once() -> None:
            ticked = [str(card) for card in dice.sample(built.cards, 2)]
            try:
                write(database, merge_pain_points, built.lab, built.account, ticked, ticked[1])
            except Refused:
                return

        await asyncio.gather(*(asyncio.to_thread(merge_once) for _ in range(40)))

    asyncio.run(merge_wildly())
    seen = room(database, built)
    assert len(seen.votable) == 1
    assert len(seen.inside[seen.votable[0].id]) == 5


def test_nothing_is_half_written_when_every_request_fails(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.VOTE, people_in=3)
    cast(database, built, built.people[0], *built.cards[:2])
    wrong = [ballot(built, n % 3, *built.cards[: n % 2], 999_999) for n in range(60)]
    assert set(asyncio.run(at_once(served.url, wrong))) == {422}
    assert stored(database, built) == {built.people[0]: frozenset(built.cards[:2])}
    with database.reading() as session:
        assert len(session.scalars(select(PainPoint.id)).all()) == 4
        assert len(session.scalars(select(Participant.id)).all()) == 3
