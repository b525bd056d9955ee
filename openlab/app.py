"""The only wiring: settings, database, live pages and addresses become one application."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import CacheControlHeader, MutableScopeHeaders, State
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.middleware.compression import CompressionMiddleware
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, BeforeMessageSendHookHandler, Message, Receive, Scope, Send
from sqlalchemy.exc import DataError, OperationalError

from openlab.db.engine import Database
from openlab.db.notifications import listen
from openlab.domain import Refused
from openlab.export import load_layouts
from openlab.live import CHANNEL, Live
from openlab.settings import Settings, from_environment
from openlab.web import (
    accounts,
    agenda,
    exports,
    facilitator,
    items,
    live,
    owner,
    participant,
    products,
    public,
    roadmap,
    screen,
    sheets,
    wrap_up,
)
from openlab.web import failures as fail
from openlab.web.access import SignInFirst
from openlab.web.forms import LONGEST_FORM
from openlab.web.pages import STATIC
from openlab.web.site import Site

# Every address of the site, by audience.
ADDRESSES = (
    public.show_home,
    public.show_health,
    participant.show_lab,
    participant.join_lab,
    participant.leave_lab,
    participant.show_return_code,
    participant.come_back,
    participant.come_back_instead,
    participant.give_pain_point,
    participant.edit_pain_point,
    participant.withdraw_pain_point,
    participant.give_pain_point_again,
    participant.cast_ballot,
    participant.give_wishes,
    sheets.show_own_sheet,
    sheets.save_own_sheet,
    sheets.continue_own_sheet,
    sheets.restore_own_version,
    sheets.add_own_photo,
    sheets.remove_own_photo,
    sheets.restore_own_photo,
    sheets.show_photo,
    wrap_up.support,
    wrap_up.withdraw_support,
    wrap_up.remark,
    wrap_up.give_feedback,
    live.watch_lab,
    screen.show_screen,
    accounts.show_sign_in,
    accounts.sign_in,
    accounts.sign_out,
    accounts.show_welcome,
    accounts.use_welcome,
    accounts.show_account,
    accounts.change_password,
    accounts.end_sign_in,
    products.show_labs,
    products.show_new_product,
    products.create_product,
    products.show_product,
    products.add_persona,
    products.retire_persona,
    products.add_member,
    products.remove_member,
    products.show_new_lab,
    products.create_lab,
    products.show_lab_form,
    products.edit_lab,
    agenda.show_agenda,
    agenda.add_step,
    agenda.edit_step,
    agenda.move_step,
    agenda.remove_step,
    agenda.add_module,
    agenda.use_half_day,
    agenda.copy_agenda,
    agenda.set_start,
    agenda.set_conduct,
    agenda.show_run_sheet,
    facilitator.show_console,
    facilitator.change_phase,
    facilitator.start_timer,
    facilitator.pause_timer,
    facilitator.resume_timer,
    facilitator.add_time,
    facilitator.end_timer,
    facilitator.add_pain_point,
    facilitator.edit_pain_point,
    facilitator.hide_pain_point,
    facilitator.restore_pain_point,
    facilitator.merge_pain_points,
    facilitator.unmerge_pain_point,
    facilitator.enter_ballot,
    facilitator.keep_topics,
    facilitator.open_groups,
    facilitator.form_groups,
    facilitator.rebalance_groups,
    facilitator.move_person,
    facilitator.name_place,
    facilitator.mark_left,
    facilitator.mark_back,
    wrap_up.show_sheet,
    wrap_up.show_evaluation,
    wrap_up.write_next_steps,
    facilitator.show_new_person,
    facilitator.add_person,
    facilitator.show_journal,
    sheets.show_sheet,
    sheets.save_sheet,
    sheets.continue_sheet,
    sheets.restore_version,
    sheets.add_photo,
    sheets.remove_photo,
    sheets.restore_photo,
    owner.show_backlog,
    owner.add_item,
    owner.change_line,
    owner.show_proposals,
    owner.take_proposals,
    items.show_item,
    items.change_item,
    items.plan_item,
    items.place_item,
    items.give_impact,
    items.assess_feasibility,
    items.estimate_rice,
    items.choose_verbatims,
    items.join_item,
    items.take_out,
    roadmap.show_picture,
    roadmap.show_roadmap,
    roadmap.plan_item,
    roadmap.add_sprint,
    roadmap.edit_sprint,
    roadmap.show_review,
    exports.show_export,
    exports.download,
)
# Pages compress themselves: for all addresses, this would prepare for it on each form and each stream.
COMPRESSED = DefineMiddleware(CompressionMiddleware, config=CompressionConfig(backend="gzip", gzip_compress_level=5))


def one_of_several() -> Litestar:
    """The application in one of several processes, which know the settings from their environment."""
    return create_app(from_environment(os.environ))


def create_app(settings: Settings) -> Litestar:
    """The application on a database whose schema is current. Raises LayoutError when a layout of an export is wrong."""
    hub, layouts = Live(), load_layouts(*settings.layout_folders)
    database = Database(settings.database_url, live=hub)

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        hub.start()
        with _told_to_stop(hub):
            async with _hearing_other_processes(hub, database):
                yield
        hub.stop()
        database.close()

    app = Litestar(
        route_handlers=[
            *ADDRESSES,
            create_static_files_router(
                "/static",
                directories=[STATIC],
                middleware=[COMPRESSED],
                cache_control=CacheControlHeader(public=True, max_age=31_536_000, immutable=True),
                exception_handlers={OSError: fail.answer_out_of_range, ValueError: fail.answer_out_of_range},
            ),
        ],
        state=State({"site": Site(settings, database, hub, layouts)}),
        lifespan=[running],
        before_send=[security_headers(secure=settings.secure)],
        exception_handlers={
            Refused: fail.answer_refused,
            SignInFirst: fail.answer_sign_in_first,
            HTTPException: fail.answer_http,
            OperationalError: fail.answer_database,
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


def heads_as_gets(answer: ASGIApp) -> ASGIApp:
    """A HEAD is answered as the GET of the same address; the server sends its headers and leaves the body out."""

    async def answer_head(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] == "HEAD":
            scope = scope.copy()
            scope["method"] = "GET"
        await answer(scope, receive, send)

    return answer_head


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

    async def add_headers(message: Message, _: Scope) -> None:
        if message["type"] == "http.response.start":
            MutableScopeHeaders.from_message(message).update(strict)

    return add_headers


@asynccontextmanager
async def _hearing_other_processes(hub: Live, database: Database) -> AsyncIterator[None]:
    if database.on_sqlite:
        yield
        return
    listening = asyncio.create_task(listen(database.engine, CHANNEL, hub.heard, hub.missed))
    try:
        yield
    finally:
        listening.cancel()
        await asyncio.wait([listening])


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
