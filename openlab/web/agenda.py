"""The agenda of a lab on a page of its own, its rules of conduct, and the run sheet to print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions import agenda
from openlab.db.queries.agenda import earlier_agendas
from openlab.domain import Refused, phases
from openlab.domain import agenda as rules
from openlab.domain.agenda import Step
from openlab.live import Audience
from openlab.web import usual
from openlab.web.access import AtDesk, at_desk
from openlab.web.forms import check_form, read_form
from openlab.web.pages import Fault, language, page, see
from openlab.web.site import Visit, site_of

STEP_FIELDS = ("title", "minutes", "phase", "who")


@get("/labs/{lab:int}/agenda")
async def show_agenda(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _page(request, await at_desk(request, lab))


@post("/labs/{lab:int}/agenda/steps")
async def add_step(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, "step", agenda.add_step, fields=(*STEP_FIELDS, "after"))


@post("/labs/{lab:int}/agenda/steps/{step:int}")
async def edit_step(request: Visit, lab: FromPath[int], step: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, f"step-{step}", agenda.edit_step, step, fields=STEP_FIELDS)


@post("/labs/{lab:int}/agenda/steps/{step:int}/move")
async def move_step(request: Visit, lab: FromPath[int], step: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, f"step-{step}", agenda.move_step, step, fields=("to",))


@post("/labs/{lab:int}/agenda/steps/{step:int}/remove")
async def remove_step(request: Visit, lab: FromPath[int], step: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, f"step-{step}", agenda.remove_step, step)


@post("/labs/{lab:int}/agenda/modules")
async def add_module(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, "module", _add_module, language(request), fields=("module", "after"))


@post("/labs/{lab:int}/agenda/half-day")
async def use_half_day(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, "half-day", agenda.replace_agenda, usual.half_day(language(request)))


@post("/labs/{lab:int}/agenda/copy")
async def copy_agenda(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, "copy", agenda.copy_agenda, fields=("other",))


@post("/labs/{lab:int}/agenda/start")
async def set_start(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, "start", agenda.set_start, fields=("starts_at",))


@post("/labs/{lab:int}/conduct")
async def set_conduct(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await _act(request, lab, "conduct", _set_conduct, language(request), fields=("conduct",))


@get("/labs/{lab:int}/run-sheet")
async def show_run_sheet(request: Visit, lab: FromPath[int]) -> Response[Any]:
    """Who does what and when, on one page of paper."""
    desk = await at_desk(request, lab)
    room = desk.room
    return page(request, "facilitator/run_sheet.html", account=desk.account, room=room, total=rules.total(room.agenda))


async def _act(
    request: Visit,
    lab: int,
    at: str,
    action: Callable[..., None],
    *values: int | str | list[Step],
    fields: tuple[str, ...] = (),
) -> Response[Any]:
    """One form of the page of the agenda: taken, or the page as it stands now with the reason and the typed text."""
    desk = await at_desk(request, lab)
    form = await read_form(request)
    try:
        check_form(request, form)
        sent = [form.text(name) for name in fields]
        await site_of(request).database.write(action, lab, desk.account.id, *values, *sent)
    except Refused as refusal:
        return await _page(request, await at_desk(request, lab), Fault(refusal, at, form))
    return see(f"/labs/{lab}/agenda")


async def _page(request: Visit, desk: AtDesk, fault: Fault | None = None) -> Response[Any]:
    room = desk.room
    return page(
        request,
        "facilitator/agenda.html",
        fault=fault,
        version=desk.version,
        events=f"/l/{room.code}/events?for={Audience.ROOM}",
        account=desk.account,
        all_phases=phases.ORDER,
        modules=usual.modules(language(request)),
        others=await site_of(request).database.read(earlier_agendas, room.id),
        room=room,
        total=rules.total(room.agenda),
    )


def _add_module(session: Session, lab_id: int, account_id: int, language: str, key: str, after: str) -> None:
    module = next((module for module in usual.modules(language) if module.key == key), None)
    if module is None:
        raise Refused("module_unknown", "module")
    agenda.add_step(session, lab_id, account_id, module.title, str(module.minutes), "", "", after)


def _set_conduct(session: Session, lab_id: int, account_id: int, language: str, text: str) -> None:
    agenda.set_conduct(session, lab_id, account_id, text, usual.conduct(language))
