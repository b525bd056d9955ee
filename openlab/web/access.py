"""Who is asking, and what they may do. Decided on every request, never by a hard-to-guess address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from openlab.actions.accounts import SIGN_IN_LIFETIME, stay_signed_in
from openlab.db.queries import accounts, participants, products
from openlab.db.queries.backlog import Reader
from openlab.db.queries.labs import Room
from openlab.db.queries.participants import Person
from openlab.db.tables import Account, Lab, Product
from openlab.domain import Refused, people
from openlab.live import Audience
from openlab.web.cookies import STAFF, cookie, lab_cookie
from openlab.web.site import Visit, site_of
from openlab.web.throttle import WRONG_CODES, WRONG_RETURN_CODES

RUNS_LABS = frozenset({"facilitator", "owner"})
DECIDES = "owner"


class SignInFirst(Exception):
    """A staff page was asked for by a browser that is not signed in."""


@dataclass(frozen=True)
class AtLab:
    """A browser at a lab's address: the lab, and who is there when this browser has joined."""

    room: Room
    version: str
    person: Person | None
    return_code: str


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
    # The version before the person: what is personal and came later than the version is told with the next one.
    version, room = await site_of(request).room(await known_lab(request, code), Audience.PARTICIPANTS)
    _, person, return_code = await person_at(request, code)
    return AtLab(room, version, person, return_code)


async def person_at(request: Visit, code: str) -> tuple[int, Person | None, str]:
    """The lab, who is there when this browser has joined it, and their return code: for what needs no more of the lab.

    Raises `code_unknown`, `too_many`.
    """
    lab_id = await known_lab(request, code)
    return_code = return_code_at(request, code)
    if not return_code:
        return lab_id, None, ""
    found = await site_of(request).database.read(participants.person, lab_id, people.fingerprint(return_code))
    return lab_id, found, return_code


def return_code_at(request: Visit, code: str) -> str:
    """The return code that this browser keeps for a lab; empty when it has not joined."""
    return cookie(request, lab_cookie(people.typed_code(code)))


async def known_lab(request: Visit, code: str) -> int:
    """The lab of a typed code. Wrong codes count against their address, but a lab that this address has opened before
    stays open to it: one person who guesses does not lock the room out. Raises `code_unknown`, `too_many`."""
    site, place = site_of(request), (address(request), people.typed_code(code))
    if place not in site.opened:
        site.throttle.check(WRONG_CODES, place[0])
    try:
        lab_id = await site.lab_id(code)
    except Refused:
        site.throttle.take(WRONG_CODES, place[0])
        raise
    site.opened.add(place)
    return lab_id


async def lab_of_return_code(request: Visit, typed: str) -> tuple[str, str]:
    """(return code, code of the lab) of a typed return code; wrong ones count against their address.

    Raises `return_code_unknown`, `too_many`.
    """
    site, return_code = site_of(request), people.typed_code(typed)
    site.throttle.check(WRONG_RETURN_CODES, address(request))
    code = await site.database.read(participants.lab_code_of, people.fingerprint(return_code))
    if code is None:
        site.throttle.take(WRONG_RETURN_CODES, address(request))
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


def address(request: Visit) -> str:
    return request.client.host if request.client else ""


def _roles_at_lab(session: Session, lab_id: int, account_id: int) -> frozenset[str]:
    lab = session.get(Lab, lab_id)
    return products.roles(session, lab.product_id, account_id) if lab else frozenset()


def _product_and_roles(session: Session, slug: str, account_id: int) -> tuple[Product | None, frozenset[str]]:
    product = products.product_by_slug(session, slug)
    return product, products.roles(session, product.id, account_id) if product else frozenset()
