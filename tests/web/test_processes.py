"""Several processes on one PostgreSQL: what one does, the phones of all of them see; SQLite has one process."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from sqlalchemy import URL, make_url, text

from openlab.__main__ import main
from openlab.db.engine import Database
from openlab.db.schema import migrate
from openlab.domain.phases import Phase
from openlab.live import Audience, Live
from openlab.settings import Settings
from openlab.web.forms import form_token
from tests.build import Built, a_lab, give, join
from tests.conftest import new_database, own_postgresql
from tests.serving import Visitor, serving
from tests.waiting import PATIENCE_SECONDS, until
from tests.web.listening import VERSION, Phone, listed, listening
from tests.web.test_kill import BROWSER, server_process, stored, vote
from tests.web.test_live import watching

CUT_LISTENERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = :name"
)
KILL_AFTER = 40


@pytest.fixture
def url(postgresql: URL, postgresql_template: URL) -> str:
    return new_database(postgresql, postgresql_template.database or "").render_as_string(hide_password=False)


@pytest.fixture
def shared(url: str) -> Iterator[Database]:
    """The database, opened by yet another process: this one."""
    database = Database(url)
    yield database
    database.close()


@contextmanager
def two_processes(url: str) -> Iterator[list[tuple[int, str]]]:
    """Their process numbers and their addresses."""
    with ExitStack() as stack:
        started = [stack.enter_context(server_process(url)) for _ in range(2)]
        yield [(process.pid, address) for process, address in started]


@pytest.mark.postgresql
def test_what_one_process_does_is_told_and_shown_by_the_other(shared: Database, url: str) -> None:
    built = a_lab(shared, Phase.COLLECT)
    cookies = {"openlab": BROWSER, f"openlab-lab-{built.code}": built.return_codes[0]}
    fields = {"form_token": form_token(BROWSER), "title": "Dit ailleurs"}

    async def watch(here: str, there: str) -> None:
        async with (
            asyncio.timeout(30),
            watching(there, f"/l/{built.code}/events") as versions,
            httpx.AsyncClient(cookies=cookies, timeout=30) as phone,
        ):
            await anext(stream := versions())
            assert "Dit ailleurs" not in (await phone.get(f"{there}/l/{built.code}")).text
            assert (await phone.post(f"{here}/l/{built.code}/pain-points", data=fields)).status_code == 303
            while "Dit ailleurs" not in (await phone.get(f"{there}/l/{built.code}")).text:
                await anext(stream)

    with two_processes(url) as ((_, one), (_, other)):
        asyncio.run(watch(one, other))


@pytest.mark.postgresql
def test_processes_come_to_one_version_of_a_lab_in_which_nothing_happens(shared: Database, url: str) -> None:
    built = a_lab(shared, Phase.COLLECT)

    def version_at(address: str) -> str:
        return str(VERSION.findall(httpx.get(f"{address}/l/{built.code}/screen").text)[0])

    with two_processes(url) as ((_, one), (_, other)):
        assert until(lambda: version_at(one) == version_at(other))


@pytest.mark.postgresql
@pytest.mark.parametrize("giver", [0, 1], ids=["a card of another", "a card of one's own"])
def test_cards_given_at_one_process_are_told_as_cards_by_the_other(shared: Database, url: str, giver: int) -> None:
    built = a_lab(shared, Phase.COLLECT)

    def send(address: str, title: str) -> None:
        cookies = {"openlab": BROWSER, f"openlab-lab-{built.code}": built.return_codes[giver]}
        fields = {"form_token": form_token(BROWSER), "title": title}
        assert httpx.post(f"{address}/l/{built.code}/pain-points", cookies=cookies, data=fields).status_code == 303

    async def listen(one: str, other: str, phone: Phone) -> tuple[set[str], int]:
        heard, asked = set[str](), 0
        async with asyncio.timeout(30), listening(other, phone.visitor, f"{phone.address}/events") as events:
            await asyncio.to_thread(send, one, "La première")
            while "La première" not in str(phone.cards) or phone.told != phone.version:
                phone.hear(*await anext(events))
                phone.ask()
            for title in ("La deuxième", "La troisième"):
                await asyncio.to_thread(send, one, title)
                while title not in str(phone.cards):
                    event, data = await anext(events)
                    phone.hear(event, data)
                    heard.add(event)
                    if phone.told != phone.version:
                        phone.ask()
                        asked += 1
        return heard, asked

    with two_processes(url) as ((_, one), (_, other)), Visitor(other) as yann:
        yann.cookies.set(f"openlab-lab-{built.code}", built.return_codes[1])
        phone = Phone(yann, f"/l/{built.code}")
        yann.get(f"{one}/l/{built.code}")
        own = 2 * (giver == 1)  # the page holds more of one's own cards than the list: it is asked for
        assert asyncio.run(listen(one, other, phone)) == ({"cards"}, own)
        page = yann.get(f"{one}/l/{built.code}").text
        assert phone.cards == listed(page)
        assert phone.version in page, "both processes have come to the same version"


@pytest.mark.postgresql
def test_a_listener_that_dies_comes_back_and_misses_nothing(shared: Database, url: str) -> None:
    built = a_lab(shared, Phase.COLLECT)

    def say_while_nobody_listens(title: str) -> None:
        with shared.engine.connect() as connection:
            assert len(connection.execute(CUT_LISTENERS, {"name": shared.engine.url.database}).all()) == 1
        give(shared, built, built.people[0], title)

    async def watch(address: str) -> None:
        screen = f"{address}/l/{built.code}/screen"
        async with asyncio.timeout(30), watching(address, f"/l/{built.code}/events") as versions:
            await anext(stream := versions())
            await asyncio.to_thread(say_while_nobody_listens, "Pendant que personne n'écoutait")
            while "Pendant que personne" not in (await asyncio.to_thread(httpx.get, screen)).text:
                await anext(stream)

    with serving(Settings(database_url=url)) as served:
        assert served.hears.wait(PATIENCE_SECONDS)
        asyncio.run(watch(served.url))


def test_every_process_comes_to_the_version_that_was_committed_last() -> None:
    async def versions() -> list[str]:
        hubs = wrote, _ = Live(), Live()
        for hub in hubs:
            hub.start()
            hub.lane(1, Audience.ROOM)
        wrote.changed(1, Audience.ROOM, "mine")
        await asyncio.sleep(0)
        for said in ("1 room theirs", "1 room mine", "1 nobody x", "gibberish", "2 room x"):
            for hub in hubs:
                hub.heard(said)
        for hub in hubs:
            hub.stop()
        return [hub.lane(1, Audience.ROOM).version for hub in hubs]

    assert asyncio.run(versions()) == ["mine", "mine"]


async def vote_at(addresses: list[str], built: Built, pairs: dict[int, list[int]], victim: int = 0) -> set[int]:
    """Everyone votes, at one address after the other; in the middle a process is killed. Gives who was acknowledged."""
    acknowledged: set[int] = set()
    limits = httpx.Limits(max_connections=4)
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(httpx.AsyncClient(base_url=address, timeout=30, limits=limits))
            for address in addresses
        ]

        async def person(number: int) -> None:
            if await vote(clients[number % len(clients)], built, number, pairs[number]):
                acknowledged.add(number)
            if victim and len(acknowledged) == KILL_AFTER:
                os.kill(victim, signal.SIGKILL)

        await asyncio.gather(*(person(number) for number in pairs))
    return acknowledged


def a_vote_of_100(database: Database) -> tuple[Built, dict[int, list[int]]]:
    built = a_lab(database, Phase.VOTE, people_in=1, cards=8)
    for number in range(99):
        join(database, built, f"Voix {number}")
    dice = random.Random(100)
    return built, {number: sorted(dice.sample(built.cards, 2)) for number in range(100)}


@pytest.mark.postgresql
def test_one_of_two_processes_killed_in_a_vote_loses_nothing_and_counts_nothing_twice(
    shared: Database, url: str
) -> None:
    built, pairs = a_vote_of_100(shared)
    with two_processes(url) as ((_, one), (victim, other)):
        acknowledged = asyncio.run(vote_at([one, other], built, pairs, victim))
        kept = stored(url, built)
        assert KILL_AFTER <= len(acknowledged) < 100
        assert acknowledged <= kept.keys()
        assert all(kept[number] == pairs[number] for number in kept)
        told = {number: pairs[number] for number in pairs if number not in acknowledged}
        assert asyncio.run(vote_at([one], built, told)) == told.keys(), "who was refused votes again, at the other one"
    assert stored(url, built) == pairs


@pytest.mark.postgresql
@pytest.mark.usefixtures("postgresql")  # two servers that are made at the same time get in each other's way
def test_a_database_that_restarts_in_a_vote_makes_people_wait_and_loses_no_acknowledged_ballot(tmp_path: Path) -> None:
    server = own_postgresql(tmp_path / "postgresql")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    database = Database(url)
    migrate(database.engine)
    built, pairs = a_vote_of_100(database)
    database.close()
    with server_process(url) as (_, address):
        first = {number: pairs[number] for number in range(50)}
        assert asyncio.run(vote_at([address], built, first)) == first.keys()
        server.stop()
        cookies = {"openlab": BROWSER, f"openlab-lab-{built.code}": built.return_codes[60]}
        answer = httpx.get(f"{address}/l/{built.code}", cookies=cookies, timeout=60)
        assert answer.status_code == 503
        assert "one moment" in answer.text.lower()
        server.start()
        rest = {number: pairs[number] for number in range(50, 100)}
        assert asyncio.run(vote_at([address], built, rest)) == rest.keys()
        assert stored(url, built) == pairs
    server.stop()


@pytest.mark.postgresql
def test_one_command_serves_with_several_processes(shared: Database, url: str) -> None:
    built, pairs = a_vote_of_100(shared)
    with server_process(url, "--workers", "2") as (process, address):
        few = {number: pairs[number] for number in range(20)}
        assert asyncio.run(vote_at([address], built, few)) == few.keys()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert stored(url, built) == few


def test_sqlite_is_served_by_one_process_only(sqlite_url: str) -> None:
    several = CliRunner().invoke(main, ["serve", "--workers", "2", "--database", sqlite_url])
    assert several.exit_code == 1
    assert "SQLite is served by one process" in several.output
    with server_process(sqlite_url):
        second = CliRunner().invoke(main, ["serve", "--port", "0", "--database", sqlite_url])
    assert second.exit_code == 1
    assert "is served already" in second.output
