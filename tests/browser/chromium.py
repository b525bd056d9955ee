"""Finds a Chromium for the browser tests, or installs one, and prints its path.

CHROMIUM_PATH goes first, then what is on the PATH, then the one that playwright downloaded. Without any, root installs
Debian's, and others let playwright download its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
ADVICE = (
    "The browser tests need Chromium, and it could not be installed here. Install Chromium or Google Chrome, "
    "or name one: CHROMIUM_PATH=/path/to/chromium make test"
)


def find() -> str | None:
    """The path of a Chromium that starts, or None. A CHROMIUM_PATH that does not start is an error, not a hint."""
    if named := os.environ.get("CHROMIUM_PATH"):
        if not _starts(named):
            sys.exit(f"CHROMIUM_PATH is {named}, which is not a Chromium that starts.")
        return named
    return next(filter(_starts, _candidates()), None)


def install() -> None:
    """Debian's Chromium as root, else playwright's own. What they say goes to the error output."""
    if _is_root() and shutil.which("apt-get"):
        _run("apt-get", "update", "-q")
        if _run("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"):
            return
    _run(sys.executable, "-m", "playwright", "install", "chromium")


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    asked = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    yield asked.stdout.strip()


def _starts(path: str) -> bool:
    if not Path(path).is_file():
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(*command: str) -> bool:
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def main() -> None:
    if not find():
        install()
    print(find() or sys.exit(ADVICE))


if __name__ == "__main__":
    main()
