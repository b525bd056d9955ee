"""A push on its way: each item is reserved, sent once and noted; after any doubt it is looked for before it is sent."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.actions import pushes
from openlab.actions.pushes import OPEN_OUTCOMES, Outcome
from openlab.db.queries.connections import Told
from openlab.db.tables import BacklogItem, IssueLink, Push, PushStep
from openlab.domain import Refused
from openlab.domain.in_step import Fields, lost
from openlab.trackers import BODY, Draft, InDoubt, Issue, Tracker
from openlab.tracking.plan import issues_for
from openlab.tracking.reach import Tracking
from openlab.tracking.work import Prospect, Wanted, prospect, wanted

BEAT_SECONDS = 8.0
# Items are read and looked for together; each is sent and noted alone.
TOGETHER = 20
MOST_BAD = 3
# What is wrong with one item, and not with the others.
OF_ONE_CREATION = ("tracker_refused",)
OF_ONE_CHANGE = (
    *OF_ONE_CREATION,
    "tracker_forbidden",
    "tracker_not_there",
    "tracker_failing",
    "tracker_changed_meanwhile",
)


async def run_push(tracking: Tracking, push_id: int) -> None:
    """Do what waits in a push, as the only one who does, until it has ended, is stopped, or a problem keeps it open.

    Raises `push_ended`, `push_runs_already`, `push_unknown`; a problem with the tracker is kept with the push.
    """
    runner, problem = secrets.token_hex(16), None
    await tracking.database.write(pushes.claim, push_id, runner)
    try:
        async with _beating(tracking, push_id, runner):
            await _Run(tracking, push_id, runner).go()
    except Refused as refusal:
        problem = refusal
    finally:
        await tracking.database.write(pushes.let_go, push_id, runner, problem)


@asynccontextmanager
async def _beating(tracking: Tracking, push_id: int, runner: str) -> AsyncIterator[None]:
    """A call may last longer than a lost runner is waited for."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await tracking.database.write(pushes.beat, push_id, runner)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)


