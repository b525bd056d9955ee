"""What is refused when signing in with a provider: its status and its sentence."""

from __future__ import annotations

from openlab.web.i18n import N_

OF_OPENID: dict[str, tuple[int, str]] = {
    "openid_unreachable": (
        503,
        N_("%(name)s does not answer now. Try again in a moment, or sign in with your password if you have one."),
    ),
    "openid_declined": (403, N_("%(name)s did not sign you in: it was cancelled there, or not allowed.")),
    "openid_expired": (
        400,
        N_("This sign-in took too long, was used already or began in another window. Begin again."),
    ),
    "openid_level": (403, N_("This site asks for a stronger sign-in than the one you used at %(name)s.")),
    "openid_unusable": (
        502,
        N_("The answer of %(name)s cannot be believed: you are not signed in. Please tell whoever hosts openlab."),
    ),
    "openid_unknown": (
        403,
        N_(
            "No account here opens with this sign-in. If you should have one, ask whoever hosts openlab, and say which "
            "e-mail address you use there."
        ),
    ),
    "openid_stays": (
        502,
        N_("You are signed out here. %(name)s could not be told: close your browser to be signed out there too."),
    ),
}
