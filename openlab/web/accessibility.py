"""The accessibility statement, after the model of the RGAA: the operator's state, and what the tests found."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from openlab.web.audit import read_audit
from openlab.web.pages import page
from openlab.web.site import Visit, site_of


@get("/accessibility")
async def show_accessibility(request: Visit) -> Response[Any]:
    settings = site_of(request).settings
    contact = settings.accessibility_contact or settings.privacy_contact
    return page(request, "public/accessibility.html", audit=read_audit(), contact=contact, settings=settings)
