"""Signing in and out with an OpenID Connect provider. All of it is away when none is set.

Each step is a link and not a form: our pages may send their forms to us only, and browsers hold the redirects of a form
to that too.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from typing import Any
from urllib.parse import quote, unquote

from litestar import Response, get

from openlab.actions.identities import bind
from openlab.db.queries import identities
from openlab.db.tables import Account
from openlab.domain import Refused
from openlab.openid import Attempt, Proof, Provider
from openlab.web.access import address
from openlab.web.accounts import inside, signed_in
from openlab.web.cookies import ATTEMPT, LEAVING, LEFT, STEP_SECONDS, cookie, forget, keep, keep_id_token
from openlab.web.pages import Fault, page, see
from openlab.web.record import number_of
from openlab.web.site import Visit, site_of
from openlab.web.throttle import OPENID_ADDRESS

log = logging.getLogger("openlab")

LONGEST_GOAL = 300


@get("/sign-in/openid")
async def begin_sign_in(request: Visit) -> Response[Any]:
    """Go to the provider, with an attempt that this browser remembers for ten minutes."""
    provider, attempt = _provider(request), Attempt.new()
    goal = inside(request.query_params.get("next", ""))
    if len(goal) > LONGEST_GOAL:
        goal = ""
    try:
        response = see(await provider.way_in(attempt))
    except Refused as refusal:
        return _refused(request, refusal, goal)
    keep(request, response, ATTEMPT, f"{attempt.secret}:{quote(goal, safe='')}", STEP_SECONDS)
    return response


@get("/sign-in/openid/back")
async def end_sign_in(request: Visit) -> Response[Any]:
    """Back from the provider. An attempt is good for one return."""
    provider = _provider(request)
    secret, _, goal = cookie(request, ATTEMPT).partition(":")
    goal, proof = inside(unquote(goal)), None
    try:
        with site_of(request).throttle.counting_failures((OPENID_ADDRESS, address(request))):
            proof = await provider.proof(*_returned(request, secret, provider))
            account = await _account_of(request, provider, proof)
        response = await signed_in(request, account, goal or "/labs", proof.id_token)
    except Refused as refusal:
        response = _refused(request, refusal, goal)
        if proof:
            keep_id_token(request, response, LEAVING, proof.id_token, STEP_SECONDS)
    forget(request, response, ATTEMPT)
    return response


@get("/signed-out")
async def show_signed_out(request: Visit) -> Response[Any]:
    """Signed out here; a link to sign out at the provider, or the word that it is done."""
    provider, left = _provider(request), cookie(request, LEFT)
    is_out = bool(left) and hmac.compare_digest(left.encode(), request.query_params.get("state", "").encode())
    return _signed_out(request, provider, may_leave=bool(cookie(request, LEAVING)), is_out=is_out)


@get("/sign-out/openid")
async def leave_provider(request: Visit) -> Response[Any]:
    """Sign out at the provider, for who has just signed out here or was not let in."""
    provider, id_token, state = _provider(request), cookie(request, LEAVING), secrets.token_hex(32)
    if not id_token:
        return see("/signed-out")
    try:
        goal = await provider.way_out(id_token, state)
    except Refused as refusal:
        _note(request, refusal)
        goal = ""
    if goal:
        response = see(goal)
        keep(request, response, LEFT, state, STEP_SECONDS)
    else:
        fault = Fault(Refused("openid_stays", name=provider.name), "openid")
        response = _signed_out(request, provider, fault=fault)
    forget(request, response, LEAVING)
    return response


def _signed_out(
    request: Visit, provider: Provider, *, may_leave: bool = False, is_out: bool = False, fault: Fault | None = None
) -> Response[Any]:
    return page(request, "staff/signed_out.html", fault=fault, name=provider.name, may_leave=may_leave, is_out=is_out)


def _provider(request: Visit) -> Provider:
    """Raises `not_found` when no provider is set."""
    provider = site_of(request).openid
    if provider is None:
        raise Refused("not_found")
    return provider


def _returned(request: Visit, secret: str, provider: Provider) -> tuple[Attempt, str]:
    """The attempt that comes back here and the code that it brings. Raises `openid_expired`, `openid_declined`."""
    attempt, query = Attempt(secret), request.query_params
    if not secret or not attempt.is_mine(query.get("state", "")):
        raise Refused("openid_expired", why="state")
    if "error" in query or not query.get("code"):
        raise Refused("openid_declined", name=provider.name, why="declined")
    return attempt, str(query["code"])


async def _account_of(request: Visit, provider: Provider, proof: Proof) -> Account:
    """The account that this person was bound to, by their e-mail when they come first. Raises `openid_unknown`."""
    database = site_of(request).database
    account = await database.read(identities.account_of, proof.issuer, proof.subject)
    if account is None:
        account = await database.write(bind, proof.issuer, proof.subject, await provider.email(proof))
    return account


def _refused(request: Visit, refusal: Refused, goal: str) -> Response[Any]:
    """The page to sign in, which says why: the password is still a way in."""
    _note(request, refusal)
    fault = Fault(refusal, "openid")
    return page(request, "staff/sign_in.html", fault=fault, here="/sign-in", next=goal)


def _note(request: Visit, refusal: Refused) -> None:
    """What went wrong, for the operator: words of ours, never what the provider or a person said."""
    facts = {"request": number_of(request), "code": refusal.code, "why": refusal.values.get("why", "")}
    log.warning("openid", extra={"facts": facts})
