"""The cookies: none is readable by scripts, none says who a person is. Behind TLS they are bound to this host."""

from __future__ import annotations

from litestar import Response
from litestar.datastructures import Cookie

from openlab.web.site import Visit, site_of

BROWSER = "openlab"
STAFF = "openlab-staff"
LANGUAGE = "openlab-language"
HALF_A_YEAR = 182 * 24 * 3600


def lab_cookie(code: str) -> str:
    """The cookie that holds a person's return code in one lab."""
    return f"openlab-lab-{code}"


def cookie(request: Visit, name: str) -> str:
    return request.cookies.get(_full_name(request, name), "")


def keep(request: Visit, response: Response[object], name: str, value: str, seconds: int = HALF_A_YEAR) -> None:
    response.set_cookie(_cookie(request, name, value, seconds))


def forget(request: Visit, response: Response[object], name: str) -> None:
    response.set_cookie(_cookie(request, name, "", 0))


def _cookie(request: Visit, name: str, value: str, seconds: int) -> Cookie:
    secure = site_of(request).settings.secure
    return Cookie(
        _full_name(request, name), value=value, path="/", max_age=seconds, secure=secure, httponly=True, samesite="lax"
    )


def _full_name(request: Visit, name: str) -> str:
    return f"__Host-{name}" if site_of(request).settings.secure else name
