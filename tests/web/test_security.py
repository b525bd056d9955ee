"""What holds on every address: headers, tokens, methods, sizes, and no word of the machinery."""

from __future__ import annotations

import re

import httpx
import pytest
from litestar import Litestar

from openlab.app import ADDRESSES, create_app
from openlab.db.engine import Database
from openlab.domain.phases import Phase
from openlab.settings import Settings
from tests.build import Built, a_lab, signed_in
from tests.serving import Served, Visitor, serving
from tests.web.conftest import NewVisitor


def every_address(built: Built) -> list[tuple[str, str]]:
    """(method, path) of every handler of the application, with the ids of a real lab."""
    values = {
        "lab:int": built.lab,
        "code:str": built.code,
        "card:int": built.cards[0],
        "step:int": 1,
        "sheet:int": 1,
        "return_code:str": built.return_codes[0],
        "slug:str": "demarches",
        "persona:int": built.personas[0],
        "member:int": built.account,
        "person:int": built.people[0],
        "group:int": 1,
        "role:str": "owner",
        "number:int": 1,
        "photo:int": 1,
        "item:int": 1,
        "sprint:int": 1,
        "target:str": "json",
        "secret:str": "made-up",
        "token_hash:str": "made-up",
    }
    found = []
    for handler in ADDRESSES:
        for path in handler.paths:
            filled = re.sub(r"{([^}]+)}", lambda name: str(values[name[1]]), path)
            found += [(str(method), filled) for method in handler.http_methods]
    return found


def test_the_list_of_addresses_is_the_applications_own(database_url: str) -> None:
    app: Litestar = create_app(Settings(database_url=database_url))
    served = {route.path for route in app.routes if not route.path.startswith("/static")}
    listed = {path for handler in ADDRESSES for path in handler.paths}
    assert served == listed
    app.state.site.database.close()


def test_every_form_without_its_token_is_refused_whoever_sends_it(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.COLLECT)
    camille = visitor()
    with database.writing() as session:
        camille.sign_in_with(signed_in(session, built.account))
    camille.cookies.set(f"openlab-lab-{built.code}", built.return_codes[0])
    for method, path in every_address(built):
        if method != "POST" or path == f"/l/{built.code}/join":
            continue
        answer = camille.post(path, data={"title": "x", "name": "x"})
        assert answer.status_code in (403, 404), path
        assert answer.status_code == 403 or "made-up" in path, path


def test_every_answer_has_the_security_headers(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.COLLECT)
    one = visitor()
    paths = [path for method, path in every_address(built) if method == "GET" and not path.endswith("/events")]
    for path in [*paths, "/nowhere", "/static/openlab.css", "/static/nothing.css"]:
        headers = one.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'; object-src 'none'"), path
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "strict-transport-security" not in headers
        assert "server" not in headers or "uvicorn" in headers["server"]


def test_no_page_has_a_style_or_a_script_of_its_own(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.VOTE)
    camille = visitor()
    with database.writing() as session:
        camille.sign_in_with(signed_in(session, built.account))
    camille.get(f"/r/{built.return_codes[0]}")
    for method, path in every_address(built):
        if method == "GET" and not path.endswith("/events"):
            page = camille.get(path).text
            assert not re.search(r"<style|\sstyle=|<script(?! type=\"module\" src)|\son\w+=\"", page), path


def test_cookies_are_out_of_reach_of_scripts_and_bound_to_the_host_behind_tls(sqlite_url: str) -> None:
    with serving(Settings(database_url=sqlite_url, base_url="https://lab.example.org")) as served:
        answer = httpx.get(f"{served.url}/sign-in")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-openlab=")
    for flag in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
        assert flag in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_the_token_of_one_browser_is_worth_nothing_in_another(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=0, cards=0)
    mine, other = visitor(), visitor()
    fields = {"form_token": other.token(), "name": "Zoé", "persona": str(built.personas[0])}
    mine.token()
    assert mine.post(f"/l/{built.code}/join", data=fields).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("POST", "/", 405), ("GET", "/sign-out", 405), ("GET", "/static/../app.py", 404)],
)
def test_what_is_not_there_is_answered_with_a_page(visitor: NewVisitor, method: str, path: str, status: int) -> None:
    answer = visitor("fr").request(method, path)
    assert answer.status_code == status
    assert "Cela n’a pas marché" in answer.text


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/health", 200), ("/sign-in", 200), ("/labs", 303), ("/nowhere", 404)]
)
def test_a_head_is_answered_like_a_get_without_the_body(visitor: NewVisitor, path: str, status: int) -> None:
    one = visitor()
    got, head = one.get(path), one.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"") == (status, b"")
    for header in ("content-type", "content-security-policy", "cache-control", "location"):
        assert head.headers.get(header) == got.headers.get(header)
    assert one.get(path).status_code == status, "the connection still serves"


def test_a_body_that_is_too_large_or_broken_is_refused_politely(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.COLLECT)
    one = visitor()
    large = one.post(f"/l/{built.code}/join", data={"name": "x" * 600_000})
    assert (large.status_code, "What you sent is too large." in large.text) == (413, True)
    for body, kind in [
        (b"\xff\xfe\x00name=%%%", "application/x-www-form-urlencoded"),
        (b"not a form", "multipart/form-data; boundary=x"),
        (b'{"name": 1}', "application/json"),
        (b"", "text/plain"),
    ]:
        answer = one.post(f"/l/{built.code}/join", content=body, headers={"Content-Type": kind})
        assert 400 <= answer.status_code < 500, (body, answer.status_code)


def test_the_schema_of_the_application_is_not_exposed(visitor: NewVisitor) -> None:
    for path in ("/schema", "/schema/openapi.json", "/docs"):
        assert visitor().get(path).status_code == 404


def test_health_is_ok_when_the_database_answers_and_503_when_not(served: Served, visitor: NewVisitor) -> None:
    answer = visitor().get("/health")
    assert (answer.status_code, answer.text) == (200, "ok")
    served.site.database.engine.dispose()
    assert visitor().get("/health").status_code == 200


def test_static_files_may_be_kept_for_ever_because_their_address_changes_with_them(visitor: NewVisitor) -> None:
    one: Visitor = visitor()
    page = one.get("/").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(set(addresses)) == 3
    for address in addresses:
        answer = one.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
