"""What holds on every address: headers, tokens, methods, sizes, and no word of the machinery."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Callable

import httpx
import pytest

from openlab.actions import badges, labs
from openlab.actions.labs import LabForm
from openlab.db.engine import Database
from openlab.domain.phases import Phase
from openlab.settings import PACKAGE, Settings
from tests.build import Built, a_lab, give, join, signed_in
from tests.serving import Served, Visitor, serving
from tests.waiting import until
from tests.web.addresses import every_address
from tests.web.conftest import NewVisitor

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
NASTY = [
    "{{7331*7331}}{% for %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "${7331*7331}",
    "%(name)s %s",
]


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
        assert headers["content-security-policy"] == POLICY, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "strict-transport-security" not in headers
        assert "server" not in headers


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
        (b"&".join([b"choice=1"] * 30_000), "application/x-www-form-urlencoded"),
        (b"", "text/plain"),
    ]:
        answer = one.post(f"/l/{built.code}/join", content=body, headers={"Content-Type": kind})
        assert 400 <= answer.status_code < 500, (body, answer.status_code)


def test_the_schema_of_the_application_is_not_exposed(visitor: NewVisitor) -> None:
    for path in ("/schema", "/schema/openapi.json", "/docs"):
        assert visitor().get(path).status_code == 404


def test_health_is_ok_when_the_database_answers(
    first_purge: threading.Event, served: Served, visitor: NewVisitor
) -> None:
    answer = visitor().get("/health")
    assert (answer.status_code, answer.text) == (200, "ok")
    assert first_purge.wait(30)
    served.site.database.engine.dispose()
    assert visitor().get("/health").status_code == 200


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://nobody@127.0.0.1:9/x", "sqlite:////nowhere/at/all.sqlite3"], ids=["down", "gone"]
)
def test_health_and_every_page_say_503_when_the_database_does_not_answer(url: str) -> None:
    with serving(Settings(url)) as served, Visitor(served.url) as one:
        for path in ("/health", "/l/K7QM2P", "/?code=K7QM2P"):
            answer = one.get(path)
            assert answer.status_code == 503, path
            assert "the server is busy or restarting" in answer.text
        assert one.get("/privacy").status_code == 200


def test_static_files_may_be_kept_for_ever_because_their_address_changes_with_them(visitor: NewVisitor) -> None:
    one: Visitor = visitor()
    page = one.get("/").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(set(addresses)) == 3
    for address in addresses:
        answer = one.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_what_people_type_is_shown_as_text_on_every_page(
    database: Database, visitor: NewVisitor, participant: Callable[..., Visitor]
) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=0, cards=0)
    for text in NASTY:
        give(database, built, join(database, built, text[:40]), text, text)
    camille, zoe = visitor(), participant(built, 0)
    with database.writing() as session:
        camille.sign_in_with(signed_in(session, built.account))
        labs.set_up_lab(session, built.lab, built.account, LabForm(NASTY[1], NASTY[2], "", NASTY[0], f"5 {NASTY[1]}"))
        badges.make_badges(session, built.lab, built.account, NASTY[2][:40], "", lambda n: f"CODE{n}")
    pages = [zoe.get(f"/l/{built.code}"), *(camille.get(path) for path in _pages_of(built))]
    for page in pages:
        assert page.status_code == 200
        for raw in ("<script>alert", "<img src=x", str(7331 * 7331)):
            assert raw not in re.sub(r'(value|href|src|data-version|content|datetime|id|for)="[^"]*"', "", page.text), (
                page.url
            )
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[0].text


def _pages_of(built: Built) -> list[str]:
    lab = f"/labs/{built.lab}"
    of_lab = [
        "",
        "/edit",
        "/agenda",
        "/run-sheet",
        "/journal",
        "/door",
        "/participants",
        f"/participants/{built.people[0]}",
    ]
    return [f"/l/{built.code}/screen", *(f"{lab}{page}" for page in of_lab), "/products/demarches"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/../../pyproject.toml",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..\\app.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/....//....//app.py",
        "/static/openlab.css%00.py",
        "/static/" + "a" * 5000,
    ],
)
def test_no_path_leads_out_of_the_static_files(served: Served, path: str) -> None:
    connection = http.client.HTTPConnection(served.url.removeprefix("http://"), timeout=30)
    connection.request("GET", path)  # as it is: other clients tidy paths up
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in (400, 404)
    for told in (b"root:", b"[project]", b"create_app", b"Traceback"):
        assert told not in body


def test_the_name_that_a_browser_asks_for_is_never_repeated(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.COLLECT)
    one = visitor()
    one.headers.update({"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})
    for method, path in every_address(built):
        if method == "GET" and not path.endswith("/events"):
            answer = one.get(path)
            assert "evil.example" not in answer.text + str(answer.headers), path


# The host of the OpenID Connect provider that the operator named (tests/web/test_openid.py shows it asks no other),
# and the trackers that the operator allowed (tests/trackers/test_gate.py).
MAY_FETCH = {"openid/host.py": ["httpx"], "trackers/client.py": ["httpx"], "trackers/gate.py": ["httpx"]}


def test_nothing_in_openlab_can_fetch_an_address_but_what_is_named_here() -> None:
    """No server-side request can be forged where none is made."""
    clients = re.compile(
        r"^\s*(?:import|from) (httpx|requests|aiohttp|urllib\.request|urllib3|http\.client|smtplib)", re.MULTILINE
    )
    found = {
        path.relative_to(PACKAGE).as_posix(): clients.findall(path.read_text(encoding="utf-8"))
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: names for name, names in found.items() if names} == MAY_FETCH


def test_a_head_of_the_stream_is_answered_at_once_and_watches_nothing(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    with httpx.Client(base_url=served.url, timeout=30) as browser:
        answer = browser.head(f"/l/{built.code}/events")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        page = browser.head(f"/l/{built.code}")
        assert (page.content, page.headers["content-type"]) == (b"", "text/html; charset=utf-8")
    until(lambda: served.site.live.watchers == 0)
