"""One try to sign in: what only the browser that began it can show when it comes back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from authlib.oauth2.rfc7636 import create_s256_code_challenge


@dataclass(frozen=True)
class Attempt:
    """A secret that a browser keeps; the values that the protocol wants are derived from it, and tell nothing of it."""

    secret: str = field(repr=False)

    @classmethod
    def new(cls) -> Attempt:
        return cls(secrets.token_urlsafe(32))

    @property
    def state(self) -> str:
        """Comes back with the person: they began here, in this browser."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Comes back in the ID token: it was made for this attempt."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Shown for the tokens: the code was asked for by this attempt (RFC 7636)."""
        return self._derived("verifier")

    @property
    def challenge(self) -> str:
        return str(create_s256_code_challenge(self.verifier))

    def is_mine(self, state: str) -> bool:
        return hmac.compare_digest(self.state.encode(), state.encode())

    def _derived(self, purpose: str) -> str:
        return hmac.new(self.secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()
