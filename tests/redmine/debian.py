"""Finds Debian's Redmine for the tests, or installs it, and prints which tests can run: an expression for pytest -m.

Every one of them when there is a Redmine. Without one, `make test` goes on with the others, and says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

INSTALLED = Path("/usr/share/redmine")
PACKAGES = ("redmine", "redmine-sqlite", "ruby-webrick")
# The tests run their own copies in temporary folders: what Debian would set up for the whole machine is left out.
ANSWERS = "redmine redmine/instances/default/dbconfig-install boolean false\n"
EVERY_TEST = ""
THE_OTHERS = "not redmine"
ADVICE = (
    "The tests that push to a real Redmine cannot run here: they need Debian's or Ubuntu's packages "
    "redmine, redmine-sqlite and ruby-webrick, which `make test` installs when it is run as root."
)


def find() -> Path | None:
    """The folder of an installed Redmine that can run, or None."""
    can_run = shutil.which("bundle") and (INSTALLED / "config.ru").is_file()
    return INSTALLED if can_run else None


def install() -> None:
    """Debian's Redmine, as root. What the installer says goes to the error output."""
    if not (is_root() and shutil.which("apt-get") and shutil.which("debconf-set-selections")):
        return
    subprocess.run(["debconf-set-selections"], input=ANSWERS, text=True, stdout=sys.stderr, check=False)
    _run("apt-get", "update", "-q")
    _run("apt-get", "install", "-q", "-y", "--no-install-recommends", *PACKAGES)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, stdout=sys.stderr, env=environment, check=False)


def main() -> None:
    if not find():
        install()
    if not find():
        print(ADVICE, file=sys.stderr)
    print(EVERY_TEST if find() else THE_OTHERS)


if __name__ == "__main__":
    main()
