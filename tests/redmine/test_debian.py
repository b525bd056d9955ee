"""Where the Redmine of these tests comes from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.redmine import debian


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without Ruby and without Redmine, on which nobody is root."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(debian, "INSTALLED", tmp_path / "redmine")
    monkeypatch.setattr(debian, "is_root", lambda: False)
    return tmp_path


def program(file: Path, does: str = "") -> None:
    file.write_text(f"#!/bin/sh\n{does}\n")
    file.chmod(0o755)


def put_redmine(folder: Path) -> None:
    (folder / "redmine").mkdir()
    (folder / "redmine" / "config.ru").touch()
    program(folder / "bundle")


def test_every_test_runs_where_redmine_is(somewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_redmine(somewhere)
    debian.main()
    assert capsys.readouterr() == ("\n", "")


def test_without_it_one_clear_sentence_says_what_to_do_and_the_others_run(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    debian.main()
    assert capsys.readouterr() == ("not redmine\n", f"{debian.ADVICE}\n")


def test_redmine_without_ruby_cannot_run(somewhere: Path) -> None:
    put_redmine(somewhere)
    (somewhere / "bundle").unlink()
    assert debian.find() is None


def test_root_installs_it(somewhere: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(debian, "is_root", lambda: True)
    program(somewhere / "debconf-set-selections", "read line; echo set: $line")
    program(somewhere / "apt-get", 'echo "$DEBIAN_FRONTEND" "$@"')
    debian.main()
    told = capfd.readouterr()
    assert told.out == "not redmine\n"
    assert "set: redmine redmine/instances/default/dbconfig-install boolean false" in told.err
    assert "noninteractive install -q -y --no-install-recommends redmine redmine-sqlite ruby-webrick" in told.err


def test_what_asks_for_a_redmine_can_be_left_out(pytestconfig: pytest.Config) -> None:
    """As `make test` does where there is none."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", debian.THE_OTHERS, "tests/trackers"]
    done = subprocess.run(command, cwd=pytestconfig.rootpath, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "test_client.py" in done.stdout
    assert "test_redmine.py" not in done.stdout
    assert debian.ADVICE in done.stdout
