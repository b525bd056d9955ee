"""The backlog as a list that one works in: proposals of the labs, filters, and a line per item."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions import backlog, items
from openlab.db.queries import products, proposals, roadmap
from openlab.db.queries.backlog import Reader, Working, working
from openlab.db.queries.proposals import HandedOver
from openlab.db.tables import Product, Sprint
from openlab.domain import Refused
from openlab.domain import backlog as rules
from openlab.domain.backlog import Moscow, Status
from openlab.web import filters, words
from openlab.web.access import AtProduct, at_product
from openlab.web.decisions import decide, typed
from openlab.web.forms import Form
from openlab.web.pages import Fault, page
from openlab.web.site import Visit, site_of

OF_A_LINE = ("status", "moscow", "sprint", "reason")
# A status may be followed by these, itself included, in the order of a list to choose from.
FOLLOWING = {
    status: [wanted for wanted in Status if wanted is status or wanted in rules.NEXT[status]] for status in Status
}


@get("/products/{slug:str}/backlog")
async def show_backlog(request: Visit, slug: FromPath[str]) -> Response[Any]:
    return await _backlog_page(request, await at_product(request, slug))


@post("/products/{slug:str}/backlog")
async def add_item(request: Visit, slug: FromPath[str]) -> Response[Any]:
    """An item that comes from no lab."""

    def act(session: Session, here: AtProduct, form: Form) -> int:
        fields = (form.text(name) for name in ("title", "problem", "form_key"))
        return backlog.add_item(session, here.product.id, here.account.id, *fields)

    return await decide(request, slug, "add", act, lambda item: f"/products/{slug}/backlog#item-{item}", _backlog_page)


@post("/products/{slug:str}/backlog/{item:int}/line")
async def change_line(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    """One line of the list; the answer is the list again, filtered as it was."""

    def act(session: Session, here: AtProduct, form: Form) -> None:
        values = form.text("version"), typed(form, OF_A_LINE)
        items.change_item(session, here.product.id, here.account.id, item, *values)

    then = f"/products/{slug}/backlog{filters.read_filters(request.query_params).query}#item-{item}"
    return await decide(request, slug, f"line-{item}", act, lambda _: then, _backlog_page)


@get("/products/{slug:str}/proposals")
async def show_proposals(request: Visit, slug: FromPath[str]) -> Response[Any]:
    """Everything that the closed labs hand over, what has been decided about it, and all their other pain points."""
    return await _proposals_page(request, await at_product(request, slug))


@post("/products/{slug:str}/proposals/{lab:int}/{card:int}")
async def take_proposals(request: Visit, slug: FromPath[str], lab: FromPath[int], card: FromPath[int]) -> Response[Any]:
    """Accept, merge or decline what was ticked of a card and its sheets: it goes into one item."""

    def act(session: Session, here: AtProduct, form: Form) -> int:
        picked = here.product.id, here.account.id, str(lab), form.all("proposal")
        match form.text("decision"):
            case "accept":
                return backlog.accept_proposals(session, *picked)
            case "join":
                return backlog.join_proposals(session, *picked, form.text("into"))
            case "decline":
                return backlog.decline_proposals(session, *picked, form.text("reason"))
        raise Refused("choice_unknown_here")

    then = f"/products/{slug}/proposals#lab-{lab}"
    return await decide(request, slug, f"proposal-{card}", act, lambda _: then, _proposals_page)


async def _backlog_page(request: Visit, here: AtProduct, fault: Fault | None = None) -> Response[Any]:
    site = site_of(request)
    found, waiting, personas, sprints = await site.database.read(_of_backlog, here.product, here.reader)
    return page(
        request,
        "owner/backlog.html",
        fault=fault,
        at=here,
        account=here.account,
        working=found,
        shown=filters.show(found, filters.read_filters(request.query_params)),
        handed_over=waiting,
        labs=filters.labs_of(found.lines),
        personas=personas,
        sprints=sprints,
        statuses=list(Status),
        following=FOLLOWING,
        classes=list(Moscow),
        words=words,
    )


async def _proposals_page(request: Visit, here: AtProduct, fault: Fault | None = None) -> Response[Any]:
    found, labs, reopened = await site_of(request).database.read(_of_proposals, here.product, here.reader)
    return page(
        request,
        "owner/proposals.html",
        fault=fault,
        at=here,
        account=here.account,
        working=found,
        handed_over=labs,
        reopened=reopened,
        words=words,
    )


def _of_backlog(
    session: Session, product: Product, reader: Reader
) -> tuple[Working, list[HandedOver], list[str], list[Sprint]]:
    personas = [persona.name for persona in products.personas(session, product.id)]
    waiting = proposals.waiting(session, product.id)
    return working(session, product, reader), waiting, personas, roadmap.sprints(session, product.id)


def _of_proposals(
    session: Session, product: Product, reader: Reader
) -> tuple[Working, list[HandedOver], list[tuple[str, int]]]:
    labs = [proposals.handed_over(session, lab.id) for lab in proposals.closed_labs(session, product.id)]
    return working(session, product, reader), labs, proposals.reopened_labs(session, product.id)
