"""One item of the backlog: evidence, sources, what the team thinks, why it stands where it stands, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions import assessments, items
from openlab.db.queries import connections, roadmap
from openlab.db.queries import items as queries
from openlab.db.queries.backlog import Line, Reader, Working, working
from openlab.db.queries.connections import Linked
from openlab.db.queries.exports import exports_of
from openlab.db.tables import Product, Sprint
from openlab.db.tables.backlog import RICE
from openlab.domain import Refused
from openlab.domain import backlog as rules
from openlab.domain.backlog import DISCIPLINES, Moscow
from openlab.domain.roadmap import Horizon
from openlab.trackers.kinds import KINDS
from openlab.web import words
from openlab.web.access import AtProduct, at_product
from openlab.web.decisions import Act, decide, typed
from openlab.web.forms import Form, check_form, read_form
from openlab.web.owner import FOLLOWING
from openlab.web.pages import Fault, page, see
from openlab.web.site import Visit, site_of

TEXTS = ("title", "problem", "solution", "for_whom", "indicator", "external_link")
PLAN = ("status", "reason", "moscow", "horizon", "sprint")


@dataclass(frozen=True)
class About:
    """Everything that the page of an item says. `line` is None for one that is in another item now, or not there."""

    working: Working
    line: Line | None
    told: tuple[queries.Told, ...]
    history: list[queries.Change]
    joined: list[tuple[int, str]]
    joined_into: tuple[str, int] | None
    sprints: list[Sprint]
    exports: list[tuple[str, datetime]]
    issues: list[tuple[str, Linked]]


@get("/products/{slug:str}/backlog/{item:int}")
async def show_item(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    return await _item_page(request, await at_product(request, slug), item)


@post("/products/{slug:str}/backlog/{item:int}")
async def change_item(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    """The words of an item."""
    return await _decide(request, slug, item, "texts", _changing(item, TEXTS))


@post("/products/{slug:str}/backlog/{item:int}/plan")
async def plan_item(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    """Its status, class, horizon and sprint."""
    return await _decide(request, slug, item, "plan", _changing(item, PLAN))


@post("/products/{slug:str}/backlog/{item:int}/place")
async def place_item(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    act = _with_version(items.place_item, item, "position", "reason")
    return await _decide(request, slug, item, "place", act)


@post("/products/{slug:str}/backlog/{item:int}/impact")
async def give_impact(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    act = _with_version(assessments.give_impact, item, "level", "reason")
    return await _decide(request, slug, item, "impact", act)


@post("/products/{slug:str}/backlog/{item:int}/rice")
async def estimate_rice(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    def act(session: Session, here: AtProduct, form: Form) -> None:
        parts = [form.text(part.removeprefix("rice_")) for part in RICE]
        items.estimate_rice(session, here.product.id, here.account.id, item, form.text("version"), parts)

    return await _decide(request, slug, item, "rice", act)


@post("/products/{slug:str}/backlog/{item:int}/verbatims")
async def choose_verbatims(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    def act(session: Session, here: AtProduct, form: Form) -> None:
        chosen = form.all("verbatim")
        items.choose_verbatims(session, here.product.id, here.account.id, item, form.text("version"), chosen)

    return await _decide(request, slug, item, "verbatims", act)


@post("/products/{slug:str}/backlog/{item:int}/join")
async def join_item(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    return await _decide(request, slug, item, "join", _with_version(items.join_items, item, "into"))


@post("/products/{slug:str}/backlog/{item:int}/take-out")
async def take_out(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    def act(session: Session, here: AtProduct, _: Form) -> None:
        items.take_out(session, here.product.id, here.account.id, item)

    return await _decide(request, slug, item, "take-out", act)


@post("/products/{slug:str}/backlog/{item:int}/assessment")
async def assess_feasibility(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    """What a developer or a designer of the product says is feasible."""
    here = await at_product(request, slug)
    form = await read_form(request)
    role = form.text("role")
    if role not in here.roles or role not in DISCIPLINES:
        raise Refused("not_this_role")
    try:
        check_form(request, form)
        values = here.product.id, here.account.id, item, role, form.text("level"), form.text("reason")
        await site_of(request).database.write(assessments.assess_feasibility, *values)
    except Refused as refusal:
        return await _item_page(request, here, item, Fault(refusal, f"assess-{role}", form))
    return see(f"/products/{slug}/backlog/{item}#team")


def _changing(item: int, fields: tuple[str, ...]) -> Act:
    def act(session: Session, here: AtProduct, form: Form) -> None:
        values = form.text("version"), typed(form, fields)
        items.change_item(session, here.product.id, here.account.id, item, *values)

    return act


def _with_version(action: Any, item: int, *fields: str) -> Act:
    def act(session: Session, here: AtProduct, form: Form) -> None:
        sent = [form.text(name) for name in ("version", *fields)]
        action(session, here.product.id, here.account.id, item, *sent)

    return act


async def _decide(request: Visit, slug: str, item: int, at: str, act: Act) -> Response[Any]:
    async def again(request: Visit, here: AtProduct, fault: Fault) -> Response[Any]:
        return await _item_page(request, here, item, fault)

    return await decide(request, slug, at, act, lambda _: f"/products/{slug}/backlog/{item}#{at}", again)


async def _item_page(request: Visit, here: AtProduct, item: int, fault: Fault | None = None) -> Response[Any]:
    about = await site_of(request).database.read(_about, here.product, here.reader, item)
    if about.line is None and about.joined_into is None:
        raise fault.refusal if fault else Refused("not_found")
    return page(
        request,
        "owner/item.html" if about.line else "owner/joined.html",
        fault=fault,
        at=here,
        account=here.account,
        number=item,
        about=about,
        line=about.line,
        explanation=rules.explain(about.line.item) if about.line else [],
        following=FOLLOWING,
        classes=list(Moscow),
        horizons=list(Horizon),
        layouts=site_of(request).layouts,
        words=words,
    )


def _about(session: Session, product: Product, reader: Reader, number: int) -> About:
    found = working(session, product, reader)
    line = found.line(number)
    return About(
        working=found,
        line=line,
        told=queries.told(session, line) if line else (),
        history=queries.history(session, line.id) if line else [],
        joined=queries.titles(session, product.id, line.joined) if line else [],
        joined_into=queries.joined_into(session, product.id, number),
        sprints=roadmap.sprints(session, product.id),
        exports=exports_of(session, line.id) if line else [],
        issues=_issues(session, product, line) if line else [],
    )


def _issues(session: Session, product: Product, line: Line) -> list[tuple[str, Linked]]:
    """(the tracker's name, the item's issue there), as it was last seen."""
    kinds = {one.id: one.kind for one in connections.connections_of(session, product.id)}
    links = connections.issues_of(session, line.id)
    return [(KINDS[kinds[link.connection_id]].name, link) for link in links if link.key]
