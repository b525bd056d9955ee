"""What the provider that django-oauth-toolkit makes says of a person."""

from __future__ import annotations

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator


class WithEmail(OAuth2Validator):  # type: ignore[misc]
    """An e-mail, which this provider has verified."""

    oidc_claim_scope = {**OAuth2Validator.oidc_claim_scope, "email": "email", "email_verified": "email"}  # noqa: RUF012

    def get_additional_claims(self) -> dict[str, Any]:
        return {"email": lambda request: request.user.email, "email_verified": lambda request: True}
