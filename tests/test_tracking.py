"""Between the backlog and a tracker: planned, pushed once, resumed, stopped, compared, and followed back."""

from __future__ import annotations

from pathlib import Path

import pytest

from openlab.db.engine import Database
from tests.build_trackers import Joined, connected


@pytest.fixture
def joined(database: Database, tmp_path: Path) -> Joined:
    return connected(database, tmp_path)


def test_each_chosen_item_becomes_one_issue(joined: Joined) -> None:
    pushed = joined.push()
    assert [step.outcome for step in pushed.steps] == ["created"] * 3
    assert pushed.ended_at
    assert joined.tracker.titles() == ["Élément 1", "Élément 2", "Élément 3"]


def test_pushed_again_nothing_is_written(joined: Joined) -> None:
    joined.push()
    again = joined.push()
    assert [step.outcome for step in again.steps] == ["left"] * 3
    assert "update" not in joined.tracker.calls
    assert len(joined.tracker.issues) == 3
