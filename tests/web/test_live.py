"""The event stream: who is told, when, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from openlab import live
from openlab.actions import products
from openlab.db.engine import Database
from openlab.db.queries import products as products_known
from openlab.db.tables import Lab
from openlab.domain.phases import Phase
from openlab.live import Audience, Live
from openlab.web import site
from tests.build import a_lab, cast, give, join, move
from tests.serving import Served, Visitor
from tests.waiting import until


@asynccontextmanager
async def watching(url: str, path: str) -> AsyncIterator[Callable[[], AsyncIterator[str]]]:
    """A browser's stream; calling what it gives yields one version after the other."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as client, client.stream("GET", path) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in answer.headers
        lines = answer.aiter_lines()

        async def versions() -> AsyncIterator[str]:
            async for line in lines:
                if line.startswith("data: "):
                    yield line.removeprefix("data: ")

        yield versions


def test_a_change_is_told_and_the_first_event_comes_at_once(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)

    async def watch() -> None:
        async with watching(served.url, f"/l/{built.code}/events") as versions:
            stream = versions()
            first = await anext(stream)
            await asyncio.to_thread(give, database, built, built.people[0], "Du nouveau")
            while await anext(stream) == first:
                continue

    asyncio.run(watch())


def test_a_ballot_is_told_to_the_room_and_not_to_the_phones(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    phones = served.site.live.lane(built.lab, Audience.PARTICIPANTS)
    served.wait_until_heard()
    before = phones.version

    async def watch() -> None:
        async with watching(served.url, f"/l/{built.code}/events?for=room") as versions:
            first = await anext(stream := versions())
            await asyncio.to_thread(cast, database, built, built.people[0], *built.cards[:2])
            while await anext(stream) == first:
                continue

    asyncio.run(watch())
    served.wait_until_heard()
    assert phones.version == before


def test_a_burst_becomes_few_events_and_the_last_state_is_told(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)

    room = served.site.live.lane(built.lab, Audience.ROOM)

    async def watch() -> int:
        async with watching(served.url, f"/l/{built.code}/events?for=room") as versions:
            stream, told = versions(), 1
            await anext(stream)
            await asyncio.to_thread(lambda: [join(database, built, f"P{n}") for n in range(30)])
            while await anext(stream) != room.version:
                told += 1
            return told

    assert asyncio.run(watch()) < 15


def test_an_act_that_was_refused_tells_nobody(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.SORT)
    served.wait_until_heard()
    before = served.site.live.lane(built.lab, Audience.ROOM).version
    with pytest.raises(Exception, match="vote_not_open"):
        cast(database, built, built.people[0], *built.cards[:2])
    served.wait_until_heard()
    assert served.site.live.lane(built.lab, Audience.ROOM).version == before


def test_who_goes_away_is_no_longer_counted(served: Served, database: Database) -> None:
    built = a_lab(database)
    lane = served.site.live.lane(built.lab, Audience.PARTICIPANTS)

    async def come_and_go() -> None:
        async with watching(served.url, f"/l/{built.code}/events") as versions:
            await anext(versions())
            assert lane.watchers == 1
        async with asyncio.timeout(30):
            while lane.watchers:  # noqa: ASYNC110 - nothing tells when a watcher has gone
                await asyncio.sleep(0)

    asyncio.run(come_and_go())


def test_the_page_after_an_event_shows_the_change(
    served: Served, database: Database, participant: Callable[..., Visitor]
) -> None:
    built = a_lab(database, Phase.COLLECT)
    zoe = participant(built)
    for number in range(5):
        give(database, built, built.people[1], f"Nouveau {number}")
        assert f"Nouveau {number}" in zoe.get(f"/l/{built.code}").text
    move(database, built, Phase.SORT)
    assert "<h1>Sorting</h1>" in zoe.get(f"/l/{built.code}").text


def test_a_change_during_a_slow_send_is_not_missed() -> None:
    async def slow_reader() -> list[bytes]:
        hub = Live()
        hub.start()
        stream = hub.stream(1, Audience.ROOM)
        heard = [await anext(stream)]
        for _ in range(3):
            hub.lane(1, Audience.ROOM).change(live.new_version())  # while the reader still holds the message before
            hub.lane(1, Audience.ROOM).tell()
            heard.append(await asyncio.wait_for(anext(stream), 5))
        hub.stop()
        return heard

    assert len(set(asyncio.run(slow_reader()))) == 4


def test_a_heartbeat_that_browsers_can_see_keeps_a_quiet_stream_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.02)

    async def listen() -> list[bytes]:
        hub = Live()
        hub.start()
        stream = hub.stream(1, Audience.ROOM)
        heard = [await anext(stream) for _ in range(4)]
        hub.stop()
        return heard

    heard = asyncio.run(listen())
    assert heard[0].startswith(b"retry: 2000\nevent: version\n")
    assert len(set(heard[1:])) == 1


def test_stopping_ends_every_stream_at_once() -> None:
    async def watch_until_the_end() -> int:
        hub = Live()
        hub.start()
        streams = [hub.stream(1, Audience.ROOM) for _ in range(50)]
        for stream in streams:
            await anext(stream)

        async def drain(stream: AsyncIterator[bytes]) -> None:
            async for _ in stream:
                pass

        watchers = [asyncio.create_task(drain(stream)) for stream in streams]
        hub.stop()
        await asyncio.wait_for(asyncio.gather(*watchers), 5)
        return hub.lane(1, Audience.ROOM).watchers

    assert asyncio.run(watch_until_the_end()) == 0


def test_what_another_process_changes_is_seen_soon_without_an_event(
    served: Served, participant: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "FRESH_SECONDS", 0.0)
    built = a_lab(served.site.database, Phase.COLLECT)
    zoe = participant(built)
    assert "Venu" not in zoe.get(f"/l/{built.code}").text
    other_process = Database(served.site.settings.database_url)
    give(other_process, built, built.people[1], "Venu d’ailleurs")
    other_process.close()
    assert "Venu d’ailleurs" in zoe.get(f"/l/{built.code}").text


def test_a_persona_that_is_new_or_retired_is_seen_at_once_by_who_joins(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    with database.reading() as session:
        product = session.get_one(Lab, built.lab).product_id
    someone = Visitor(served.url)

    def offered(name: str) -> bool:
        return name in someone.get(f"/l/{built.code}").text

    assert not offered("Élu·e")
    with database.writing() as session:
        products.add_persona(session, product, "Élu·e")
        new = products_known.personas(session, product)[-1].id
    until(lambda: offered("Élu·e"), site.FRESH_SECONDS / 2)
    with database.writing() as session:
        products.retire_persona(session, product, new)
    until(lambda: not offered("Élu·e"), site.FRESH_SECONDS / 2)
    someone.close()


def test_a_crowd_is_told_less_often() -> None:
    async def seconds_between_two_events(watchers: int) -> float:
        hub = Live()
        hub.start()
        lane = hub.lane(1, Audience.PARTICIPANTS)
        lane.watchers = watchers
        at = []
        for _ in range(2):
            told = lane.next_event
            lane.change(live.new_version())
            await told.wait()
            at.append(asyncio.get_running_loop().time())
        hub.stop()
        return at[1] - at[0]

    assert asyncio.run(seconds_between_two_events(1200)) >= 1200 * live.APART_SECONDS_EACH > live.TOGETHER_SECONDS
