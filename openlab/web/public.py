"""The front door, and whether the server is well."""

from __future__ import annotations

from typing import Any

from litestar import MediaType, Response, get
from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Account
from openlab.domain import Refused, people
from openlab.web.access import known_lab, lab_of_return_code
from openlab.web.forms import Form
from openlab.web.pages import Fault, page, see
from openlab.web.site import Visit, site_of


@get("/")
async def show_home(request: Visit) -> Response[Any]:
    """Type a code, of a lab or a return code."""
    typed = request.query_params.get("code", "")
    if not typed.strip():
        return page(request, "public/home.html")
    code = people.typed_code(typed)
    try:
        if len(code) == people.RETURN_CODE_LENGTH:
            await lab_of_return_code(request, code)
            return see(f"/r/{code}")
        await known_lab(request, code)
    except Refused as refusal:
        return page(request, "public/home.html", fault=Fault(refusal, "code", Form({"code": [typed]})))
    return see(f"/l/{code}")


@get("/health", media_type=MediaType.TEXT)
async def show_health(request: Visit) -> str:
    """200 when the database answers."""
    await site_of(request).database.read(_answers)
    return "ok"


def _answers(session: Session) -> None:
    # A row of a table: SQLite would say 1 without opening its file.
    session.execute(select(Account.id).limit(1))
