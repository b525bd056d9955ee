"""The roadmap by horizon and by sprint, the review of a sprint, and impact × feasibility as a picture."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions import items, sprints
from openlab.db.queries import roadmap as queries
from openlab.db.queries.backlog import Line, Reader, Working, working
from openlab.db.tables import Product, Sprint
from openlab.domain import Refused
from openlab.domain.backlog import Status
from openlab.domain.roadmap import Dates, Horizon, next_dates
from openlab.web import words
from openlab.web.access import AtProduct, at_product
from openlab.web.decisions import decide, typed
from openlab.web.forms import Form
from openlab.web.pages import Fault, page
from openlab.web.site import Visit, site_of

OF_A_PLAN = ("horizon", "sprint")
OF_A_SPRINT = ("begins_on", "ends_on", "goal", "capacity")

# The picture: 1 to 5 from left to right and from bottom to top, in units of its viewBox.
STEP, EDGE = 120, 60
SMALLEST, LARGEST = 13, 34


@dataclass(frozen=True)
class Planned:
    """A sprint and its items, and whether they are more than it can take."""

    sprint: Sprint
    lines: tuple[Line, ...]
    is_now: bool

    @property
    def is_over(self) -> bool:
        return self.sprint.capacity is not None and len(self.lines) > self.sprint.capacity


@dataclass(frozen=True)
class Spot:
    """The items of one impact and one feasibility, where they stand in the picture."""

    feasibility: float
    impact: int
    lines: tuple[Line, ...]

    @property
    def x(self) -> float:
        return EDGE + (self.feasibility - 1) * STEP

    @property
    def y(self) -> float:
        return EDGE + (5 - self.impact) * STEP

    @property
    def radius(self) -> float:
        """The area grows with the number of items, so that twice as many look twice as much."""
        return min(float(LARGEST), round(SMALLEST * math.sqrt(len(self.lines)), 1))


@get("/products/{slug:str}/roadmap")
async def show_roadmap(request: Visit, slug: FromPath[str]) -> Response[Any]:
    return await _roadmap_page(request, await at_product(request, slug))


@post("/products/{slug:str}/roadmap/{item:int}")
async def plan_item(request: Visit, slug: FromPath[str], item: FromPath[int]) -> Response[Any]:
    """The horizon and the sprint of an item."""

    def act(session: Session, here: AtProduct, form: Form) -> None:
        values = form.text("version"), typed(form, OF_A_PLAN)
        items.change_item(session, here.product.id, here.account.id, item, *values)

    return await decide(request, slug, f"plan-{item}", act, lambda _: f"/products/{slug}/roadmap", _roadmap_page)


@post("/products/{slug:str}/sprints")
async def add_sprint(request: Visit, slug: FromPath[str]) -> Response[Any]:
    def act(session: Session, here: AtProduct, form: Form) -> int:
        return sprints.add_sprint(session, here.product.id, *(form.text(name) for name in OF_A_SPRINT))

    def then(sprint: int) -> str:
        return f"/products/{slug}/roadmap#sprint-{sprint}"

    return await decide(request, slug, "sprint", act, then, _roadmap_page)


@post("/products/{slug:str}/sprints/{sprint:int}")
async def edit_sprint(request: Visit, slug: FromPath[str], sprint: FromPath[int]) -> Response[Any]:
    def act(session: Session, here: AtProduct, form: Form) -> None:
        sent = [form.text(name) for name in ("version", *OF_A_SPRINT)]
        sprints.edit_sprint(session, here.product.id, sprint, *sent)

    then = f"/products/{slug}/roadmap#sprint-{sprint}"
    return await decide(request, slug, f"sprint-{sprint}", act, lambda _: then, _roadmap_page)


@get("/products/{slug:str}/sprints/{sprint:int}/review")
async def show_review(request: Visit, slug: FromPath[str], sprint: FromPath[int]) -> Response[Any]:
    """For the projector: what was built, for which pain point, of which open lab. No level is on it."""
    here = await at_product(request, slug)
    found, lines = await site_of(request).database.read(_of_sprint, here.product, here.reader, sprint)
    if found is None:
        raise Refused("not_found")
    built = [line for line in lines if line.item.status is Status.DELIVERED]
    others = [line for line in lines if line.is_open]
    return page(request, "owner/review.html", at=here, sprint=found, built=built, others=others, words=words)


@get("/products/{slug:str}/backlog/picture")
async def show_picture(request: Visit, slug: FromPath[str]) -> Response[Any]:
    here = await at_product(request, slug)
    found = await site_of(request).database.read(working, here.product, here.reader)
    lines = [line for line in found.lines if line.is_open]
    return page(
        request,
        "owner/picture.html",
        at=here,
        account=here.account,
        working=found,
        spots=spots(lines),
        unplaced=[line for line in lines if not line.item.priority and not line.is_hidden],
        words=words,
        step=STEP,
        edge=EDGE,
    )


def spots(lines: Iterable[Line]) -> list[Spot]:
    """Where the items stand that have both an impact and a feasibility, the most important first."""
    together: dict[tuple[float, int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.item.impact and line.item.feasibility:
            together[line.item.feasibility, line.item.impact.level].append(line)
    found = [Spot(feasibility, impact, tuple(on)) for (feasibility, impact), on in together.items()]
    return sorted(found, key=lambda spot: (-spot.impact * spot.feasibility, -spot.impact))


async def _roadmap_page(request: Visit, here: AtProduct, fault: Fault | None = None) -> Response[Any]:
    found, known = await site_of(request).database.read(_of_roadmap, here.product, here.reader)
    today = datetime.now().astimezone().date()
    last = max(known, key=lambda sprint: sprint.ends_on, default=None)
    return page(
        request,
        "owner/roadmap.html",
        fault=fault,
        at=here,
        account=here.account,
        working=found,
        columns=[
            (horizon, [line for line in found.lines if line.horizon is horizon and line.is_open]) for horizon in Horizon
        ],
        planned=[_planned(sprint, found.lines, today) for sprint in known],
        without=[line for line in found.lines if line.is_open and line.horizon is None and line.sprint is None],
        sprints=known,
        horizons=list(Horizon),
        proposed=next_dates(Dates(last.begins_on, last.ends_on) if last else None, today),
        words=words,
    )


def _planned(sprint: Sprint, lines: Iterable[Line], today: date) -> Planned:
    inside = tuple(line for line in lines if line.sprint == sprint.number and line.item.status is not Status.DECLINED)
    return Planned(sprint, inside, sprint.begins_on <= today <= sprint.ends_on)


def _of_roadmap(session: Session, product: Product, reader: Reader) -> tuple[Working, list[Sprint]]:
    return working(session, product, reader), queries.sprints(session, product.id)


def _of_sprint(session: Session, product: Product, reader: Reader, number: int) -> tuple[Sprint | None, list[Line]]:
    lines = [line for line in working(session, product, reader).lines if line.sprint == number]
    return queries.sprint(session, product.id, number), lines
