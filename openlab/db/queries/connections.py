"""Connections to trackers as pages show them, and what a push works on. A token is never among it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.db.tables import Account, BacklogItem, Connection, IssueLink, Push, PushStep
from openlab.domain import Refused
from openlab.domain.backlog import Status
from openlab.domain.in_step import Value

# What a status there stands for when nothing is left to do.
OVER = (Status.DELIVERED, Status.DECLINED)


@dataclass(frozen=True)
class Told:
    """Something to say about an item or a connection: a code, whose sentence is in web/, and its values."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Connected:
    """A connection, without its token. `open_push` is the one that has not ended, `issues` how many are known there."""

    id: int
    product_id: int
    kind: str
    address: str
    project: str
    account: str
    language: str
    mapping: Mapping[str, Any]
    version: int
    created_at: datetime
    refreshed_at: datetime | None
    issues: int
    open_push: int | None

    def name_of(self, group: str, id_: str) -> str:
        """What the tracker calls one of its `types`, `priorities` or `statuses`; its id when that is not known."""
        return str(self.mapping.get("names", {}).get(group, {}).get(id_) or id_)


@dataclass(frozen=True)
class Linked:
    """An item and its issue. `is_there` is false while nobody knows that the issue exists; `standing` is the number of
    the item that this one is in, when it was joined; `told` is what an owner has to look at."""

    connection_id: int
    item_id: int
    number: int
    title: str
    item_status: Status
    standing: int | None
    marker: str
    key: str | None
    issue: str
    url: str
    status: str
    status_name: str
    reserved_at: datetime
    linked_at: datetime | None
    seen_at: datetime | None
    gone_at: datetime | None
    sent: Mapping[str, Value]
    stood: Mapping[str, Value]
    told: tuple[Told, ...]

    @property
    def is_there(self) -> bool:
        return self.key is not None and self.gone_at is None


@dataclass(frozen=True)
class Step:
    """One item of a push. `told` is what there is to say of it beside its outcome."""

    item_id: int
    number: int
    title: str
    position: int
    outcome: str
    told: tuple[Told, ...]
    issue: str
    url: str
    ended_at: datetime | None


