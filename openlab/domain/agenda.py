"""The agenda of a lab: steps with their minutes, written one per line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openlab.domain import Refused

STEP_LIMIT = 80
STEPS_LIMIT = 30
MINUTES_LIMIT = 600


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    minutes: int


def read(text: str) -> list[Step]:
    """One step per line, its minutes first: `15 Welcome`. Empty lines do not count.

    Raises `agenda_line` (with the line), `agenda_too_long`.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > STEPS_LIMIT:
        raise Refused("agenda_too_long", "agenda", limit=STEPS_LIMIT)
    return [_step(line) for line in lines]


def _step(line: str) -> Step:
    found = re.fullmatch(r"(\d{1,3})\s*(?:min|mn|['’′])?\s*[:\-–]?\s+(\S.*)", line)
    if not found or not 1 <= int(found[1]) <= MINUTES_LIMIT or len(found[2]) > STEP_LIMIT:
        raise Refused("agenda_line", "agenda", line=line[:60])
    return Step(" ".join(found[2].split()), int(found[1]))


def write(steps: list[Step]) -> str:
    """The text that `read` reads."""
    return "\n".join(f"{step.minutes} {step.title}" for step in steps)
