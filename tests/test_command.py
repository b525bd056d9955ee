"""The `openlab` command, as an operator types it."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import URL

from openlab.__main__ import main
from openlab.actions.identities import bind
from openlab.db.engine import Database
from openlab.domain.phases import Phase
from tests.build import a_lab, room
from tests.conftest import new_database


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), env={"OPENLAB_BASE_URL": "https://lab.example.org"})


def test_help_says_how_to_begin() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for command in ("serve", "demo", "migrate", "account", "backup", "export", "check"):
        assert f"\n  {command} " in shown.output
    assert "openlab account add you@example.org" in shown.output


def test_the_first_account_is_made_with_a_link_and_listed(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/new.sqlite3"
    made = run("account", "add", "zoe@example.org", "--name", "Zoé", "--database", database)
    assert re.fullmatch(r"https://lab\.example\.org/welcome/[\w-]{32}\n", made.output)
    assert run("account", "list", "--database", database).output == "zoe@example.org\tZoé\tno password yet\n"
    again = run("account", "add", "zoe@example.org", "--database", database)
    assert (again.exit_code, again.stderr) == (1, "There is already an account for zoe@example.org.\n")
    reset = run("account", "reset", "Zoe@example.org", "--database", database)
    assert "/welcome/" in reset.output
    assert reset.output != made.output
    unknown = run("account", "reset", "nobody@example.org", "--database", database)
    assert (unknown.exit_code, unknown.stderr) == (1, "There is no account for nobody@example.org.\n")


def test_the_operator_gives_a_role_when_nobody_else_can(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/new.sqlite3"
    run("demo", "--database", database)
    given = run("account", "give", "demo@openlab.example", "enfants-du-spectacle", "owner", "--database", database)
    assert given.output == "demo@openlab.example is owner of enfants-du-spectacle.\n"
    new = run("account", "give", "new@example.org", "enfants-du-spectacle", "owner", "--database", database)
    assert re.fullmatch(r"https://lab\.example\.org/welcome/[\w-]{32}\n", new.output)
    nowhere = run("account", "give", "new@example.org", "nowhere", "owner", "--database", database)
    assert (nowhere.exit_code, nowhere.stderr) == (1, "There is no product nowhere.\n")
    wrong = run("account", "give", "nobody", "enfants-du-spectacle", "owner", "--database", database)
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (1, 1)


def test_resetting_an_account_forgets_who_it_is_at_the_provider(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite3"
    run("account", "add", "zoe@example.org", "--database", url)
    database = Database(url)
    for subject in ("Zoé", "who has the e-mail after her"):
        with database.writing() as session:
            assert bind(session, "https://provider.example", subject, "zoe@example.org").email == "zoe@example.org"
        run("account", "reset", "zoe@example.org", "--database", url)
    database.close()


def test_the_demo_prints_its_addresses_at_any_phase(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/new.sqlite3"
    for phase in Phase:
        shown = run("demo", "--at", str(phase), "--database", database).output
        assert f"phase: {phase}" in shown
        for line in (r"Facilitator +https://lab.example.org/sign-in\?next=/labs/\d+", r"password +\S{14}"):
            assert re.search(line, shown)
        assert re.search(r"Participant +https://lab\.example\.org/l/\w{6}\n", shown)
        assert re.search(r"Screen +https://lab\.example\.org/l/\w{6}/screen\n", shown)


def test_backup_copies_the_database_and_refuses_to_overwrite(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    built = a_lab(database, Phase.SORT)
    target = tmp_path / "copy.sqlite3"
    assert "KiB" in run("backup", str(target), "--database", sqlite_url).output
    copy = Database(f"sqlite:///{target}")
    assert room(copy, built).cards == room(database, built).cards
    again = run("backup", str(target), "--database", sqlite_url)
    assert (again.exit_code, again.stderr) == (1, f"{target} is there already: nothing was written over it.\n")
    nowhere = run("backup", str(tmp_path / "no" / "folder"), "--database", sqlite_url)
    assert nowhere.exit_code == 1
    assert "could not be written" in nowhere.stderr
    copy.close()
    database.close()


def test_check_prints_one_line_per_finding(sqlite_url: str) -> None:
    shown = run("check", "--database", sqlite_url)
    assert shown.exit_code == 0
    assert "hint  nobody can sign in yet: openlab account add you@example.org\n" in shown.output
    assert all(line.split()[0] in ("ok", "hint", "fault") for line in shown.output.splitlines())


@pytest.mark.postgresql
def test_postgresql_is_migrated_when_asked_and_check_says_so(postgresql: URL) -> None:
    url = new_database(postgresql, "template1").render_as_string(hide_password=False)
    before = run("check", "--database", url)
    assert (before.exit_code, "run openlab migrate" in before.output) == (1, True)
    refused = run("account", "list", "--database", url)
    assert (refused.exit_code, refused.stderr) == (1, "The database is not up to date. Run: openlab migrate\n")
    assert run("migrate", "--database", url).output == "The database is up to date.\n"
    assert run("check", "--database", url).exit_code == 0
    assert run("backup", "copy", "--database", url).stderr == "Back up PostgreSQL with its own tool: pg_dump.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check", "--database", "mysql://x/y"], "OPENLAB_DATABASE_URL cannot be used"),
        (["check", "--database", "nonsense"], "OPENLAB_DATABASE_URL cannot be used"),
        (
            ["check", "--database", "sqlite:////nowhere/at/all.sqlite3"],
            "There is no database at /nowhere/at/all.sqlite3",
        ),
        (["serve", "--port", "many"], "OPENLAB_PORT must be a number"),
    ],
)
def test_what_cannot_work_is_said_in_one_sentence(words: list[str], told: str) -> None:
    shown = run(*words)
    assert shown.exit_code == 1
    assert told in shown.stderr
    assert "Traceback" not in shown.output + shown.stderr


def test_a_port_that_is_taken_is_named(sqlite_url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        shown = run("serve", "--port", port, "--database", sqlite_url)
    assert shown.exit_code == 1
    assert shown.stderr.startswith(f"Cannot listen on 127.0.0.1:{port}: Address already in use. Another port: --port ")
