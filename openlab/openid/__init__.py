"""Signing in with an OpenID Connect provider, ProConnect for one: the authorization code flow with PKCE.

What is asked of the provider is in `provider.py`; whether its answers can be believed, in `tokens.py`.
"""

from openlab.openid.attempt import Attempt
from openlab.openid.provider import Provider
from openlab.openid.tokens import Proof

__all__ = ["Attempt", "Proof", "Provider"]
