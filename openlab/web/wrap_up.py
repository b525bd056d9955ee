"""The forms of the wrap-up: proposals on the screen, supports, sentences, the evaluation, what happens next."""

from __future__ import annotations

from typing import Any

from litestar import Response, post
from litestar.params import FromPath

from openlab.actions import feedback, forum
from openlab.web import facilitator, participant
from openlab.web.site import Visit


@post("/l/{code:str}/proposals/{sheet:int}/support")
async def support(request: Visit, code: FromPath[str], sheet: FromPath[int]) -> Response[Any]:
    return await participant.act(request, code, f"support-{sheet}", forum.support, sheet, True)


@post("/l/{code:str}/proposals/{sheet:int}/withdraw-support")
async def withdraw_support(request: Visit, code: FromPath[str], sheet: FromPath[int]) -> Response[Any]:
    return await participant.act(request, code, f"support-{sheet}", forum.support, sheet, False)


@post("/l/{code:str}/proposals/{sheet:int}/remark")
async def remark(request: Visit, code: FromPath[str], sheet: FromPath[int]) -> Response[Any]:
    return await participant.act(request, code, f"remark-{sheet}", forum.remark, sheet, fields=("remark",))


@post("/l/{code:str}/feedback")
async def give_feedback(request: Visit, code: FromPath[str]) -> Response[Any]:
    return await participant.act(request, code, "feedback", feedback.give_feedback, fields=("level", "better"))


@post("/labs/{lab:int}/forum")
async def show_sheet(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await facilitator.act(request, lab, "forum", forum.show_sheet, fields=("sheet",))


@post("/labs/{lab:int}/evaluation")
async def show_evaluation(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await facilitator.act(request, lab, "evaluation", feedback.show_evaluation)


@post("/labs/{lab:int}/next-steps")
async def write_next_steps(request: Visit, lab: FromPath[int]) -> Response[Any]:
    return await facilitator.act(request, lab, "next-steps", forum.write_next_steps, fields=("next_steps",))
