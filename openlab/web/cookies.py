"""The cookies: none is readable by scripts, none says who a person is. Behind TLS they are bound to this host."""

from __future__ import annotations

from litestar import Response
from litestar.datastructures import Cookie

from openlab.web.site import Visit, site_of

BROWSER = "openlab"
STAFF = "openlab-staff"
LANGUAGE = "openlab-language"
# Of signing in with a provider: a try that goes on, the ID token to sign out there with, a sign-out that goes on.
ATTEMPT = "openlab-attempt"
ID_TOKEN = "openlab-id-token"
LEAVING = "openlab-leaving"
LEFT = "openlab-left"
HALF_A_YEAR = 182 * 24 * 3600
# A step at the provider is taken in ten minutes; a session at ProConnect lasts twelve hours.
STEP_SECONDS = 600
SESSION_SECONDS = 12 * 3600
# Browsers keep 4,096 characters per cookie, its name and attributes included.
LONGEST_ID_TOKEN = 3800


def lab_cookie(code: str) -> str:
    """The cookie that holds a person's return code in one lab."""
    return f"openlab-lab-{code}"


def cookie(request: Visit, name: str) -> str:
    return request.cookies.get(_full_name(request, name), "")


def keep(request: Visit, response: Response[object], name: str, value: str, seconds: int = HALF_A_YEAR) -> None:
    response.set_cookie(_cookie(request, name, value, seconds))


def keep_id_token(request: Visit, response: Response[object], name: str, id_token: str, seconds: int) -> None:
    """An ID token stays with the person whom it is about, and never on the server; one that is too long is let go."""
    if id_token and len(id_token) <= LONGEST_ID_TOKEN:
        keep(request, response, name, id_token, seconds)
    elif cookie(request, name):
        forget(request, response, name)


def forget(request: Visit, response: Response[object], name: str) -> None:
    response.set_cookie(_cookie(request, name, "", 0))


def _cookie(request: Visit, name: str, value: str, seconds: int) -> Cookie:
    secure = site_of(request).settings.secure
    return Cookie(
        _full_name(request, name), value=value, path="/", max_age=seconds, secure=secure, httponly=True, samesite="lax"
    )


def _full_name(request: Visit, name: str) -> str:
    return f"__Host-{name}" if site_of(request).settings.secure else name
