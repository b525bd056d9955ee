"""Items as they should stand in a tracker, and what that means for the issue that is there, or is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from openlab.db.queries import connections as queries
from openlab.db.queries.backlog import Line, Reader, working
from openlab.db.queries.connections import Linked, Told
from openlab.db.queries.products import roles
from openlab.db.tables import Connection, Product
from openlab.domain import Refused
from openlab.domain.backlog import Status
from openlab.domain.in_step import Comparison, Fields, Value, compare
from openlab.export import Finding
from openlab.export.drafts import OTHERWISE, Drafted, draft_of
from openlab.trackers import LABELS, PRIORITY, TYPE, Issue
from openlab.tracking.reach import Tracking

EXTRA = "extra:"
NOTHING = Comparison({})


@dataclass(frozen=True)
class Wanted:
    """One item as it should stand there. `refusal` is why it is not sent at all."""

    item_id: int
    number: int
    title: str
    status: Status
    link: Linked | None
    marker: str
    fields: Fields
    told: tuple[Told, ...]
    refusal: Told | None

    @property
    def is_in_doubt(self) -> bool:
        """Whether an issue was asked for, and nobody knows that it is there."""
        return self.link is not None and self.link.key is None


@dataclass(frozen=True)
class Prospect:
    """What is to be done about one item: create, change, leave, found or refused; `comparison` is with its issue."""

    outcome: str
    told: tuple[Told, ...]
    comparison: Comparison = NOTHING


def wanted(
    session: Session, tracking: Tracking, connection_id: int, account_id: int | None, numbers: Collection[int]
) -> list[Wanted]:
    """These items, as far as they stand for themselves, in this order, as whoever pushes them may see them."""
    connection = session.get(Connection, connection_id)
    if connection is None:
        raise Refused("connection_unknown")
    product = session.get_one(Product, connection.product_id)
    may = roles(session, product.id, account_id) if account_id else frozenset[str]()
    found = working(session, product, Reader(account_id or 0, may), tracking.public_url)
    backlog = found.frozen(product.name, connection.language, datetime.now().astimezone().date())
    layout = tracking.layout(connection.kind, connection.language)
    links = {link.number: link for link in queries.links_of(session, connection_id, numbers)}
    made = []
    for number in numbers:
        if line := found.line(number):
            link = links.get(number)
            marker = link.marker if link else _marker(tracking, connection, line)
            drafted = draft_of(layout, backlog, found.place_of(line), line.item, marker)
            made.append(_wanted(line, link, marker, drafted, connection.mapping))
    return made


def _marker(tracking: Tracking, connection: Connection, line: Line) -> str:
    """The moment tells an item from one that had its id before a backup was restored."""
    made = line.item.created_at.astimezone(UTC).isoformat()
    return tracking.seal.marker(connection.kind, connection.address, connection.project, line.id, made)


def _wanted(line: Line, link: Linked | None, marker: str, drafted: Drafted, mapping: Mapping[str, Any]) -> Wanted:
    told = [_told(finding) for finding in drafted.findings if not finding.refuses]
    refusals = [_told(finding) for finding in drafted.findings if finding.refuses]
    if line.item.status is Status.DECLINED:
        if link is None or not link.is_there:
            refusals.append(Told("declined_not_sent", {}))
        told += [one for one in link.told if one.code == "still_open_there"] if link else []
    return Wanted(
        item_id=line.id,
        number=line.number,
        title=line.item.title,
        status=line.item.status,
        link=link,
        marker=marker,
        fields={**drafted.fields, **_mapped(line, drafted.fields, mapping)},
        told=tuple(told),
        refusal=next(iter(refusals), None),
    )


def _told(finding: Finding) -> Told:
    return Told(finding.code, {"field": finding.column, "length": finding.length, "limit": finding.limit})


def _mapped(line: Line, drafted: Fields, mapping: Mapping[str, Any]) -> dict[str, Value]:
    """The fields whose values are the tracker's own, as the owners chose them."""
    of_class = mapping.get("priorities", {}).get(line.item.moscow or OTHERWISE, "")
    chosen = {PRIORITY: of_class, TYPE: mapping.get("type", "")}
    fields: dict[str, Value] = {name: id_ for name, id_ in chosen.items() if id_}
    if LABELS in drafted:
        own = drafted[LABELS]
        fields[LABELS] = (*(own if isinstance(own, tuple) else ()), *mapping.get("labels", ()))
    return fields | {f"{EXTRA}{id_}": value for id_, value in mapping.get("extra", {}).items()}


def prospect(want: Wanted, there: Issue | None, *, overwrite: bool) -> Prospect:
    """What becomes of an item, given the issue that was found for it or read again."""
    if want.refusal:
        return Prospect("refused", (want.refusal, *want.told))
    link = want.link
    if there is None and (link is None or link.key is None):
        return Prospect("create", want.told)
    if there is None:
        return Prospect("leave", (Told("gone", {"issue": link.issue if link else ""}), *want.told))
    if link is None:
        # Pushed before this database knew of it: what stands there is left as it is, unless it may be written over.
        sent = {} if overwrite else want.fields
        return Prospect("found", want.told, compare(want.fields, sent, there.fields, there.fields, overwrite=overwrite))
    if link.key is not None and there.marker not in ("", want.marker):
        return Prospect("leave", (Told("not_ours", {"issue": link.issue}), *want.told))
    stood = there.fields if link.key is None else link.stood
    comparison = compare(want.fields, link.sent, stood, there.fields, overwrite=overwrite)
    outcome = "found" if link.key is None else "change" if comparison.write else "leave"
    return Prospect(outcome, (*_edited(comparison), *want.told), comparison)


def _edited(comparison: Comparison) -> Iterator[Told]:
    if comparison.edited:
        yield Told("edited_there", {"fields": list(comparison.edited)})
