"""Products, their people and personas, and their labs before and between sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions import labs, products
from openlab.actions.labs import LabForm
from openlab.db.queries import products as queries
from openlab.db.queries.comparison import compare_labs
from openlab.db.tables import Product
from openlab.domain import Refused, agenda, people
from openlab.web import usual
from openlab.web.access import RUNS_LABS, AtProduct, at_desk, at_product, staff
from openlab.web.forms import Form, check_form, read_form
from openlab.web.pages import Fault, language, page, see
from openlab.web.site import Visit, site_of


@get("/labs")
async def show_labs(request: Visit) -> Response[Any]:
    account = await staff(request)
    shown = await site_of(request).database.read(_labs_page, account.id)
    return page(request, "staff/labs.html", account=account, **shown)


@get("/products/new")
async def show_new_product(request: Visit) -> Response[Any]:
    return page(request, "staff/new_product.html", account=await staff(request))


@post("/products/new")
async def create_product(request: Visit) -> Response[Any]:
    account = await staff(request)
    form = await read_form(request)
    try:
        check_form(request, form)
        fields = (form.text(name) for name in ("name", "purpose", "personas"))
        product = await site_of(request).database.write(products.create_product, account.id, *fields)
    except Refused as refusal:
        return page(request, "staff/new_product.html", fault=Fault(refusal, "product", form), account=account)
    return see(f"/products/{product.slug}")


@get("/products/{slug:str}")
async def show_product(request: Visit, slug: FromPath[str]) -> Response[Any]:
    return await _product_page(request, slug)


@post("/products/{slug:str}/personas")
async def add_persona(request: Visit, slug: FromPath[str]) -> Response[Any]:
    return await _act_on_product(request, slug, "persona", products.add_persona, fields=("persona",))


@post("/products/{slug:str}/personas/{persona:int}/retire")
async def retire_persona(request: Visit, slug: FromPath[str], persona: FromPath[int]) -> Response[Any]:
    return await _act_on_product(request, slug, "personas", products.retire_persona, persona)


@post("/products/{slug:str}/members")
async def add_member(request: Visit, slug: FromPath[str]) -> Response[Any]:
    """A person without an account gets one, and the page shows the one-time link to pass on."""
    return await _act_on_product(request, slug, "member", products.add_member, fields=("email", "role"))


@post("/products/{slug:str}/members/{member:int}/{role:str}/remove")
async def remove_member(
    request: Visit, slug: FromPath[str], member: FromPath[int], role: FromPath[str]
) -> Response[Any]:
    return await _act_on_product(request, slug, "members", products.remove_member, member, role)


@get("/products/{slug:str}/labs/new")
async def show_new_lab(request: Visit, slug: FromPath[str]) -> Response[Any]:
    here = await at_product(request, slug, to_run=True)
    lines = agenda.write(usual.half_day(language(request)))
    usual_fields = {"agenda": [lines], "retention": [site_of(request).settings.retention_months]}
    return _new_lab_page(request, here, Form(usual_fields))


@post("/products/{slug:str}/labs/new")
async def create_lab(request: Visit, slug: FromPath[str]) -> Response[Any]:
    here = await at_product(request, slug, to_run=True)
    form = await read_form(request)
    try:
        check_form(request, form)
        typed = _lab_form(form, site_of(request).settings.retention_months)
        lab = await site_of(request).database.write(
            labs.create_lab, here.product.id, here.account.id, typed, usual.half_day(language(request))
        )
    except Refused as refusal:
        fault = Fault(refusal, "lab", form)
        return _new_lab_page(request, here, form, fault)
    return see(f"/labs/{lab.id}")


@get("/labs/{lab:int}/edit")
async def show_lab_form(request: Visit, lab: FromPath[int]) -> Response[Any]:
    desk = await at_desk(request, lab)
    room = desk.room
    typed = Form(
        {
            "title": [room.title],
            "theme": [room.theme],
            "held_on": [room.held_on.isoformat() if room.held_on else ""],
            "place": [room.place],
            "agenda": [agenda.write(room.agenda)],
            "early": ["yes"] if room.early else [],
            "retention": [str(room.retention_months)],
        }
    )
    return page(request, "staff/lab_form.html", account=desk.account, lab=room, typed=typed)


@post("/labs/{lab:int}/edit")
async def edit_lab(request: Visit, lab: FromPath[int]) -> Response[Any]:
    desk = await at_desk(request, lab)
    form = await read_form(request)
    try:
        check_form(request, form)
        typed = _lab_form(form, str(desk.room.retention_months))
        await site_of(request).database.write(labs.set_up_lab, lab, desk.account.id, typed)
    except Refused as refusal:
        fault = Fault(refusal, "lab", form)
        return page(request, "staff/lab_form.html", fault=fault, account=desk.account, lab=desk.room, typed=form)
    return see(f"/labs/{lab}")


async def _act_on_product(
    request: Visit,
    slug: str,
    at: str,
    action: Callable[..., str | None],
    *values: int | str,
    fields: tuple[str, ...] = (),
) -> Response[Any]:
    """One form of the product's page; an action that gives a link shows it once, on the page that answers."""
    here = await at_product(request, slug, to_run=True)
    form = await read_form(request)
    try:
        check_form(request, form)
        sent = [form.text(name) for name in fields]
        link = await site_of(request).database.write(action, here.product.id, *values, *sent)
    except Refused as refusal:
        return await _product_page(request, slug, Fault(refusal, at, form))
    if link:
        return await _product_page(request, slug, link=link)
    return see(f"/products/{slug}")


async def _product_page(request: Visit, slug: str, fault: Fault | None = None, link: str = "") -> Response[Any]:
    here = await at_product(request, slug)
    members, personas, labs_of, compared = await site_of(request).database.read(_about_product, here.product)
    return page(
        request,
        "staff/product.html",
        fault=fault,
        here=f"/products/{slug}",
        account=here.account,
        product=here.product,
        may_run=here.may_run,
        roles=people.ROLES,
        members=members,
        personas=personas,
        labs=labs_of,
        compared=compared,
        may_decide=here.may_decide,
        link=f"{site_of(request).settings.public_url}/welcome/{link}" if link else "",
    )


def _new_lab_page(request: Visit, here: AtProduct, typed: Form, fault: Fault | None = None) -> Response[Any]:
    return page(
        request,
        "staff/lab_form.html",
        fault=fault,
        account=here.account,
        product=here.product,
        lab=None,
        typed=typed,
    )


def _about_product(session: Session, product: Product) -> tuple[Any, Any, Any, Any]:
    return (
        queries.members(session, product.id),
        queries.personas(session, product.id),
        queries.labs_of(session, [product.id]),
        compare_labs(session, product),
    )


def _labs_page(session: Session, account_id: int) -> dict[str, Any]:
    found = queries.products_of(session, account_id)
    run = {product.id for product in found if queries.roles(session, product.id, account_id) & RUNS_LABS}
    return {"products": found, "run": run, "labs": queries.labs_of(session, [product.id for product in found])}


def _lab_form(form: Form, months: str) -> LabForm:
    """What was typed; without a retention, these months."""
    texts = {name: form.text(name) for name in ("title", "theme", "held_on", "place", "agenda")}
    return LabForm(**texts, early=form.text("early") == "yes", retention=form.text("retention").strip() or months)
