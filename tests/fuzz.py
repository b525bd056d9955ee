"""Requests that nobody would send: every address, in every role, with anything in every place.

`python -m benchmarks.fuzz` sends tens of thousands of them; the tests send 2,000.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from hypothesis import strategies as st
from sqlalchemy import select

from openlab.db.engine import Database
from openlab.db.tables import Account, Participant, Photo, SolutionSheet, WorkingGroup
from openlab.domain.phases import ORDER, Phase
from openlab.settings import folder
from openlab.web.addresses import ADDRESSES
from tests.build import PASSWORD_HASH, Built, signed_in
from tests.full_lab import a_full_lab
from tests.pictures import bomb, from_a_phone, picture
from tests.serving import Served, Visitor

ROLES = ("nobody", "participant", "staff", "both")
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
NASTY = (
    "", " ", "0", "-1", "1e9", "9" * 40, "NaN", "١٢", "null", "true", "yes", "\0", "\u202e", "\u3164",
    "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "%(name)s", "%s%s%s%n", "../../etc/passwd",
    "//evil.org", "/\\evil.org", "javascript:alert(1)", "=HYPERLINK(1)", "\r\nSet-Cookie: a=b", "2026-02-30", "99:99",
    *map(str, ORDER),
)  # fmt: skip
LEAKS = re.compile(rb"Traceback|sqlalchemy|sqlite3\.|psycopg|jinja2|litestar|\$argon2|File \"/", re.IGNORECASE)
PAGES = "".join(page.read_text(encoding="utf-8") for page in Path(folder("templates")).rglob("*.html"))
IN_MACROS = {"title", "detail", "theme", "held_on", "place", "better", "level", "remark", "based_on", "solution"}
FIELDS = sorted({*re.findall(r'name="(\w+)"', PAGES), *IN_MACROS})
QUERY = ("lang", "for", "next", "code", "erased", "x")
HEADERS = ("Accept-Language", "If-None-Match", "Cookie", "Accept", "Range", "X-Forwarded-For", "User-Agent", "Referer")
KINDS = ("application/json", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "x")
NOT_IN_HEADERS = re.compile(rb"[\0-\x1f\x7f]")
# After these, a browser may be somebody else, or nobody.
ENDINGS = re.compile(r"/sign-out|/account|/leave|/my-data/erase|/welcome|/r/")


@dataclass
class Target:
    """A running site with a whole lab in it, a browser per role, and what must never be seen in an answer."""

    database: Database
    built: Built
    known: Mapping[str, list[str]]
    browsers: dict[str, Visitor]
    secrets: list[bytes]
    tokens: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)

    def enter(self, role: str) -> None:
        """Be who this role is, again if need be."""
        browser = self.browsers[role]
        browser.cookies.clear()
        if role in ("participant", "both"):
            browser.get(f"/r/{self.built.return_codes[0]}")
        if role in ("staff", "both"):
            with self.database.writing() as session:
                browser.sign_in_with(signed_in(session, self.built.account))
        self.tokens[role] = browser.token()


@dataclass(frozen=True)
class Odd:
    """One request: who sends what where."""

    role: str
    place: tuple[str, str]
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, bytes], ...]
    body: Mapping[str, Any]
    has_token: bool

    @property
    def method(self) -> str:
        return self.place[0]

    @property
    def path(self) -> str:
        return self.place[1]


def a_target(served: Served) -> Target:
    database = served.site.database
    built = a_full_lab(database, at=Phase.WRAP_UP).built
    browsers = {role: Visitor(served.url) for role in ROLES}
    # Whoever tries too often is slowed down; here everybody does.
    served.site.throttle.check = lambda *_: None  # type: ignore[method-assign]
    served.site.throttle.take = lambda *_: None  # type: ignore[method-assign]
    target = Target(database, built, known_values(database, built), browsers, secrets_of(database, built))
    for role in ROLES:
        target.enter(role)
    return target


def known_values(database: Database, built: Built) -> dict[str, list[str]]:
    with database.reading() as session:
        ids = {table: [str(id_) for id_ in session.scalars(select(table.id))] for table in (WorkingGroup, Photo)}
        sheets = [str(id_) for id_ in session.scalars(select(SolutionSheet.id))]
    return {
        "lab": [str(built.lab)],
        "code": [built.code],
        "card": [str(card) for card in built.cards],
        "person": [str(person) for person in built.people],
        "persona": [str(persona) for persona in built.personas],
        "group": ids[WorkingGroup],
        "photo": ids[Photo],
        "sheet": sheets,
        "slug": ["demarches"],
        "member": [str(built.account)],
        "role": ["owner", "facilitator"],
        "number": ["1", "2"],
        "step": ["1", "2"],
        "return_code": built.return_codes[:1],
    }


def secrets_of(database: Database, built: Built) -> list[bytes]:
    """Fingerprints, hashes, and the return codes of the others."""
    with database.reading() as session:
        found = [PASSWORD_HASH, *session.scalars(select(Participant.code_hash))]
        found += [str(account.password_hash) for account in session.scalars(select(Account))]
    return [text.encode() for text in (*found, *built.return_codes[1:])]


def odd_requests(known: Mapping[str, list[str]]) -> st.SearchStrategy[Odd]:
    return st.builds(
        Odd,
        st.sampled_from(ROLES),
        st.sampled_from(ADDRESSES).flatmap(lambda handler: places(handler, known)),
        st.lists(st.tuples(st.sampled_from(QUERY), texts(known)), max_size=2).map(tuple),
        st.lists(odd_headers(), max_size=2).map(tuple),
        bodies(known),
        st.sampled_from((True, True, True, False)),
    )


def texts(known: Mapping[str, list[str]]) -> st.SearchStrategy[str]:
    real = [value for values in known.values() for value in values]
    long = st.sampled_from(("a", "é ", "😀")).map(lambda text: text * 500)
    return st.one_of(st.sampled_from(NASTY), st.sampled_from(real), st.text(max_size=40), st.integers().map(str), long)


def places(handler: Any, known: Mapping[str, list[str]]) -> st.SearchStrategy[tuple[str, str]]:
    """The method and the path, mostly its own, filled with what is there and with what is not."""
    path = min(handler.paths)
    names = re.findall(r"{(\w+):\w+}", path)
    filled = st.tuples(*(mostly(st.sampled_from(known.get(name, ["x"])), texts(known)) for name in names))
    own = [*sorted(map(str, handler.http_methods)) * 40, *METHODS]

    def put_in(values: tuple[str, ...]) -> str:
        left = list(values)
        return re.sub(r"{\w+:\w+}", lambda _: quote(left.pop(0).encode("utf-8", "ignore"), safe=""), path)

    return st.tuples(st.sampled_from(own), filled.map(put_in))


def mostly(usual: st.SearchStrategy[str], odd: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.integers(0, 7), usual, odd).map(lambda drawn: drawn[1] if drawn[0] else drawn[2])


def odd_headers() -> st.SearchStrategy[tuple[str, bytes]]:
    nasty = [text.encode() for text in NASTY]
    value = st.one_of(st.sampled_from(nasty), st.binary(max_size=40)).map(lambda raw: NOT_IN_HEADERS.sub(b"", raw))
    return st.tuples(st.sampled_from(HEADERS), value.map(bytes.strip))


def bodies(known: Mapping[str, list[str]]) -> st.SearchStrategy[Mapping[str, Any]]:
    """Keyword arguments of httpx: a form, a form with a file, or something else."""
    values = st.one_of(texts(known), st.lists(texts(known), max_size=3))
    form = st.dictionaries(st.sampled_from(FIELDS), values, max_size=6)
    pictures = (picture(30, 20), picture(30, 20, "PNG"), bomb(60_000, 60_000), from_a_phone()[:200], b"", b"GIF89a")
    file = st.tuples(st.text(max_size=10), st.one_of(st.sampled_from(pictures), st.binary(max_size=200)))
    raw = st.tuples(st.binary(max_size=300), st.sampled_from(KINDS))
    return st.one_of(
        form.map(lambda fields: {"data": fields}),
        form.map(lambda fields: {"data": fields}),
        st.tuples(form, file).map(lambda both: {"data": both[0], "files": {"photo": both[1]}}),
        raw.map(lambda both: {"content": both[0], "headers": {"Content-Type": both[1]}}),
    )


def send(target: Target, odd: Odd) -> None:
    """Send it and look at the answer: never a fault of ours, no word of the machinery, nobody's secret, no way out."""
    body = dict(odd.body)
    headers = {**dict(odd.headers), **body.pop("headers", {})}
    if "data" in body and odd.has_token:
        body["data"] = {**body["data"], "form_token": target.tokens[odd.role]}
    if odd.method in ("GET", "HEAD"):
        body = {}
    browser = target.browsers[odd.role]
    with browser.stream(odd.method, odd.path, params=list(odd.query), headers=headers, **body) as answer:
        is_stream = answer.headers.get("content-type", "").startswith("text/event-stream")
        shown = next(answer.iter_bytes(), b"") if is_stream else answer.read()
        check(target, odd, answer, shown)
    if ENDINGS.search(odd.path):
        target.enter(odd.role)


def check(target: Target, odd: Odd, answer: httpx.Response, shown: bytes) -> None:
    target.statuses[answer.status_code] += 1
    told = (odd, answer.status_code, shown[:400])
    assert answer.status_code < 500, told
    assert not LEAKS.search(shown), (LEAKS.search(shown), told)
    own = odd.path.encode() + repr(odd.body).encode()
    assert [secret for secret in target.secrets if secret in shown and secret not in own] == [], told
    goal = answer.headers.get("location", "/")
    assert goal.startswith("/"), told
    assert not goal.startswith(("//", "/\\")), told
    assert "default-src 'self'" in answer.headers["content-security-policy"], told
