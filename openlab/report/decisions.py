"""What the report tells of what came out: solution sheets, recommendations in phases, what was declined."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from openlab.db.queries.reported import Decision, Report, Sheet
from openlab.domain.backlog import Status
from openlab.domain.roadmap import Horizon
from openlab.report.blocks import Block, Heading, Line, Lines, Part, Photo, Photos, Quotes, Tag, Text
from openlab.report.half_day import people, votes
from openlab.report.voice import N_, Voice

PHASES = (
    (Horizon.NOW, N_("Now")),
    (Horizon.NEXT, N_("Next")),
    (Horizon.LATER, N_("Later")),
    (None, N_("Kept, with no date yet")),
)
STATUS = {
    Status.PROPOSED: N_("Proposed"),
    Status.KEPT: N_("Kept"),
    Status.PLANNED: N_("Planned"),
    Status.IN_PROGRESS: N_("In progress"),
    Status.DELIVERED: N_("Delivered"),
}


def solutions(report: Report, voice: Voice) -> Iterator[Block]:
    for sheet in report.sheets:
        yield Heading(voice.typed(sheet.topic), note=_of_group(sheet, voice), tags=_help(sheet, voice))
        yield from _parts(sheet, voice)
        if sheet.pictures:
            yield Photos(tuple(_photos(sheet, voice)))
        if sheet.remarks:
            yield Quotes(voice.gettext("What people say of it"), tuple(map(voice.typed, sheet.remarks)))
    if report.empty_sheets:
        groups = " · ".join(_group(*group, voice) for group in report.empty_sheets)
        yield Text(f"{voice.gettext('Left an empty sheet:')} {groups}", "hint")


def _group(round_: int, number: int, voice: Voice) -> str:
    return voice.gettext("Round %(round)s, group %(number)s", round=round_, number=number)


def _of_group(sheet: Sheet, voice: Voice) -> str:
    known = [_group(sheet.round, sheet.number, voice)]
    if sheet.people:
        present = ", ".join(f"{count}\N{NO-BREAK SPACE}{voice.typed(persona)}" for persona, count in sheet.people)
        known.append(f"{people(sum(count for _, count in sheet.people), voice)} ({present})")
    if sheet.continues:
        known.append(f"{voice.gettext('takes further:')} {_group(*sheet.continues, voice)}")
    return " · ".join(known)


def _help(sheet: Sheet, voice: Voice) -> tuple[Tag, ...]:
    told = voice.ngettext("%(count)s person would help", "%(count)s people would help", sheet.support)
    return (Tag(told, is_good=True),) if sheet.support else ()


def _parts(sheet: Sheet, voice: Voice) -> Iterator[Part]:
    _ = voice.gettext
    whom = "\n".join(filter(None, (", ".join(sheet.personas), sheet.for_whom)))
    parts = (
        (_("The problem"), sheet.problem),
        (_("For whom"), whom),
        (_("The solution"), sheet.solution),
        (_("First step"), sheet.first_step),
        (_("Gains"), sheet.gains),
        (_("Dependencies and risks"), sheet.risks),
    )
    yield from (Part(label, voice.typed(text)) for label, text in parts if text.strip())


def _photos(sheet: Sheet, voice: Voice) -> Iterator[Photo]:
    for number, picture in enumerate(sheet.pictures, start=1):
        words = voice.gettext("Photo %(number)s of the paper prototype: %(topic)s", number=number, topic=sheet.topic)
        yield Photo(picture.id, picture.width, picture.height, voice.typed(words))


def recommendations(report: Report, voice: Voice) -> Iterator[Block]:
    kept = [one for one in report.decisions if one.is_open]
    delivered = [one for one in report.decisions if one.status is Status.DELIVERED]
    if kept or delivered:
        yield Text(
            voice.gettext(
                "What the product owner decided, knowing what is feasible and what the impact is. In each phase, the "
                "first comes first."
            )
        )
    for horizon, name in PHASES:
        yield from _phase(name, [one for one in kept if one.horizon is horizon], voice)
    yield from _phase(N_("Delivered"), delivered, voice)
    if report.undecided:
        yield Heading(voice.gettext("Still to be decided"))
        yield Lines(tuple(Line(voice.typed(title)) for title in report.undecided))
    if report.next_steps:
        yield Heading(voice.gettext("What happens next"))
        yield Text(voice.typed(report.next_steps))


def _phase(name: str, decisions: Collection[Decision], voice: Voice) -> Iterator[Block]:
    if decisions:
        yield Heading(voice.gettext(name))
    for decision in decisions:
        yield from _action(decision, voice)


def _action(decision: Decision, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    yield Heading(voice.typed(decision.title), 4, _voted(decision, voice))
    yield Text(" · ".join(filter(None, (_(STATUS[decision.status]), voice.typed(decision.sprint)))), "small")
    parts = (
        (_("The problem"), decision.problem),
        (_("Action"), decision.solution),
        (_("First step"), "\n".join(decision.first_steps)),
        (_("For whom"), "\n".join(decision.for_whom)),
        (_("Target indicator"), decision.indicator),
    )
    yield from (Part(label, voice.typed(text)) for label, text in parts if text.strip())


def _voted(decision: Decision, voice: Voice) -> str:
    return votes(decision.votes, voice) if decision.votes else ""


def declined(report: Report, voice: Voice) -> Iterator[Block]:
    for decision in report.decisions:
        if decision.status is Status.DECLINED:
            yield Heading(voice.typed(decision.title), note=_voted(decision, voice))
            yield Part(voice.gettext("Why"), voice.typed(decision.decline_reason))
