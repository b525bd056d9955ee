"""Going back to a backup: everything is there again, and nothing that was there is ever lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from openlab.__main__ import main
from openlab.actions.moving import LEFT_BEHIND
from openlab.actions.restore import restore
from openlab.actions.upkeep import back_up
from openlab.db.engine import Database, open_engine
from openlab.domain import Refused
from openlab.domain.phases import Phase
from tests.build import a_lab, join, room
from tests.full_lab import a_full_lab
from tests.tables import every_row


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def backup(sqlite_url: str, tmp_path: Path) -> Path:
    """A backup of a database in which a whole lab was held."""
    database = Database(sqlite_url)
    a_full_lab(database)
    back_up(database.engine, tmp_path / "backup.sqlite3")
    database.close()
    return tmp_path / "backup.sqlite3"


def test_every_table_comes_back_row_by_row_photos_included(sqlite_url: str, backup: Path, tmp_path: Path) -> None:
    restored = restore(backup, tmp_path / "again.sqlite3")
    before, after = Database(sqlite_url), Database(f"sqlite:///{tmp_path / 'again.sqlite3'}")
    assert every_row(after) == every_row(before)
    empty = {name for name, rows in every_row(after).items() if not rows}
    assert empty == LEFT_BEHIND - {"accounts", "members"}, "the full lab has something of everything that is a lab's"
    assert (restored.accounts, restored.labs, restored.people, restored.photos) == (1, 1, 12, 4)
    assert restored.kept is None
    before.close()
    after.close()


def test_nothing_is_overwritten_unless_asked_and_what_was_there_is_kept(sqlite_url: str, backup: Path) -> None:
    target = file_of(sqlite_url)
    database = Database(sqlite_url)
    since = every_row(database)
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE labs SET title = 'Après la sauvegarde'")
    database.close()
    with pytest.raises(Refused, match="backup_exists"):
        restore(backup, target)
    restored = restore(backup, target, replace=True)
    database, kept = Database(sqlite_url), Database(f"sqlite:///{restored.kept}")
    assert every_row(database) == since
    assert every_row(kept)["labs"] != since["labs"]
    assert {**every_row(kept), "labs": []} == {**since, "labs": []}
    database.close()
    kept.close()


def test_a_database_in_use_is_not_replaced(sqlite_url: str, backup: Path, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    with database.reading() as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM labs")
        with pytest.raises(Refused, match="restore_in_use"):
            restore(backup, file_of(sqlite_url), replace=True)
    assert every_row(database)["labs"]
    database.close()
    assert not list(tmp_path.glob("*.unfinished*"))
    assert not list(tmp_path.glob("*.before-*"))


def test_what_a_crashed_server_left_beside_goes_with_the_old_database(sqlite_url: str, backup: Path) -> None:
    """A stale write-ahead log beside a restored file would be played into it."""
    target = file_of(sqlite_url)
    target.write_bytes(b"\xff" * 8192)
    wal = target.with_name(target.name + "-wal")
    wal.write_bytes(b"left over")
    restored = restore(backup, target, replace=True)
    assert restored.kept is not None
    assert not wal.exists()
    assert restored.kept.read_bytes() == b"\xff" * 8192
    database = Database(sqlite_url)
    assert every_row(database)["labs"]
    database.close()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda file: file.write_bytes(b"not a database, only some text" * 100), "restore_not_a_backup"),
        (lambda file: file.unlink(), "restore_not_a_backup"),
        (lambda file: file.write_bytes(b""), "restore_not_a_backup"),
        (lambda file: file.write_bytes(file.read_bytes()[:-20_000]), "restore_damaged"),
        (lambda file: file.write_bytes(file.read_bytes()[:8192] + b"\xff" * 40_960), "restore_damaged"),
        (lambda file: changed(file, "UPDATE alembic_version SET version_num = '9999'"), "restore_newer"),
        (lambda file: changed(file, "DROP TABLE alembic_version"), "restore_not_a_backup"),
        (lambda file: changed(file, "UPDATE participants SET lab_id = 99"), "restore_damaged"),
    ],
    ids=["text", "missing", "empty", "cut", "scribbled", "newer", "another program", "orphans"],
)
def test_only_a_sound_backup_is_restored(backup: Path, tmp_path: Path, spoil: object, code: str) -> None:
    spoil(backup)  # type: ignore[operator]
    with pytest.raises(Refused, match=code):
        restore(backup, tmp_path / "again.sqlite3")
    assert not list(tmp_path.glob("again*"))


def changed(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_the_command_says_what_it_restored_and_where_the_rest_is(sqlite_url: str, backup: Path) -> None:
    refused = run("restore", str(backup), "--database", sqlite_url)
    assert (refused.exit_code, "is there already" in refused.stderr) == (1, True)
    done = run("restore", str(backup), "--replace", "--database", sqlite_url)
    assert done.exit_code == 0, done.stderr
    assert "1 open lab(s), 12 participant(s), 4 photo(s), 1 staff account(s)." in done.output
    assert ".before-" in done.output


def test_a_backup_of_today_and_a_restore_are_one_line_each(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    built = a_lab(database, Phase.SORT)
    said = run("backup", str(tmp_path / "b"), "--database", sqlite_url).output
    join(database, built, "Trop tard")
    database.close()
    assert said.strip().endswith(f"openlab restore {tmp_path / 'b'}")
    assert run("restore", str(tmp_path / "b"), "--replace", "--database", sqlite_url).exit_code == 0
    database = Database(sqlite_url)
    assert room(database, built).people == 3
    database.close()


def test_postgresql_has_its_own_tools() -> None:
    said = run("restore", "anything", "--database", "postgresql+psycopg://nobody@localhost/x").stderr
    assert said == "Restore PostgreSQL with its own tool: pg_restore.\n"


def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(tmp_path: Path) -> None:
    said = run("restore", str(tmp_path / "b"), "--database", "nonsense")
    assert (said.exit_code, "OPENLAB_DATABASE_URL cannot be used" in said.stderr) == (1, True)


def test_a_restored_database_is_its_own_file(backup: Path, tmp_path: Path) -> None:
    restore(backup, tmp_path / "again.sqlite3")
    backup.unlink()
    engine = open_engine(f"sqlite:///{tmp_path / 'again.sqlite3'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM participants").scalar_one() == 12
    engine.dispose()


@pytest.mark.parametrize(
    ("made_by_hand", "code"),
    [
        ("CREATE TRIGGER steal AFTER INSERT ON ballots BEGIN DELETE FROM pain_points; END", "restore_not_a_backup"),
        ("CREATE VIEW everyone AS SELECT name FROM participants", "restore_not_a_backup"),
        ("DROP TABLE item_verbatims", "restore_damaged"),
    ],
)
def test_a_database_made_by_hand_is_not_restored(backup: Path, tmp_path: Path, made_by_hand: str, code: str) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(made_by_hand)
        connection.commit()
    with pytest.raises(Refused, match=code):
        restore(backup, tmp_path / "again.sqlite3")
    assert not (tmp_path / "again.sqlite3").exists()
