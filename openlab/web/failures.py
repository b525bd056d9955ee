"""What is answered when a request fails and has no page of its own to say so."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException
from sqlalchemy.exc import OperationalError

from openlab.domain import Refused
from openlab.web.access import SignInFirst
from openlab.web.errors import status_of
from openlab.web.pages import page, see
from openlab.web.site import Visit

log = logging.getLogger("openlab")


def answer_refused(request: Visit, refusal: Refused) -> Response[Any]:
    here = "" if request.method == "GET" else "/"
    return page(request, "error.html", status_of(refusal), here=here, refusal=refusal)


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


def answer_database(request: Visit, problem: OperationalError) -> Response[Any]:
    log.error("the database did not answer", exc_info=problem)
    return answer_refused(request, Refused("busy"))


def answer_unexpected(request: Visit, problem: Exception) -> Response[Any]:
    number = secrets.token_hex(4)
    log.error("unexpected error %s on %s %s", number, request.method, request.url.path, exc_info=problem)
    return answer_refused(request, Refused("unexpected", number=number))
