"""What axe says of a page in light and dark, narrow and wide, and how that is kept for the accessibility statement."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from openlab.web.addresses import ADDRESSES
from openlab.web.audit import Examined, in_order, read_audit

NARROW, WIDE = ViewportSize(width=320, height=640), ViewportSize(width=1920, height=1080)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
RUN_AXE = """async tags => {
    const found = await axe.run(document, {
        runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], elementRef: false,
    });
    const told = rule => ({ id: rule.id, tags: rule.tags });
    return {
        violations: found.violations.map(fault => ({ ...told(fault),
            text: `${fault.id}: ${fault.help} ${fault.nodes.map(node => node.html).join("\\n    ")}` })),
        passes: found.passes.map(told), incomplete: found.incomplete.map(told),
    };
}"""
WHAT_STICKS_OUT = """() => [...document.querySelectorAll("body *")]
    .filter(part => !part.closest(".skip, .unseen, .scroll *") && part.getBoundingClientRect().right > innerWidth + 1)
    .map(part => part.outerHTML.slice(0, 120))"""
WHAT_IS_EMBEDDED = """() => [...document.querySelectorAll("iframe, frame, object, embed, video, audio, canvas")]
    .map(part => part.outerHTML.slice(0, 120))"""
# The folder into which `make audit` asks for what is found; otherwise it is compared with the audit that there is.
FOLDER = "OPENLAB_AUDIT_FOLDER"


@dataclass
class Seen:
    """All that was found on a page, in all its sizes and colours."""

    faults: list[str] = field(default_factory=list)
    criteria: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    to_review: set[str] = field(default_factory=set)

    def add(self, where: str, found: dict[str, list[dict[str, Any]]]) -> None:
        self.faults += [f"{where}: {rule['text']}" for rule in found["violations"]]
        self.failed |= {rule["id"] for rule in found["violations"]}
        self.to_review |= {rule["id"] for rule in found["incomplete"]}
        for rule in (*found["passes"], *found["violations"]):
            self.criteria |= criteria_of(rule["tags"])

    def examined(self, path: str) -> Examined:
        """As the statement keeps it, for a page at this path."""
        criteria = tuple(sorted(self.criteria, key=in_order))
        return Examined(address_of(path), criteria, tuple(sorted(self.failed)), tuple(sorted(self.to_review)))


def address_of(path: str) -> str:
    """The address of the application that a path is of: /labs/{lab}/door for /labs/{sort_id}/door."""
    asked = path.split("?", maxsplit=1)[0]
    for handler in ADDRESSES:
        (address,) = handler.paths
        pattern = re.sub(r"{\w+:str}", "[^/]+", re.sub(r"{\w+:int}", r"(\\d+|{\\w+})", address))
        if re.fullmatch(pattern, asked):
            return re.sub(r":\w+", "", address)
    return asked


def criteria_of(tags: list[str]) -> set[str]:
    """The criteria of the RGAA that a rule of axe says it tests: 1.1 for RGAA-1.1.1."""
    return {".".join(tag.removeprefix("RGAA-").split(".")[:2]) for tag in tags if tag.startswith("RGAA-")}


def examine(page: Page) -> Seen:
    """What axe finds, what sticks out, what is embedded, in light and dark, on a narrow and on a wide screen."""
    page.evaluate(AXE_SCRIPT + "; 0")
    seen = Seen()
    for size, scheme in product((NARROW, WIDE), SCHEMES):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        seen.add(f"{size['width']} px, {scheme}", page.evaluate(RUN_AXE, TAGS))
        seen.faults += [f"{size['width']} px: sticks out: {part}" for part in page.evaluate(WHAT_STICKS_OUT)]
    seen.faults += [f"embedded: {part}" for part in page.evaluate(WHAT_IS_EMBEDDED)]
    return seen


def keep_or_compare(name: str, found: Examined) -> None:
    """Write it down for `make audit`, or see that the audit which openlab comes with says the same."""
    if folder := os.environ.get(FOLDER):
        Path(folder, f"{quote(name, safe='')}.json").write_text(json.dumps([name, vars(found)]), encoding="utf-8")
        return
    kept = read_audit().pages.get(name)
    assert kept, f"the audit knows no page {name!r}: make audit"
    assert (kept.path, kept.failed, kept.criteria) == (found.path, found.failed, found.criteria), "make audit"