@dataclass(frozen=True)
class Pushed:
    """A push and how far it is. `problem` is why it stopped before its end; `beat_at` when its runner last said that it
    works."""

    id: int
    connection_id: int
    by: str | None
    overwrite: bool
    begun_at: datetime
    ended_at: datetime | None
    cancelled: bool
    is_claimed: bool
    beat_at: datetime | None
    problem: Told | None
    steps: tuple[Step, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many items came to which outcome; `waiting` are those to come."""
        outcomes = [step.outcome for step in self.steps]
        return {outcome: outcomes.count(outcome) for outcome in dict.fromkeys(outcomes)}

    @property
    def done(self) -> int:
        return sum(step.outcome not in ("waiting", "doubtful") for step in self.steps)


def connection(session: Session, product_id: int, connection_id: int) -> Connected:
    """Raises `connection_unknown`."""
    query = select(Connection).where(Connection.id == connection_id, Connection.product_id == product_id)
    row = session.scalar(query)
    if row is None:
        raise Refused("connection_unknown")
    return _connected(session, row)


def connections_of(session: Session, product_id: int | None = None) -> list[Connected]:
    """Those of every product, or of one, the oldest first."""
    query = select(Connection).order_by(Connection.id)
    rows = session.scalars(query if product_id is None else query.where(Connection.product_id == product_id))
    return [_connected(session, row) for row in rows.all()]


def mapping_of(session: Session, connection_id: int) -> Mapping[str, Any]:
    row = session.get(Connection, connection_id)
    return row.mapping if row is not None else {}


def _connected(session: Session, row: Connection) -> Connected:
    of_it = IssueLink.connection_id == row.id
    issues = session.scalar(select(func.count()).select_from(IssueLink).where(of_it, IssueLink.key.is_not(None)))
    open_push = session.scalar(select(Push.id).where(Push.connection_id == row.id, Push.ended_at.is_(None)))
    kept = ("id", "product_id", "kind", "address", "project", "account", "language", "mapping", "version")
    told = {name: getattr(row, name) for name in (*kept, "created_at", "refreshed_at")}
    return Connected(**told, issues=issues or 0, open_push=open_push)


def links_of(session: Session, connection_id: int, numbers: Collection[int] | None = None) -> list[Linked]:
    """The items that have an issue there, or are on their way, by number."""
    query = _links().where(IssueLink.connection_id == connection_id)
    return _linked(session, query if numbers is None else query.where(BacklogItem.number.in_(numbers)))


def issues_of(session: Session, item_id: int) -> list[Linked]:
    """The issues of one item, in every tracker."""
    return _linked(session, _links().where(IssueLink.item_id == item_id))


def issues_by_number(session: Session, product_id: int) -> dict[int, list[Linked]]:
    """The issues of every item of a product that has one, by the number of the item."""
    found: dict[int, list[Linked]] = {}
    for link in _linked(session, _links().where(BacklogItem.product_id == product_id, IssueLink.key.is_not(None))):
        found.setdefault(link.number, []).append(link)
    return found


def _links() -> Any:
    query = select(IssueLink, BacklogItem, Connection).join(BacklogItem, BacklogItem.id == IssueLink.item_id)
    by_number = query.join(Connection, Connection.id == IssueLink.connection_id)
    return by_number.order_by(BacklogItem.number, IssueLink.connection_id)


def _linked(session: Session, query: Any) -> list[Linked]:
    rows = session.execute(query).all()
    into = {item.joined_into for _, item, _ in rows if item.joined_into}
    numbers = {row.id: row.number for row in session.scalars(select(BacklogItem).where(BacklogItem.id.in_(into)))}
    return [_link(link, item, there, numbers.get(item.joined_into)) for link, item, there in rows]


def _link(link: IssueLink, item: BacklogItem, there: Connection, standing: int | None) -> Linked:
    kept = ("connection_id", "item_id", "marker", "key", "url", "status", "reserved_at", "linked_at", "seen_at")
    return Linked(
        **{name: getattr(link, name) for name in (*kept, "gone_at")},
        number=item.number,
        title=item.title,
        item_status=Status(item.status),
        standing=standing,
        issue=link.number,
        status_name=there.mapping.get("names", {}).get("statuses", {}).get(link.status, link.status),
        sent=fields_kept(link.sent),
        stood=fields_kept(link.stood),
        told=tuple(_to_look_at(link, item, there, standing)),
    )


def _to_look_at(link: IssueLink, item: BacklogItem, there: Connection, standing: int | None) -> Iterator[Told]:
    """Where the item and its issue say different things, and an owner decides."""
    stands_for = there.mapping.get("statuses", {}).get(link.status, "")
    if link.gone_at is not None:
        yield Told("gone", {"issue": link.number})
    elif link.key is not None and standing is not None:
        yield Told("joined_here", {"into": standing})
    elif link.key is not None and item.status != Status.DECLINED and stands_for == Status.DECLINED:
        yield Told("declined_there", {})
    elif link.key is not None and item.status == Status.DECLINED and stands_for not in OVER:
        yield Told("still_open_there", {})


def fields_kept(kept: Mapping[str, Any]) -> dict[str, Value]:
    """Fields as they were before they were kept as JSON, which has no tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}


def pushes_of(session: Session, connection_id: int, most: int | None = None) -> list[Pushed]:
    """The pushes of a connection, the newest first; only the first ones when `most` says how many."""
    newest = select(Push).where(Push.connection_id == connection_id).order_by(Push.id.desc())
    rows = session.scalars(newest.limit(most))
    return [_pushed(session, row) for row in rows.all()]


def push(session: Session, product_id: int, connection_id: int, push_id: int) -> Pushed:
    """Raises `push_unknown`."""
    query = select(Push).join(Connection, Connection.id == Push.connection_id)
    row = session.scalar(
        query.where(Push.id == push_id, Connection.id == connection_id, Connection.product_id == product_id)
    )
    if row is None:
        raise Refused("push_unknown")
    return _pushed(session, row)


def _pushed(session: Session, row: Push) -> Pushed:
    by = session.get(Account, row.account_id) if row.account_id else None
    return Pushed(
        id=row.id,
        connection_id=row.connection_id,
        by=by.name if by else None,
        overwrite=row.overwrite,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        cancelled=row.cancelled,
        is_claimed=row.runner is not None,
        beat_at=row.beat_at,
        problem=Told(row.problem["code"], row.problem["values"]) if row.problem else None,
        steps=_steps(session, row),
    )


def _steps(session: Session, row: Push) -> tuple[Step, ...]:
    query = select(PushStep, BacklogItem, IssueLink.number, IssueLink.url)
    query = query.join(BacklogItem, BacklogItem.id == PushStep.item_id)
    its_link = (IssueLink.item_id == PushStep.item_id) & (IssueLink.connection_id == row.connection_id)
    query = query.outerjoin(IssueLink, its_link).where(PushStep.push_id == row.id).order_by(PushStep.position)
    return tuple(
        Step(
            item_id=item.id,
            number=item.number,
            title=item.title,
            position=step.position,
            outcome=step.outcome,
            told=tuple(Told(one["code"], one["values"]) for one in step.told.get("told", ())),
            issue=issue or "",
            url=url or "",
            ended_at=step.ended_at,
        )
        for step, item, issue, url in session.execute(query)
    )
