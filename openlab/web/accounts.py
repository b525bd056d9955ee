"""Signing in and out, one-time links, and one's own account."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from openlab.actions import accounts
from openlab.db.queries import accounts as account_queries
from openlab.db.tables import Account
from openlab.domain import Refused, people
from openlab.web.access import address, staff
from openlab.web.cookies import STAFF, cookie, forget, keep
from openlab.web.forms import Form, check_form, read_checked_form, read_form
from openlab.web.pages import Fault, page, see
from openlab.web.site import Visit, site_of
from openlab.web.throttle import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, SIGN_IN_HERE


@get("/sign-in")
async def show_sign_in(request: Visit) -> Response[Any]:
    return page(request, "staff/sign_in.html", next=_inside(request.query_params.get("next", "")))


@post("/sign-in")
async def sign_in(request: Visit) -> Response[Any]:
    form = await read_form(request)
    goal = _inside(form.text("next"))
    try:
        check_form(request, form)
        account = await _account_with_password(request, form)
    except Refused as refusal:
        return page(request, "staff/sign_in.html", fault=Fault(refusal, "sign-in", form), next=goal)
    return await _signed_in(request, account, goal or "/labs")


@post("/sign-out")
async def sign_out(request: Visit) -> Response[Any]:
    await read_checked_form(request)
    account = await staff(request)
    token = people.fingerprint(cookie(request, STAFF))
    await site_of(request).database.write(accounts.sign_out, account.id, token)
    response = see("/")
    forget(request, response, STAFF)
    return response


@get("/welcome/{secret:str}")
async def show_welcome(request: Visit, secret: FromPath[str]) -> Response[Any]:
    """A one-time link: choose a password. Looking at it does not use it up."""
    read = site_of(request).database.read
    account = await read(account_queries.account_of_link, people.fingerprint(secret), datetime.now(UTC))
    if account is None:
        raise Refused("link_unknown")
    return page(request, "staff/welcome.html", account=account)


@post("/welcome/{secret:str}")
async def use_welcome(request: Visit, secret: FromPath[str]) -> Response[Any]:
    form = await read_form(request)
    site, token = site_of(request), people.fingerprint(secret)
    account = await site.database.read(account_queries.account_of_link, token, datetime.now(UTC))
    if account is None:
        raise Refused("link_unknown")
    try:
        check_form(request, form)
        password_hash = await asyncio.to_thread(accounts.hash_password, _new_password(form))
        account = await site.database.write(accounts.use_link, secret, password_hash)
    except Refused as refusal:
        return page(request, "staff/welcome.html", fault=Fault(refusal, "password", form), account=account)
    return await _signed_in(request, account, "/labs")


@get("/account")
async def show_account(request: Visit) -> Response[Any]:
    return await _account_page(request, await staff(request))


@post("/account/password")
async def change_password(request: Visit) -> Response[Any]:
    account = await staff(request)
    form = await read_form(request)
    site = site_of(request)
    try:
        check_form(request, form)
        with site.throttle.counting_failures((SIGN_IN_HERE, account.id)):
            if not await asyncio.to_thread(accounts.password_is, account.password_hash, form.text("current")):
                raise Refused("sign_in_wrong", "current")
        password_hash = await asyncio.to_thread(accounts.hash_password, _new_password(form))
        await site.database.write(accounts.change_password, account.id, password_hash)
    except Refused as refusal:
        return await _account_page(request, account, Fault(refusal, "password", form))
    return await _signed_in(request, account, "/account")


@post("/account/sign-ins/{token_hash:str}/end")
async def end_sign_in(request: Visit, token_hash: FromPath[str]) -> Response[Any]:
    """Sign another browser of one's own out."""
    account = await staff(request)
    await read_checked_form(request)
    await site_of(request).database.write(accounts.sign_out, account.id, token_hash)
    return see("/account")


async def _account_with_password(request: Visit, form: Form) -> Account:
    """Raises `sign_in_wrong`, the same whether the e-mail or the password is wrong; `too_many`."""
    site, email, here = site_of(request), form.text("email").strip().casefold(), address(request)
    whose = people.fingerprint(email)
    attempts = (SIGN_IN_ADDRESS, here), (SIGN_IN_HERE, (here, whose)), (SIGN_IN_ACCOUNT, whose)
    with site.throttle.counting_failures(*attempts):
        account = await site.database.read(account_queries.account_by_email, email)
        password_hash = account.password_hash if account else None
        right = await asyncio.to_thread(accounts.password_is, password_hash, form.text("password"))
        if account is None or not right:
            raise Refused("sign_in_wrong", "password")
    return account


async def _signed_in(request: Visit, account: Account, goal: str) -> Response[Any]:
    device = request.headers.get("user-agent", "")
    secret = await site_of(request).database.write(accounts.sign_in, account.id, device)
    response = see(goal)
    keep(request, response, STAFF, secret)
    return response


async def _account_page(request: Visit, account: Account, fault: Fault | None = None) -> Response[Any]:
    sign_ins = await site_of(request).database.read(account_queries.sign_ins, account.id, datetime.now(UTC))
    here = people.fingerprint(cookie(request, STAFF))
    return page(
        request, "staff/account.html", fault=fault, here="/account", account=account, sign_ins=sign_ins, this_one=here
    )


def _new_password(form: Form) -> str:
    if form.text("password") != form.text("again"):
        raise Refused("passwords_differ", "again")
    return form.text("password")


def _inside(goal: str) -> str:
    """Only an address of ours is gone to after signing in."""
    is_ours = goal.startswith("/") and not goal.startswith(("//", "/\\")) and goal.isprintable()
    return goal if is_ours else ""
