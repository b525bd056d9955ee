"""A small honest provider with ProConnect's profile: acr, userinfo as a signed JWT, a client that sends its secret.

It signs in whoever comes as `person`. What a real provider never does can be asked of it: each test spoils one thing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT_ID, SECRET = "openlab-in-tests", "a secret of the tests / with+signs"
Claims = dict[str, Any]


def new_key(name: str = "one", kind: str = "RSA") -> RSAKey | ECKey:
    parameters: Any = {"kid": name, "use": "sig"}
    return RSAKey.generate_key(2048, parameters) if kind == "RSA" else ECKey.generate_key("P-256", parameters)


KEY = new_key()


@dataclass
class StandIn:
    """What the provider knows, does, and was asked."""

    issuer: str = ""
    person: Claims = field(default_factory=lambda: {"sub": "person-1", "email": "camille@example.org"})
    keys: list[RSAKey | ECKey] = field(default_factory=lambda: [KEY])
    signed_about: bool = True
    methods: tuple[str, ...] = ("client_secret_post",)
    says: Claims = field(default_factory=dict)
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    spoil_token: Callable[[Claims], None] = lambda claims: None
    spoil_about: Callable[[Claims], None] = lambda claims: None
    sign: Callable[[Claims, StandIn], str] = lambda claims, stand_in: stand_in.signed(claims)
    hold: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    authorized: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hold.set()

    def begin_again(self) -> None:
        """As it was when it was made."""
        self.__dict__.update(StandIn(self.issuer).__dict__)

    def signed(self, claims: Claims, key: RSAKey | ECKey | None = None) -> str:
        key = key or self.keys[-1]
        alg = "RS256" if isinstance(key, RSAKey) else "ES256"
        return jwt.encode({"alg": alg, "kid": key.kid or ""}, claims, key)

    def discovery(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/session/end",
            "token_endpoint_auth_methods_supported": list(self.methods),
            "code_challenge_methods_supported": ["S256"],
            "claims_parameter_supported": True,
            **self.says,
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes back to, with a code."""
        self.last = query
        assert query["client_id"] == CLIENT_ID
        assert len(query["state"]) >= 32
        assert len(query["nonce"]) >= 32
        code = secrets.token_urlsafe(16)
        self.authorized[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def exchange(self, form: dict[str, str], basic: str) -> tuple[int, Claims]:
        """A code, which works once, for the tokens."""
        who = basic or f"{form.get('client_id')}:{form.get('client_secret')}"
        if who != f"{CLIENT_ID}:{SECRET}":
            return 401, {"error": "invalid_client"}
        query = self.authorized.pop(form["code"], None)
        if query is None or query["redirect_uri"] != form["redirect_uri"] or not self._holds(query, form):
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        half = hashlib.sha256(access.encode()).digest()[:16]
        claims = self._about({"nonce": query["nonce"], "at_hash": base64.urlsafe_b64encode(half).decode().rstrip("=")})
        claims |= {"acr": self._level(query), "sub": self.person["sub"]}
        self.spoil_token(claims)
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": self.sign(claims, self)}

    def _level(self, query: dict[str, str]) -> str:
        """The lowest level that was asked for."""
        if "claims" in query:
            return str(json.loads(query["claims"])["id_token"]["acr"]["values"][0])
        return query.get("acr_values", "none").split()[0]

    def _holds(self, query: dict[str, str], form: dict[str, str]) -> bool:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return query.get("code_challenge") in (None, challenge)

    def _about(self, more: Claims) -> Claims:
        now = int(time.time())
        return {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 60, **more}

    def about(self, bearer: str) -> tuple[int, str, bytes]:
        """What is known of the person: (status, kind of content, content)."""
        if bearer.removeprefix("Bearer ") not in self.tokens:
            return 401, "application/json", b'{"error": "invalid_token"}'
        claims = self._about(self.person) if self.signed_about else dict(self.person)
        self.spoil_about(claims)
        if self.signed_about:
            return 200, "application/jwt", self.signed(claims).encode()
        return 200, "application/json; charset=utf-8", json.dumps(claims).encode()


class Handler(BaseHTTPRequestHandler):
    """The addresses of the stand-in."""

    stand_in: StandIn

    def do_GET(self) -> None:
        path, query = self._asked()
        if path.endswith("/openid-configuration"):
            self._json(200, self.stand_in.discovery())
        elif path.endswith("/jwks"):
            self._json(200, KeySet(list(self.stand_in.keys)).as_dict())
        elif path.endswith("/authorize"):
            self._see(self.stand_in.authorize(query))
        elif path.endswith("/userinfo"):
            self._send(*self.stand_in.about(self.headers.get("Authorization", "")))
        elif path.endswith("/session/end"):
            self.stand_in.last = query
            self._see(f"{query['post_logout_redirect_uri']}?{urlencode({'state': query['state']})}")

    def do_POST(self) -> None:
        path, _ = self._asked()
        if path == "answered":
            return
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(sent).items()}
        basic = self.headers.get("Authorization", "").removeprefix("Basic ")
        who = ":".join(map(unquote_plus, base64.b64decode(basic).decode().split(":"))) if basic else ""
        self._json(*self.stand_in.exchange(form, who))

    def _asked(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        self.stand_in.asked.append(f"{self.command} {parts.path}")
        self.stand_in.hold.wait(30)
        for end, (status, body) in self.stand_in.answers.items():
            if parts.path.endswith(end):
                self._send(status, "application/json", body, f"{self.stand_in.issuer}/elsewhere")
                return "answered", {}
        return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}

    def _json(self, status: int, fields: Any) -> None:
        self._send(status, "application/json", json.dumps(fields).encode())

    def _see(self, address: str) -> None:
        self._send(303, "text/plain", b"", address)

    def _send(self, status: int, kind: str, body: bytes, location: str = "") -> None:
        self.send_response(status)
        if status // 100 == 3:
            self.send_header("Location", location)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at `asked`."""


class Server(ThreadingHTTPServer):
    """Without a word when somebody does not wait for the answer."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """A stand-in that runs, on a free port."""
    made = StandIn()
    handler = type("ThisHandler", (Handler,), {"stand_in": made})
    server = Server(("127.0.0.1", 0), handler)
    made.issuer = f"http://127.0.0.1:{server.server_port}/api/v2"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.hold.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
