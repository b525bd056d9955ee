"""The only wiring: settings, database, live pages and addresses become one application."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import CacheControlHeader, MutableScopeHeaders, State
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router
from litestar.types import BeforeMessageSendHookHandler, Message, Scope
from sqlalchemy.exc import DataError, DBAPIError

from openlab.actions.purge import purge
from openlab.db.engine import Database
from openlab.domain import Refused
from openlab.live import Live
from openlab.settings import Settings
from openlab.web import (
    accounts,
    agenda,
    facilitator,
    live,
    participant,
    privacy,
    products,
    public,
    screen,
    sheets,
    wrap_up,
)
from openlab.web import failures as fail
from openlab.web.access import SignInFirst
from openlab.web.forms import LONGEST_FORM
from openlab.web.metrics import metrics_served
from openlab.web.pages import STATIC
from openlab.web.record import Application, Counts
from openlab.web.site import Site

log = logging.getLogger("openlab")

DAY_SECONDS = 24 * 3600

# Every address of the site, by audience.
ADDRESSES = (
    public.show_home,
    public.show_health,
    privacy.show_privacy,
    privacy.show_privacy_of_lab,
    privacy.show_who_sees_what,
    privacy.show_my_data,
    privacy.download_my_data,
    privacy.erase_my_data,
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
)


def create_app(settings: Settings) -> Litestar:
    """The application on a database whose schema is current."""
    hub, counts = Live(), Counts()
    database = Database(settings.database_url, live=hub)

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        hub.start()
        purging = asyncio.create_task(_purge_each_day(database))
        async with metrics_served(settings.metrics_address, counts, hub):
            with _told_to_stop(hub):
                yield
        purging.cancel()
        hub.stop()
        database.close()
        # The signal that stopped the server ends the process at once when this is done.
        for handler in log.handlers:
            handler.flush()

    app = Application(
        route_handlers=[
            *ADDRESSES,
            create_static_files_router(
                "/static",
                directories=[STATIC],
                cache_control=CacheControlHeader(public=True, max_age=31_536_000, immutable=True),
                exception_handlers={OSError: fail.answer_out_of_range, ValueError: fail.answer_out_of_range},
            ),
        ],
        state=State({"site": Site(settings, database, hub)}),
        lifespan=[running],
        before_send=[security_headers(secure=settings.secure)],
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=5, exclude_opt_key="no_gzip"),
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
    app.counts = counts
    return app


async def _purge_each_day(database: Database) -> None:
    """Erase what is due; a database that cannot do it now is asked again the next day."""
    while True:
        try:
            if await database.write(purge):
                await database.alone(database.compact)
            await database.alone(database.empty_journal)
        except DBAPIError:
            log.exception("purge failed")
        await asyncio.sleep(DAY_SECONDS)


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
