"""Signing in with a provider that has ProConnect's profile, and everything that can be wrong with what comes back."""

from __future__ import annotations

import base64
import json
import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import delete, select

from openlab.actions import accounts
from openlab.actions.identities import forget_identities
from openlab.commands.log import line
from openlab.db.engine import Database
from openlab.db.tables import Account, Identity
from openlab.openid import Provider, host
from openlab.settings import Settings
from openlab.web.throttle import Throttle
from tests.build import PASSWORD, an_account, sign_ins
from tests.conftest import sqlite_copy
from tests.openid.stand_in import CLIENT_ID, KEY, SECRET, Claims, StandIn, new_key, stand_in
from tests.serving import Served, Visitor, serving
from tests.tables import says as found_in

EMAIL = "camille@example.org"


@pytest.fixture(scope="module")
def running_provider() -> Iterator[StandIn]:
    with stand_in() as made:
        yield made


@pytest.fixture
def provider(running_provider: StandIn) -> StandIn:
    running_provider.begin_again()
    return running_provider


def settings_for(provider: StandIn, url: str, **more: str) -> Settings:
    usual = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT_ID, "oidc_client_secret": SECRET}
    return Settings(database_url=url, **{"oidc_email": "vouched", **usual, **more})


@pytest.fixture(scope="module")
def running_site(
    running_provider: StandIn, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    url = sqlite_copy(sqlite_template, tmp_path_factory.mktemp("site"))
    with serving(settings_for(running_provider, url)) as running:
        yield running


@pytest.fixture
def served(running_site: Served, provider: StandIn) -> Served:
    """One site for all tests of this file, which each begin with nobody and with what the provider says forgotten."""
    with running_site.site.database.writing() as session:
        session.execute(delete(Account))
    running_site.site.throttle = Throttle()
    running_site.site.openid = Provider(running_site.site.settings)
    return running_site


@pytest.fixture
def database(served: Served) -> Database:
    return served.site.database


@pytest.fixture
def camille(database: Database) -> int:
    """The account of the person whom the provider signs in, who has no password."""
    with database.writing() as session:
        return accounts.add_account(session, EMAIL, "Camille").id


@pytest.fixture
def visitor(served: Served) -> Iterator[Visitor]:
    with Visitor(served.url) as one:
        yield one


class Written(logging.Handler):
    """What is written to the log, as its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(line(record)))

    @property
    def why(self) -> list[str]:
        """The words for what went wrong with the provider."""
        return [told["why"] for told in self.lines if told["event"] == "openid"]


@pytest.fixture
def log() -> Iterator[Written]:
    written, logger = Written(), logging.getLogger("openlab")
    level = logger.level
    logger.addHandler(written)
    logger.setLevel(logging.INFO)
    yield written
    logger.removeHandler(written)
    logger.setLevel(level)


def at_provider(visitor: Visitor, goal: str = "") -> str:
    """Begin to sign in, and be sent back by the provider: the address to come back with."""
    answer = visitor.get("/sign-in/openid", params={"next": goal} if goal else None)
    assert answer.status_code == 303, answer.text
    back = httpx.get(answer.headers["location"]).headers["location"]
    return back[back.index("/sign-in/openid/back") :]


def come_in(visitor: Visitor, goal: str = "") -> httpx.Response:
    return visitor.get(at_provider(visitor, goal))


def says(answer: httpx.Response) -> str:
    """The sentence that the page to sign in shows."""
    found = re.search(r'<p class="fault" id="fault"[^>]*>([^<]+)</p>', answer.text)
    assert found, answer.text
    assert 'name="password"' in answer.text, "the password is still a way in"
    return found[1]


def test_a_person_with_an_account_comes_in_where_they_were_going(visitor: Visitor, camille: int) -> None:
    page = visitor.get("/sign-in?next=/account").text
    assert 'href="/sign-in/openid?next=/account"' in page
    assert "Sign in with ProConnect" in page
    answer = come_in(visitor, "/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    account = visitor.get("/account").text
    assert "with ProConnect" in account
    assert "This account opens with ProConnect." in account
    assert "Current password" not in account, "there is none to change"


def test_what_is_asked_of_the_provider_is_proconnects_profile(
    provider: StandIn, visitor: Visitor, camille: int, served: Served
) -> None:
    come_in(visitor)
    asked = provider.last
    assert {name: asked[name] for name in ("response_type", "scope", "redirect_uri")} == {
        "response_type": "code",
        "scope": "openid given_name usual_name email",
        "redirect_uri": f"{served.site.settings.public_url}/sign-in/openid/back",
    }
    levels = {"essential": True, "values": ["eidas1", "eidas1-mfa", "eidas2", "eidas3"]}
    assert json.loads(asked["claims"]) == {"id_token": {"acr": levels}}
    assert asked["code_challenge_method"] == "S256"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def test_the_password_still_opens_the_account(database: Database, visitor: Visitor) -> None:
    with database.writing() as session:
        an_account(session, EMAIL)
    assert visitor.submit("/sign-in", email=EMAIL, password=PASSWORD).headers["location"] == "/labs"
    assert "with the password" in visitor.get("/account").text
    assert visitor.submit("/sign-out").headers["location"] == "/"
    assert come_in(visitor).headers["location"] == "/labs"


@pytest.mark.parametrize("goal", ["https://evil.example", "//evil.example", "/\\evil.example", "/" + "a" * 4000])
def test_coming_in_never_leads_to_another_site(visitor: Visitor, camille: int, goal: str) -> None:
    assert come_in(visitor, goal).headers["location"] == "/labs"


def test_a_goal_that_was_changed_in_the_cookie_leads_nowhere_else(visitor: Visitor, camille: int) -> None:
    back = at_provider(visitor)
    kept = visitor.cookies["openlab-attempt"].strip('"')
    answer = visitor.get(back, headers={"Cookie": f"openlab-attempt={kept}%2F%2Fevil.example"})
    assert answer.headers["location"] == "/labs"


@pytest.mark.parametrize("kind", ["json", "jwt"])
@pytest.mark.parametrize("methods", [("client_secret_post",), ("client_secret_basic",), ()])
def test_the_ways_that_providers_answer_and_know_their_client(
    provider: StandIn, visitor: Visitor, camille: int, kind: str, methods: tuple[str, ...]
) -> None:
    provider.signed_about, provider.methods = kind == "jwt", methods
    assert come_in(visitor).headers["location"] == "/labs"


def test_a_provider_without_userinfo_says_the_email_in_the_id_token(
    provider: StandIn, visitor: Visitor, camille: int
) -> None:
    provider.says = {"userinfo_endpoint": f"{provider.issuer}/userinfo"}
    discovery = provider.discovery()
    del discovery["userinfo_endpoint"]
    provider.answers["openid-configuration"] = (200, json.dumps(discovery).encode())
    provider.spoil_token = lambda claims: claims.update(email=EMAIL)
    assert come_in(visitor).headers["location"] == "/labs"


def test_pkce_is_left_out_for_a_provider_that_does_not_say_that_it_knows_it(
    provider: StandIn, visitor: Visitor, camille: int
) -> None:
    provider.says = {"code_challenge_methods_supported": []}
    assert come_in(visitor).headers["location"] == "/labs"
    assert "code_challenge" not in provider.last


def test_levels_are_a_wish_for_a_provider_that_does_not_take_them_as_a_must(
    provider: StandIn, visitor: Visitor, camille: int
) -> None:
    provider.says = {"claims_parameter_supported": False}
    assert come_in(visitor).headers["location"] == "/labs"
    assert provider.last["acr_values"] == "eidas1 eidas1-mfa eidas2 eidas3"
    assert "claims" not in provider.last


def test_an_elliptic_key_is_as_good(provider: StandIn, visitor: Visitor, camille: int) -> None:
    provider.keys = [new_key("curve", "EC")]
    assert come_in(visitor).headers["location"] == "/labs"


def test_a_new_key_of_the_provider_is_asked_for_once(provider: StandIn, visitor: Visitor, camille: int) -> None:
    come_in(visitor)
    provider.keys = [new_key("two")]
    provider.asked.clear()
    assert come_in(visitor).headers["location"] == "/labs"
    assert provider.asked.count("GET /api/v2/jwks") == 1
    provider.asked.clear()
    assert come_in(visitor).headers["location"] == "/labs"
    assert "GET /api/v2/jwks" not in provider.asked


NOW = int(time.time())


def unsigned(claims: Claims, _: StandIn) -> str:
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def signed_by_another(claims: Claims, provider: StandIn) -> str:
    return provider.signed(claims, new_key("one"))


def signed_by_an_unknown_key(claims: Claims, provider: StandIn) -> str:
    return provider.signed(claims, new_key("never published"))


def signed_with_the_secret(claims: Claims, _: StandIn) -> str:
    return jwt.encode({"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(SECRET))


def signed_with_the_public_key(claims: Claims, _: StandIn) -> str:
    return jwt.encode({"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(json.dumps(KEY.as_dict(private=False))))


@pytest.mark.parametrize(
    ("why", "sign"),
    [
        ("signature", unsigned),
        ("signature", signed_by_another),
        ("signature", signed_by_an_unknown_key),
        ("signature", signed_with_the_secret),
        ("signature", signed_with_the_public_key),
        ("signature", lambda claims, provider: "not.a.token"),
        ("signature", lambda claims, provider: provider.signed(claims)[:-4] + "AAAA"),
        ("tokens", lambda claims, provider: None),
        ("tokens", lambda claims, provider: 7),
    ],
)
def test_a_token_that_the_provider_did_not_sign_is_not_believed(
    provider: StandIn, visitor: Visitor, camille: int, database: Database, log: Written, why: str, sign: Any
) -> None:
    provider.sign = sign
    refused_as_unbelievable(come_in(visitor), database)
    assert log.why == [why]


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("nonce", {"nonce": "of another attempt"}),
        ("nonce", {"nonce": None}),
        ("aud", {"aud": "another client"}),
        ("azp", {"aud": [CLIENT_ID, "another client"]}),
        ("azp", {"azp": "another client"}),
        ("iss", {"iss": "https://evil.example"}),
        ("exp", {"exp": NOW - 3600}),
        ("iat", {"iat": NOW + 3600}),
        ("exp", {"exp": "tomorrow"}),
        ("at_hash", {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
        ("sub", {"sub": ""}),
        ("sub", {"sub": 7}),
        ("sub", {"sub": "x" * 256}),
        ("sub", {"sub": "a\0b"}),
    ],
)
def test_a_token_that_says_something_else_is_not_believed(
    provider: StandIn, visitor: Visitor, camille: int, database: Database, log: Written, why: str, changed: Claims
) -> None:
    provider.spoil_token = lambda claims: claims.update(changed)
    refused_as_unbelievable(come_in(visitor), database)
    assert log.why == [why]


@pytest.mark.parametrize("missing", ["nonce", "aud", "iss", "exp", "iat", "sub"])
def test_a_token_that_leaves_something_out_is_not_believed(
    provider: StandIn, visitor: Visitor, camille: int, database: Database, log: Written, missing: str
) -> None:
    provider.spoil_token = lambda claims: claims.pop(missing) and None
    refused_as_unbelievable(come_in(visitor), database)
    assert log.why == [missing]


@pytest.mark.parametrize(
    ("why", "spoil"),
    [
        ("userinfo sub", lambda claims: claims.update(sub="person-2")),
        ("iss", lambda claims: claims.update(iss="https://evil.example")),
        ("aud", lambda claims: claims.update(aud="another client")),
        ("aud", lambda claims: claims.update(aud=["another client"])),
        ("sub", lambda claims: claims.pop("sub")),
    ],
)
def test_an_answer_about_somebody_else_or_for_somebody_else_is_not_believed(
    provider: StandIn, visitor: Visitor, camille: int, database: Database, log: Written, why: str, spoil: Any
) -> None:
    provider.spoil_about = spoil
    refused_as_unbelievable(come_in(visitor), database)
    assert log.why == [why]


def refused_as_unbelievable(answer: httpx.Response, database: Database) -> None:
    assert answer.status_code == 502
    assert says(answer).startswith("The answer of ProConnect cannot be believed")
    assert sign_ins(database) == 0
    assert identities_in(database) == []


def identities_in(database: Database) -> list[tuple[str, int]]:
    with database.reading() as session:
        return [(row.subject, row.account_id) for row in session.scalars(select(Identity).order_by(Identity.id))]


@pytest.mark.parametrize("spoil", [{"exp": NOW - 30}, {"iat": NOW + 45, "exp": NOW + 3600}])
def test_clocks_may_differ_by_a_minute(provider: StandIn, visitor: Visitor, camille: int, spoil: Claims) -> None:
    shift = int(time.time()) - NOW
    provider.spoil_token = lambda claims: claims.update({name: at + shift for name, at in spoil.items()})
    assert come_in(visitor).headers["location"] == "/labs"


@pytest.mark.parametrize(("level", "status"), [("eidas1", 303), ("eidas1-mfa", 303), ("eidas2", 303), ("eidas3", 303)])
def test_a_level_that_is_high_enough_lets_in(
    provider: StandIn, visitor: Visitor, camille: int, level: str, status: int
) -> None:
    provider.spoil_token = lambda claims: claims.update(acr=level)
    assert come_in(visitor).status_code == status


@pytest.mark.parametrize("level", ["eidas0", "eidas0-mfa", "0", None, ["eidas1"], "eidas"])
def test_a_level_that_is_too_low_or_of_another_kind_does_not(
    provider: StandIn, visitor: Visitor, camille: int, database: Database, level: object
) -> None:
    provider.spoil_token = lambda claims: claims.update(acr=level)
    answer = come_in(visitor)
    assert answer.status_code == 403
    assert says(answer) == "This site asks for a stronger sign-in than the one you used at ProConnect."
    assert sign_ins(database) == 0


def test_a_code_is_good_once_and_for_the_browser_that_asked_for_it(
    provider: StandIn, served: Served, visitor: Visitor, camille: int, database: Database
) -> None:
    back = at_provider(visitor)
    kept = visitor.cookies["openlab-attempt"]
    with Visitor(served.url) as thief:
        assert says(thief.get(back)).startswith("This sign-in took too long")
        at_provider(thief)
        assert thief.get(back).status_code == 400, "an attempt of one's own does not help"
    assert visitor.get(back).headers["location"] == "/labs"
    assert "openlab-attempt" not in visitor.cookies, "the attempt is over"
    assert visitor.get(back).status_code == 400
    replay = visitor.get(back, headers={"Cookie": f"openlab-attempt={kept}"})
    assert (replay.status_code, says(replay).startswith("This sign-in took too long")) == (400, True)
    assert sign_ins(database) == 1


@pytest.mark.parametrize(
    "query", ["", "state=", "code=x", "state=%FF%00&code=x", "state=" + "0" * 64 + "&code=x", "error=access_denied"]
)
def test_coming_back_with_a_wrong_state_asks_nothing_of_the_provider(
    provider: StandIn, visitor: Visitor, camille: int, query: str
) -> None:
    at_provider(visitor)
    provider.asked.clear()
    answer = visitor.get(f"/sign-in/openid/back?{query}")
    assert (answer.status_code, provider.asked) == (400, [])


@pytest.mark.parametrize("kept", [b"\xff\xfe:%ff", b":", b"x", b'"', b"a:%00//evil.example", b"a" * 4000])
def test_an_attempt_that_nobody_made_leads_nowhere(provider: StandIn, visitor: Visitor, kept: bytes) -> None:
    headers = [(b"Cookie", b"openlab-attempt=" + kept)]
    answer = visitor.get("/sign-in/openid/back?state=x&code=y", headers=headers)
    assert (answer.status_code, provider.asked) == (400, [])


def test_a_code_of_another_attempt_does_not_pass_pkce(provider: StandIn, visitor: Visitor, camille: int) -> None:
    stolen = parse_qs(urlsplit(at_provider(visitor)).query)["code"][0]
    mine = parse_qs(urlsplit(at_provider(visitor)).query)["state"][0]
    answer = visitor.get(f"/sign-in/openid/back?code={stolen}&state={mine}")
    assert answer.status_code == 400


def test_who_cancels_at_the_provider_is_told_politely(provider: StandIn, visitor: Visitor, camille: int) -> None:
    state = parse_qs(urlsplit(at_provider(visitor)).query)["state"][0]
    answer = visitor.get(f"/sign-in/openid/back?error=access_denied&error_description=%3Cb%3E&state={state}")
    assert answer.status_code == 403
    assert says(answer) == "ProConnect did not sign you in: it was cancelled there, or not allowed."
    assert "&lt;b&gt;" not in answer.text


def test_a_stranger_learns_nothing_about_accounts(
    provider: StandIn, visitor: Visitor, camille: int, served: Served, database: Database
) -> None:
    come_in(visitor)
    with database.writing() as session:
        accounts.add_account(session, "suzie@example.org")
    told = set()
    for person in (
        {"sub": "stranger", "email": "nobody@example.org"},
        {"sub": "stranger", "email": EMAIL},  # an account that somebody else of this provider has
        {"sub": "stranger", "email": "camille@example.org\n"},
        {"sub": "stranger", "email": ""},
        {"sub": "stranger", "email": None},
        {"sub": "stranger", "email": ["camille@example.org"]},
        {"sub": "stranger"},
        {"sub": "stranger", "email": "\u017fuzie@example.org", "email_verified": True},
    ):
        provider.person = dict(person)
        with Visitor(served.url) as stranger:
            answer = come_in(stranger)
            assert answer.status_code == 403
            told.add(says(answer))
            assert stranger.get("/labs").headers["location"].startswith("/sign-in")
            assert 'href="/sign-out/openid"' in answer.text, "a way to come as somebody else"
            left = stranger.get("/sign-out/openid").headers["location"]
            assert left.startswith(f"{provider.issuer}/session/end?id_token_hint=ey")
    assert len(told) == 1
    assert identities_in(database) == [("person-1", camille)]


@pytest.mark.parametrize(
    ("trust", "verified", "status"),
    [
        ("verified", True, 303),
        ("verified", False, 403),
        ("verified", "true", 403),
        ("verified", None, 403),
        ("verified", "absent", 403),
        ("vouched", True, 303),
        ("vouched", False, 403),
        ("vouched", None, 403),
        ("vouched", "absent", 303),
    ],
)
def test_an_email_is_believed_when_the_provider_says_so_or_the_operator_answers_for_it(
    provider: StandIn, sqlite_url: str, trust: str, verified: object, status: int
) -> None:
    if verified != "absent":
        provider.person["email_verified"] = verified
    with serving(settings_for(provider, sqlite_url, oidc_email=trust)) as served, Visitor(served.url) as one:
        with served.site.database.writing() as session:
            accounts.add_account(session, EMAIL)
        assert come_in(one).status_code == status


def test_later_the_provider_knows_the_person_by_their_own_name_and_not_by_the_email(
    provider: StandIn, visitor: Visitor, camille: int, database: Database, served: Served
) -> None:
    come_in(visitor)
    with database.writing() as session:
        other = accounts.add_account(session, "other@example.org").id
    provider.person = {"sub": "person-1", "email": "other@example.org"}
    provider.asked.clear()
    with Visitor(served.url) as again:
        come_in(again)
        assert "<h1>Camille</h1>" in again.get("/account").text
    assert "GET /api/v2/userinfo" not in provider.asked, "what is not needed is not asked for"
    provider.person = {"sub": "person-2", "email": "other@example.org"}
    with Visitor(served.url) as new:
        come_in(new)
    assert identities_in(database) == [("person-1", camille), ("person-2", other)]


def test_a_reset_account_is_bound_anew(provider: StandIn, visitor: Visitor, camille: int, database: Database) -> None:
    come_in(visitor)
    provider.person = {"sub": "person-1-at-a-new-employer", "email": EMAIL}
    assert come_in(visitor).status_code == 403
    with database.writing() as session:
        forget_identities(session, camille)
    assert come_in(visitor).status_code == 303


def test_the_same_name_at_another_provider_is_somebody_else(visitor: Visitor, served: Served, camille: int) -> None:
    come_in(visitor)
    with stand_in() as another:
        another.person = {"sub": "person-1", "email": "nobody@example.org"}
        url = str(served.site.database.engine.url)
        with serving(settings_for(another, url)) as elsewhere, Visitor(elsewhere.url) as one:
            assert come_in(one).status_code == 403


def test_a_provider_that_is_down_leaves_the_password(provider: StandIn, visitor: Visitor, camille: int) -> None:
    provider.answers[""] = (503, b"")
    answer = visitor.get("/sign-in/openid?next=//evil.example")
    assert answer.status_code == 503
    assert says(answer).startswith("ProConnect does not answer now.")
    assert "evil.example" not in answer.text
    provider.asked.clear()
    assert visitor.get("/sign-in/openid").status_code == 503
    assert provider.asked == [], "it is left alone for a moment"


def test_nobody_listening_is_told_like_a_provider_that_is_down(sqlite_url: str) -> None:
    with stand_in() as gone:
        settings = settings_for(gone, sqlite_url)
    with serving(settings) as served, Visitor(served.url) as one:
        assert one.get("/sign-in/openid").status_code == 503
        assert one.get("/sign-in").status_code == 200


def test_a_slow_provider_is_waited_for_five_seconds_and_the_room_meanwhile_not_at_all(
    provider: StandIn, visitor: Visitor, served: Served, camille: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert host.PATIENCE_SECONDS == 5
    monkeypatch.setattr(host, "PATIENCE_SECONDS", 0.3)
    back = at_provider(visitor)
    provider.hold.clear()
    began = time.monotonic()
    answer = visitor.get(back)
    assert answer.status_code == 503
    assert time.monotonic() - began < 5
    provider.hold.set()
    assert come_in(visitor).status_code == 303


@pytest.mark.parametrize(
    ("where", "body"),
    [
        ("openid-configuration", b"<html>"),
        ("openid-configuration", b"[]"),
        ("openid-configuration", b"[" * 100_000),
        ("openid-configuration", b'{"issuer": "https://evil.example"}'),
        ("jwks", b"{}"),
        ("jwks", b'{"keys": 7}'),
        ("jwks", b'{"keys": [{"kty": "RSA"}]}'),
        ("jwks", b'{"keys": []}'),
    ],
)
def test_a_provider_that_answers_nonsense_is_told_like_one_that_cannot_be_believed(
    provider: StandIn, visitor: Visitor, camille: int, where: str, body: bytes
) -> None:
    provider.answers[where] = (200, body)
    answer = visitor.get("/sign-in/openid")
    assert (answer.status_code, says(answer)[:29]) == (502, "The answer of ProConnect cann")


def test_an_answer_without_an_end_is_not_read_to_it(
    provider: StandIn, visitor: Visitor, camille: int, log: Written
) -> None:
    provider.says = {"padding": "x" * 300_000}
    assert visitor.get("/sign-in/openid").status_code == 502
    assert log.why == ["length"]


def test_a_document_of_another_issuer_is_not_believed(
    provider: StandIn, visitor: Visitor, camille: int, log: Written
) -> None:
    provider.says = {"issuer": "https://evil.example"}
    assert visitor.get("/sign-in/openid").status_code == 502
    assert log.why == ["issuer"]


def test_an_issuer_is_the_same_with_a_final_slash(provider: StandIn, visitor: Visitor, camille: int) -> None:
    provider.says = {"issuer": f"{provider.issuer}/"}
    provider.signed_about = False
    provider.spoil_token = lambda claims: claims.update(iss=f"{provider.issuer}/")
    assert come_in(visitor).headers["location"] == "/labs"


@pytest.mark.parametrize(
    ("where", "status", "body", "told"),
    [
        ("/token", 500, b"", 503),
        ("/token", 429, b"", 503),
        ("/token", 401, b"{}", 502),
        ("/token", 302, b"", 502),
        ("/token", 200, b"{}", 502),
        ("/token", 400, b"<html>", 502),
        ("/token", 400, b'{"error": "invalid_request"}', 502),
        ("/token", 400, b'{"error": "invalid_grant"}', 400),
        ("/userinfo", 401, b"{}", 502),
        ("/userinfo", 200, b"<html>", 502),
        ("/userinfo", 503, b"", 503),
    ],
)
def test_a_provider_that_fails_on_the_way_back_is_told_politely(
    provider: StandIn,
    visitor: Visitor,
    camille: int,
    database: Database,
    where: str,
    status: int,
    body: bytes,
    told: int,
) -> None:
    provider.answers[where] = (status, body)
    answer = come_in(visitor)
    assert answer.status_code == told
    says(answer)
    assert sign_ins(database) == 0


@pytest.mark.parametrize("endpoint", ["token_endpoint", "userinfo_endpoint", "jwks_uri"])
def test_only_the_host_of_the_issuer_is_ever_asked(
    provider: StandIn, visitor: Visitor, camille: int, endpoint: str
) -> None:
    with stand_in() as other:
        provider.says = {endpoint: f"{other.issuer}/{endpoint}"}
        began = visitor.get("/sign-in/openid")
        answer = come_in(visitor) if began.status_code == 303 else began
        assert answer.status_code == 502
        assert other.asked == []


def test_a_redirect_of_the_provider_is_not_followed(provider: StandIn, visitor: Visitor, camille: int) -> None:
    for where in ("/token", "/userinfo"):
        provider.answers = {where: (302, b"")}
        assert come_in(visitor).status_code == 502
    assert "GET /api/v2/elsewhere" not in provider.asked


def test_signing_out_goes_on_to_the_provider(provider: StandIn, visitor: Visitor, camille: int, served: Served) -> None:
    come_in(visitor)
    out = visitor.submit("/sign-out")
    assert out.headers["location"] == "/signed-out"
    assert "openlab-id-token" not in visitor.cookies
    assert visitor.get("/labs").headers["location"].startswith("/sign-in"), "already out here"
    page = visitor.get("/signed-out").text
    assert "You are still signed in at ProConnect" in page
    assert 'href="/sign-out/openid"' in page
    there = visitor.get("/sign-out/openid").headers["location"]
    back = httpx.get(there).headers["location"]
    asked = provider.last
    assert asked["id_token_hint"].count(".") == 2
    assert asked["post_logout_redirect_uri"] == f"{served.site.settings.public_url}/signed-out"
    assert len(asked["state"]) >= 32
    path = back[back.index("/signed-out") :]
    assert "You are signed out of openlab and of ProConnect." in visitor.get(path).text
    assert "and of ProConnect" not in visitor.get("/signed-out?state=made-up").text
    assert visitor.get("/sign-out/openid").headers["location"] == "/signed-out", "there is nothing left to sign out of"
    assert "openlab-leaving" not in visitor.cookies


def test_signing_out_works_when_the_provider_is_down(
    provider: StandIn, visitor: Visitor, camille: int, served: Served
) -> None:
    come_in(visitor)
    served.site.openid = Provider(served.site.settings)
    provider.answers[""] = (503, b"")
    assert visitor.submit("/sign-out").headers["location"] == "/signed-out"
    answer = visitor.get("/sign-out/openid")
    assert answer.status_code == 502
    assert "close your browser" in answer.text
    assert visitor.get("/labs").status_code == 303


def test_a_provider_that_nobody_can_sign_out_of_is_told(provider: StandIn, visitor: Visitor, camille: int) -> None:
    discovery = {name: value for name, value in provider.discovery().items() if name != "end_session_endpoint"}
    provider.answers["openid-configuration"] = (200, json.dumps(discovery).encode())
    come_in(visitor)
    visitor.submit("/sign-out")
    assert "close your browser" in visitor.get("/sign-out/openid").text


def test_an_id_token_too_long_for_a_cookie_is_let_go(provider: StandIn, visitor: Visitor, camille: int) -> None:
    provider.spoil_token = lambda claims: claims.update(groups=["a group of many"] * 400)
    come_in(visitor)
    assert visitor.submit("/sign-out").headers["location"] == "/"


def test_a_browser_can_be_signed_out_from_another(visitor: Visitor, served: Served, camille: int) -> None:
    come_in(visitor)
    with Visitor(served.url) as other:
        come_in(other)
        end = re.search(r"/account/sign-ins/\w+/end", other.get("/account").text)
        assert end
        assert other.submit(end[0]).status_code == 303
    assert visitor.get("/account").status_code == 303


def test_nothing_personal_or_secret_is_kept_or_logged(
    provider: StandIn, visitor: Visitor, camille: int, database: Database, log: Written
) -> None:
    provider.person |= {"given_name": "Camille-Prénom", "usual_name": "Nom-Usuel"}
    back = at_provider(visitor)
    code, state = (parse_qs(urlsplit(back).query)[name][0] for name in ("code", "state"))
    visitor.get(back)
    id_token = visitor.cookies["openlab-id-token"]
    provider.spoil_token = lambda claims: claims.update(nonce="wrong")
    come_in(visitor)
    visitor.get("/account")
    assert log.why == ["nonce"]
    assert len(log.lines) > 5
    written = json.dumps(log.lines, ensure_ascii=False)
    for told in (EMAIL, "person-1", SECRET, code, state, id_token, "Prénom", *provider.tokens):
        assert told not in written, told
    assert found_in(database, "Prénom", "Nom-Usuel", id_token, state, code, *provider.tokens) == []


def test_the_cookies_of_an_attempt_are_out_of_reach_and_short_lived(provider: StandIn, sqlite_url: str) -> None:
    with serving(settings_for(provider, sqlite_url, base_url="https://lab.example.org")) as served:
        answer = httpx.get(f"{served.url}/sign-in/openid")
    cookie = next(cookie for cookie in answer.headers.get_list("set-cookie") if "attempt" in cookie)
    assert cookie.startswith("__Host-openlab-attempt=")
    for flag in ("HttpOnly", "Secure", "Path=/", "SameSite=lax", "Max-Age=600"):
        assert flag in cookie
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["redirect_uri"] == ["https://lab.example.org/sign-in/openid/back"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[name][0] not in cookie


@pytest.mark.usefixtures("no_attempt_comes_back")
def test_coming_back_wrongly_again_and_again_is_slowed_down(provider: StandIn, visitor: Visitor, camille: int) -> None:
    statuses = {visitor.get("/sign-in/openid/back?state=x").status_code for _ in range(101)}
    assert statuses == {400, 429}


@pytest.mark.parametrize("path", ["/sign-in/openid", "/sign-in/openid/back", "/signed-out", "/sign-out/openid"])
def test_without_a_provider_there_is_nothing_there(sqlite_url: str, path: str) -> None:
    with serving(Settings(sqlite_url)) as served, Visitor(served.url) as one:
        assert one.get(path).status_code == 404
        assert "ProConnect" not in one.get("/sign-in").text


def test_the_provider_has_the_name_that_the_operator_gives(provider: StandIn, sqlite_url: str) -> None:
    settings = settings_for(provider, sqlite_url, oidc_name="La Clé", oidc_acr="none")
    with serving(settings) as served, Visitor(served.url, "fr") as one:
        page = one.get("/sign-in").text
        assert "S’identifier avec La Clé" in page
        assert "ProConnect" not in page
        at_provider(one)
    assert provider.last.keys() & {"acr_values", "claims"} == set()
