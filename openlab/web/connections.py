"""The trackers of a product: connecting one, saying what goes where, reading its statuses, removing it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy.orm import Session

from openlab.actions import connections as acts
from openlab.actions.connections import ConnectionForm
from openlab.db.queries import connections as queries
from openlab.db.queries.connections import Connected
from openlab.domain import Refused
from openlab.domain.backlog import Moscow
from openlab.trackers import LABELS
from openlab.trackers.kinds import KINDS
from openlab.tracking import Refreshed, Tried, connect, refresh, try_again, try_out, warnings_of
from openlab.web import tracker_words as hints
from openlab.web import words
from openlab.web.access import AtProduct, at_product
from openlab.web.decisions import decide
from openlab.web.forms import Form, check_form, read_form
from openlab.web.pages import Fault, language, page, see
from openlab.web.site import Visit, site_of
from openlab.web.telling import name_of, tell
from openlab.web.throttle import Rate

# A connection is typed with a token: whoever tries addresses or tokens one after the other is slowed down.
ASKING = Rate(20, 60)
PUSHES_SHOWN = 20

T = TypeVar("T")


@get("/products/{slug:str}/trackers")
async def show_connections(request: Visit, slug: FromPath[str]) -> Response[Any]:
    """Those that are connected, and what can be. `?kind=` says which tool, whose form is then shown."""
    here = await at_product(request, slug, to_decide=True)
    return await _connections_page(request, here, kind=request.query_params.get("kind", ""))


@post("/products/{slug:str}/trackers")
async def add_connection(request: Visit, slug: FromPath[str]) -> Response[Any]:
    """The tracker is asked first: nothing is kept unless it answers."""
    here = await at_product(request, slug, to_decide=True)
    form = await read_form(request)
    try:
        check_form(request, form)
        ask_once_more(request, here)
        made = await connect(site_of(request).tracking, here.product.id, _typed(form))
    except Refused as refusal:
        return await _connections_page(request, here, Fault(refusal, "connect", form), form.text("kind"))
    return see(f"/products/{slug}/trackers/{made}/mapping")


@get("/products/{slug:str}/trackers/{connection:int}")
async def show_connection(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """What is there, as it was last seen: no tracker is asked."""
    return await _connection_page(request, await at_product(request, slug, to_decide=True), connection)


@post("/products/{slug:str}/trackers/{connection:int}")
async def change_connection(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """Another address, project or token. A new token is tried out before it is kept."""

    async def change(request: Visit, here: AtProduct, form: Form) -> Response[Any]:
        tracking = site_of(request).tracking
        found = await tracking.database.read(queries.connection, here.product.id, connection)
        typed = _typed(form, found.kind)
        if typed.token.strip():
            await try_out(tracking, typed)
        values = here.product.id, connection, form.text("version"), tracking.seal, tracking.gate, typed
        await tracking.database.write(acts.change_connection, *values)
        return see(f"/products/{slug}/trackers/{connection}")

    return await _asking(request, slug, connection, "connect", change)


@post("/products/{slug:str}/trackers/{connection:int}/test")
async def try_connection(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """Whether the address, the token and the project are right, in plain words."""

    async def test(request: Visit, here: AtProduct, _: Form) -> Response[Any]:
        await _known(request, here, connection)
        tried = await try_again(site_of(request).tracking, connection)
        return await _connection_page(request, here, connection, tried=tried)

    return await _asking(request, slug, connection, "test", test)


@post("/products/{slug:str}/trackers/{connection:int}/refresh")
async def refresh_connection(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """What became of the issues there, and the items here that follow."""

    async def read(request: Visit, here: AtProduct, _: Form) -> Response[Any]:
        await _known(request, here, connection)
        refreshed = await refresh(site_of(request).tracking, connection)
        return await _connection_page(request, here, connection, refreshed=refreshed)

    return await _asking(request, slug, connection, "refresh", read)


@get("/products/{slug:str}/trackers/{connection:int}/mapping")
async def show_mapping(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """What goes where. The tracker is asked what it offers."""
    return await _mapping_page(request, await at_product(request, slug, to_decide=True), connection)


@post("/products/{slug:str}/trackers/{connection:int}/mapping")
async def map_connection(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    def act(session: Session, here: AtProduct, form: Form) -> None:
        acts.map_connection(session, here.product.id, connection, form.text("version"), _mapping(form))

    async def again(request: Visit, here: AtProduct, fault: Fault) -> Response[Any]:
        return await _mapping_page(request, here, connection, fault)

    return await decide(request, slug, "mapping", act, lambda _: f"/products/{slug}/trackers/{connection}", again)


@post("/products/{slug:str}/trackers/{connection:int}/forget")
async def forget_issue(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    """An issue that was deleted there is made anew by the next push."""

    def act(session: Session, here: AtProduct, form: Form) -> None:
        item = form.text("item")
        if not (item.isascii() and item.isdecimal() and len(item) < 18):
            raise Refused("item_unknown")
        acts.forget_issue(session, here.product.id, connection, int(item))

    return await _deciding(request, slug, connection, "forget", act)


@post("/products/{slug:str}/trackers/{connection:int}/remove")
async def remove_connection(request: Visit, slug: FromPath[str], connection: FromPath[int]) -> Response[Any]:
    def act(session: Session, here: AtProduct, form: Form) -> None:
        if form.text("confirmed") != "yes":
            raise Refused("confirm_first", "confirmed")
        acts.remove_connection(session, here.product.id, connection)

    return await _deciding(request, slug, connection, "remove", act, f"/products/{slug}/trackers")


def ask_once_more(request: Visit, here: AtProduct) -> None:
    """Before each call to a tracker. Raises `too_many`."""
    site_of(request).throttle.take(ASKING, here.account.id)


async def seen(request: Visit, fault: Fault | None, query: Callable[..., T], *values: Any) -> T:
    """What a page shows. When it is not there, a form that was sent to it hears its own refusal first."""
    try:
        return await site_of(request).database.read(query, *values)
    except Refused as unknown:
        raise (fault.refusal if fault else unknown) from None


async def _known(request: Visit, here: AtProduct, connection: int) -> Connected:
    return await site_of(request).database.read(queries.connection, here.product.id, connection)


async def _asking(
    request: Visit,
    slug: str,
    connection: int,
    at: str,
    act: Callable[[Visit, AtProduct, Form], Awaitable[Response[Any]]],
) -> Response[Any]:
    """A form of the connection's page that asks its tracker; when that fails, the page again, with the reason."""
    here = await at_product(request, slug, to_decide=True)
    form = await read_form(request)
    try:
        check_form(request, form)
        ask_once_more(request, here)
        return await act(request, here, form)
    except Refused as refusal:
        return await _connection_page(request, here, connection, Fault(refusal, at, form))


