"""Who is asking, and what they may do. Decided on every request, never by a hard-to-guess address."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from openlab.actions.accounts import SIGN_IN_LIFETIME, stay_signed_in
from openlab.db.queries import accounts, door, products
from openlab.db.queries.backlog import Reader
from openlab.db.queries.labs import Room
from openlab.db.queries.participants import Person
from openlab.db.tables import Account, Lab, Product
from openlab.domain import Refused, people
from openlab.domain.door import using
from openlab.live import Audience
from openlab.web.cookies import STAFF, cookie, lab_cookie
from openlab.web.site import Visit, site_of
from openlab.web.throttle import WRONG_CODES, WRONG_RETURN_CODES, Rate, neighbourhood

RUNS_LABS = frozenset({"facilitator", "owner"})
DECIDES = "owner"


class SignInFirst(Exception):
    """A staff page was asked for by a browser that is not signed in."""


@dataclass(frozen=True)
class AtLab:
    """A browser at a lab's address: the lab, and who is there when this browser has joined.

    When it holds a code that nobody has: `gone` is why the code was retired, `badge` the name on its badge
    ("" without one, None when it is no badge).
    """

    room: Room
    version: str
    person: Person | None
    return_code: str
    gone: str = ""
    badge: str | None = None


@dataclass(frozen=True)
class AtDesk:
    """A signed-in person who may run this lab."""

    account: Account
    room: Room
    version: str


@dataclass(frozen=True)
class AtProduct:
    """A signed-in member of a product, and what they may do: run its labs, decide about its backlog."""

    account: Account
    product: Product
    roles: frozenset[str]

    @property
    def may_run(self) -> bool:
        return bool(self.roles & RUNS_LABS)

    @property
    def may_decide(self) -> bool:
        return DECIDES in self.roles

    @property
    def reader(self) -> Reader:
        return Reader(self.account.id, self.roles)


async def at_lab(request: Visit, code: str) -> AtLab:
    """Anyone with the code of a lab may look in. Raises `code_unknown`, `too_many`."""
    site, lab_id, return_code = site_of(request), await known_lab(request, code), return_code_at(request, code)
    # The version before the person: what is personal and came later than the version is told with the next one.
    version, room = await site.room(lab_id, Audience.PARTICIPANTS)
    person = await person_of(request, lab_id, return_code)
    if person or not return_code:
        return AtLab(room, version, person, return_code)
    unused = await site.database.read(door.unused, lab_id, people.fingerprint(return_code))
    return AtLab(room, version, None, return_code, *unused)


async def person_of(request: Visit, lab_id: int, return_code: str) -> Person | None:
    if not return_code:
        return None
    return await site_of(request).person(lab_id, people.fingerprint(return_code))


def joined(here: AtLab) -> Person:
    """Who is there. Raises `set_aside`, `code_replaced`, `not_joined`."""
    if here.person is None:
        using(here.gone)
        raise Refused("not_joined")
    return here.person


@asynccontextmanager
async def still_there(request: Visit, code: str) -> AsyncIterator[None]:
    """For what a person writes: they may be set aside between our look and the writing, which the database then
    refuses. Raises `set_aside`."""
    try:
        yield
    except (IntegrityError, NoResultFound) as problem:
        if (await at_lab(request, code)).person is None:
            raise Refused("set_aside") from problem
        raise


def return_code_at(request: Visit, code: str) -> str:
    """The return code that this browser keeps for a lab; empty when it has not joined."""
    return cookie(request, lab_cookie(people.typed_code(code)))


async def known_lab(request: Visit, code: str) -> int:
    """The lab of a typed code. Wrong codes count against their address, but a lab that this address has opened before
    stays open to it: one person who guesses does not lock the room out. Raises `code_unknown`, `too_many`."""
    site, place = site_of(request), (address(request), people.typed_code(code))
    if place in site.opened:
        return await site.lab_id(code)
    async with _guessing(request, WRONG_CODES, unless=lambda: place in site.opened):
        lab_id = await site.lab_id(code)
    site.opened.add(place)
    return lab_id


@asynccontextmanager
async def _guessing(request: Visit, rate: Rate, unless: Callable[[], bool] = lambda: False) -> AsyncIterator[None]:
    """A code that may be wrong is looked up: one at a time from one address, and counted against it if it is, `unless`
    someone there has meanwhile found it right. Raises `too_many`."""
    site, here = site_of(request), address(request)
    async with site.turn_of(here):
        if not unless():
            site.throttle.check(rate, here)
        try:
            yield
        except Refused:
            site.throttle.take(rate, here)
            raise


async def lab_of_return_code(request: Visit, typed: str) -> tuple[str, str]:
    """(return code, code of the lab) of a typed return code; wrong ones count against their address.

    Raises `return_code_unknown`, `too_many`.
    """
    site, return_code = site_of(request), people.typed_code(typed)
    async with _guessing(request, WRONG_RETURN_CODES):
        code = await site.database.read(door.lab_code_of, people.fingerprint(return_code))
        if code is None:
            raise Refused("return_code_unknown", "code")
    return return_code, code


async def staff(request: Visit) -> Account:
    """The account that is signed in here. Raises SignInFirst."""
    token, database, now = cookie(request, STAFF), site_of(request).database, datetime.now(UTC)
    if not token:
        raise SignInFirst
    found = await database.read(accounts.signed_in, people.fingerprint(token), now)
    if found is None:
        raise SignInFirst
    account, expires_at = found
    if expires_at - now < SIGN_IN_LIFETIME / 2:
        await database.write(stay_signed_in, people.fingerprint(token))
    return account


async def at_desk(request: Visit, lab_id: int) -> AtDesk:
    """Facilitators and owners of the lab's product run it; for others it is not there. Raises SignInFirst,
    `not_found`, `not_facilitator`."""
    account = await staff(request)
    site = site_of(request)
    roles = await site.database.read(_roles_at_lab, lab_id, account.id)
    if not roles & RUNS_LABS:
        raise Refused("not_facilitator" if roles else "not_found")
    version, room = await site.room(lab_id, Audience.ROOM)
    return AtDesk(account, room, version)


async def may_publish(request: Visit, lab_id: int) -> bool:
    """Whether an owner of the lab's product is signed in here; nobody is sent to sign in."""
    try:
        account = await staff(request)
    except SignInFirst:
        return False
    return DECIDES in await site_of(request).database.read(_roles_at_lab, lab_id, account.id)


