"""The Redmine of a test run: test processes that run at the same time share one, and a test may have its own."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.redmine.debian import ADVICE, THE_OTHERS, find
from tests.redmine.server import Redmine, copied, prepare, prepared


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for a Redmine is marked, so that it can be left out where there is none."""
    for item in items:
        if "redmine_folder" in getattr(item, "fixturenames", ()):
            item.add_marker("redmine")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.getoption("markexpr") == THE_OTHERS:
        terminalreporter.write_line(ADVICE, yellow=True)


@pytest.fixture(scope="session")
def redmine_folder(run_folder: Path) -> Path:
    """Where a Redmine was prepared for this test run, to be copied. The first process does it while others wait."""
    if not find():
        pytest.fail(ADVICE)
    ready = run_folder / "redmine"
    with (run_folder / "redmine.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            making = run_folder / "redmine.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            prepare(making)
            making.rename(ready)
    return ready


@pytest.fixture(scope="session")
def redmine(run_folder: Path, redmine_folder: Path) -> Iterator[Redmine]:
    """The Redmine that all tests of this run share: each makes a project of its own in it."""
    with (run_folder / "redmine.users").open("w") as users, (run_folder / "redmine.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        folder = copied(redmine_folder, run_folder / "redmine.shared")
        address = folder / "port"
        shared = prepared(folder, int(address.read_text()) if address.exists() else None)
        if not shared.is_up:
            shared.start_for(Path(users.name))
            address.write_text(str(shared.port))
        fcntl.flock(lock, fcntl.LOCK_UN)
        yield shared


@pytest.fixture
def own_redmine(redmine_folder: Path, tmp_path: Path) -> Iterator[Redmine]:
    """A Redmine that a test may kill, change and start again. It starts in about four seconds."""
    own = prepared(copied(redmine_folder, tmp_path / "redmine"))
    own.start()
    yield own
    own.stop()
