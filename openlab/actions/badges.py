"""Badges: making them, and replacing lost ones. Their codes are known only while the sheet is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.actions.door import put_new_code
from openlab.actions.journal import write_journal
from openlab.db.queries import door as queries
from openlab.db.queries import labs
from openlab.db.tables import Badge, Participant, RetiredCode
from openlab.db.upsert import insert_once
from openlab.domain import Refused, door, people
from openlab.domain.door import Why

# The code of the badge of a number: always the same for one sent form, so that sending it twice prints the same sheet.
CodeOf = Callable[[int], str]


@dataclass(frozen=True)
class Printed:
    """A badge with its code, to be drawn once."""

    number: int
    name: str
    code: str


def make_badges(
    session: Session, lab_id: int, account_id: int, names: str, nameless: str, code_of: CodeOf
) -> list[Printed]:
    """New badges, one per line of `names`, then `nameless` without a name. The same form twice makes them once.

    Raises `badges_missing`, `badges_too_many`, `name_too_long`.
    """
    labs.hold_phase(session, lab_id, to_change=True)
    written = [people.clean_name(line) for line in names.splitlines() if line.strip()]
    if made := _made_already(session, lab_id, code_of):
        return made
    last = session.scalar(select(func.max(Badge.number)).where(Badge.lab_id == lab_id)) or 0
    written += [""] * door.numbering(last, len(written), nameless)
    printed = [Printed(last + place, name, code_of(place)) for place, name in enumerate(written, start=1)]
    for badge in printed:
        row = {"lab_id": lab_id, "number": badge.number, "name": badge.name}
        insert_once(session, Badge, {**row, "code_hash": people.fingerprint(badge.code)})
    write_journal(session, lab_id, "badges_made", account_id, count=len(printed))
    return printed


def replace_badges(
    session: Session, lab_id: int, account_id: int, numbers: Sequence[str], code_of: CodeOf
) -> list[Printed]:
    """New codes for badges that were lost; the old ones stop working, and whoever came in with one stays who they are.

    Raises `badge_unknown`, `form_expired`.
    """
    labs.hold_phase(session, lab_id, to_change=True)
    held = {str(badge.number): badge for badge in session.scalars(select(Badge).where(Badge.lab_id == lab_id))}
    if not numbers or not held.keys() >= set(numbers):
        raise Refused("badge_unknown", "badge")
    chosen = sorted((held[number] for number in set(numbers)), key=lambda badge: badge.number)
    changed = [badge for badge in chosen if _replace(session, badge, code_of(badge.number))]
    if changed:
        write_journal(session, lab_id, "badges_replaced", account_id, count=len(changed))
    return [Printed(badge.number, badge.name, code_of(badge.number)) for badge in chosen]


def _made_already(session: Session, lab_id: int, code_of: CodeOf) -> list[Printed]:
    """The badges that this form has made before."""
    codes = {people.fingerprint(code_of(place)): code_of(place) for place in range(1, door.MOST_BADGES + 1)}
    badges = session.scalars(select(Badge).where(Badge.lab_id == lab_id).order_by(Badge.number))
    return [Printed(b.number, b.name, codes[b.code_hash]) for b in badges if b.code_hash in codes]


def _replace(session: Session, badge: Badge, code: str) -> bool:
    new, old = people.fingerprint(code), badge.code_hash
    if old == new:
        return False
    holder = session.scalar(select(Participant).where(Participant.code_hash == old))
    if holder:
        put_new_code(session, holder, code)
        return True
    if queries.retired(session, badge.lab_id, new):
        raise Refused("form_expired")
    name = badge.name or f"#{badge.number}"
    known = {"lab_id": badge.lab_id, "code_hash": old, "why": Why.REISSUED, "name": name}
    insert_once(session, RetiredCode, known)
    badge.code_hash = new
    return True
