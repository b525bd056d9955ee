"""A backlog pushed to a real Redmine that is killed on the way, and followed from there."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from openlab.actions.connections import ConnectionForm
from openlab.db.engine import Database
from openlab.trackers.gate import Gate
from openlab.trackers.kinds import open_tracker
from openlab.tracking import connect
from tests.build import a_lab
from tests.build_backlog import many_items
from tests.build_trackers import Joined, tracking_of
from tests.redmine.server import Redmine
from tests.trackers.memory import MemoryTracker
from tests.waiting import until

ITEMS, KILLED_AT = 8, 4


def joined_to(redmine: Redmine, project: str, database: Database, place: Path) -> Joined:
    built = a_lab(database, people_in=0, cards=0)
    many_items(database, built.product, ITEMS)
    unused = MemoryTracker()
    tracking = replace(
        tracking_of(database, unused, place / "openlab.key"), gate=Gate.of("", redmine.url), open_tracker=open_tracker
    )
    form = ConnectionForm("redmine", redmine.url, project, redmine.key)
    connection = asyncio.run(connect(tracking, built.product, form))
    return Joined(database, unused, tracking, built.product, built.account, connection)


def kill_at(redmine: Redmine, project: str, place: int) -> threading.Thread:
    """Once it has created the nth issue, and before it says so."""
    redmine.hold(place)

    def kill() -> None:
        until(lambda: redmine.created(project) >= place)
        redmine.kill()

    killing = threading.Thread(target=kill)
    killing.start()
    return killing


def test_each_item_is_one_issue_though_redmine_was_killed_on_the_way(
    own_redmine: Redmine, sqlite_url: str, tmp_path: Path
) -> None:
    with closing(Database(sqlite_url)) as database:
        _push_on_both_sides_of_a_kill(own_redmine, database, tmp_path)


def _push_on_both_sides_of_a_kill(own_redmine: Redmine, database: Database, tmp_path: Path) -> None:
    project = own_redmine.add_project()
    joined = joined_to(own_redmine, project, database, tmp_path)
    assert {line.outcome for line in joined.plan().lines} == {"create"}
    push = joined.begin()
    killing = kill_at(own_redmine, project, KILLED_AT)
    stopped = joined.run(push)
    killing.join()
    assert stopped.ended_at is None
    assert stopped.problem
    assert own_redmine.created(project) == KILLED_AT

    own_redmine.let_go()
    own_redmine.start()
    resumed = joined.run(push)
    assert resumed.ended_at
    assert resumed.counts == {"created": ITEMS - 1, "found": 1}
    issues = own_redmine.issues(project)
    links = joined.links()
    assert {link.key for link in links.values()} == {str(issue["id"]) for issue in issues}
    assert len(issues) == ITEMS

    for issue in issues[:3]:
        own_redmine.set(issue["id"], status_id=own_redmine.status("Fermé"))
    assert joined.refresh().delivered == 3
    assert {line.outcome for line in joined.plan().lines} == {"leave"}
