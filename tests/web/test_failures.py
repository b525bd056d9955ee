"""A disk that is full or read-only, a locked or broken database, a clock that goes back: the room is told in a
sentence, what was acknowledged is there, and everything goes on once the trouble is over."""

from __future__ import annotations

import re
import resource
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import event, select, text

from openlab.__main__ import main
from openlab.actions.purge import purge
from openlab.db.engine import Database
from openlab.db.tables import JournalEntry, Lab
from openlab.domain.phases import Phase
from openlab.settings import Settings
from tests.actions.test_moving import read
from tests.build import Built, a_lab, room, signed_in
from tests.full_lab import a_full_lab
from tests.serving import Visitor, serving
from tests.web.test_kill import server_process

FULL = "The server has no room left"
UNWRITABLE = "The server cannot write now"
DAMAGED = "its operator must go back to a backup"
BUSY = "the server is busy or restarting"


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def check_whole(url: str) -> None:
    with closing(sqlite3.connect(file_of(url))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@contextmanager
def every_connection(database: Database, *pragmas: str) -> Iterator[None]:
    """Each connection is as these pragmas say, and as before afterwards."""

    def change(connection: sqlite3.Connection, *_: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(database.engine, "checkout", change)
    try:
        yield
    finally:
        event.remove(database.engine, "checkout", change)
        database.engine.dispose()


def names(url: str) -> list[str]:
    with closing(sqlite3.connect(file_of(url))) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM participants ORDER BY id")]


def joins(one: Visitor, built: Built, name: str) -> tuple[int, str]:
    one.cookies.clear()
    answer = one.submit(f"/l/{built.code}/join", name=name, persona=str(built.personas[0]))
    return answer.status_code, answer.text


def test_a_disk_that_fills_up_loses_nothing_acknowledged_and_work_goes_on_with_room(sqlite_url: str) -> None:
    """A real process whose files may not grow any more: what the system says then is an error of the disk."""
    database = Database(sqlite_url)
    built = a_lab(database)
    database.close()
    acknowledged: list[str] = []
    with server_process(sqlite_url) as (process, url), Visitor(url) as one:
        size = file_of(sqlite_url).stat().st_size
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        status, page = 303, ""
        while status == 303:
            status, page = joins(one, built, f"Voix {len(acknowledged)}")
            acknowledged.append(f"Voix {len(acknowledged)}")
        acknowledged.pop()
        assert (status, UNWRITABLE in page) == (503, True)
        assert len(acknowledged) > 5
        assert one.get("/health").status_code == 200, "reading goes on"
        assert one.get(f"/l/{built.code}/screen").status_code == 200
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert joins(one, built, "Après")[0] == 303
    assert names(sqlite_url) == ["Personne 0", "Personne 1", "Personne 2", *acknowledged, "Après"]
    check_whole(sqlite_url)


def gives(one: Visitor, built: Built, number: int) -> httpx.Response:
    title = f"Carte {number}"
    return one.submit(f"/l/{built.code}/pain-points", title=title, detail="x" * 900, form_key=title)


def served_lab(url: str) -> Built:
    database = Database(url)
    built = a_lab(database, Phase.COLLECT)
    database.close()
    return built


@pytest.mark.parametrize(
    ("pragma", "told"),
    [("max_page_count=1", FULL), ("query_only=ON", UNWRITABLE)],
    ids=["full", "read-only"],
)
def test_a_full_or_read_only_disk_is_told_to_the_room_and_to_the_facilitator(
    sqlite_url: str, pragma: str, told: str
) -> None:
    built = served_lab(sqlite_url)
    with serving(Settings(sqlite_url)) as served, Visitor(served.url) as zoe, Visitor(served.url) as camille:
        zoe.get(f"/r/{built.return_codes[0]}")
        with served.site.database.writing() as session:
            camille.sign_in_with(signed_in(session, built.account))
        with every_connection(served.site.database, pragma):
            kept = 0
            while (answer := gives(zoe, built, kept)).status_code == 303:
                kept += 1
            assert (answer.status_code, told in answer.text) == (503, True)
            assert "Nothing before it is lost" in answer.text
            assert "Traceback" not in answer.text
            asked = camille.submit(f"/labs/{built.lab}/pain-points", title="y" * 100, detail="y" * 900, form_key="k")
            assert (asked.status_code, told in asked.text) == (503, True)
            for one, path in ((zoe, f"/l/{built.code}"), (camille, f"/labs/{built.lab}"), (zoe, "/health")):
                assert one.get(path).status_code == 200, path
        assert gives(zoe, built, kept).status_code == 303
        titles = [card.title for card in room(served.site.database, built).cards]
    assert titles == [*(f"Irritant {n}" for n in range(4)), *(f"Carte {n}" for n in range(kept + 1))]
    check_whole(sqlite_url)


def test_a_database_locked_by_another_program_is_told_and_waited_for(sqlite_url: str) -> None:
    built = served_lab(sqlite_url)
    with serving(Settings(sqlite_url)) as served, Visitor(served.url) as zoe:
        zoe.get(f"/r/{built.return_codes[0]}")
        with every_connection(served.site.database, "busy_timeout=50"):
            with closing(sqlite3.connect(file_of(sqlite_url), isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                answer = zoe.submit(f"/l/{built.code}/pain-points", title="Pendant", form_key="k")
                assert (answer.status_code, BUSY in answer.text) == (503, True)
                assert zoe.get(f"/l/{built.code}").status_code == 200
                other.execute("ROLLBACK")
            assert zoe.submit(f"/l/{built.code}/pain-points", title="Après", form_key="k").status_code == 303
        assert [card.title for card in room(served.site.database, built).cards][-1] == "Après"


@pytest.mark.postgresql
def test_a_lab_that_somebody_locks_in_postgresql_is_told_after_a_while(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openlab.db.engine.LOCK_SECONDS", 0.2)
    built = served_lab(postgresql_url)
    with serving(Settings(postgresql_url)) as served, Visitor(served.url) as zoe:
        zoe.get(f"/r/{built.return_codes[0]}")
        with served.site.database.writing() as session:
            session.execute(select(Lab).where(Lab.id == built.lab).with_for_update())
            answer = zoe.submit(f"/l/{built.code}/pain-points", title="Pendant", form_key="k")
            assert (answer.status_code, BUSY in answer.text) == (503, True)
        assert zoe.submit(f"/l/{built.code}/pain-points", title="Après", form_key="k").status_code == 303


@pytest.mark.postgresql
def test_a_postgresql_that_only_reads_is_told(postgresql_url: str) -> None:
    built = served_lab(postgresql_url)
    name = postgresql_url.rsplit("/", 1)[1].split("?", maxsplit=1)[0]
    database = Database(postgresql_url)
    with database.writing() as session:
        session.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    database.close()
    with serving(Settings(postgresql_url)) as served, Visitor(served.url) as zoe:
        zoe.get(f"/r/{built.return_codes[0]}")
        answer = zoe.submit(f"/l/{built.code}/pain-points", title="Non", form_key="k")
        assert (answer.status_code, UNWRITABLE in answer.text) == (503, True)
        assert zoe.get(f"/l/{built.code}").status_code == 200


PAGE_BYTES = 4096


@pytest.mark.postgresql
def test_a_postgresql_that_lost_its_tables_is_told(postgresql_url: str) -> None:
    built = served_lab(postgresql_url)
    with serving(Settings(postgresql_url)) as served, Visitor(served.url) as zoe:
        with served.site.database.writing() as session:
            session.execute(text("ALTER TABLE labs RENAME TO lost"))
        answer = zoe.get(f"/l/{built.code}")
        assert (answer.status_code, DAMAGED in answer.text) == (503, True)


def scribble(file: Path) -> None:
    file.write_bytes(b"\xa5" * file.stat().st_size)


def damage_pages(file: Path) -> None:
    held = file.read_bytes()
    file.write_bytes(held[:PAGE_BYTES] + b"\xa5" * (len(held) - PAGE_BYTES))


def empty(file: Path) -> None:
    file.write_bytes(b"")


Breaking = Callable[[Path], None]


@pytest.mark.parametrize("break_it", [scribble, damage_pages, empty])
def test_a_database_file_that_breaks_while_serving_is_told_on_every_page(
    sqlite_url: str, first_purge: threading.Event, break_it: Breaking
) -> None:
    built = served_lab(sqlite_url)
    with serving(Settings(sqlite_url)) as served, Visitor(served.url) as zoe:
        zoe.get("/")
        assert first_purge.wait(30)
        served.site.database.engine.dispose()
        break_it(file_of(sqlite_url))
        for path in (f"/l/{built.code}", f"/r/{built.return_codes[0]}", "/health"):
            answer = zoe.get(path)
            assert (answer.status_code, DAMAGED in answer.text) == (503, True), path
            assert "Traceback" not in answer.text
        assert joins(zoe, built, "Zoé")[0] == 503


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("command", [["serve"], ["check"], ["account", "list"], ["purge"], ["demo"]], ids=" ".join)
@pytest.mark.parametrize("break_it", [scribble, damage_pages])
def test_no_command_starts_on_a_broken_file_and_each_says_what_to_do(
    sqlite_url: str, command: list[str], break_it: Breaking
) -> None:
    served_lab(sqlite_url)
    break_it(file_of(sqlite_url))
    said = run(*command, "--database", sqlite_url)
    assert said.exit_code == 1
    assert "Traceback" not in said.output + said.stderr
    assert re.search(r"openlab restore FILE --replace|restore a backup", said.output + said.stderr)


def test_a_server_on_a_file_that_it_may_not_write_says_so(sqlite_url: str) -> None:
    served_lab(sqlite_url)
    read_only = f"sqlite:///file:{file_of(sqlite_url)}?mode=ro&uri=true"
    said = run("account", "add", "zoe@example.org", "--database", read_only)
    assert said.exit_code == 1
    assert "Let openlab write to the file and to its folder." in said.stderr
    assert "Traceback" not in said.output + said.stderr


class Backwards(datetime):
    """A clock that is an hour earlier each time it is looked at."""

    looks = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        Backwards.looks += 1
        return datetime.now(tz) - timedelta(hours=cls.looks)


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of every module of openlab goes backwards."""
    monkeypatch.setattr(Backwards, "looks", 0)
    for name, module in list(sys.modules.items()):
        if name.startswith("openlab.") and getattr(module, "datetime", None) is datetime:
            monkeypatch.setattr(module, "datetime", Backwards)


def test_a_whole_lab_with_a_clock_that_goes_backwards_is_as_any_other(database: Database, backwards: None) -> None:
    strange = a_full_lab(database)
    assert Backwards.looks > 60
    shown = read(database, strange)
    with database.reading() as session:
        acts = [entry.act for entry in session.scalars(select(JournalEntry).order_by(JournalEntry.id))]
    assert acts[0] == "lab_created"
    assert acts.index("phase_changed") < acts.index("card_added") < acts.index("card_merged")
    assert str(shown).count("Irritant-") > 20


def test_pages_serve_and_staff_stay_signed_in_when_the_clock_goes_back(
    database: Database,
    staff: Callable[[int], Visitor],
    participant: Callable[..., Visitor],
    backwards: None,
) -> None:
    built = a_lab(database, Phase.VOTE)
    camille, zoe = staff(built.account), participant(built)
    Backwards.looks += 24 * 400
    assert zoe.submit(f"/l/{built.code}/ballot", choice=[str(card) for card in built.cards[:2]]).status_code == 303
    assert camille.submit(f"/labs/{built.lab}/phase", seen="vote", wanted="results").status_code == 303
    seen = room(database, built)
    assert seen.outcome is not None
    assert seen.outcome.ballots == 1
    for path in ("", "/journal", "/agenda", "/run-sheet", "/edit"):
        assert camille.get(f"/labs/{built.lab}{path}").status_code == 200, path
    assert zoe.get(f"/l/{built.code}").status_code == 200


def test_a_clock_that_goes_back_erases_nothing(database: Database, backwards: None) -> None:
    a_lab(database, Phase.COLLECT)
    Backwards.looks += 24 * 4000
    with database.writing() as session:
        assert purge(session) == []
