"""A form of a product owner: taken, or its page again with the reason and the typed text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from litestar import Response
from sqlalchemy.orm import Session

from openlab.domain import Refused
from openlab.web.access import AtProduct, at_product
from openlab.web.forms import Form, check_form, read_form
from openlab.web.pages import Fault, see
from openlab.web.site import Visit, site_of

Act = Callable[[Session, AtProduct, Form], Any]
Again = Callable[[Visit, AtProduct, Fault], Awaitable[Response[Any]]]


async def decide(
    request: Visit, slug: str, at: str, act: Act, then: Callable[[Any], str], again: Again
) -> Response[Any]:
    """`at` names the form on its page, `then` says where to look at what the act gave, `again` shows the page with a
    fault. Raises what `at_product` raises for an owner."""
    here = await at_product(request, slug, to_decide=True)
    form = await read_form(request)
    try:
        check_form(request, form)
        given = await site_of(request).database.write(act, here, form)
    except Refused as refusal:
        return await again(request, here, Fault(refusal, at, form))
    return see(then(given))


def typed(form: Form, names: Sequence[str]) -> dict[str, str]:
    """The fields of these names that the form has: what it does not have is not changed."""
    return {name: form.text(name) for name in names if name in form.fields}
