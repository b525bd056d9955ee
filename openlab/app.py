"""The only wiring: settings, database, live pages and addresses become one application."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from types import FrameType

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, InternalServerException
from litestar.middleware import DefineMiddleware
from litestar.middleware.compression import CompressionMiddleware
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, BeforeMessageSendHookHandler, Message, Receive, Scope, Send
from sqlalchemy.exc import DataError, DBAPIError

from openlab.actions.purge import purge
from openlab.db.engine import Database
from openlab.db.notifications import listen
from openlab.domain import Refused
from openlab.export import load_layouts
from openlab.export.drafts import load_drafts
from openlab.live import CHANNEL, Audience, Live, announce
from openlab.openid import Provider
from openlab.report import SECTIONS, load_layout
from openlab.settings import Settings
from openlab.trackers.gate import Gate
from openlab.trackers.kinds import open_tracker
from openlab.tracking import Tracking
from openlab.web import failures as fail
from openlab.web.access import SignInFirst
from openlab.web.addresses import ADDRESSES
from openlab.web.forms import LONGEST_FORM
from openlab.web.metrics import metrics_served
from openlab.web.pages import STATIC
from openlab.web.record import Application
from openlab.web.site import Site

log = logging.getLogger("openlab")

# Pages compress themselves: for all addresses, this would prepare for it on each form and each stream.
COMPRESSED = DefineMiddleware(CompressionMiddleware, config=CompressionConfig(backend="gzip", gzip_compress_level=5))
DAY_SECONDS = 24 * 3600
STEADY_SECONDS = 600
CLOCK_DOUBTFUL = "purge waits for a day: is the clock right?"


def create_app(settings: Settings) -> Application:
    """The application on a database whose schema is current. Raises LayoutError when a layout of an export is wrong."""
    return application_of(open_site(settings))


def open_site(settings: Settings) -> Site:
    """What the application serves. Raises LayoutError."""
    hub, layouts = Live(), load_layouts(*settings.layout_folders)
    report_layout = load_layout(SECTIONS, *settings.layout_folders)
    database = Database(settings.database_url, live=hub)
    openid = Provider(settings) if settings.oidc_issuer else None
    return Site(settings, database, hub, tracking_of(settings, database), layouts, report_layout, openid)


def application_of(site: Site) -> Application:
    app = Application(
        route_handlers=[
            *ADDRESSES,
            create_static_files_router(
                "/static",
                directories=[STATIC],
                middleware=[COMPRESSED],
                cache_control=CacheControlHeader(public=True, max_age=31_536_000, immutable=True),
                exception_handlers=dict.fromkeys(
                    (OSError, ValueError, InternalServerException), fail.answer_out_of_range
                ),
            ),
        ],
        state=State({"site": site}),
        lifespan=[_running],
        before_send=[security_headers(secure=site.settings.secure)],
        exception_handlers={
            Refused: fail.answer_refused,
            SignInFirst: fail.answer_sign_in_first,
            HTTPException: fail.answer_http,
            DBAPIError: fail.answer_database,
            DataError: fail.answer_out_of_range,
            OverflowError: fail.answer_out_of_range,
            Exception: fail.answer_unexpected,
        },
        request_max_body_size=LONGEST_FORM,
        openapi_config=None,
        logging_config=None,
    )
    app.asgi_handler = heads_as_gets(app.asgi_handler)
    return app


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    site: Site = app.state.site
    hub, database = site.live, site.database
    hub.start()
    purging = asyncio.create_task(_purge_each_day(database))
    with _told_to_stop(hub):
        metrics = metrics_served(site.settings.metrics_address, site.counts, hub, int(site.settings.workers))
        async with metrics, _hearing_other_processes(hub, database):
            yield
    purging.cancel()
    await let_go_of(site.pushing)
    hub.stop()
    if site.openid:
        await site.openid.close()
    database.close()
    # The signal that stopped the server ends the process at once when this is done.
    for handler in log.handlers:
        handler.flush()


def tracking_of(settings: Settings, database: Database) -> Tracking:
    """How trackers are reached with these settings. Raises LayoutError, and ValueError for an address in them."""
    gate = Gate.of(settings.trackers, settings.private_trackers)
    drafts = load_drafts(*settings.layout_folders)
    return Tracking(database, gate, settings.key_path, drafts, settings.public_url, open_tracker)


async def let_go_of(pushing: Mapping[int, asyncio.Task[None]]) -> None:
    """The pushes that run here stop where they are, and stay open: any process may resume them."""
    tasks = list(pushing.values())
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def heads_as_gets(answer: ASGIApp) -> ASGIApp:
    """A HEAD is answered with the headers of a GET of the same address, at once, even where a GET would not end."""

    async def answer_head(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] == "HEAD":
            scope, send = scope.copy(), _headers_only(send)
            scope["method"] = "GET"
        await answer(scope, receive, send)

    return answer_head


def _headers_only(send: Send) -> Send:
    async def send_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            # The answer is complete: to who sends a stream, it is as if the browser had gone.
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_headers


async def _purge_each_day(database: Database) -> None:
    """Erase what is due; a database that cannot do it now is asked again the next day. A clock
    that jumped is not believed, nor one by which nothing was written for long, until it has gone steadily for a day."""
    steady: bool | None = None
    while True:
        if steady is False:
            log.warning(CLOCK_DOUBTFUL)
        else:
            await _purge_now(database, sure=bool(steady))
        steady = await _went_steadily(DAY_SECONDS)


async def _purge_now(database: Database, *, sure: bool) -> None:
    try:
        if await database.write(purge, sure=sure):
            await database.alone(database.compact)
        await database.alone(database.empty_journal)
    except Refused:
        log.warning(CLOCK_DOUBTFUL)
    except (DBAPIError, ValueError):
        log.exception("purge failed")


async def _went_steadily(seconds: float) -> bool:
    """Whether the clock on the wall went as far as the one that nobody can set."""
    wall, own = time.time(), time.monotonic()
    await asyncio.sleep(seconds)
    return abs((time.time() - wall) - (time.monotonic() - own)) < STEADY_SECONDS


def security_headers(*, secure: bool) -> BeforeMessageSendHookHandler:
    """The same strict headers on every answer: only our own files, in no frame, nothing sent elsewhere."""
    strict = {
        "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if secure:
        strict["Strict-Transport-Security"] = "max-age=31536000"

    written = [(name.lower().encode(), value.encode()) for name, value in strict.items()]

    async def add_headers(message: Message, _: Scope) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *written]

    return add_headers


@asynccontextmanager
async def _hearing_other_processes(hub: Live, database: Database) -> AsyncIterator[None]:
    if database.on_sqlite:
        yield
        return
    hub.greet = _greeting(database)
    listening = asyncio.create_task(listen(database.engine, CHANNEL, hub.heard, hub.missed))
    try:
        yield
    finally:
        listening.cancel()
        await asyncio.wait([listening])


def _greeting(database: Database) -> Callable[[int, Audience], None]:
    """Says to all processes that a lab is looked at here: else a phone whose two connections lead to two processes is
    told two versions of the same lab, and asks again and again."""
    going_on: set[asyncio.Task[None]] = set()

    async def say(lab_id: int, audience: Audience) -> None:
        with suppress(DBAPIError):  # the next change brings them together
            await database.write(announce, lab_id, audience)

    def greet(lab_id: int, audience: Audience) -> None:
        task = asyncio.create_task(say(lab_id, audience))
        going_on.add(task)
        task.add_done_callback(going_on.discard)

    return greet


@contextmanager
def _told_to_stop(hub: Live) -> Iterator[None]:
    """Open event streams would keep the server from stopping: on a stop signal they end first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(number: int, frame: FrameType | None) -> None:
        hub.stop()
        previous = before[signal.Signals(number)]
        if callable(previous):
            previous(number, frame)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)
