"""What people send: form fields, the token that proves the form is ours, the key that makes a double tap harmless."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from litestar.datastructures import FormMultiDict, UploadFile

from openlab.domain import Refused
from openlab.web.cookies import BROWSER, cookie
from openlab.web.site import Visit

TOKEN_FIELD = "form_token"
KEY_FIELD = "form_key"
LONGEST_FORM = 512 * 1024
MOST_FIELDS = 2000
LONGEST_UPLOAD = 9 * 1024 * 1024


@dataclass(frozen=True)
class Form:
    """The fields of a sent form. A file or a missing field reads as an empty text."""

    fields: Mapping[str, list[str]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        return self.fields.get(name, [])


async def read_form(request: Visit) -> Form:
    """The form as it was sent, not yet checked: its text is kept whatever comes next. Raises `not_understood`,
    `too_large`."""
    try:
        sent: FormMultiDict = await request.form()
    except (LookupError, UnicodeError) as problem:
        raise Refused("not_understood") from problem
    items = list(sent.multi_items())
    if len(items) > MOST_FIELDS:
        raise Refused("too_large")
    fields: dict[str, list[str]] = {}
    for name, value in items:
        if isinstance(value, str):
            fields.setdefault(name, []).append(storable(value))
    return Form(fields)


def storable(text: str) -> str:
    """Without what no database keeps: the character NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


async def read_file(request: Visit, name: str) -> bytes:
    """The file that came with a form; empty when none was chosen."""
    sent = (await request.form()).get(name)
    if not isinstance(sent, UploadFile):
        return b""
    try:
        return await sent.read()
    finally:
        await sent.close()


def check_form(request: Visit, form: Form) -> None:
    """The form must come from a page that we gave to this browser. Raises `form_expired`."""
    browser = cookie(request, BROWSER)
    if not browser or not hmac.compare_digest(form_token(browser).encode(), form.text(TOKEN_FIELD).encode()):
        raise Refused("form_expired")


def form_token(browser: str) -> str:
    """Bound to the browser's own secret cookie, which another site can neither read nor guess."""
    return hmac.digest(browser.encode(), b"form", "sha256").hex()[:32]


def new_form_key() -> str:
    return secrets.token_urlsafe(9)


async def read_checked_form(request: Visit) -> Form:
    form = await read_form(request)
    check_form(request, form)
    return form