async def _deciding(request: Visit, slug: str, connection: int, at: str, act: Any, then: str = "") -> Response[Any]:
    async def again(request: Visit, here: AtProduct, fault: Fault) -> Response[Any]:
        return await _connection_page(request, here, connection, fault)

    then = then or f"/products/{slug}/trackers/{connection}"
    return await decide(request, slug, at, act, lambda _: then, again)


def _typed(form: Form, kind: str = "") -> ConnectionForm:
    address, project, token, account, language = map(form.text, ("address", "project", "token", "account", "language"))
    return ConnectionForm(kind or form.text("kind"), address, project, token, account, language or "en")


def _mapping(form: Form) -> dict[str, Any]:
    """The form as the mapping is kept. What has a list to choose from comes as pairs of fields, in their order."""
    statuses = zip(form.all("remote"), form.all("ours"), strict=False)
    extra = zip(form.all("required"), form.all("value"), strict=False)
    return {
        "type": form.text("type"),
        "priorities": {name: form.text(f"priority-{name}") for name in acts.CLASSES},
        "labels": form.text("labels").split(","),
        "statuses": dict(statuses),
        "extra": dict(extra),
    }


async def _connections_page(
    request: Visit, here: AtProduct, fault: Fault | None = None, kind: str = ""
) -> Response[Any]:
    site = site_of(request)
    connections = await site.database.read(queries.connections_of, here.product.id)
    return page(
        request,
        "owner/connections.html",
        fault=fault,
        at=here,
        account=here.account,
        connections=connections,
        kind=kind if kind in KINDS else "",
        connection=None,
        gate=site.tracking.gate,
        operator=site.settings.operator,
        **for_trackers(request),
    )


async def _connection_page(
    request: Visit,
    here: AtProduct,
    connection: int,
    fault: Fault | None = None,
    tried: Tried | None = None,
    refreshed: Refreshed | None = None,
) -> Response[Any]:
    """A fault is shown with what was typed, but for the token."""
    found, links, pushes = await seen(request, fault, _of_connection, here.product.id, connection)
    return page(
        request,
        "owner/connection.html",
        fault=fault,
        here=f"/products/{here.product.slug}/trackers/{connection}",
        at=here,
        account=here.account,
        connection=found,
        kind=found.kind,
        links=links,
        pushes=pushes,
        tried=tried,
        warnings=warnings_of(tried.checked) if tried else [],
        refreshed=refreshed,
        **for_trackers(request),
    )


async def _mapping_page(request: Visit, here: AtProduct, connection: int, fault: Fault | None = None) -> Response[Any]:
    found, offered = await seen(request, fault, queries.connection, here.product.id, connection), None
    try:
        ask_once_more(request, here)
        offered = (await try_again(site_of(request).tracking, connection)).offered
    except Refused as refusal:
        fault = fault or Fault(refusal, "offered")
    layout = site_of(request).tracking.layout(found.kind, found.language)
    return page(
        request,
        "owner/mapping.html",
        fault=fault,
        at=here,
        account=here.account,
        connection=found,
        offered=offered,
        mapping=_mapping(fault.typed) if fault and fault.at == "mapping" else found.mapping,
        takes_labels=LABELS in layout.fields.cells,
        classes=list(Moscow),
        statuses=acts.FOLLOWED,
        **for_trackers(request),
    )


def _of_connection(session: Session, product_id: int, connection_id: int) -> tuple[Any, ...]:
    found = queries.connection(session, product_id, connection_id)
    return found, queries.links_of(session, connection_id), queries.pushes_of(session, connection_id, PUSHES_SHOWN)


def for_trackers(request: Visit) -> dict[str, Any]:
    """What all these pages need."""
    gate = site_of(request).tracking.gate
    return {
        "kinds": KINDS,
        "hints": hints,
        "words": words,
        "allowed": sorted(gate.public | gate.private),
        "tell": lambda told, connection: tell(told, connection, language(request)),
        "name_of": lambda field: name_of(field, language(request)),
    }
