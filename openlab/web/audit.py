"""What the tests found about accessibility, read from `audit.toml`, by criterion of the RGAA 4.1.

`make audit` writes that file from the tests; nothing here says how well the pages do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from openlab.web.i18n import N_

AUDIT = Path(__file__).parent.parent / "audit.toml"
KEYBOARD = "tests/browser/test_keyboard.py::"
EVERY_PAGE = "tests/browser/test_every_page.py::"
# The themes of the RGAA 4.1 and how many criteria each has: 106 in all.
THEMES = (
    (N_("Images"), 9),
    (N_("Frames"), 2),
    (N_("Colours"), 3),
    (N_("Sound and video"), 13),
    (N_("Tables"), 8),
    (N_("Links"), 2),
    (N_("Scripts"), 5),
    (N_("Mandatory elements"), 10),
    (N_("Structure"), 4),
    (N_("Presentation"), 14),
    (N_("Forms"), 13),
    (N_("Navigation"), 11),
    (N_("Consultation"), 12),
)


@dataclass(frozen=True)
class Check:
    """Tests of our own, and the criteria that they look at in part; when `absent`, they show that no page has what the
    criteria are about."""

    what: str
    criteria: tuple[str, ...]
    tests: tuple[str, ...]
    absent: bool = False


CHECKS = (
    Check(
        N_("No page has a frame, a sound or a video."),
        ("2.1", "2.2", *(f"4.{number}" for number in range(1, 14))),
        (f"{EVERY_PAGE}test_every_page_can_be_used_by_everyone_and_is_in_french",),
        absent=True,
    ),
    Check(
        N_("A participant and a facilitator go through the whole open lab with the keyboard alone."),
        ("7.3", "12.9"),
        (
            f"{KEYBOARD}test_a_facilitator_signs_in_collects_and_sorts",
            f"{KEYBOARD}test_a_facilitator_runs_the_vote_and_keeps_topics",
            f"{KEYBOARD}test_a_participant_takes_part_in_the_whole_lab",
        ),
    ),
    Check(
        N_("After a refused form, the focus is on the field that is wrong, and what is wrong is said beside it."),
        ("11.10", "11.11"),
        (
            f"{KEYBOARD}test_after_a_refused_form_the_focus_is_on_what_is_wrong",
            f"{KEYBOARD}test_after_a_refused_ballot_the_focus_is_on_the_reason",
        ),
    ),
    Check(
        N_("On a screen of 320 pixels nothing needs scrolling sideways."),
        ("10.11",),
        (f"{EVERY_PAGE}test_every_page_can_be_used_by_everyone_and_is_in_french",),
    ),
    Check(
        N_("Text twice as large is still readable."),
        ("10.4",),
        (f"{EVERY_PAGE}test_text_twice_as_large_needs_no_scrolling_sideways",),
    ),
    Check(
        N_("A page that says it is in French is in French."),
        ("8.4",),
        (f"{EVERY_PAGE}test_every_page_can_be_used_by_everyone_and_is_in_french",),
    ),
    Check(
        N_("What people write keeps its own direction."),
        ("8.10",),
        ("tests/browser/test_language.py::test_what_people_write_keeps_its_own_direction",),
    ),
    Check(
        N_("The time left is told to screen readers without moving the focus."),
        ("7.5",),
        ("tests/browser/test_timer.py::test_screen_readers_are_told_politely_at_five_minutes_one_minute_and_the_end",),
    ),
    Check(
        N_("What is being typed survives what others do, and nothing on a page makes it load anew by itself."),
        ("13.1",),
        ("tests/browser/test_live.py::test_typing_on_a_phone_survives_fifty_cards",),
    ),
)


@dataclass(frozen=True)
class Examined:
    """A page in one of its states: the criteria that axe looked at in part, the rules of axe that it breaks, and those
    that axe leaves to a person."""

    path: str
    criteria: tuple[str, ...]
    failed: tuple[str, ...]
    to_review: tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    """The criteria of a theme: `tested` in part, about something that is `absent`, and `untested`."""

    number: int
    name: str
    tested: tuple[str, ...]
    absent: tuple[str, ...]
    untested: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.tested) + len(self.absent) + len(self.untested)


@dataclass(frozen=True)
class Audit:
    """One run of the tests: of which version, when, with what; what each page and each of our own tests gave."""

    version: str
    date: date
    axe: str
    browser: str
    rules: Mapping[str, tuple[str, ...]]
    pages: Mapping[str, Examined]
    checks: Mapping[str, str]

    @cached_property
    def by_axe(self) -> Mapping[str, tuple[str, ...]]:
        """For each criterion that axe looked at on some page, its rules."""
        looked_at = {criterion for page in self.pages.values() for criterion in page.criteria}
        return {
            criterion: tuple(rule for rule, criteria in self.rules.items() if criterion in criteria)
            for criterion in sorted(looked_at, key=in_order)
        }

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        return tuple(self._theme(number, name, size) for number, (name, size) in enumerate(THEMES, start=1))

    def _theme(self, number: int, name: str, size: int) -> Theme:
        absent = {criterion for check in self.passed if check.absent for criterion in check.criteria}
        tested = {criterion for check in self.passed for criterion in check.criteria} | self.by_axe.keys()
        criteria = [f"{number}.{place}" for place in range(1, size + 1)]
        return Theme(
            number,
            name,
            tuple(one for one in criteria if one in tested - absent),
            tuple(one for one in criteria if one in absent),
            tuple(one for one in criteria if one not in tested),
        )

    @property
    def passed(self) -> tuple[Check, ...]:
        """The checks of which every test passed."""
        return tuple(check for check in CHECKS if all(self.checks.get(test) == "passed" for test in check.tests))

    @property
    def not_passed(self) -> tuple[Check, ...]:
        return tuple(check for check in CHECKS if check not in self.passed)

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """(address, rule of axe) for each rule that a page breaks."""
        found = {(page.path, rule) for page in self.pages.values() for rule in page.failed}
        return tuple(sorted(found))

    @property
    def addresses(self) -> Mapping[str, int]:
        """The addresses that were looked at, and in how many states each."""
        paths = [page.path for page in self.pages.values()]
        return {path: paths.count(path) for path in sorted(set(paths))}

    def count(self, kind: str) -> int:
        """How many criteria are `tested` in part, about something `absent`, or `untested`."""
        return sum(len(getattr(theme, kind)) for theme in self.themes)


def in_order(criterion: str) -> tuple[int, ...]:
    return tuple(map(int, criterion.split(".")))


@cache
def read_audit() -> Audit:
    """The audit that this version of openlab came with."""
    told = tomllib.loads(AUDIT.read_text(encoding="utf-8"))
    return Audit(
        **{name: told[name] for name in ("version", "date", "axe", "browser", "checks")},
        rules={rule: tuple(criteria.split()) for rule, criteria in told["rules"].items()},
        pages={name: Examined(page["path"], *_words(page)) for name, page in told["pages"].items()},
    )


def _words(page: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    return (tuple(page[name].split()) for name in ("criteria", "failed", "to_review"))
