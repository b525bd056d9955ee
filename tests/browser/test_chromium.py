"""Where the browser of these tests comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import chromium


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose PATH is an empty folder, and on which nothing can be installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr(chromium, "ASK_PLAYWRIGHT", "")
    monkeypatch.setattr(chromium, "install", lambda: None)
    return tmp_path


def program(file: Path, status: int = 0) -> str:
    file.write_text(f"#!/bin/sh\nexit {status}\n")
    file.chmod(0o755)
    return str(file)


def test_the_one_that_is_named_goes_first(somewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(somewhere / "chromium")
    named = program(somewhere / "mine")
    monkeypatch.setenv("CHROMIUM_PATH", named)
    assert chromium.find() == named


def test_one_that_is_named_and_does_not_start_is_an_error(somewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", str(somewhere / "nowhere"))
    with pytest.raises(SystemExit, match="not a Chromium that starts"):
        chromium.find()


def test_one_on_the_path_that_does_not_start_is_passed_over(somewhere: Path) -> None:
    program(somewhere / "chromium", status=1)
    assert chromium.find() is None
    chrome = program(somewhere / "google-chrome")
    assert chromium.find() == chrome


def test_without_any_one_clear_sentence_says_what_to_do(somewhere: Path) -> None:
    with pytest.raises(SystemExit, match="Install Chromium or Google Chrome"):
        chromium.main()


def test_the_path_is_printed(somewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = program(somewhere / "chromium")
    chromium.main()
    assert capsys.readouterr().out == f"{found}\n"
