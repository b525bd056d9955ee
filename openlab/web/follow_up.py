"""The follow-up of a lab, public by link: what became of what people said; and the owner who publishes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions.follow_up import publish_follow_up, withdraw_follow_up
from openlab.db.queries.follow_up import follow_up
from openlab.db.tables import Lab
from openlab.domain import Refused
from openlab.domain.roadmap import Horizon
from openlab.web import words
from openlab.web.access import AtLab, AtProduct, at_lab, may_publish
from openlab.web.decisions import decide
from openlab.web.forms import Form
from openlab.web.pages import Fault, page
from openlab.web.site import Visit, site_of


@get("/f/{code:str}")
async def show_follow_up(request: Visit, code: FromPath[str]) -> Response[Any]:
    """Once it is published, for everyone; before, for the owners only: to others it does not exist."""
    return await _follow_up_page(request, code)


@post("/products/{slug:str}/follow-up/{lab:int}")
async def publish(request: Visit, slug: FromPath[str], lab: FromPath[int]) -> Response[Any]:
    """Publish the follow-up, or take it back."""

    def act(session: Session, here: AtProduct, form: Form) -> str:
        acts = {"publish": publish_follow_up, "withdraw": withdraw_follow_up}
        if form.text("decision") not in acts:
            raise Refused("choice_unknown_here")
        return acts[form.text("decision")](session, here.product.id, here.account.id, lab)

    async def again(request: Visit, here: AtProduct, fault: Fault) -> Response[Any]:
        code = await site_of(request).database.read(_code_of, here.product.id, lab)
        if code is None:
            raise fault.refusal
        return await _follow_up_page(request, code, fault)

    return await decide(request, slug, "follow-up", act, lambda code: f"/f/{code}", again)


async def _follow_up_page(request: Visit, code: str, fault: Fault | None = None) -> Response[Any]:
    here = await _look_in(request, code)
    found = await site_of(request).database.read(follow_up, here.room.id, here.person.id if here.person else None)
    decides = await may_publish(request, here.room.id)
    if not (found.published_at or decides):
        raise Refused("not_found")
    return page(
        request,
        "public/follow_up.html",
        fault=fault,
        here=f"/f/{here.room.code}",
        room=found.room,
        person=here.person,
        found=found,
        may_publish=decides,
        horizons=list(Horizon),
        today=datetime.now().astimezone().date(),
        words=words,
    )


async def _look_in(request: Visit, code: str) -> AtLab:
    """A wrong code says no more than a follow-up that is not published. Raises `not_found`, `too_many`."""
    try:
        return await at_lab(request, code)
    except Refused as refusal:
        if refusal.code == "code_unknown":
            raise Refused("not_found") from None
        raise


def _code_of(session: Session, product_id: int, lab_id: int) -> str | None:
    lab = session.get(Lab, lab_id)
    return lab.code if lab and lab.product_id == product_id else None
