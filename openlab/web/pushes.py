"""Items on their way into a tracker: choosing them, seeing what would happen, watching what does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream
from sqlalchemy.orm import Session

from openlab.actions import pushes as acts
from openlab.db.queries import connections as queries
from openlab.db.queries.backlog import Line, Working, working
from openlab.db.queries.connections import Connected, Pushed
from openlab.domain import Refused
from openlab.domain.backlog import Status
from openlab.export import Choice, chosen
from openlab.tracking import Plan, plan, run_push
from openlab.web.access import AtProduct, at_product
from openlab.web.connections import ask_once_more, for_trackers, seen
from openlab.web.exports import frozen_for, read_choice
from openlab.web.filters import labs_of
from openlab.web.forms import Form, check_form, read_checked_form, read_form
from openlab.web.live import HEADERS
from openlab.web.pages import Fault, language, page, see
from openlab.web.site import Site, Visit, site_of

log = logging.getLogger("openlab")

MOST_AT_ONCE = 500
# What a push does, of all that a dry run foresees.
TO_BE_DONE = ("create", "change", "found")
LONGEST_NUMBER = 9
LOOK_SECONDS = 0.5
CLAIM_SECONDS = 0.01
HEARTBEAT_SECONDS = 15.0


@get("/products/{slug:str}/trackers/{connection:int}/push")
async def choose_items(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """Which items: those of a lab, of some statuses, the first ones; then each of them can be ticked."""
    return await _choice_page(request, await at_product(request, slug, to_decide=True), connection)


@post("/products/{slug:str}/trackers/{connection:int}/push")
async def foresee_push(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """The dry run: what a push of these items would do. Nothing is written, here or there."""
    here = await at_product(request, slug, to_decide=True)
    form = await read_form(request)
    try:
        check_form(request, form)
        numbers = _numbers(form.all("item"))
        ask_once_more(request, here)
        overwrite = form.text("overwrite") == "yes"
        who = here.product.id, connection, here.account.id
        foreseen = await plan(site_of(request).tracking, *who, numbers, overwrite=overwrite)
    except Refused as refusal:
        return await _choice_page(request, here, connection, Fault(refusal, "choose", form))
    return _plan_page(request, here, foreseen, overwrite=overwrite)


@post("/products/{slug:str}/trackers/{connection:int}/pushes")
async def begin_push(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """The push begins, and goes on when the page is closed. A second tap leads to the one that has begun."""
    here, site = await at_product(request, slug, to_decide=True), site_of(request)
    form = await read_form(request)
    home = f"/products/{slug}/trackers/{connection}/pushes"
    try:
        check_form(request, form)
        begun = await site.database.write(_begin, here, connection, form)
    except Refused as refusal:
        if refusal.code == "push_running" and refusal.values.get("push"):
            return see(f"{home}/{refusal.values['push']}")
        return await _choice_page(request, here, connection, Fault(refusal, "choose", form))
    await run(site, begun)
    return see(f"{home}/{begun}")


@get("/products/{slug:str}/trackers/{connection:int}/pushes/{push:int}")
async def show_push(
    request: Visit, slug: FromPath[str], connection: FromPath[int], push: FromPath[int]
) -> Response[Any]:
    return await _push_page(request, await at_product(request, slug, to_decide=True), connection, push)


@get("/products/{slug:str}/trackers/{connection:int}/pushes/{push:int}/events", opt={"no_gzip": True})
async def watch_push(
    request: Visit, slug: FromPath[str], connection: FromPath[int], push: FromPath[int]
) -> Response[Any]:
    """Each item that is done, whichever process does it."""
    here, site = await at_product(request, slug, to_decide=True), site_of(request)
    await site.database.read(queries.push, here.product.id, connection, push)
    stream = _news(site, here.product.id, connection, push)
    return Stream(stream, media_type="text/event-stream", headers=HEADERS)


@post("/products/{slug:str}/trackers/{connection:int}/pushes/{push:int}/cancel")
async def stop_push(
    request: Visit, slug: FromPath[str], connection: FromPath[int], push: FromPath[int]
) -> Response[Any]:
    """The item on its way is still done; the others are not."""

    async def stop(site: Site, here: AtProduct) -> None:
        await site.database.write(acts.cancel, here.product.id, connection, push)

    return await _steer(request, slug, connection, push, stop)


@post("/products/{slug:str}/trackers/{connection:int}/pushes/{push:int}/resume")
async def resume_push(
    request: Visit, slug: FromPath[str], connection: FromPath[int], push: FromPath[int]
) -> Response[Any]:
    """Go on with what waits, in this process, unless another one is at it."""

    async def resume(site: Site, here: AtProduct) -> None:
        ask_once_more(request, here)
        found = await site.database.read(queries.push, here.product.id, connection, push)
        if _state(site, found) in ("interrupted", "problem"):
            await run(site, push)

    return await _steer(request, slug, connection, push, resume)


async def run(site: Site, push: int) -> None:
    """Do a push beside the requests, kept in the site until it ends: a task that nobody keeps may vanish. This returns
    when whichever process shows its page next knows that it runs."""

    async def work() -> None:
        try:
            await run_push(site.tracking, push)
        except Refused as refusal:
            log.info("push not run here", extra={"facts": {"push": push, "reason": refusal.code}})
        except Exception:
            log.exception("push failed", extra={"facts": {"push": push}})
        finally:
            site.pushing.pop(push, None)

    if push not in site.pushing:
        site.pushing[push] = asyncio.create_task(work())
    while push in site.pushing and not await site.database.read(acts.is_at_work, push):  # noqa: ASYNC110 - in the database
        await asyncio.sleep(CLAIM_SECONDS)


async def _steer(request: Visit, slug: str, connection: int, push: int, act: Callable[..., Any]) -> Response[Any]:
    here = await at_product(request, slug, to_decide=True)
    try:
        await read_checked_form(request)
        await act(site_of(request), here)
    except Refused as refusal:
        return await _push_page(request, here, connection, push, Fault(refusal, "push"))
    return see(f"/products/{slug}/trackers/{connection}/pushes/{push}")


def _begin(session: Session, here: AtProduct, connection: int, form: Form) -> int:
    numbers, overwrite = _numbers(form.text("items").split()), form.text("overwrite") == "yes"
    return acts.begin(session, here.product.id, here.account.id, connection, numbers, overwrite=overwrite)


def _numbers(sent: list[str]) -> list[int]:
    """Raises `push_empty`, `item_unknown`."""
    if not sent:
        raise Refused("push_empty", "item")
    if not all(one.isascii() and one.isdecimal() and len(one) <= LONGEST_NUMBER for one in sent):
        raise Refused("item_unknown")
    return [int(one) for one in sent]


async def _news(site: Site, product: int, connection: int, push: int) -> AsyncIterator[bytes]:
    """The event stream of a push: its version at each change, and every 15 seconds to show that it is alive."""
    told, said_at, loop = "", float("-inf"), asyncio.get_running_loop()
    while not site.live.is_stopping:
        try:
            found = await site.database.read(queries.push, product, connection, push)
        except Refused:  # its connection was removed
            return
        version = _version(site, found)
        if version != told or loop.time() - said_at >= HEARTBEAT_SECONDS:
            told, said_at = version, loop.time()
            yield f"event: version\ndata: {version}\n\n".encode()
        await asyncio.sleep(HEARTBEAT_SECONDS if found.ended_at else LOOK_SECONDS)


def _version(site: Site, found: Pushed) -> str:
    done = "-".join(f"{outcome}{count}" for outcome, count in sorted(found.counts.items()))
    return f"{_state(site, found)}-{done}"


def _state(site: Site, found: Pushed) -> str:
    """Where a push is: running, stopping, problem, interrupted, cancelled or done."""
    if found.ended_at:
        return "cancelled" if found.cancelled else "done"
    if found.id in site.pushing or (found.is_claimed and acts.is_running("", found.beat_at, datetime.now(UTC))):
        return "stopping" if found.cancelled else "running"
    return "problem" if found.problem else "interrupted"


async def _choice_page(request: Visit, here: AtProduct, connection: int, fault: Fault | None = None) -> Response[Any]:
    choice = read_choice(request.query_params, language(request))
    there, found, links = await seen(request, fault, _of_choice, here, connection)
    lines = _chosen(here, found, choice)
    return page(
        request,
        "owner/push_choose.html",
        fault=fault,
        here=f"/products/{here.product.slug}/trackers/{connection}/push",
        at=here,
        account=here.account,
        connection=there,
        working=found,
        links=links,
        lines=lines[:MOST_AT_ONCE],
        beyond=max(0, len(lines) - MOST_AT_ONCE),
        most=MOST_AT_ONCE,
        choice=choice,
        labs=labs_of(found.lines),
        statuses=list(Status),
        typed=set(fault.typed.all("item") or fault.typed.text("items").split()) if fault else set(),
        **for_trackers(request),
    )


def _chosen(here: AtProduct, found: Working, choice: Choice) -> list[Line]:
    """As the exports choose."""
    numbers = {int(item.reference) for _, item in chosen(frozen_for(here, found, choice), choice)}
    return [line for line in found.lines if line.number in numbers]


def _plan_page(request: Visit, here: AtProduct, foreseen: Plan, *, overwrite: bool) -> Response[Any]:
    connection = foreseen.connection
    return page(
        request,
        "owner/push_plan.html",
        here=f"/products/{here.product.slug}/trackers/{connection.id}/push",
        at=here,
        account=here.account,
        connection=connection,
        plan=foreseen,
        to_push=[line.number for line in foreseen.lines if line.outcome in TO_BE_DONE],
        overwrite=overwrite,
        **for_trackers(request),
    )


async def _push_page(
    request: Visit, here: AtProduct, connection: int, push: int, fault: Fault | None = None
) -> Response[Any]:
    site = site_of(request)
    there, found = await seen(request, fault, _of_push, here.product.id, connection, push)
    state, address = _state(site, found), f"/products/{here.product.slug}/trackers/{connection}/pushes/{push}"
    is_moving = state in ("running", "stopping")
    return page(
        request,
        "owner/push.html",
        fault=fault,
        version=_version(site, found) if is_moving else "",
        events=f"{address}/events" if is_moving else "",
        here=address,
        at=here,
        account=here.account,
        connection=there,
        push=found,
        state=state,
        **for_trackers(request),
    )


def _of_choice(session: Session, here: AtProduct, connection: int) -> tuple[Connected, Working, dict[int, Any]]:
    there = queries.connection(session, here.product.id, connection)
    links = {link.number: link for link in queries.links_of(session, connection)}
    return there, working(session, here.product, here.reader), links


def _of_push(session: Session, product: int, connection: int, push: int) -> tuple[Connected, Pushed]:
    return queries.connection(session, product, connection), queries.push(session, product, connection, push)
