"""Whether what a provider says can be believed: signatures, and what an ID token must say (OpenID Connect Core 1.0)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import KeySet

# Signatures that only the provider can make: not HS256, which our own secret makes, and never `none`.
ALGORITHMS = ("RS256", "ES256")
CLOCK_SKEW_SECONDS = 60
LONGEST_SUBJECT = 255
# ProConnect's levels of sign-in, the lowest first.
EIDAS = ("eidas0", "eidas0-mfa", "eidas1", "eidas1-mfa", "eidas2", "eidas3")

Claims = Mapping[str, Any]


class Doubt(Exception):
    """An answer that is not believed; `why` is a word for the log, which never holds a value."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Proof:
    """Who came back: the provider's own name for them, and what else can be asked about them."""

    issuer: str
    subject: str
    id_token: str = field(repr=False)
    access_token: str = field(repr=False)
    claims: Claims = field(repr=False)


@dataclass(frozen=True)
class Expected:
    """What an ID token must say: for whom it is, of which attempt, and at which level the person signed in."""

    issuer: str
    client_id: str
    nonce: str
    levels: Sequence[str]


def opened(token: str, keys: KeySet) -> tuple[dict[str, Any], Claims]:
    """The header and the claims of a token that one of these keys signed. Raises JoseError, ValueError."""
    decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
    return decoded.header, decoded.claims


def check_id_token(header: dict[str, Any], claims: Claims, expected: Expected, access_token: str) -> str:
    """Who this ID token is about. Clocks may differ by 60 seconds. Raises Doubt."""
    token = CodeIDToken(
        dict(claims),
        header,
        options={"iss": {"value": expected.issuer}, "aud": {"value": expected.client_id}},
        params={"nonce": expected.nonce, "client_id": expected.client_id, "access_token": access_token},
    )
    try:
        token.validate(leeway=CLOCK_SKEW_SECONDS)
    except ClaimError as problem:
        raise Doubt(problem.claim) from problem
    except (JoseError, TypeError, ValueError) as problem:
        raise Doubt("claims") from problem
    check_level(claims.get("acr"), expected.levels)
    return subject_of(claims)


def check_signed_answer(claims: Claims, issuer: str, client_id: str) -> None:
    """A signed answer about a person, where it says whose it is and for whom. Raises Doubt."""
    audience = claims.get("aud", client_id)
    if claims.get("iss", issuer) != issuer:
        raise Doubt("iss")
    if client_id != audience and (not isinstance(audience, list) or client_id not in audience):
        raise Doubt("aud")


def subject_of(claims: Claims) -> str:
    """The provider's name for a person: up to 255 characters, compared as they are. Raises Doubt."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise Doubt("sub")
    return subject


def check_level(given: object, wanted: Sequence[str]) -> None:
    """The person signed in at a level that was asked for, or at a higher one of eIDAS. Raises Doubt."""
    if wanted and given not in enough(wanted):
        raise Doubt("acr")


def enough(wanted: Sequence[str]) -> list[str]:
    """The levels that will do: those that are wanted, and the higher ones of eIDAS."""
    lowest = min((EIDAS.index(level) for level in wanted if level in EIDAS), default=len(EIDAS))
    return [*(level for level in wanted if level not in EIDAS), *EIDAS[lowest:]]


def email_of(claims: Claims, *, vouched: bool) -> str:
    """The e-mail to know a person by when they come first; empty when it may be anybody's.

    A provider that lets people write what they like says `email_verified: false`, or nothing. `vouched`: the operator
    answers for a provider that says nothing, as ProConnect does.
    """
    email, verified = claims.get("email"), claims.get("email_verified")
    is_known = verified is True or (vouched and "email_verified" not in claims)
    return email if is_known and isinstance(email, str) else ""
