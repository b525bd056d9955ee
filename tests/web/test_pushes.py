"""Pushing from the pages: choosing, seeing before, one push at a time, watching, stopping, resuming."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from openlab.actions.pushes import LOST_AFTER
from openlab.db.tables import Push
from openlab.domain import Refused
from openlab.trackers import LABELS
from tests.build_backlog import change
from tests.trackers.memory import lose_the_answer
from tests.waiting import PATIENCE_SECONDS, until
from tests.web.trackers import TOKEN, Desk, again_at, at_a_desk


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with at_a_desk(database_url, tmp_path) as desk:
        yield desk


@pytest.fixture
def home(desk: Desk) -> str:
    return desk.connect()


def planned(page: str, outcome: str) -> list[str]:
    """The titles under one heading of a dry run."""
    found = re.search(rf'<section aria-labelledby="plan-{outcome}">(.*?)</section>', page, re.DOTALL)
    return re.findall(r'class="title" dir="auto">([^<]+)<', found[1]) if found else []


def test_items_are_chosen_as_in_the_exports_and_by_ticks(desk: Desk, home: str) -> None:
    change(desk.served.site.database, desk.closed, 1, status="proposed")
    page = desk.owner.get(f"{home}/push").text
    assert re.findall(r'name="item" value="(\d+)"', page) == ["2", "3"]
    every = desk.owner.get(f"{home}/push?status=proposed&status=kept&top=2").text
    assert len(re.findall(r'name="item" value="\d+"[^>]* checked', every)) == 2
    assert "No item answers to this choice" in desk.owner.get(f"{home}/push?lab=ZZZZZZ").text
    nothing = desk.owner.submit(f"{home}/push")
    assert (nothing.status_code, "Tick at least one item." in nothing.text) == (422, True)
    assert desk.owner.submit(f"{home}/push", item=["1", "99"]).status_code in (200, 404)
    assert desk.owner.submit(f"{home}/push", item="x").status_code == 404


def test_the_dry_run_tells_everything_and_writes_nothing(desk: Desk, home: str) -> None:
    database = desk.served.site.database
    desk.push(home, 1, 2)
    change(database, desk.closed, 1, title="Un autre titre")
    desk.tracker.edit("2", title="Changé là-bas")
    change(database, desk.closed, 2, title="Changé ici aussi")
    change(database, desk.closed, 3, status="declined", reason="Non")
    desk.tracker.calls.clear()
    page = desk.owner.submit(f"{home}/push", item=["1", "2", "3"]).text
    assert "Nothing has been written yet." in page
    assert planned(page, "change") == ["Un autre titre"]
    assert "Élément 1" in page
    assert planned(page, "leave") == ["Changé ici aussi"]
    assert "Somebody edited it there: Title" in page
    assert planned(page, "refused") == ["Élément 3"]
    assert "Declined here: it is not sent there." in page
    assert "Push 1 item<" in page
    assert 'name="items" value="1"' in page
    assert {"create", "update"} & set(desk.tracker.calls) == set()
    assert set(desk.links()) == {1, 2}
    over = desk.owner.submit(f"{home}/push", item=["1", "2"], overwrite="yes").text
    assert planned(over, "change") == ["Un autre titre", "Changé ici aussi"]
    assert 'name="overwrite" value="yes"' in over
    assert 'name="items" value="1 2"' in over
    nothing = desk.owner.submit(f"{home}/push", item="3").text
    assert "There is nothing to push." in nothing
    assert '<button id="push"' not in nothing


def test_a_push_tells_what_became_of_each_item(desk: Desk, home: str) -> None:
    desk.owner.submit(f"{home}/mapping", version="1", labels="usagers, open-lab")
    desk.tracker.drops = {LABELS: ()}
    found = desk.push(home, 1, 2, 3)
    assert found.counts == {"created": 3}
    page = desk.owner.get(f"{home}/pushes/{found.id}").text
    assert "3 of 3 items" in page
    assert "Finished." in page
    assert page.count('href="https://tracker.example.org/issues/') == 3
    assert "data-events" not in page
    again = desk.push(home, 1, 2, 3)
    assert again.counts == {"left": 3}
    assert desk.tracker.titles() == ["Élément 1", "Élément 2", "Élément 3"]


def test_two_taps_make_one_push(desk: Desk, home: str) -> None:
    gate = threading.Event()
    desk.tracker.before = lambda name: None if name != "create" else held(gate)
    first, second = (desk.owner.submit(f"{home}/pushes", items="1 2") for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    gate.set()
    desk.tracker.before = lambda _: None
    until(lambda: desk.pushed(first.headers["location"]).problem or desk.pushed(first.headers["location"]).ended_at)


def held(gate: threading.Event) -> None:
    """As long as the gate is shut, the tracker fails."""
    if not gate.is_set():
        raise Refused("tracker_unreachable", "address", host="tracker.example.org")


def test_when_the_tracker_fails_the_push_stays_open_with_the_reason_and_is_resumed(desk: Desk, home: str) -> None:
    def fail_at_the_second(name: str) -> None:
        if name == "create" and len(desk.tracker.issues) == 1:
            raise Refused("tracker_unreachable", "address", host="tracker.example.org")

    desk.tracker.before = fail_at_the_second
    found = desk.push(home, 1, 2, 3)
    address = f"{home}/pushes/{found.id}"
    page = desk.owner.get(address).text
    assert "1 of 3 items" in page
    assert "tracker.example.org cannot be reached" in page
    assert f'action="{address}/resume"' in page
    assert "A push is not finished." in desk.owner.get(home).text
    assert desk.owner.submit(f"{home}/pushes", items="1").headers["location"] == address
    desk.tracker.before = lambda _: None
    assert desk.owner.submit(f"{address}/resume").headers["location"] == address
    assert desk.ended(address).counts == {"created": 3}
    assert len(desk.tracker.issues) == 3


def test_after_a_lost_answer_nothing_is_made_twice(desk: Desk, home: str) -> None:
    desk.tracker.after = lambda name: lose_the_answer(name) if name == "create" else None
    assert desk.push(home, 1).counts == {"found": 1}
    assert len(desk.tracker.issues) == 1


def test_a_push_whose_process_is_gone_is_said_to_be_so_and_resumed_by_any(desk: Desk, home: str) -> None:
    desk.tracker.before = lambda _: held(threading.Event())
    found = desk.push(home, 1, 2)
    address = f"{home}/pushes/{found.id}"
    with desk.served.site.database.writing() as session:
        push = session.get_one(Push, found.id)
        push.problem, push.runner, push.beat_at = None, "gone", push.begun_at
    assert "data-events" in desk.owner.get(address).text, "it may be at work in another process"
    with desk.served.site.database.writing() as session:
        push = session.get_one(Push, found.id)
        push.beat_at = push.begun_at - LOST_AFTER
    assert "The process that ran this push is gone." in desk.owner.get(address).text
    desk.tracker.before = lambda _: None
    desk.owner.submit(f"{address}/resume")
    assert desk.ended(address).counts == {"created": 2}


def test_a_push_whose_server_stops_stays_open_and_another_one_resumes_it(database_url: str, tmp_path: Path) -> None:
    with at_a_desk(database_url, tmp_path) as desk:

        async def never(_: str) -> None:
            await asyncio.Event().wait()

        desk.tracker.meanwhile = never
        address = desk.owner.submit(f"{desk.connect()}/pushes", items="1 2").headers["location"]
        until(lambda: desk.tracker.issues)
    desk.tracker.meanwhile = None
    with again_at(desk) as desk:
        assert "Nothing is lost: resume" in desk.owner.get(address).text
        desk.owner.submit(f"{address}/resume")
        assert desk.ended(address).counts == {"found": 1, "created": 1}
        assert desk.tracker.titles() == ["Élément 1", "Élément 2"]


@pytest.mark.postgresql
def test_another_process_shows_a_push_and_does_not_run_it_twice(postgresql_url: str, tmp_path: Path) -> None:
    gate = threading.Event()

    async def wait(_: str) -> None:
        await asyncio.to_thread(gate.wait, PATIENCE_SECONDS)

    with at_a_desk(postgresql_url, tmp_path) as desk, again_at(desk) as other:
        desk.tracker.meanwhile = wait
        address = desk.owner.submit(f"{desk.connect()}/pushes", items="1 2").headers["location"]
        assert f'data-events="{address}/events"' in other.owner.get(address).text
        other.owner.submit(f"{address}/resume")
        assert other.served.site.pushing == {}
        gate.set()
        assert desk.ended(address).counts == {"created": 2}
    assert len(desk.tracker.issues) == 2


def test_a_push_is_stopped_and_what_was_done_stays(desk: Desk, home: str) -> None:
    desk.tracker.before = lambda name: held(threading.Event()) if name == "create" else None
    found = desk.push(home, 1, 2)
    address = f"{home}/pushes/{found.id}"
    assert desk.owner.submit(f"{address}/cancel").status_code == 303
    page = desk.owner.get(address).text
    assert "Stopped. What was written stays there." in page
    assert "Push again" in page
    resumed = desk.owner.submit(f"{address}/resume")
    assert resumed.status_code == 303
    assert desk.pushed(address).counts == {"waiting": 2}


def test_the_page_is_told_of_each_item(desk: Desk, home: str) -> None:
    gate = threading.Event()

    async def wait(_: str) -> None:
        await asyncio.to_thread(gate.wait, PATIENCE_SECONDS)

    desk.tracker.meanwhile = wait
    address = desk.owner.submit(f"{home}/pushes", items="1 2").headers["location"]
    with desk.owner.stream("GET", f"{address}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        versions = (line for line in stream.iter_lines() if line.startswith("data: "))
        assert "created2" not in next(versions)
        gate.set()
        assert "created2" in next(line for line in versions if line.startswith("data: done"))
    assert desk.ended(address).counts == {"created": 2}


def test_a_push_is_seen_only_with_its_own_connection_and_product(desk: Desk, home: str) -> None:
    found = desk.push(home, 1)
    other = desk.connect(project="another")
    for path in (f"{other}/pushes/{found.id}", f"{home}/pushes/99", "/products/demarches/trackers/99"):
        assert desk.owner.get(path).status_code == 404
    assert desk.owner.submit(f"{other}/pushes/{found.id}/resume").status_code == 404
    assert desk.owner.submit(f"{other}/pushes/{found.id}/cancel").status_code == 404


def test_a_form_that_is_not_ours_begins_nothing(desk: Desk, home: str) -> None:
    for path in (
        f"{home}/push",
        f"{home}/pushes",
        f"{home}/refresh",
        f"{home}/remove",
        home,
        "/products/demarches/trackers",
    ):
        answer = desk.owner.post(path, data={"items": "1", "item": "1", "confirmed": "yes", "token": TOKEN})
        assert answer.status_code == 403, path
    assert desk.links() == {}