class _Run:
    """One runner at work on one push."""

    def __init__(self, tracking: Tracking, push_id: int, runner: str) -> None:
        self._tracking, self._push_id, self._runner = tracking, push_id, runner
        self._bad_in_a_row, self._doubtful = 0, 0

    async def go(self) -> None:
        """Those in doubt come last, so that they have time to appear. Raises `tracker_in_doubt` for those left so."""
        push, numbers, joined = await self._tracking.database.read(_waiting, self._push_id)
        for item_id, into in joined:
            await self._note(item_id, Outcome("refused", (Told("joined_here", {"into": into}),)))
        async with self._tracking.reached(push.connection_id) as tracker:
            for some in _together(numbers):
                wants = await self._tracking.database.read(
                    wanted, self._tracking, push.connection_id, push.account_id, some
                )
                there = await issues_for(tracker, wants)
                if any(want.link and want.link.key and want.item_id not in there for want in wants):
                    await tracker.check()  # without the right to see the project, every issue would seem to be gone
                for want in wants:
                    if not await self._do(tracker, want, there.get(want.item_id), push.overwrite):
                        return
        if self._doubtful:
            raise Refused("tracker_in_doubt")

    async def _do(self, tracker: Tracker, want: Wanted, there: Issue | None, overwrite: bool) -> bool:
        """Do one item; whether to go on."""
        if there is None and want.is_in_doubt and not want.refusal:
            there = await self._settled(tracker, want)
        seen = prospect(want, there, overwrite=overwrite)
        if seen.outcome == "create":
            return await self._create(tracker, want)
        if there is not None and seen.outcome in ("change", "found"):
            return await self._change(tracker, want, there, seen)
        if any(one.code == "gone" for one in seen.told):
            return bool(await self._write(pushes.note_gone, want.item_id, Outcome("left", seen.told)))
        return await self._leave(want, there, seen)

    async def _settled(self, tracker: Tracker, want: Wanted) -> Issue | None:
        """Looked for once more, when the doubt is old enough."""
        link = want.link
        age = (datetime.now(UTC) - link.reserved_at).total_seconds() if link else 0.0
        if age >= self._tracking.settling:
            return None
        await asyncio.sleep(self._tracking.settling - age)
        return (await tracker.find([want.marker])).get(want.marker)

    async def _create(self, tracker: Tracker, want: Wanted) -> bool:
        """The only place where an issue is made: what is written before is how it is found again."""
        await self._write(pushes.reserve, want.item_id, want.marker, want.fields)
        try:
            issue = await tracker.create(Draft(want.marker, want.fields))
        except InDoubt:
            return await self._look_for(tracker, want)
        except Refused as refusal:
            return await self._refused(want, refusal, OF_ONE_CREATION)
        self._bad_in_a_row = 0
        told = (*_lost(want.fields, issue.fields), *want.told)
        return await self._note(want.item_id, Outcome("created", told), issue, want.fields, issue.fields)

    async def _look_for(self, tracker: Tracker, want: Wanted) -> bool:
        issue = (await tracker.find([want.marker])).get(want.marker)
        if issue is not None:
            told = (*_lost(want.fields, issue.fields), *want.told)
            return await self._note(want.item_id, Outcome("found", told), issue, want.fields, issue.fields)
        go_on = await self._note(want.item_id, Outcome("doubtful", want.told))
        self._doubtful += 1
        self._count_bad(Refused("tracker_in_doubt"))
        return go_on

    async def _change(self, tracker: Tracker, want: Wanted, there: Issue, seen: Prospect) -> bool:
        comparison, told, issue = seen.comparison, seen.told, there
        if comparison.write:
            try:
                issue = await tracker.update(there, comparison.write)
            except Refused as refusal:
                return await self._refused(want, refusal, OF_ONE_CHANGE)
            told = (*_lost(comparison.write, issue.fields), *told)
        self._bad_in_a_row = 0
        outcome = Outcome("found" if seen.outcome == "found" else "changed", told)
        if seen.outcome == "found":
            return await self._note(want.item_id, outcome, issue, _of(want.fields, comparison.noted), issue.fields)
        noted = comparison.noted
        return await self._note(want.item_id, outcome, issue, _of(want.fields, noted), _of(issue.fields, noted))

    async def _leave(self, want: Wanted, there: Issue | None, seen: Prospect) -> bool:
        outcome = Outcome("refused" if seen.outcome == "refused" else "left", seen.told)
        if there is None or seen.outcome == "refused" or any(one.code == "not_ours" for one in seen.told):
            return await self._note(want.item_id, outcome)
        noted = seen.comparison.noted
        return await self._note(want.item_id, outcome, there, _of(want.fields, noted), _of(there.fields, noted))

    async def _refused(self, want: Wanted, refusal: Refused, of_one: tuple[str, ...]) -> bool:
        """One item is refused, and the others go on; what is wrong with all of them stops the push."""
        if refusal.code not in of_one:
            raise refusal
        go_on = await self._note(want.item_id, Outcome("refused", (Told(refusal.code, refusal.values), *want.told)))
        if refusal.code == "tracker_failing":
            self._count_bad(refusal)
        return go_on

    def _count_bad(self, problem: Refused) -> None:
        """A tracker that fails again and again is left in peace."""
        self._bad_in_a_row += 1
        if self._bad_in_a_row >= MOST_BAD:
            raise problem

    async def _note(
        self,
        item_id: int,
        outcome: Outcome,
        issue: Issue | None = None,
        sent: Fields | None = None,
        stood: Fields | None = None,
    ) -> bool:
        return bool(await self._write(pushes.note, item_id, outcome, issue, sent, stood))

    async def _write(self, act: Callable[..., Any], item_id: int, *values: object) -> Any:
        return await self._tracking.database.write(act, self._push_id, self._runner, item_id, *values)


def _waiting(session: Session, push_id: int) -> tuple[Push, list[int], list[tuple[int, int]]]:
    """The push; the numbers of the items to do, those in doubt last; and (item, number that it is in now) of those that
    were joined since."""
    push = session.get_one(Push, push_id)
    query = select(BacklogItem, IssueLink.key).join(PushStep, PushStep.item_id == BacklogItem.id)
    its_link = (IssueLink.item_id == BacklogItem.id) & (IssueLink.connection_id == push.connection_id)
    query = query.outerjoin(IssueLink, its_link).add_columns(IssueLink.reserved_at)
    query = query.where(PushStep.push_id == push_id, PushStep.outcome.in_(OPEN_OUTCOMES)).order_by(PushStep.position)
    rows = sorted(session.execute(query).all(), key=lambda row: row.reserved_at is not None and row.key is None)
    standing = [row[0].number for row in rows if row[0].joined_into is None]
    joined = [row[0] for row in rows if row[0].joined_into is not None]
    return push, standing, [(item.id, session.get_one(BacklogItem, item.joined_into).number) for item in joined]


def _together(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[first : first + TOGETHER] for first in range(0, len(numbers), TOGETHER))


def _lost(asked: Fields, answered: Fields) -> list[Told]:
    """What the tracker did not take as asked. A long text may come back in the tracker's own markup."""
    short = {name: value for name, value in asked.items() if name != BODY}
    return [
        Told("not_taken", {"field": name, "asked": value, "there": there})
        for name, (value, there) in lost(short, answered).items()
    ]


def _of(fields: Fields, names: Iterable[str]) -> Fields:
    return {name: fields.get(name) for name in names}
