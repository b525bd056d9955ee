"""What the pages of the wrap-up and of the end show, by audience: the proposals, the evaluation, what happens next."""

from __future__ import annotations

from typing import Any

from openlab.db.queries import feedback as feedback_queries
from openlab.db.queries import forum as forum_queries
from openlab.db.queries.forum import Proposal
from openlab.db.queries.labs import Room
from openlab.domain import feedback, phases
from openlab.domain.forum import NEXT_STEPS_LIMIT, REMARK_LIMIT
from openlab.live import Audience
from openlab.web.pages import shared
from openlab.web.site import Visit, site_of

Shown = dict[str, Any]

# How many lines of each part of a sheet a screen has room for, so large that they are read from eight metres.
SCREEN_LINES = {"problem": 3, "solution": 6, "first_step": 2}
SCREEN_COLUMNS = 60
FEW_LINES = 6
ONLY_ON_PHONES = ("for_whom", "gains", "risks")


async def for_participant(request: Visit, room: Room, participant_id: int) -> Shown:
    if not phases.has_wrap_up(room.phase):
        return {}
    site, template = site_of(request), "participant/_whole_sheet.html"
    _, forum = await site.once(forum_queries.forum, room.id, Audience.PARTICIPANTS)
    return {
        **await _for_everyone(request, room, Audience.PARTICIPANTS),
        "stance": await site.database.read(forum_queries.stance, room.id, participant_id),
        "whole_sheets": {p.id: shared(request, template, p.id, p, room=room, proposal=p) for p in forum.proposals},
    }


async def for_screen(request: Visit, room: Room) -> Shown:
    if not phases.has_wrap_up(room.phase):
        return {}
    shown = await _for_everyone(request, room, Audience.ROOM)
    on_screen: Proposal | None = shown["forum"].on_screen
    return {**shown, "excerpt": excerpt, **(_as_on_screen(on_screen) if on_screen else {})}


async def for_console(request: Visit, room: Room) -> Shown:
    """Facilitators also read what would have made it one point better, once the evaluation is shown."""
    if not phases.has_wrap_up(room.phase):
        return {}
    _, better = await site_of(request).once(feedback_queries.one_point_better, room.id, Audience.ROOM)
    return {**await _for_everyone(request, room, Audience.ROOM), "better": better}


async def _for_everyone(request: Visit, room: Room, audience: Audience) -> Shown:
    site = site_of(request)
    return {
        "forum": (await site.once(forum_queries.forum, room.id, audience))[1],
        "evaluation": (await site.once(feedback_queries.evaluation, room.id, audience))[1],
        "levels": feedback.LEVELS,
        "limits": {
            "better": feedback.BETTER_LIMIT,
            "remark": REMARK_LIMIT,
            "next_steps": NEXT_STEPS_LIMIT,
        },
    }


def _as_on_screen(proposal: Proposal) -> Shown:
    excerpts = {part: excerpt(getattr(proposal, part), lines) for part, lines in SCREEN_LINES.items()}
    is_cut = any(excerpts[part].split() != getattr(proposal, part).split() for part in excerpts)
    return {
        "excerpts": excerpts,
        "few_lines": sum(map(_lines, "\n".join(excerpts.values()).splitlines())) <= FEW_LINES,
        "has_more": is_cut or any(getattr(proposal, part) for part in ONLY_ON_PHONES),
    }


def excerpt(text: str, lines: int) -> str:
    """What a screen has room for: so many lines of about 60 characters, cut between words and ended with “…”."""
    kept: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        room = lines - sum(map(_lines, kept))
        if room < _lines(line):
            kept += [line[: room * SCREEN_COLUMNS].rsplit(None, 1)[0]] if room else []
            return "\n".join(kept).rstrip(" .,;:…") + "…"
        kept.append(line)
    return "\n".join(kept)


def _lines(line: str) -> int:
    return -(-len(line) // SCREEN_COLUMNS)
