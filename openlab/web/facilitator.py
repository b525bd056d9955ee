"""The console: one address per lab, a template per phase; and the forms it sends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions import ballots, groups, labs, pain_points, timer
from openlab.db.queries import groups as group_queries
from openlab.db.queries.journal import journal
from openlab.db.queries.labs import Room
from openlab.db.queries.participants import everyone
from openlab.domain import Refused, agenda, phases
from openlab.domain import groups as group_rules
from openlab.domain.lookalikes import Lookalikes, suggest
from openlab.domain.sheets import FIELDS
from openlab.live import Audience
from openlab.web import forum
from openlab.web.access import AtDesk, at_desk
from openlab.web.forms import check_form, read_form
from openlab.web.pages import Fault, page, see
from openlab.web.sheet_view import of_round
from openlab.web.site import Visit, site_of

SUGGESTIONS_SHOWN = 8
CARDS_COMPARED = 150


@get("/labs/{lab:int}")
async def show_console(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _console(request, await at_desk(request, lab))


@post("/labs/{lab:int}/phase")
async def change_phase(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "phase", labs.change_phase, fields=("seen", "wanted"))


@post("/labs/{lab:int}/timer/start")
async def start_timer(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "timer", timer.start_timer, fields=("seen", "step"))


@post("/labs/{lab:int}/timer/pause")
async def pause_timer(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "timer", timer.pause_timer, fields=("seen",))


@post("/labs/{lab:int}/timer/resume")
async def resume_timer(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "timer", timer.resume_timer, fields=("seen",))


@post("/labs/{lab:int}/timer/add")
async def add_time(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "timer", timer.add_time, fields=("seen", "minutes"))


@post("/labs/{lab:int}/timer/end")
async def end_timer(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "timer", timer.end_timer, fields=("seen",))


@post("/labs/{lab:int}/pain-points")
async def add_pain_point(request: Visit, lab: FromPath[int]) -> Response[Any]:
    fields = ("title", "detail", "person", "form_key")
    return await act(request, lab, "give", pain_points.add_pain_point_for, fields=fields)


@post("/labs/{lab:int}/pain-points/{card:int}")
async def edit_pain_point(request: Visit, lab: FromPath[int], card: FromPath[int]) -> Response[Any]:
    return await act(request, lab, f"edit-{card}", pain_points.edit_pain_point, card, fields=("title", "detail"))


@post("/labs/{lab:int}/pain-points/{card:int}/hide")
async def hide_pain_point(request: Visit, lab: FromPath[int], card: FromPath[int]) -> Response[Any]:
    return await act(request, lab, f"edit-{card}", pain_points.hide_pain_point, card, True)


@post("/labs/{lab:int}/pain-points/{card:int}/restore")
async def restore_pain_point(request: Visit, lab: FromPath[int], card: FromPath[int]) -> Response[Any]:
    return await act(request, lab, f"edit-{card}", pain_points.hide_pain_point, card, False)


@post("/labs/{lab:int}/merge")
async def merge_pain_points(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "merge", pain_points.merge_pain_points, lists=("card",), fields=("into",))


@post("/labs/{lab:int}/pain-points/{card:int}/unmerge")
async def unmerge_pain_point(request: Visit, lab: FromPath[int], card: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "merge", pain_points.unmerge_pain_point, card)


@post("/labs/{lab:int}/ballots")
async def enter_ballot(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "ballot", ballots.cast_ballot_for, lists=("choice",), fields=("person",))


@post("/labs/{lab:int}/topics")
async def keep_topics(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "topics", ballots.keep_topics, lists=("topic",))


@post("/labs/{lab:int}/groups")
async def open_groups(request: Visit, lab: FromPath[int]) -> Response[Any]:
    lists, fields = ("topic", "count"), ("minimum", "maximum")
    return await act(request, lab, "groups", groups.open_groups, lists=lists, fields=fields)


@post("/labs/{lab:int}/groups/form")
async def form_groups(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "groups", groups.form_groups)


@post("/labs/{lab:int}/groups/rebalance")
async def rebalance_groups(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "groups", groups.rebalance_groups)


@post("/labs/{lab:int}/groups/move")
async def move_person(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "move", groups.move_person, fields=("person", "group"))


@post("/labs/{lab:int}/groups/{group:int}/place")
async def name_place(request: Visit, lab: FromPath[int], group: FromPath[int]) -> Response[Any]:
    return await act(request, lab, f"place-{group}", groups.name_place, group, fields=("place",))


@post("/labs/{lab:int}/participants/{person:int}/left")
async def mark_left(request: Visit, lab: FromPath[int], person: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "people", groups.mark_left, person, True)


@post("/labs/{lab:int}/participants/{person:int}/back")
async def mark_back(request: Visit, lab: FromPath[int], person: FromPath[int]) -> Response[Any]:
    return await act(request, lab, "people", groups.mark_left, person, False)


@get("/labs/{lab:int}/journal")
async def show_journal(request: Visit, lab: FromPath[int]) -> Response[Any]:
    desk = await at_desk(request, lab)
    entries = await site_of(request).database.read(journal, lab)
    return page(request, "facilitator/journal.html", room=desk.room, account=desk.account, entries=entries)


async def act(
    request: Visit,
    lab: int,
    at: str,
    action: Callable[..., None],
    *values: int,
    lists: tuple[str, ...] = (),
    fields: tuple[str, ...] = (),
) -> Response[Any]:
    """One form of a facilitator: taken, or the console as it stands now with the reason and the typed text.

    `at` names the form on its page; the action gets the lab, the account, the values and then the form's fields.
    """
    desk = await at_desk(request, lab)
    form = await read_form(request)
    try:
        check_form(request, form)
        sent = [form.all(name) for name in lists], [form.text(name) for name in fields]
        await site_of(request).database.write(action, lab, desk.account.id, *values, *sent[0], *sent[1])
    except Refused as refusal:
        return await _console(request, await at_desk(request, lab), Fault(refusal, at, form))
    return see(f"/labs/{lab}")


async def _console(request: Visit, desk: AtDesk, fault: Fault | None = None) -> Response[Any]:
    room, site = desk.room, site_of(request)
    sorting = room.phase is phases.Phase.SORT
    alike = await asyncio.to_thread(_alike, room) if sorting else ()
    return page(
        request,
        f"facilitator/{phases.page_of(room.phase)}.html",
        fault=fault,
        version=desk.version,
        events=f"/l/{room.code}/events?for={Audience.ROOM}",
        here=f"/labs/{room.id}",
        room=room,
        account=desk.account,
        people=await site.database.read(everyone, room.id),
        alike=alike,
        proposed=agenda.proposed(room.agenda, room.phase, room.timer.step if room.timer else None),
        all_phases=phases.ORDER,
        earlier=phases.ORDER[: phases.ORDER.index(room.phase)],
        skip_to=phases.onward(room.phase)[1:],
        comfortable=phases.COMFORTABLE_TO_VOTE,
        sheets=await of_round(request, room),
        fields=FIELDS,
        seating=await site.database.read(_seating, room),
        **await forum.for_console(request, room),
    )


def _seating(session: Session, room: Room) -> tuple[int, tuple[group_rules.Notice, ...], group_rules.Sizes] | None:
    """While a round is on: how many people gave wishes, why sizes are out of bounds, and the bounds."""
    round_ = phases.round_of(room.phase)
    if round_ is None:
        return None
    seated = group_queries.seated(session, room.id, round_)
    formed = any(group.people for group in room.groups)
    notices = group_rules.notices(*seated) if formed else ()
    return group_queries.wishers(session, room.id, round_), notices, seated[2]


def _alike(room: Room) -> tuple[Lookalikes, ...]:
    """The pairs to suggest, worked out once for the same cards, whatever else changes in the room."""
    return _suggested(tuple((card.id, card.title, card.detail) for card in room.votable[:CARDS_COMPARED]))


@lru_cache(maxsize=64)
def _suggested(cards: tuple[tuple[int, str, str], ...]) -> tuple[Lookalikes, ...]:
    return tuple(suggest({id_: (title, detail) for id_, title, detail in cards})[:SUGGESTIONS_SHOWN])
