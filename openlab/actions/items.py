"""What owners decide about an item of the backlog. Whoever acts says which version they saw: nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from openlab.db.queries.evidence import remarks_of
from openlab.db.tables import Account, BacklogItem, ItemHistory, ItemSource, ItemVerbatim, Sprint
from openlab.db.tables.backlog import INDICATOR_LIMIT, RICE, TITLE_LIMIT
from openlab.domain import Refused, people, roadmap, texts
from openlab.domain import backlog as rules
from openlab.domain.backlog import Moscow, Status
from openlab.domain.roadmap import Horizon

TEXT_LIMIT = 20_000
WHOM_LIMIT = 2_000


def change_item(
    session: Session, product_id: int, account_id: int, number: int, version: str, typed: Mapping[str, str]
) -> None:
    """Change what was typed of an item, and nothing else. An item that is kept and gets a sprint is planned.

    Raises `item_unknown`, `item_joined`, `item_changed`, what `change_status` raises, and what the fields raise:
    `item_title_missing`, `text_too_long`, `link_wrong`, `choice_unknown_here`.
    """
    item = hold_item(session, product_id, number, version)
    values = {field: READERS[field](text) for field, text in typed.items() if field in READERS}
    if "sprint" in typed:
        values["sprint_id"] = _sprint_id(session, product_id, typed["sprint"])
    wanted = choice(typed["status"], Status, "status") if "status" in typed else None
    if wanted in (None, item.status) and values.get("sprint_id") and item.status == Status.KEPT:
        wanted = Status.PLANNED
    if wanted:
        values |= new_status(item, wanted, typed.get("reason", item.decline_reason))
    set_values(session, item, account_id, "changed", values)


def new_status(item: BacklogItem, wanted: StrEnum, reason: str = "") -> dict[str, Any]:
    """The values that go with a status. Raises what `change_status` raises."""
    kept_reason = rules.change_status(Status(item.status), Status(wanted), reason)
    delivered_at = (item.delivered_at or datetime.now(UTC)) if wanted is Status.DELIVERED else None
    return {"status": str(wanted), "decline_reason": kept_reason, "delivered_at": delivered_at}


def _sprint_id(session: Session, product_id: int, text: str) -> int | None:
    if not text:
        return None
    query = select(Sprint.id, Sprint.number).where(Sprint.product_id == product_id)
    known = {str(number): id_ for id_, number in session.execute(query)}
    if text not in known:
        raise Refused("choice_unknown_here", "sprint")
    return known[text]


def place_item(
    session: Session, product_id: int, account_id: int, number: int, version: str, position: str, reason: str
) -> None:
    """Give an item a place by hand, or, without a position, its place by the rule again. Raises what `hold_item` and
    `place_by_hand` raise."""
    item = hold_item(session, product_id, number, version)
    place = rules.place_by_hand(position.strip(), reason) if position.strip() else None
    values = {"place": place.position if place else None, "place_reason": place.reason if place else ""}
    set_values(session, item, account_id, "placed", values)


def estimate_rice(
    session: Session, product_id: int, account_id: int, number: int, version: str, parts: Sequence[str]
) -> None:
    """The four components (reach, impact, confidence, effort), or none of them. Raises what `hold_item` raises,
    `rice_wrong`."""
    item = hold_item(session, product_id, number, version)
    values: dict[str, float | None] = dict.fromkeys(RICE)
    if any(part.strip() for part in parts):
        rice = rules.estimate_rice(*(_number(name, part) for name, part in zip(RICE, parts, strict=True)))
        values = {f"rice_{name}": value for name, value in asdict(rice).items()}
    set_values(session, item, account_id, "rice", values)


def _number(name: str, text: str) -> float:
    """Up to nine digits and three decimals, with a point or a comma: no product of these is too large for a file."""
    plain = text.replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,3})?", plain):
        raise Refused("rice_wrong", name.removeprefix("rice_"))
    return float(plain)


def choose_verbatims(
    session: Session, product_id: int, account_id: int, number: int, version: str, chosen: Sequence[str]
) -> None:
    """The remarks to show with an item and in its exports, each as `sheet:fingerprint`; those not chosen are not shown.

    Raises what `hold_item` raises; a remark that was withdrawn meanwhile is left out.
    """
    item = hold_item(session, product_id, number, version)
    holders = _with_joined(session, item)
    sources = session.scalars(select(ItemSource).where(ItemSource.item_id.in_(holders))).all()
    remarks = remarks_of(session, {source.lab_id for source in sources})
    wanted = {
        (source.item_id, source.sheet_id, mark)
        for source in sources
        for mark in map(people.fingerprint, remarks.get(source.sheet_id or 0, ()))
        if f"{source.sheet_id}:{mark}" in chosen
    }
    rows = session.scalars(select(ItemVerbatim).where(ItemVerbatim.item_id.in_(holders)))
    shown = {(row.item_id, row.sheet_id, row.fingerprint): row for row in rows}
    for key in shown.keys() - wanted:
        session.delete(shown[key])
    for item_id, sheet_id, mark in wanted - shown.keys():
        session.add(ItemVerbatim(item_id=item_id, sheet_id=sheet_id, fingerprint=mark))
    if wanted != shown.keys():
        record(session, item, account_id, "verbatims", {"verbatims": [len(shown), len(wanted)]})


def _with_joined(session: Session, item: BacklogItem) -> list[int]:
    """The item, and everything that was joined into it."""
    ids = [item.id]
    for id_ in ids:
        ids += session.scalars(select(BacklogItem.id).where(BacklogItem.joined_into == id_)).all()
    return ids


def join_items(session: Session, product_id: int, account_id: int, number: int, version: str, into: str) -> None:
    """An item says the same as another one: their evidence adds up there. It keeps everything, and can be taken out.

    Raises what `hold_item` raises, `item_joined_with_itself`, `item_unknown`.
    """
    if into == str(number):
        raise Refused("item_joined_with_itself", "into")
    item, other = _hold_both(session, product_id, number, into)
    check_version(session, item, version)
    item.joined_into = other.id
    record(session, item, account_id, "joined", {"into": [None, other.number]})
    record(session, other, account_id, "gained", {"joined": [None, item.number]})


def take_out(session: Session, product_id: int, account_id: int, number: int) -> None:
    """An item stands for itself again, as it was before it was joined. Raises `item_unknown`."""
    item = session.scalar(_query(product_id, number).with_for_update())
    if item is None:
        raise Refused("item_unknown")
    if item.joined_into is None:
        return
    other = session.get_one(BacklogItem, item.joined_into)
    item.joined_into = None
    record(session, item, account_id, "taken_out", {"into": [other.number, None]})
    record(session, other, account_id, "lost", {"joined": [item.number, None]})


def _hold_both(session: Session, product_id: int, number: int, into: str) -> tuple[BacklogItem, BacklogItem]:
    """Both items, held in one order whoever asks, so that two owners never wait for each other."""
    numbers = [number, read_number(into)]
    query = select(BacklogItem).where(BacklogItem.product_id == product_id, BacklogItem.number.in_(numbers))
    standing = query.where(BacklogItem.joined_into.is_(None)).order_by(BacklogItem.id)
    held = {item.number: item for item in session.scalars(standing.with_for_update())}
    if held.keys() != set(numbers):
        raise Refused("item_unknown", "into")
    return held[numbers[0]], held[numbers[1]]


def hold_item(session: Session, product_id: int, number: int, version: str) -> BacklogItem:
    """The item, still as it was seen and held until this transaction ends.

    Raises `item_unknown`, `item_joined` when it is in another one now, `item_changed` when somebody changed it since.
    """
    item = session.scalar(_query(product_id, number).with_for_update())
    if item is None:
        raise Refused("item_unknown")
    if item.joined_into is not None:
        raise Refused("item_joined", number=session.get_one(BacklogItem, item.joined_into).number)
    check_version(session, item, version)
    return item


def check_version(session: Session, item: BacklogItem, version: str) -> None:
    if str(item.version) != version:
        by = select(Account.name, ItemHistory.changes).outerjoin_from(ItemHistory, Account)
        last = by.where(ItemHistory.item_id == item.id).order_by(ItemHistory.id.desc()).limit(1)
        name, changes = session.execute(last).one()
        raise Refused("item_changed", name=name or changes.get("by", [None, "?"])[1])


def _query(product_id: int, number: int) -> Select[BacklogItem]:
    return select(BacklogItem).where(BacklogItem.product_id == product_id, BacklogItem.number == number)


def set_values(
    session: Session,
    item: BacklogItem,
    account_id: int | None,
    act: str,
    values: Mapping[str, Any],
    beside: Mapping[str, Any] | None = None,
) -> None:
    """Set what differs, and say so in the history, with what is to be said `beside` it."""
    changes = {name: [_plain(getattr(item, name)), _plain(new)] for name, new in values.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    for name in changes:
        setattr(item, name, values[name])
    if changes:
        record(session, item, account_id, act, {**changes, **(beside or {})})


def record(session: Session, item: BacklogItem, account_id: int | None, act: str, changes: dict[str, Any]) -> None:
    """A decision about an item: it counts as a new version, and is kept in the history."""
    item.version += 1
    remember(session, item.id, account_id, act, changes)


def remember(session: Session, item_id: int, account_id: int | None, act: str, changes: dict[str, Any]) -> None:
    session.add(ItemHistory(item_id=item_id, at=datetime.now(UTC), account_id=account_id, act=act, changes=changes))


def _plain(value: Any) -> Any:
    """As the history keeps it."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def choice(text: str, choices: type[StrEnum], field: str) -> StrEnum:
    """One of a list. Raises `choice_unknown_here`."""
    if text not in list(choices):
        raise Refused("choice_unknown_here", field)
    return choices(text)


