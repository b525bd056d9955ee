"""A server killed in the middle of a vote, and started again, has every ballot that it acknowledged."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from sqlalchemy import select

from openlab.db.engine import Database
from openlab.db.tables import Ballot
from openlab.domain.phases import Phase
from openlab.web.forms import form_token
from tests.build import Built, a_lab, join

BROWSER = "a-browser"
KILL_AFTER = 60


@contextmanager
def server_process(database_url: str, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as an operator starts it, in a process of its own; gives its address once it listens."""
    command = [sys.executable, "-u", "-m", "openlab", "serve", "--port", "0", "--database", database_url, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        said = process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said
        try:
            yield process, found[0]
        finally:
            process.kill()


async def vote(client: httpx.AsyncClient, built: Built, number: int, pair: list[int]) -> bool:
    """Whether this person's ballot was acknowledged."""
    cookies = f"openlab={BROWSER}; openlab-lab-{built.code}={built.return_codes[number]}"
    fields = {"form_token": form_token(BROWSER), "choice": [str(card) for card in pair]}
    try:
        answer = await client.post(f"/l/{built.code}/ballot", data=fields, headers={"Cookie": cookies})
    except httpx.TransportError:
        return False
    return answer.status_code == 303


async def vote_until_killed(process: subprocess.Popen[str], url: str, built: Built, pairs: list[list[int]]) -> set[int]:
    """Two hundred people vote, eight at a time; in the middle the process is killed. Gives who was acknowledged."""
    acknowledged: set[int] = set()
    transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=8))
    async with httpx.AsyncClient(base_url=url, transport=transport, timeout=30) as client:
        await client.get("/health")

        async def person(number: int) -> None:
            if await vote(client, built, number, pairs[number]):
                acknowledged.add(number)
            if len(acknowledged) == KILL_AFTER and process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)

        await asyncio.gather(*(person(number) for number in range(len(pairs))))
    return acknowledged


def stored(database_url: str, built: Built) -> dict[int, list[int]]:
    database = Database(database_url)
    with database.reading() as session:
        found = {b.participant_id: [b.first, b.second] for b in session.scalars(select(Ballot))}
    database.close()
    return {built.people.index(person): pair for person, pair in found.items()}


def test_kill_9_in_the_middle_of_200_votes_loses_no_acknowledged_ballot(database_url: str) -> None:
    database = Database(database_url)
    built = a_lab(database, Phase.VOTE, people_in=1, cards=10)
    for number in range(199):
        join(database, built, f"Voix {number}")
    database.close()
    dice = random.Random(9)
    pairs = [sorted(dice.sample(built.cards, 2)) for _ in range(200)]
    with server_process(database_url) as (process, url):
        acknowledged = asyncio.run(vote_until_killed(process, url, built, pairs))
    kept = stored(database_url, built)
    assert KILL_AFTER <= len(acknowledged) < 200
    assert acknowledged <= kept.keys()
    assert all(kept[number] == pairs[number] for number in kept)
    with server_process(database_url) as (_, url):
        missing = [number for number in range(200) if number not in kept]

        async def the_others_vote_again() -> list[bool]:
            async with httpx.AsyncClient(base_url=url, timeout=30) as client:
                return await asyncio.gather(*(vote(client, built, number, pairs[number]) for number in missing))

        assert all(asyncio.run(the_others_vote_again())), "the forms that were open before the crash still work"
    assert stored(database_url, built) == dict(enumerate(pairs))


def test_a_stopped_server_ends_open_streams_at_once_and_leaves_without_a_complaint(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    built = a_lab(database)
    database.close()
    with server_process(sqlite_url) as (process, url):
        with httpx.stream("GET", f"{url}/l/{built.code}/events", timeout=30) as stream:
            lines = stream.iter_lines()
            assert next(lines).startswith("retry")
            process.send_signal(signal.SIGTERM)
            assert [line for line in lines if line.startswith("data")], "the stream ends by itself"
        assert process.wait(30) in (0, -signal.SIGTERM)
        assert process.stdout
        assert "Traceback" not in process.stdout.read()
