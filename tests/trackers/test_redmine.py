"""Pushing to Redmine: a real one, as Debian has it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from openlab.trackers import BODY, PRIORITY, TITLE, TYPE, Draft, Target, Tracker
from openlab.trackers.gate import Gate
from openlab.trackers.kinds import open_tracker
from tests.redmine.server import Redmine

pytestmark = pytest.mark.redmine
T = TypeVar("T")
Asked = Callable[[Tracker], Awaitable[T]]


def asking(redmine: Redmine, project: str, question: Asked[T], key: str = "") -> T:
    """What a project of this Redmine answers to a question."""

    async def ask() -> T:
        target = Target(redmine.url, project, key or redmine.key)
        async with open_tracker("redmine", target, Gate.of("", redmine.url)) as tracker:
            return await question(tracker)

    return asyncio.run(ask())


def test_it(redmine: Redmine) -> None:
    project = redmine.add_project(tracker_ids=[1, 2, redmine.seeded["demanding"]])
    key = redmine.add_person(project, redmine.seeded["reporter"])
    print(asking(redmine, project, lambda it: it.check(), key))
    print(asking(redmine, project, lambda it: it.offered(), key))
    d = Draft(
        "openlab-" + "a" * 20, {TITLE: "Été 🎉 <b>", BODY: "un\ndeux\nopenlab-" + "a" * 20, PRIORITY: "4", TYPE: "2"}
    )
    i = asking(redmine, project, lambda it: it.create(d), key)
    print(i)
    print(asking(redmine, project, lambda it: it.find([d.marker]), key))
    print(asking(redmine, project, lambda it: it.read([i.key, "999"]), key))
    print(asking(redmine, project, lambda it: it.update(i, {TITLE: "x", "extra:due_date": "2026-11-30"}), key))
