"""The backlog of a product as one of its members may see it, and the frozen one that every export is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.queries.evidence import Labs, Origin, Said, origins_of
from openlab.db.tables import Account, Assessment, BacklogItem, ItemVerbatim, Product, Sprint
from openlab.db.tables.backlog import OWNER, RICE
from openlab.domain import backlog as rules
from openlab.domain.backlog import Backlog, Evidence, Item, Moscow, Place, Rice, Source, Status
from openlab.domain.roadmap import Horizon

OPEN = (Status.PROPOSED, Status.KEPT, Status.PLANNED, Status.IN_PROGRESS)


@dataclass(frozen=True)
class Reader:
    """Who reads: an account and its roles for the product. Without an account, the operator, who sees everything."""

    account_id: int = 0
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answer:
    """What one member thinks of an item, in one role."""

    account_id: int
    name: str
    role: str
    level: int
    reason: str
    given_at: datetime


@dataclass(frozen=True)
class Line:
    """An item as the team works on it. `joined` are the numbers of those that say the same.

    `awaited` are the reader's own disciplines that have not answered yet: until then no level and no priority is here.
    """

    id: int
    number: int
    version: int
    item: Item
    horizon: Horizon | None
    sprint: int | None
    delivered_at: datetime | None
    answers: tuple[Answer, ...]
    awaited: tuple[str, ...]
    origins: tuple[Origin, ...]
    said: tuple[Said, ...]
    joined: tuple[int, ...]

    @property
    def is_open(self) -> bool:
        return self.item.status in OPEN

    @property
    def is_hidden(self) -> bool:
        return bool(self.awaited)

    @property
    def reopened(self) -> tuple[str, ...]:
        """The labs that have been reopened since: what they say may still change."""
        return tuple(said.lab for said in self.said if said.reopened)

    def of(self, role: str) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.role == role)

    @property
    def disagreement(self) -> bool:
        """Whether two answers about feasibility are two levels apart or more."""
        levels = [answer.level for answer in self.answers if answer.role in rules.DISCIPLINES]
        return bool(levels) and max(levels) - min(levels) >= rules.DISAGREEMENT


@dataclass(frozen=True)
class Working:
    """The items of a product in their order: open ones, delivered ones, declined ones.

    While the reader has answers to give, the order is that of votes: an order by priority would tell the levels.
    """

    lines: tuple[Line, ...]

    @property
    def awaited(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_hidden)

    @property
    def is_by_priority(self) -> bool:
        return not self.awaited

    def line(self, number: int) -> Line | None:
        return next((line for line in self.lines if line.number == number), None)

    def place_of(self, line: Line) -> int:
        return self.lines.index(line) + 1

    def frozen(self, product: str, language: str, day: date) -> Backlog:
        return Backlog(product, language, day, tuple(line.item for line in self.lines))


def working(session: Session, product: Product, reader: Reader, public_url: str = "") -> Working:
    """Every item that stands, with what the labs say of it now, in a few queries however many items there are."""
    rows = session.scalars(select(BacklogItem).where(BacklogItem.product_id == product.id).order_by(BacklogItem.number))
    together = _joined(list(rows))
    builder = _Builder(session, product, reader, f"{public_url}/products/{product.slug}/backlog")
    return Working(_in_order([builder.line(rows) for rows in together]))


def _joined(rows: list[BacklogItem]) -> list[list[BacklogItem]]:
    """Each item that stands, followed by those that were joined into it, directly or through another."""
    into = {row.id: row.joined_into for row in rows}
    together: dict[int, list[BacklogItem]] = {row.id: [row] for row in rows if row.joined_into is None}
    for row in rows:
        standing = row.id
        while (next_one := into[standing]) is not None:
            standing = next_one
        if standing != row.id:
            together[standing].append(row)
    return list(together.values())


class _Builder:
    def __init__(self, session: Session, product: Product, reader: Reader, address: str) -> None:
        self._reader, self._address = reader, address
        self._sprints = {
            sprint.id: sprint.number
            for sprint in session.scalars(select(Sprint).where(Sprint.product_id == product.id))
        }
        self._answers = _answers(session, product.id)
        self._chosen = _chosen(session, product.id)
        self._origins = origins_of(session, product.id)
        self._labs = Labs(session, {origin.lab_id for found in self._origins.values() for origin in found})

    def line(self, rows: list[BacklogItem]) -> Line:
        row, *others = rows
        answers = self._answers.get(row.id, ())
        awaited = self._awaited(row, answers)
        if awaited:
            answers = tuple(answer for answer in answers if answer.account_id == self._reader.account_id)
        origins = tuple(origin for one in rows for origin in self._origins.get(one.id, ()))
        said = self._labs.say(origins, {remark for one in rows for remark in self._chosen.get(one.id, ())})
        return Line(
            id=row.id,
            number=row.number,
            version=row.version,
            item=self._item(row, others, origins, said, {} if awaited else _standing(answers), hidden=bool(awaited)),
            horizon=Horizon(row.horizon) if row.horizon else None,
            sprint=self._sprints.get(row.sprint_id or 0),
            delivered_at=row.delivered_at,
            answers=answers,
            awaited=awaited,
            origins=origins,
            said=said,
            joined=tuple(other.number for other in others),
        )

    def _awaited(self, row: BacklogItem, answers: tuple[Answer, ...]) -> tuple[str, ...]:
        """Blind until one has answered oneself; what was delivered or declined is no longer to be weighed."""
        if row.status not in OPEN:
            return ()
        own = {answer.role for answer in answers if answer.account_id == self._reader.account_id}
        return tuple(role for role in rules.DISCIPLINES if role in self._reader.roles and role not in own)

    def _item(
        self,
        row: BacklogItem,
        others: list[BacklogItem],
        origins: Iterable[Origin],
        said: Iterable[Said],
        levels: Mapping[str, rules.Assessment],
        *,
        hidden: bool,
    ) -> Item:
        address = f"{self._address}/{row.number}"
        item = Item(
            reference=str(row.number),
            title=row.title,
            created_at=row.created_at,
            problem=row.problem,
            solution=row.solution,
            for_whom=tuple(row.for_whom.splitlines()),
            sources=tuple(Source(one.kind, one.title, f"{address}#{one.anchor}") for one in origins),
            status=Status(row.status),
            decline_reason=row.decline_reason,
            sprint=f"Sprint {self._sprints[row.sprint_id]}" if row.sprint_id else "",
            indicator=row.indicator,
            address=address,
            external_link=row.external_link,
            developer=levels.get("developer"),
            designer=levels.get("designer"),
            impact=levels.get(OWNER),
            moscow=Moscow(row.moscow) if row.moscow else None,
            rice=None if hidden else _rice(row),
            place=Place(row.place, row.place_reason) if row.place and not hidden else None,
        )
        for other in others:
            item = rules.join(item, _bare(other))
        return replace(item, evidence=tuple(_evidence(one) for one in said))


def _bare(row: BacklogItem) -> Item:
    """What a joined item adds beside its evidence: for whom it is, and since when."""
    whom = tuple(row.for_whom.splitlines())
    return Item(reference=str(row.number), title=row.title, created_at=row.created_at, for_whom=whom)


def _evidence(said: Said) -> Evidence:
    personas = tuple(name for name, _ in said.personas)
    return Evidence(said.lab, said.code, said.held_on, said.votes, said.ballots, said.support, personas, said.verbatims)


def _rice(row: BacklogItem) -> Rice | None:
    parts = [getattr(row, part) for part in RICE]
    return None if None in parts else Rice(*parts)


def _standing(answers: Iterable[Answer]) -> dict[str, rules.Assessment]:
    """The answer that counts for each role: when several developers or designers answered, the most cautious one."""
    by_caution = sorted(answers, key=lambda answer: (-answer.level, answer.given_at, answer.account_id))
    return {answer.role: rules.Assessment(answer.level, answer.reason) for answer in by_caution}


def _in_order(lines: Collection[Line]) -> tuple[Line, ...]:
    by_reference = {line.item.reference: line for line in lines}
    is_blind = any(line.is_hidden for line in lines)
    ordered: list[Line] = []
    for statuses in (OPEN, (Status.DELIVERED,), (Status.DECLINED,)):
        items = [line.item for line in lines if line.item.status in statuses]
        in_order = sorted(items, key=_by_votes) if is_blind else rules.in_order(items)
        ordered += [by_reference[item.reference] for item in in_order]
    return tuple(ordered)


def _by_votes(item: Item) -> tuple[int, datetime, str]:
    return (-item.votes, item.created_at, item.reference)


def _answers(session: Session, product_id: int) -> dict[int, tuple[Answer, ...]]:
    rows = session.execute(
        select(Assessment, Account.name)
        .join(Account, Account.id == Assessment.account_id)
        .join(BacklogItem, BacklogItem.id == Assessment.item_id)
        .where(BacklogItem.product_id == product_id)
        .order_by(Assessment.role, Assessment.given_at, Assessment.account_id)
    )
    found: dict[int, tuple[Answer, ...]] = defaultdict(tuple)
    for row, name in rows:
        answer = Answer(row.account_id, name, row.role, row.level, row.reason, row.given_at)
        found[row.item_id] += (answer,)
    return found


def _chosen(session: Session, product_id: int) -> dict[int, set[tuple[int, str]]]:
    rows = session.scalars(
        select(ItemVerbatim)
        .join(BacklogItem, BacklogItem.id == ItemVerbatim.item_id)
        .where(BacklogItem.product_id == product_id)
    )
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for row in rows:
        found[row.item_id].add((row.sheet_id, row.fingerprint))
    return found
