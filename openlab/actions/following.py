"""Following a tracker: an item takes the status of its issue, when that changed there and stands for one of ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from openlab.actions import items
from openlab.db.queries.connections import Told
from openlab.db.tables import BacklogItem, Connection, IssueLink
from openlab.domain import backlog as rules
from openlab.domain.backlog import Status
from openlab.trackers import Issue
from openlab.trackers.kinds import KINDS

FOLLOWED = "followed"


@dataclass(frozen=True)
class Followed:
    """What a look at one issue led to: statuses of the item before and after, the same when nothing changed."""

    number: int
    title: str
    before: Status
    after: Status
    told: tuple[Told, ...] = ()


def follow(session: Session, connection_id: int, item_id: int, issue: Issue) -> Followed | None:
    """Take note of how an issue stands. Its status counts when it is not the one that was last seen, so that what an
    owner decided here meanwhile stays. None when the item or the connection is gone."""
    connection = session.get(Connection, connection_id)
    link = session.get(IssueLink, (connection_id, item_id), with_for_update=True)
    item = session.get(BacklogItem, item_id, with_for_update=True)
    if connection is None or link is None or item is None:
        return None
    now, moved = datetime.now(UTC), link.status != issue.status
    if link.key is None:
        link.key, link.linked_at, link.stood = issue.key, now, dict(issue.fields)
    link.number, link.url, link.status, link.seen_at, link.gone_at = issue.number, issue.url, issue.status, now, None
    before = Status(item.status)
    ours = connection.mapping.get("statuses", {}).get(issue.status, "") if moved else ""
    told = _take(session, connection, item, issue, Status(ours)) if ours else ()
    return Followed(item.number, item.title, before, Status(item.status), told)


def _take(
    session: Session, connection: Connection, item: BacklogItem, issue: Issue, wanted: Status
) -> tuple[Told, ...]:
    """Step by step, each in the history with where it comes from. What an owner has to say first is told."""
    if item.joined_into is not None:
        return (Told("joined_here", {"into": session.get_one(BacklogItem, item.joined_into).number}),)
    if item.status == wanted:
        return ()
    if wanted is Status.DECLINED:
        return (Told("declined_there", {}),)
    if item.status == Status.DECLINED:
        return (Told("declined_here", {}),)
    names: Mapping[str, str] = connection.mapping.get("names", {}).get("statuses", {})
    where = f"{connection.project} {issue.number} – {names.get(issue.status, issue.status)}"
    beside = {"by": [None, KINDS[connection.kind].name], "tracker": [None, where]}
    for status in rules.way(Status(item.status), wanted):
        values = items.new_status(item, status)
        items.set_values(session, item, None, FOLLOWED, values, beside)
    return ()


def miss(session: Session, connection_id: int, item_id: int) -> None:
    """The issue is not there any more: said, and never made again by itself."""
    link = session.get(IssueLink, (connection_id, item_id), with_for_update=True)
    if link is not None and link.gone_at is None:
        link.gone_at = datetime.now(UTC)


def rename(session: Session, connection_id: int, names: Mapping[str, object]) -> None:
    """What the tracker calls its ids now."""
    connection = session.get(Connection, connection_id, with_for_update=True)
    if connection is not None:
        connection.mapping = {**connection.mapping, "names": dict(names)}


def looked(session: Session, connection_id: int, seen: Collection[int]) -> None:
    """A refresh came to its end; the issues of these items are there."""
    now = datetime.now(UTC)
    session.execute(update(Connection).where(Connection.id == connection_id).values(refreshed_at=now))
    links = update(IssueLink).where(IssueLink.connection_id == connection_id, IssueLink.item_id.in_(seen))
    session.execute(links.values(seen_at=now))
