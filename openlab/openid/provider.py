"""What is asked of the provider, in which order (OpenID Connect Core 1.0, the authorization code flow with PKCE)."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote_plus, urlsplit

from authlib.common.urls import add_params_to_uri
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from openlab.domain import Refused
from openlab.openid import tokens
from openlab.openid.attempt import Attempt
from openlab.openid.host import Answer, Host, Silence
from openlab.openid.tokens import Claims, Doubt, Expected, Proof
from openlab.settings import Settings

# For how long what the provider says of itself is believed; for how long one that did not answer is left alone.
FRESH_SECONDS = 3600.0
REST_SECONDS = 5.0
SIGNED = "application/jwt"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL = ("userinfo_endpoint", "end_session_endpoint")

T = TypeVar("T")


@dataclass(frozen=True)
class Known:
    """What the provider says of itself, its keys, and when it was asked."""

    says: Mapping[str, Any]
    keys: KeySet
    at: float

    @property
    def issuer(self) -> str:
        return str(self.says["issuer"])

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.at < FRESH_SECONDS

    def can(self, what: str, how: str) -> bool:
        """Whether the provider says that it knows this way of doing something."""
        return how in self.says.get(what, ())


class Provider:
    """The provider that the settings name. `back` and `after` are our addresses to come back to."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.oidc_name
        self.back = f"{settings.public_url}/sign-in/openid/back"
        self.after = f"{settings.public_url}/signed-out"
        self._settings = settings
        self._secret = settings.oidc_secret
        self._base = settings.oidc_issuer.rstrip("/")
        self._host = Host(self._base)
        self._known: Known | None = None
        self._silent_since = -REST_SECONDS
        self._turn = asyncio.Lock()

    async def close(self) -> None:
        await self._host.close()

    async def way_in(self, attempt: Attempt) -> str:
        """Where to send the browser to sign in. Raises `openid_unreachable`, `openid_unusable`."""
        known = await self._told(self._knowing())
        asked = {
            "response_type": "code",
            "client_id": self._settings.oidc_client_id,
            "redirect_uri": self.back,
            "scope": self._settings.oidc_scopes,
            "state": attempt.state,
            "nonce": attempt.nonce,
        }
        # ProConnect refuses parameters that it does not know: PKCE is for who says that they know it (RFC 8414).
        if known.can("code_challenge_methods_supported", "S256"):
            asked |= {"code_challenge": attempt.challenge, "code_challenge_method": "S256"}
        if self._settings.oidc_levels:
            asked |= self._levels(known)
        return str(add_params_to_uri(known.says["authorization_endpoint"], asked.items()))

    def _levels(self, known: Known) -> dict[str, str]:
        """The levels of sign-in that will do: as a must where the provider understands that, else as a wish."""
        levels = tokens.enough(self._settings.oidc_levels)
        if known.says.get("claims_parameter_supported") is True:
            return {"claims": json.dumps({"id_token": {"acr": {"essential": True, "values": levels}}})}
        return {"acr_values": " ".join(levels)}

    async def proof(self, attempt: Attempt, code: str) -> Proof:
        """Who signed in, for the code that they brought. Raises `openid_expired` when it is worth nothing any more,
        `openid_unreachable`, `openid_level`, `openid_unusable`."""
        return await self._told(self._proof(attempt, code))

    async def email(self, proof: Proof) -> str:
        """The e-mail of this person, empty unless it is surely theirs. Raises `openid_unreachable`,
        `openid_unusable`."""
        return await self._told(self._email(proof))

    async def way_out(self, id_token: str, state: str) -> str:
        """Where to send the browser to sign out there too; empty when the provider has no such place.

        Raises `openid_unreachable`, `openid_unusable`.
        """
        known = await self._told(self._knowing())
        if "end_session_endpoint" not in known.says:
            return ""
        asked = {"id_token_hint": id_token, "post_logout_redirect_uri": self.after, "state": state}
        return str(add_params_to_uri(known.says["end_session_endpoint"], asked.items()))

    async def _told(self, asking: Coroutine[Any, Any, T]) -> T:
        """What goes wrong with the provider, as people are told it; `why` is for the log."""
        try:
            return await asking
        except Silence as problem:
            raise Refused("openid_unreachable", name=self.name, why="silence") from problem
        except Doubt as problem:
            raise self._refusal(problem.why) from problem

    def _refusal(self, why: str) -> Refused:
        if why == "code":
            return Refused("openid_expired", why=why)
        if why == "acr":
            return Refused("openid_level", name=self.name, why=why)
        return Refused("openid_unusable", name=self.name, why=why)

    async def _proof(self, attempt: Attempt, code: str) -> Proof:
        known = await self._knowing()
        given = await self._exchanged(known, attempt, code)
        id_token, access_token = given.get("id_token"), given.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise Doubt("tokens")
        header, claims = await self._opened(id_token)
        settings = self._settings
        expected = Expected(known.issuer, settings.oidc_client_id, attempt.nonce, settings.oidc_levels)
        subject = tokens.check_id_token(header, claims, expected, access_token)
        return Proof(known.issuer, subject, id_token, access_token, claims)

    async def _exchanged(self, known: Known, attempt: Attempt, code: str) -> dict[str, Any]:
        """The tokens for a code, which can be had once (RFC 6749, 4.1.3)."""
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.back}
        if known.can("code_challenge_methods_supported", "S256"):
            fields["code_verifier"] = attempt.verifier
        name, secret, who = self._settings.oidc_client_id, self._secret, None
        if known.can("token_endpoint_auth_methods_supported", "client_secret_post"):
            fields |= {"client_id": name, "client_secret": secret}
        else:
            who = quote_plus(name), quote_plus(secret)
        answer = await self._host.post(known.says["token_endpoint"], fields, who)
        if answer.status == 400 and answer.fields.get("error") == "invalid_grant":
            raise Doubt("code")
        return answer.expected("token").fields

    async def _email(self, proof: Proof) -> str:
        known = await self._knowing()
        claims = proof.claims
        if "userinfo_endpoint" in known.says:
            bearer = {"Authorization": f"Bearer {proof.access_token}"}
            answer = await self._host.get(known.says["userinfo_endpoint"], bearer)
            claims = await self._about(answer.expected("userinfo"), known)
            if tokens.subject_of(claims) != proof.subject:
                raise Doubt("userinfo sub")
        return tokens.email_of(claims, vouched=self._settings.oidc_email == "vouched")

    async def _about(self, answer: Answer, known: Known) -> Claims:
        """An answer about a person, plain or signed."""
        if answer.kind != SIGNED:
            return answer.fields
        _, claims = await self._opened(answer.body.decode("ascii", "replace"))
        tokens.check_signed_answer(claims, known.issuer, self._settings.oidc_client_id)
        return claims

    async def _opened(self, token: str) -> tuple[dict[str, Any], Claims]:
        """A token signed by the provider. A key that is not known may be new: its keys are asked for again, once."""
        known = await self._knowing()
        try:
            try:
                return tokens.opened(token, known.keys)
            except InvalidKeyIdError:
                return tokens.opened(token, (await self._knowing(newer_than=known)).keys)
        except (JoseError, ValueError) as problem:
            raise Doubt("signature") from problem

    async def _knowing(self, newer_than: Known | None = None) -> Known:
        """What the provider says of itself: asked once for all who wait, and not at once again when it is silent."""
        async with self._turn:
            if self._known and self._known.is_fresh and self._known is not newer_than:
                return self._known
            if time.monotonic() - self._silent_since < REST_SECONDS:
                raise Silence
            try:
                self._known = await self._asked()
            except Silence:
                self._silent_since = time.monotonic()
                raise
            return self._known

    async def _asked(self) -> Known:
        """OpenID Connect Discovery 1.0. Its issuer must be the one that the operator named."""
        address = f"{self._base}/.well-known/openid-configuration"
        says = (await self._host.get(address)).expected("discovery").fields
        if str(says.get("issuer")).rstrip("/") != self._base:
            raise Doubt("issuer")
        for name in (*NEEDED, *(name for name in OPTIONAL if name in says)):
            if not isinstance(says.get(name), str) or urlsplit(says[name]).scheme != urlsplit(self._base).scheme:
                raise Doubt(name)
        keys = (await self._host.get(says["jwks_uri"])).expected("keys").fields
        try:
            return Known(says, KeySet.import_key_set(keys), time.monotonic())  # type: ignore[arg-type]
        except (JoseError, KeyError, TypeError, ValueError) as problem:
            raise Doubt("keys") from problem
