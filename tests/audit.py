"""Writes openlab/audit.toml, from which the accessibility statement is made: `make audit`.

Runs the tests that look at every page and our other tests about accessibility, and keeps what each found, also faults.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

from openlab import __version__
from openlab.web.audit import AUDIT, CHECKS, EVERY_PAGE, in_order
from tests.browser.chromium import find
from tests.browser.every_page import LOOKS
from tests.browser.examined import FOLDER, TAGS, criteria_of

NOT_THIS = f"{EVERY_PAGE}test_the_audit_has_each_page_and_each_rule_of_axe"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcomes = run_tests(Path(folder))
        pages = dict(json.loads(file.read_text(encoding="utf-8")) for file in Path(folder).glob("*.json"))
    missing = LOOKS.keys() - pages.keys()
    if missing:
        sys.exit(f"These pages could not be looked at: {', '.join(sorted(missing))}")
    AUDIT.write_text("\n".join(lines(pages, outcomes)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{AUDIT}: {len(pages)} pages\n")


def run_tests(folder: Path) -> dict[str, str]:
    """How each test that a check names went; what they see of pages is in the folder afterwards."""
    named = {test for check in CHECKS for test in check.tests}
    workers = os.environ.get("AUDIT_WORKERS", "auto")
    asked = [
        "-q",
        "-n",
        workers,
        f"--junitxml={folder}/outcomes.xml",
        f"--deselect={NOT_THIS}",
        "-o",
        "junit_family=xunit1",
    ]
    command = [sys.executable, "-m", "pytest", *asked, *sorted(named)]
    subprocess.run(command, env={**os.environ, FOLDER: str(folder)}, check=False)
    outcomes = dict.fromkeys(sorted(named), "passed")
    for case in ET.parse(folder / "outcomes.xml").iter("testcase"):
        name = f"{case.get('file')}::{str(case.get('name')).split('[')[0]}"
        if any(case.find(how) is not None for how in ("failure", "error", "skipped")):
            outcomes[name] = "failed"
    return outcomes


def lines(pages: dict[str, dict[str, Any]], outcomes: dict[str, str]) -> Iterator[str]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page()
        page.evaluate(AXE_SCRIPT + "; 0")
        rules = dict(page.evaluate("tags => axe.getRules(tags).map(rule => [rule.ruleId, rule.tags])", TAGS))
        axe, version = page.evaluate("axe.version"), browser.version
        browser.close()
    yield "# What the tests found about accessibility. Written by `make audit`, never by hand."
    yield f"version = {quoted(__version__)}"
    yield f"date = {datetime.now(UTC).date()}"
    yield f"axe = {quoted(axe)}"
    yield f"browser = {quoted(f'Chromium {version}')}"
    yield "\n# The rules of axe, and the criteria of the RGAA 4.1 that each tests in part.\n[rules]"
    for rule in sorted(rules):
        yield f"{rule} = {quoted(' '.join(sorted(criteria_of(rules[rule]), key=in_order)))}"
    yield "\n# Our own tests.\n[checks]"
    for test, outcome in outcomes.items():
        yield f"{quoted(test)} = {quoted(outcome)}"
    yield "\n# Each page in each state: the criteria that axe tests there, the rules it breaks, those left to a person."
    yield "[pages]"
    for name in LOOKS:
        told = {key: value if isinstance(value, str) else " ".join(value) for key, value in pages[name].items()}
        yield f"{quoted(name)} = {{ {', '.join(f'{key} = {quoted(value)}' for key, value in told.items())} }}"


def quoted(text: str) -> str:
    """A string as TOML has it; none of ours holds a control character."""
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
