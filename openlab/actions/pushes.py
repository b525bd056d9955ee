"""Pushes: begun by an owner, run by one process at a time, noted item by item, resumed or stopped.

No tracker is called here: what is written before a call and after it, each in a transaction of its own, is what a
killed process leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.actions.connections import hold_connection
from openlab.db.queries.connections import Told
from openlab.db.tables import BacklogItem, IssueLink, Push, PushStep
from openlab.db.upsert import insert_once
from openlab.domain import Refused
from openlab.domain.in_step import Fields
from openlab.trackers import Issue

LOST_AFTER = timedelta(seconds=30)
OPEN_OUTCOMES = ("waiting", "doubtful")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: one of OUTCOMES, and what there is to say about it."""

    name: str
    told: tuple[Told, ...] = ()


def begin(
    session: Session, product_id: int, account_id: int, connection_id: int, numbers: Sequence[int], *, overwrite: bool
) -> int:
    """A push of these items, in this order; gives its id. `overwrite`: also what somebody edited there.

    Raises `connection_unknown`, `push_empty`, `item_unknown`, `push_running` with the one that has not ended.
    """
    hold_connection(session, product_id, connection_id)
    chosen = list(dict.fromkeys(numbers))
    if not chosen:
        raise Refused("push_empty")
    query = select(BacklogItem.number, BacklogItem.id).where(BacklogItem.product_id == product_id)
    standing = query.where(BacklogItem.number.in_(chosen), BacklogItem.joined_into.is_(None))
    ids = {row.number: row.id for row in session.execute(standing)}
    if ids.keys() != set(chosen):
        raise Refused("item_unknown")
    values = {"connection_id": connection_id, "account_id": account_id, "overwrite": overwrite, "cancelled": False}
    push = insert_once(session, Push, {**values, "begun_at": datetime.now(UTC)})
    if push is None:
        open_one = select(Push.id).where(Push.connection_id == connection_id, Push.ended_at.is_(None))
        raise Refused("push_running", push=session.scalar(open_one))
    session.add_all(
        PushStep(push_id=push, item_id=ids[number], position=place) for place, number in enumerate(chosen, start=1)
    )
    return push


def claim(session: Session, push_id: int, runner: str) -> None:
    """From now on this runner, and no other, works on a push. A runner that has not been heard of for 30 seconds is
    lost, and its push is taken over. Raises `push_ended`, `push_runs_already`, `push_unknown`."""
    now = datetime.now(UTC)
    push = _hold(session, push_id)
    if push.ended_at:
        raise Refused("push_ended")
    if is_running(push.runner, push.beat_at, now):
        raise Refused("push_runs_already")
    push.runner, push.beat_at, push.problem = runner, now, None


def is_at_work(session: Session, push_id: int) -> bool:
    """Whether somebody works on a push now."""
    push = session.get(Push, push_id)
    return push is not None and is_running(push.runner, push.beat_at, datetime.now(UTC))


def is_running(runner: str | None, beat_at: datetime | None, now: datetime) -> bool:
    """Whether whoever claimed a push is still heard of."""
    return runner is not None and beat_at is not None and now - beat_at < LOST_AFTER


def beat(session: Session, push_id: int, runner: str) -> None:
    """The runner still works. Raises `push_taken_over`, `push_unknown`."""
    _held_by(session, push_id, runner).beat_at = datetime.now(UTC)


def reserve(session: Session, push_id: int, runner: str, item_id: int, marker: str, fields: Fields) -> None:
    """Written before an issue is created: the marker by which it will be found again, and what was sent.

    Raises `push_stopped` when an owner stopped the push, `push_taken_over`.
    """
    push = _held_by(session, push_id, runner)
    if push.cancelled:
        raise Refused("push_stopped")
    now = push.beat_at = datetime.now(UTC)
    link = session.get(IssueLink, (push.connection_id, item_id))
    if link is None:
        link = IssueLink(connection_id=push.connection_id, item_id=item_id, marker=marker)
        session.add(link)
    link.reserved_at, link.sent = now, dict(fields)


def note(
    session: Session,
    push_id: int,
    runner: str,
    item_id: int,
    outcome: Outcome,
    issue: Issue | None = None,
    sent: Fields | None = None,
    stood: Fields | None = None,
) -> bool:
    """What became of an item, and, when there is one, its issue as it stands there; whether to go on.

    Raises `push_taken_over`.
    """
    push, now = _held_by(session, push_id, runner), datetime.now(UTC)
    push.beat_at = now
    step = session.get_one(PushStep, (push_id, item_id))
    step.outcome, step.told = outcome.name, {"told": [_kept(one) for one in outcome.told]}
    step.ended_at = None if outcome.name in OPEN_OUTCOMES else now
    if issue is not None:
        _link(session, push.connection_id, item_id, issue, sent or {}, stood or {})
    return not push.cancelled


def _link(session: Session, connection_id: int, item_id: int, issue: Issue, sent: Fields, stood: Fields) -> None:
    """A status that is new to us is left for `refresh` to look at."""
    link, now = session.get_one(IssueLink, (connection_id, item_id)), datetime.now(UTC)
    if link.key is None:
        link.key, link.linked_at, link.status = issue.key, now, issue.status
    link.number, link.url, link.seen_at, link.gone_at = issue.number, issue.url, now, None
    link.sent, link.stood = {**link.sent, **sent}, {**link.stood, **stood}


def note_gone(session: Session, push_id: int, runner: str, item_id: int, outcome: Outcome) -> bool:
    """The issue was deleted there; whether to go on. Raises `push_taken_over`."""
    push = _held_by(session, push_id, runner)
    session.get_one(IssueLink, (push.connection_id, item_id)).gone_at = datetime.now(UTC)
    return note(session, push_id, runner, item_id, outcome)


def let_go(session: Session, push_id: int, runner: str, problem: Refused | None = None) -> None:
    """The runner works no more. When nothing waits, or the owners stopped it, the push has ended; else it stays open,
    with the problem that stopped it, to be resumed. Of a push that somebody else runs by now, nothing changes."""
    push = session.scalar(select(Push).where(Push.id == push_id, Push.runner == runner).with_for_update())
    if push is None:
        return
    left = session.scalars(select(PushStep).where(PushStep.push_id == push_id, PushStep.outcome.in_(OPEN_OUTCOMES)))
    push.runner = push.beat_at = None
    if push.cancelled or not left.all():
        push.ended_at = datetime.now(UTC)
    elif problem is not None:
        push.problem = {"code": problem.code, "values": dict(problem.values)}


def cancel(session: Session, product_id: int, connection_id: int, push_id: int) -> None:
    """Stop a push: the item on its way is still done, the others are not. Raises `connection_unknown`,
    `push_unknown`; one that has ended stays as it is."""
    hold_connection(session, product_id, connection_id)
    push = _hold(session, push_id)
    if push.connection_id != connection_id:
        raise Refused("push_unknown")
    if push.ended_at:
        return
    now = datetime.now(UTC)
    push.cancelled = True
    if not is_running(push.runner, push.beat_at, now):
        push.runner = push.beat_at = None
        push.ended_at = now


def _hold(session: Session, push_id: int) -> Push:
    push = session.scalar(select(Push).where(Push.id == push_id).with_for_update())
    if push is None:
        raise Refused("push_unknown")
    return push


def _held_by(session: Session, push_id: int, runner: str) -> Push:
    push = _hold(session, push_id)
    if push.runner != runner:
        raise Refused("push_taken_over")
    return push


def _kept(told: Told) -> dict[str, Any]:
    values: Mapping[str, Any] = told.values
    return {"code": told.code, "values": dict(values)}
