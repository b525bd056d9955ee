"""The agenda of a lab: its steps, typed one per line or in a form, and the hours that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import accumulate

from openlab.domain import Refused

STEP_LIMIT = 80
STEPS_LIMIT = 30
MINUTES_LIMIT = 600
WHO_LIMIT = 120
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Step:
    """`phase` is the phase of the lab that the step belongs to, if any; `id` is where it is kept, 0 when it is not."""

    title: str
    minutes: int
    phase: str | None = None
    who: str = ""
    id: int = field(default=0, compare=False)


def step(title: str, minutes: str, phase: str | None = None, who: str = "") -> Step:
    """A step as it is typed into its form. Raises `step_title_missing`, `text_too_long`, `minutes_wrong`."""
    title, who = " ".join(title.split()), " ".join(who.split())
    if not title:
        raise Refused("step_title_missing", "title")
    for name, text, limit in (("title", title, STEP_LIMIT), ("who", who, WHO_LIMIT)):
        if len(text) > limit:
            raise Refused("text_too_long", name, length=len(text), limit=limit)
    if not re.fullmatch(r"\d{1,3}", minutes.strip()) or not 1 <= int(minutes) <= MINUTES_LIMIT:
        raise Refused("minutes_wrong", "minutes", limit=MINUTES_LIMIT)
    return Step(title, int(minutes), phase, who)


def fits(count: int) -> None:
    """An agenda has thirty steps at most. Raises `agenda_too_long`."""
    if count > STEPS_LIMIT:
        raise Refused("agenda_too_long", "agenda", limit=STEPS_LIMIT)


def read(text: str) -> list[Step]:
    """One step per line, its minutes first: `15 Welcome`. Empty lines do not count.

    Raises `agenda_line` (with the line), `agenda_too_long`.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fits(len(lines))
    return [_step(line) for line in lines]


def _step(line: str) -> Step:
    found = re.fullmatch(r"(\d{1,3})\s*(?:min|mn|['’′])?\s*[:\-–]?\s+(\S.*)", line)
    if not found or not 1 <= int(found[1]) <= MINUTES_LIMIT or len(found[2]) > STEP_LIMIT:
        raise Refused("agenda_line", "agenda", line=line[:60])
    return Step(" ".join(found[2].split()), int(found[1]))


def write(steps: Sequence[Step]) -> str:
    """The text that `read` reads."""
    return "\n".join(map(_line, steps))


def _line(step: Step) -> str:
    line = f"{step.minutes} {step.title}"
    is_clear = _step(line).title == step.title
    return line if is_clear else f"{step.minutes} min : {step.title}"


def continued(before: Sequence[Step], typed: Sequence[Step]) -> list[Step]:
    """The typed lines, each with the phase, the persons and the id of the step that it continues: the one of the same
    title, else the one in the same place with the same minutes when no line was added or removed. No step is continued
    twice."""
    continues = dict(_same_titles(before, typed))
    if len(before) == len(typed):
        left = set(range(len(before))) - set(continues.values()) - continues.keys()
        continues |= {place: place for place in left if before[place].minutes == typed[place].minutes}
    return [_continue(before[continues[place]], new) if place in continues else new for place, new in enumerate(typed)]


def _same_titles(before: Sequence[Step], typed: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """(place now, place before): first what stayed in its order, then what moved."""
    old, new = [step.title.casefold() for step in before], [step.title.casefold() for step in typed]
    left, waiting = list(range(len(old))), list(range(len(new)))
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            left.remove(block.a + offset)
            waiting.remove(block.b + offset)
            yield block.b + offset, block.a + offset
    for place in waiting:
        moved = next((was for was in left if old[was] == new[place]), None)
        if moved is not None:
            left.remove(moved)
            yield place, moved


def _continue(old: Step, new: Step) -> Step:
    return replace(old, title=new.title, minutes=new.minutes)


def total(steps: Sequence[Step]) -> int:
    """Minutes, all together."""
    return sum(step.minutes for step in steps)


def start_time(text: str) -> str:
    """An hour as people type it, 14:00, 14h or 9h30, written as 14:00; empty when none is given.

    Raises `time_wrong`.
    """
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])\s?(?:[:hH.]\s?([0-5][0-9])?)?", text.strip())
    if text.strip() and not found:
        raise Refused("time_wrong", "starts_at")
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else ""


def hours(steps: Sequence[Step], starts_at: str) -> list[str]:
    """When each step begins, then when the last one ends: 14:05 in a lab that starts at 14:00; when nobody has said
    when it starts, the time since the beginning: 0:05."""
    elapsed = list(accumulate((step.minutes for step in steps), initial=0))
    if not starts_at:
        return [f"{minutes // 60}:{minutes % 60:02}" for minutes in elapsed]
    hour, minute = map(int, starts_at.split(":"))
    moments = [(60 * hour + minute + minutes) % MINUTES_OF_A_DAY for minutes in elapsed]
    return [f"{moment // 60:02}:{moment % 60:02}" for moment in moments]


def proposed(steps: Sequence[Step], phase: str, timed: int | None) -> Step | None:
    """The step to time next: the next one of this phase, after the one that is timed if that is of this phase too; in a
    phase without any, the one after the one that is timed; while nothing is timed, the first. After the last, none."""
    place = next((number for number, step in enumerate(steps) if step.id == timed), -1)
    of_phase = [step for step in steps if step.phase == phase]
    if place >= 0 and steps[place].phase == phase:
        of_phase = [step for step in steps[place + 1 :] if step.phase == phase]
    return next(iter([*of_phase, *steps[place + 1 :]]), None)