async def at_product(request: Visit, slug: str, *, to_run: bool = False, to_decide: bool = False) -> AtProduct:
    """Members see their product, facilitators and owners run it, owners decide about its backlog; for others it is not
    there. Raises SignInFirst, `not_found`, `not_facilitator`, `not_owner`."""
    account = await staff(request)
    product, roles = await site_of(request).database.read(_product_and_roles, slug, account.id)
    if product is None or not roles:
        raise Refused("not_found")
    if to_run and not roles & RUNS_LABS:
        raise Refused("not_facilitator")
    if to_decide and DECIDES not in roles:
        raise Refused("not_owner")
    return AtProduct(account, product, roles)


async def at_product_of(request: Visit, lab_id: int) -> AtProduct:
    """Members of a lab's product; for others it is not there. Raises SignInFirst, `not_found`."""
    account = await staff(request)
    product, roles = await site_of(request).database.read(_product_and_roles_at_lab, lab_id, account.id)
    if product is None or not roles:
        raise Refused("not_found")
    return AtProduct(account, product, roles)


def address(request: Visit) -> str:
    """Where a request comes from, for the throttle."""
    return neighbourhood(request.client.host) if request.client else ""


def _roles_at_lab(session: Session, lab_id: int, account_id: int) -> frozenset[str]:
    lab = session.get(Lab, lab_id)
    return products.roles(session, lab.product_id, account_id) if lab else frozenset()


def _product_and_roles_at_lab(session: Session, lab_id: int, account_id: int) -> tuple[Product | None, frozenset[str]]:
    lab = session.get(Lab, lab_id)
    product = session.get(Product, lab.product_id) if lab else None
    return product, products.roles(session, product.id, account_id) if product else frozenset()


def _product_and_roles(session: Session, slug: str, account_id: int) -> tuple[Product | None, frozenset[str]]:
    product = products.product_by_slug(session, slug)
    return product, products.roles(session, product.id, account_id) if product else frozenset()
