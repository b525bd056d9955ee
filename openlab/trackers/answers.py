"""Reading what trackers answer: markers found in texts, projects that are not there, answers that make no sense."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from openlab.domain import Refused
from openlab.trackers import InDoubt, Issue

MARKER = re.compile(r"openlab-[a-z2-7]{20}(?![a-z0-9])", re.IGNORECASE)
AT_ONCE = 50


@contextmanager
def made_out() -> Iterator[None]:
    """An answer without what the tracker's documentation promises is odd: `tracker_odd`."""
    try:
        yield
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as problem:
        raise Refused("tracker_odd") from problem


@contextmanager
def made_for_sure() -> Iterator[None]:
    """After a creation, an answer that cannot be had or made out says nothing about it: `InDoubt`."""
    try:
        with made_out():
            yield
    except Refused as problem:
        raise InDoubt from problem


@contextmanager
def in_project(project: str) -> Iterator[None]:
    """What is not there is the project: `tracker_project_unknown`."""
    try:
        yield
    except Refused as problem:
        if problem.code != "tracker_not_there":
            raise
        raise Refused("tracker_project_unknown", "project", project=project) from problem


def plain(text: object) -> str:
    """A text as we write them: nothing is an empty one, and lines end with a line feed."""
    return str(text or "").replace("\r\n", "\n")


def marker_in(text: str) -> str:
    """The last marker of a text, since ours stands at its end."""
    found = MARKER.findall(text)
    return found[-1] if found else ""


def by_marker(issues: Iterable[Issue], markers: Collection[str]) -> dict[str, Issue]:
    """The issues that carry these markers. Of two with the same one the older is ours, the other was copied from it."""
    found: dict[str, Issue] = {}
    for issue in issues:
        kept = found.get(issue.marker)
        if issue.marker in markers and (kept is None or _age(issue) < _age(kept)):
            found[issue.marker] = issue
    return found


def _age(issue: Issue) -> tuple[int, str]:
    """Keys are numbers that grow."""
    return len(issue.key), issue.key


def in_batches(keys: Collection[str]) -> Iterator[tuple[str, ...]]:
    """As many at once as fit into an address."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield tuple(ordered[start : start + AT_ONCE])


def listed(data: Any) -> list[Any]:
    """A list, or `tracker_odd`."""
    if not isinstance(data, list):
        raise Refused("tracker_odd")
    return data
