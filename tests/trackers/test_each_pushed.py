"""A push from a backlog into each tracker, and back: through its stand-in, with all that runs a push."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from openlab.actions.connections import ConnectionForm
from openlab.db.engine import Database
from openlab.db.tables import BacklogItem
from openlab.domain.backlog import Status
from openlab.export.drafts import load_drafts
from openlab.settings import folder
from openlab.trackers import client, github
from openlab.trackers.gate import Gate
from openlab.trackers.kinds import open_tracker
from openlab.tracking import Tracking
from tests.build_trackers import Joined, a_product, connect_product
from tests.trackers.standins import Mishap, StandIn, standing_in
from tests.trackers.standins.all_kinds import STAND_INS

ITEMS = 5


@pytest.fixture(params=STAND_INS)
def there(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setattr(github, "SECONDS_BETWEEN_CREATIONS", 0.0)
    monkeypatch.setattr(client, "PAUSE", 0.0)
    with standing_in(STAND_INS[request.param]()) as stand_in:
        yield stand_in
    assert not stand_in.complaints


@pytest.fixture
def joined(there: StandIn, sqlite_url: str, tmp_path: Path) -> Iterator[Joined]:
    database = Database(sqlite_url)
    product, owner = a_product(database, ITEMS)
    gate, layouts = Gate.of("", there.url), load_drafts(folder("exports"))
    address = "https://lab.example.org"
    tracking = Tracking(database, gate, tmp_path / "openlab.key", layouts, address, open_tracker, settling=0)
    made = Joined(database, cast(Any, there), tracking, product, owner, 0)
    target = there.target()
    form = ConnectionForm(there.kind, target.address, target.project, target.token, target.account, "fr")
    made.id = connect_product(made, **{name: getattr(form, name) for name in form.__dataclass_fields__})
    yield made
    database.close()


def outcomes(joined: Joined, push: int) -> list[str]:
    return [step.outcome for step in joined.pushed(push).steps]


def test_a_dry_run_writes_nothing_and_foresees_the_push(there: StandIn, joined: Joined) -> None:
    plan = joined.plan()
    assert [line.outcome for line in plan.lines] == ["create"] * ITEMS
    assert there.count() == 0


def test_twice_is_once(there: StandIn, joined: Joined) -> None:
    first, second = joined.begin(), 0
    joined.run(first)
    second = joined.begin()
    joined.run(second)
    assert (outcomes(joined, first), outcomes(joined, second)) == (["created"] * ITEMS, ["left"] * ITEMS)
    assert there.count() == ITEMS


@pytest.mark.parametrize("after", ["cut", "silent"])
def test_lost_answers_make_no_second_issue(
    there: StandIn, joined: Joined, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if after == "silent":
        monkeypatch.setattr(client, "SILENCE_SECONDS", 1)
    there.mishaps.extend([Mishap(there.creates_with, after=after)] * 2)
    push = joined.begin()
    joined.run(push)
    assert there.count() == ITEMS
    assert set(outcomes(joined, push)) <= {"created", "found"}
    assert len({link.key for link in joined.links().values()}) == ITEMS


def test_what_changed_here_is_changed_there_and_nothing_else(there: StandIn, joined: Joined) -> None:
    joined.push()
    joined.retitle(2, "Un autre titre")
    push = joined.begin()
    joined.run(push)
    assert sorted(outcomes(joined, push)) == ["changed", *["left"] * (ITEMS - 1)]


def test_what_was_closed_there_is_delivered_here(there: StandIn, joined: Joined) -> None:
    with joined.database.writing() as session:
        for item in session.query(BacklogItem):
            item.status = Status.PLANNED
    joined.push()
    link = joined.links()[3]
    assert link.key is not None
    there.close(link.key)
    joined.refresh()
    with joined.database.reading() as session:
        found = {item.number: item.status for item in session.query(BacklogItem)}
    assert found == {number: Status.DELIVERED if number == 3 else Status.PLANNED for number in range(1, ITEMS + 1)}


def test_an_issue_deleted_there_is_not_made_again(there: StandIn, joined: Joined) -> None:
    joined.push()
    link = joined.links()[1]
    assert link.key is not None
    there.delete(link.key)
    joined.push()
    assert there.count() == ITEMS - 1
