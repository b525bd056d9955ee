"""`openlab sync` and what `openlab check` says of trackers, as an operator types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from openlab.__main__ import main
from openlab.actions import follow_up
from openlab.db.engine import Database
from openlab.db.queries.follow_up import follow_up as the_follow_up
from openlab.domain import Refused
from openlab.domain.backlog import Status
from openlab.settings import Settings
from tests.build_backlog import a_closed_lab, accept, act, card
from tests.build_trackers import Joined, connect_product, connected
from tests.trackers.memory import DONE, REJECTED


def run(joined: Joined, place: Path, *words: str, **settings: str) -> Result:
    url = joined.database.engine.url.render_as_string(hide_password=False)
    given = {"OPENLAB_TRACKERS": "tracker.example.org", "OPENLAB_KEY_FILE": str(place / "openlab.key"), **settings}
    return CliRunner().invoke(main, [*words, "--database", url], env=given)


@pytest.fixture
def joined(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Joined:
    joined = connected(database, tmp_path)
    monkeypatch.setattr("openlab.app.open_tracker", joined.tracker.opened)
    return joined


def test_sync_follows_every_connection_and_says_one_line_each(joined: Joined, tmp_path: Path) -> None:
    joined.push()
    joined.tracker.move("1", DONE)
    joined.tracker.move("2", REJECTED)
    done = run(joined, tmp_path, "sync")
    where = "Redmine https://tracker.example.org open-lab"
    assert (done.exit_code, done.output) == (
        0,
        f"{where}: 3 issue(s), 1 item(s) followed; to look at: no. 2.\n",
    )
    again = run(joined, tmp_path, "sync", "--product", "demarches")
    assert again.output == f"{where}: 3 issue(s), 0 item(s) followed.\n"


def test_sync_ends_with_1_when_a_tracker_cannot_be_asked_and_asks_the_others(joined: Joined, tmp_path: Path) -> None:
    connect_product(joined, project="another")
    asked: list[str] = []

    def unreachable_once(_: str) -> None:
        asked.append("")
        if len(asked) == 1:
            raise Refused("tracker_unreachable", host="tracker.example.org")

    joined.push()
    joined.tracker.before = unreachable_once
    done = run(joined, tmp_path, "sync")
    assert done.exit_code == 1
    assert "tracker.example.org cannot be reached" in done.stderr
    assert "another: 0 issue(s)" in done.stdout


def test_sync_of_a_product_that_is_not_there_is_told(joined: Joined, tmp_path: Path) -> None:
    done = run(joined, tmp_path, "sync", "--product", "nothing")
    assert (done.exit_code, done.stderr) == (1, "There is no product nothing.\n")


def test_an_address_that_is_none_is_told_in_a_sentence(joined: Joined, tmp_path: Path) -> None:
    done = run(joined, tmp_path, "sync", OPENLAB_TRACKERS="tracker.example.org:99999")
    assert done.exit_code == 1
    assert "OPENLAB_TRACKERS" in done.stderr


def test_check_says_whether_the_key_opens_the_tokens(joined: Joined, tmp_path: Path) -> None:
    assert "opens the tokens of 1 tracker(s)" in run(joined, tmp_path, "check").output
    kept = (tmp_path / "openlab.key").read_text()
    (tmp_path / "openlab.key").write_text("something else")
    broken = run(joined, tmp_path, "check")
    assert (broken.exit_code, "cannot be read" in broken.output) == (1, True)
    (tmp_path / "openlab.key").unlink()
    gone = run(joined, tmp_path, "check")
    assert (gone.exit_code, "there is no key" in gone.output) == (1, True)
    assert not (tmp_path / "openlab.key").exists(), "looking makes no key"
    (tmp_path / "openlab.key").write_text(kept[:4].swapcase() + kept[4:])
    other = run(joined, tmp_path, "check")
    assert (other.exit_code, "does not open every token" in other.output) == (1, True)


def test_the_key_is_beside_a_sqlite_file_and_named_on_postgresql() -> None:
    assert Settings(database_url="sqlite:////srv/lab.sqlite3").key_path == Path("/srv/lab.sqlite3.key")
    assert Settings(database_url="sqlite+pysqlite:///lab.sqlite3?timeout=5").key_path == Path("lab.sqlite3.key")
    assert Settings(database_url="postgresql+psycopg://host/name").key_path is None
    assert Settings(database_url="postgresql:///name", key_file="/run/key").key_path == Path("/run/key")


def test_the_public_follow_up_tells_what_was_delivered_in_the_tracker(database: Database, tmp_path: Path) -> None:
    closed = a_closed_lab(database)
    number = accept(database, closed, card(closed, 0))
    act(database, follow_up.publish_follow_up, closed.product, closed.owner, closed.built.lab)
    joined = connected(database, tmp_path, of=(closed.product, closed.owner))
    joined.push(number)
    joined.tracker.move("1", DONE)
    joined.refresh()
    with database.reading() as session:
        told = the_follow_up(session, closed.built.lab)
    assert told.published_at
    assert [line.number for line in told.done] == [number]
    assert told.entries[0].status is Status.DELIVERED
