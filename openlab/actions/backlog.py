"""What becomes of a lab's proposals (accepted, joined, declined); items that come from no lab; what was exported."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from openlab.actions import items
from openlab.db.queries import labs
from openlab.db.queries.proposals import HandedOver, Ranked, Sheet, handed_over
from openlab.db.tables import BacklogItem, ItemExport, ItemSource, Lab, Product
from openlab.db.upsert import insert_once
from openlab.domain import Refused
from openlab.domain import backlog as rules
from openlab.domain.backlog import Status
from openlab.domain.phases import Phase


def accept_proposals(session: Session, product_id: int, account_id: int, lab: str, keys: Sequence[str]) -> int:
    """Make one item, which is kept, of these topics, sheets or other ranked cards of a closed lab; gives its number.

    Raises `proposals_missing`, `proposal_gone`, `proposal_taken`, `text_too_long`.
    """
    return _new_item(session, product_id, account_id, *_picked(session, product_id, lab, keys), Status.KEPT)


def decline_proposals(
    session: Session, product_id: int, account_id: int, lab: str, keys: Sequence[str], reason: str
) -> int:
    """The same, declined: those who asked for it will read the reason. Raises what `accept_proposals` raises,
    `decline_reason_missing`."""
    why = rules.change_status(Status.PROPOSED, Status.DECLINED, reason)
    picked = _picked(session, product_id, lab, keys)
    return _new_item(session, product_id, account_id, *picked, Status.DECLINED, why)


def join_proposals(session: Session, product_id: int, account_id: int, lab: str, keys: Sequence[str], into: str) -> int:
    """They say the same as an item that is there already: their evidence is added to it. Raises what
    `accept_proposals` raises, `item_unknown`, `item_joined`."""
    handed, picked = _picked(session, product_id, lab, keys)
    number = items.read_number(into)
    query = select(BacklogItem).where(BacklogItem.product_id == product_id, BacklogItem.number == number)
    item = session.scalar(query.with_for_update())
    if item is None:
        raise Refused("item_unknown", "into")
    if item.joined_into is not None:
        raise Refused("item_joined", number=session.get_one(BacklogItem, item.joined_into).number)
    _take(session, item, handed, picked)
    items.record(session, item, account_id, "gained", _from(handed, picked))
    return number


def _picked(
    session: Session, product_id: int, lab: str, keys: Sequence[str]
) -> tuple[HandedOver, list[Ranked | Sheet]]:
    """What was ticked, of a lab that stays closed until this transaction ends."""
    known = {str(id_): id_ for id_ in session.scalars(select(Lab.id).where(Lab.product_id == product_id))}
    if lab not in known or labs.hold_phase(session, known[lab]) is not Phase.CLOSED:
        raise Refused("proposal_gone")
    if not keys:
        raise Refused("proposals_missing")
    handed = handed_over(session, known[lab])
    found = [handed.proposal(key) for key in dict.fromkeys(keys)]
    picked = [one for one in found if one is not None]
    if len(picked) != len(found):
        raise Refused("proposal_gone")
    return handed, picked


def _new_item(
    session: Session,
    product_id: int,
    account_id: int,
    handed: HandedOver,
    picked: list[Ranked | Sheet],
    status: Status,
    reason: str = "",
) -> int:
    item = BacklogItem(
        product_id=product_id,
        number=_next_number(session, product_id),
        status=status,
        decline_reason=reason,
        created_at=datetime.now(UTC),
        **_words(handed, picked),
    )
    session.add(item)
    session.flush()
    _take(session, item, handed, picked)
    act = "declined" if status is Status.DECLINED else "accepted"
    items.remember(session, item.id, account_id, act, _from(handed, picked))
    return item.number


def _take(session: Session, item: BacklogItem, handed: HandedOver, picked: Sequence[Ranked | Sheet]) -> None:
    """Each proposal goes into one item: the second of two owners at once is told where it is."""
    for one in picked:
        column = "sheet_id" if isinstance(one, Sheet) else "pain_point_id"
        if insert_once(session, ItemSource, {"item_id": item.id, "lab_id": handed.lab_id, column: one.id}) is None:
            source = select(BacklogItem.number).join(ItemSource, ItemSource.item_id == BacklogItem.id)
            number = session.scalar(source.where(getattr(ItemSource, column) == one.id))
            raise Refused("proposal_taken", number=number)


def _from(handed: HandedOver, picked: Sequence[Ranked | Sheet]) -> dict[str, object]:
    return {"lab": [None, handed.title], "sources": [None, [one.key for one in picked]]}


def _words(handed: HandedOver, picked: Sequence[Ranked | Sheet]) -> dict[str, str]:
    """An item in the words of the room: the pain point is its title, the sheets say its problem and solution."""
    sheets = [one for one in picked if isinstance(one, Sheet)]
    cards = [one for one in picked if isinstance(one, Ranked)]
    about = [card for card in handed.ranking if card in cards or any(sheet in sheets for sheet in card.sheets)]
    whom = [*(persona for card in about for persona in card.personas), *(sheet.for_whom for sheet in sheets)]
    typed = {
        "problem": _together(*(card.detail for card in about), *(sheet.problem for sheet in sheets)),
        "solution": _together(*(sheet.solution for sheet in sheets)),
        "for_whom": "\n".join(whom),
    }
    return {"title": about[0].title, **{field: items.READERS[field](text) for field, text in typed.items()}}


def _together(*written: str) -> str:
    return "\n\n".join(dict.fromkeys(text for text in written if text))


def add_item(session: Session, product_id: int, account_id: int, title: str, problem: str, form_key: str) -> int:
    """An item that comes from no lab (what the law asks, a debt to pay back). The same form sent twice makes one.

    Raises `item_title_missing`, `text_too_long`.
    """
    typed = {"title": title, "problem": problem}
    values = {field: items.READERS[field](text) for field, text in typed.items()}
    number = _next_number(session, product_id)
    key = hashlib.sha256(f"{account_id} {form_key} {values['title']}".encode()).hexdigest()
    known = select(BacklogItem.number).where(BacklogItem.product_id == product_id, BacklogItem.form_key == key)
    if there := session.scalar(known):
        return there
    item = BacklogItem(product_id=product_id, number=number, form_key=key, created_at=datetime.now(UTC), **values)
    session.add(item)
    session.flush()
    items.remember(session, item.id, account_id, "added", {})
    return number


def _next_number(session: Session, product_id: int) -> int:
    """The next reference of a product, which it holds until this transaction ends: no two items share one."""
    session.execute(select(Product.id).where(Product.id == product_id).with_for_update())
    last = session.scalar(select(func.max(BacklogItem.number)).where(BacklogItem.product_id == product_id))
    return (last or 0) + 1


def remember_export(session: Session, product_id: int, numbers: Collection[int], target: str) -> None:
    """These items are now in a file for a target: what is declined later has to be taken out there too."""
    query = select(BacklogItem.id).where(BacklogItem.product_id == product_id, BacklogItem.number.in_(numbers))
    now = datetime.now(UTC)
    rows = [{"item_id": id_, "target": target, "at": now} for id_ in session.scalars(query)]
    if rows:
        on_sqlite = session.get_bind().dialect.name == "sqlite"
        insert = sqlite.insert(ItemExport) if on_sqlite else postgresql.insert(ItemExport)
        session.execute(insert.on_conflict_do_update(index_elements=["item_id", "target"], set_={"at": now}), rows)