def read_number(text: str) -> int:
    """The number of an item, as a form names it. Raises `item_unknown`."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refused("item_unknown", "into")
    return int(text)


def read_title(text: str) -> str:
    """Raises `item_title_missing`, `text_too_long`."""
    title = texts.one_sentence(text, TITLE_LIMIT, "title")
    if not title:
        raise Refused("item_title_missing", "title")
    return title


def read_whom(text: str) -> str:
    """One persona per line. Raises `text_too_long`."""
    lines = texts.several_lines(text, WHOM_LIMIT, "for_whom").splitlines()
    return "\n".join(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


def _optional(choices: type[StrEnum], field: str) -> Callable[[str], str | None]:
    return lambda text: str(choice(text, choices, field)) if text else None


READERS: dict[str, Callable[[str], Any]] = {
    "title": read_title,
    "problem": lambda text: texts.several_lines(text, TEXT_LIMIT, "problem"),
    "solution": lambda text: texts.several_lines(text, TEXT_LIMIT, "solution"),
    "for_whom": read_whom,
    "indicator": lambda text: texts.one_sentence(text, INDICATOR_LIMIT, "indicator"),
    "external_link": roadmap.read_link,
    "moscow": _optional(Moscow, "moscow"),
    "horizon": _optional(Horizon, "horizon"),
}
