"""Turning templates into answers: language, form token, ETag."""

from __future__ import annotations

import gzip
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response
from litestar.response import Redirect
from markupsafe import Markup

from openlab.domain import Refused, people
from openlab.settings import folder
from openlab.web import i18n, usual
from openlab.web.cookies import BROWSER, LANGUAGE, cookie, keep
from openlab.web.errors import sentence, status_of
from openlab.web.forms import Form, form_token, new_form_key
from openlab.web.site import Visit, site_of

T = TypeVar("T")

STATIC = Path(__file__).parent / "static"
# Each page carries a fresh form key, which must not make an unchanged page look new: it is put in after the ETag.
FORM_KEY = "form-key-goes-here"
# The server's clock when it answers, in milliseconds since 1970: pages count down by it and never by their own. It is
# not in the page, which browsers keep and look at again long after.
NOW = "Openlab-Now"
GZIP_LEVEL = 5


@dataclass(frozen=True)
class Fault:
    """What was wrong with a form: the refusal, which form of the page it was, and what was typed."""

    refusal: Refused
    at: str
    typed: Form = field(default_factory=Form)


def page(
    request: Visit,
    template: str,
    status: int | None = None,
    *,
    fault: Fault | None = None,
    version: str = "",
    events: str = "",
    here: str = "",
    **context: object,
) -> Response[Any]:
    """A whole page; 304 when the browser has it already. With a fault, its status, its sentence and the typed text.

    `here` is where this page can be looked at, when it answers a form that was sent to another address.
    """
    status = status or (status_of(fault.refusal) if fault else 200)
    browser = cookie(request, BROWSER) or secrets.token_urlsafe(24)
    html = render(
        language(request),
        template,
        site=site_of(request),
        here=here or "/" + request.url.path.lstrip("/\\"),
        form_token=form_token(browser),
        form_key=FORM_KEY,
        fault=fault,
        version=version,
        events=events,
        **context,
    )
    headers = {
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Accept-Language, Accept-Encoding",
        "ETag": _etag(html),
    }
    headers[NOW] = str(time.time_ns() // 1_000_000)
    response: Response[Any]
    if status == 200 and headers["ETag"] in request.headers.get("if-none-match", ""):
        response = Response(None, status_code=304, headers=headers)
    else:
        body = html.replace(FORM_KEY, new_form_key()).encode()
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        response = Response(body, status_code=status, headers=headers, media_type=MediaType.HTML)
    if not cookie(request, BROWSER):
        keep(request, response, BROWSER, browser)
    if request.query_params.get("lang") in i18n.LANGUAGES:
        keep(request, response, LANGUAGE, language(request))
    return response


def see(path: str) -> Response[Any]:
    """The answer to a form that was taken: look at this page."""
    return Redirect(path, status_code=303)


def language(request: Visit) -> str:
    """What was asked for by ?lang=, else remembered, else what the browser prefers."""
    for asked in (request.query_params.get("lang"), cookie(request, LANGUAGE)):
        if asked in i18n.LANGUAGES:
            return str(asked)
    return i18n.preferred(request.headers.get("accept-language", ""))


def render(language: str, template: str, **context: object) -> str:
    return _environment(language).get_template(template).render(**context)


def part(language: str, template: str, **context: object) -> Markup:
    """A part of a page. Its template has escaped what people typed."""
    return Markup(render(language, template, **context))  # noqa: S704


def shared(request: Visit, template: str, number: int, reading: object, **context: object) -> Markup:
    """A part of a lab's page that is the same for everyone: rendered once per reading of its source and language."""
    return once(request, template, number, reading, lambda: part(language(request), template, **context))


def once(request: Visit, what: str, number: int, reading: object, make: Callable[[], T]) -> T:
    """What is the same for everyone who reads one language, made once per reading of its source."""
    place, kept = (language(request), what, number), site_of(request).shared
    if place not in kept or kept[place][0] is not reading:
        kept[place] = (reading, make())
    made: T = kept[place][1]
    return made


def _etag(html: str) -> str:
    return f'W/"{blake2b(html.encode(), digest_size=12).hexdigest()}"'


@cache
def _environment(language: str) -> Environment:
    # One environment per language: overlays would share the translations of the last one made.
    environment = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(i18n.translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        language=language,
        languages={name: i18n.language_name(name) for name in i18n.LANGUAGES},
        static=static,
        sentence=lambda refusal: sentence(refusal, language),
        usual_conduct=usual.conduct(language),
    )
    environment.filters.update(
        long_date=lambda day: i18n.long_date(day, language),
        short_date=lambda day: i18n.short_date(day, language),
        number=lambda value: i18n.number(value, language),
        percent=lambda share: i18n.percent(share, language),
        clock=lambda moment: i18n.clock(moment, language),
        hour=i18n.hour,
        countdown=countdown,
        spaced=people.spaced,
        json=json.dumps,
    )
    return environment


def countdown(seconds: int) -> str:
    """The seconds left, as openlab.js writes them: 4:05, or 1:04:05."""
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


@cache
def static(name: str) -> str:
    """The address of a static file, which changes when the file does: browsers may keep it for ever."""
    return f"/static/{name}?v={blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()}"
