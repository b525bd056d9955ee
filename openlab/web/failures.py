"""What is answered when a request fails and has no page of its own to say so."""

from __future__ import annotations

import logging
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException
from sqlalchemy.exc import DBAPIError

from openlab.db.trouble import Trouble, trouble
from openlab.domain import Refused
from openlab.web.access import SignInFirst
from openlab.web.errors import status_of
from openlab.web.pages import page, see
from openlab.web.record import number_of
from openlab.web.site import Visit

log = logging.getLogger("openlab")

TOLD: dict[Trouble, Refused] = {
    "full": Refused("storage_full"),
    "unwritable": Refused("storage_unwritable"),
    "damaged": Refused("storage_damaged"),
    "busy": Refused("busy"),
}


def answer_refused(request: Visit, refusal: Refused) -> Response[Any]:
    here = "" if request.method == "GET" else "/"
    number = number_of(request)
    return page(request, "error.html", status_of(refusal), here=here, refusal=refusal, number=number)


def answer_sign_in_first(request: Visit, _: SignInFirst) -> Response[Any]:
    back = request.url.path if request.method == "GET" else "/labs"
    return see(f"/sign-in?next={back}")


def answer_http(request: Visit, problem: HTTPException) -> Response[Any]:
    """What the framework refuses by itself: unknown addresses, wrong methods, too large or broken requests."""
    if problem.status_code >= 500:
        return answer_unexpected(request, problem)
    codes = {404: "not_found", 405: "form_only", 413: "too_large"}
    return answer_refused(request, Refused(codes.get(problem.status_code, "not_understood")))


def answer_out_of_range(request: Visit, _: Exception) -> Response[Any]:
    """A number or a name that nothing can have, such as an id of thirty digits: it is not there."""
    return answer_refused(request, Refused("not_found"))


def answer_database(request: Visit, problem: DBAPIError) -> Response[Any]:
    """The room is told what is wrong with the server, and that nothing acknowledged is lost."""
    kind = trouble(problem)
    if kind is None:
        return answer_unexpected(request, problem)
    _note(request, f"database {kind}", problem)
    return answer_refused(request, TOLD[kind])


def answer_unexpected(request: Visit, problem: Exception) -> Response[Any]:
    _note(request, "unexpected error", problem)
    return answer_refused(request, Refused("unexpected"))


def _note(request: Visit, event: str, problem: Exception) -> None:
    facts = {"request": number_of(request), "method": request.method, "route": request.scope.get("path_template")}
    log.error(event, extra={"facts": facts}, exc_info=problem)
