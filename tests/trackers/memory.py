"""A tracker in memory, as moody as real ones: it loses answers, drops labels, refuses, and people edit there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import ClassVar

from openlab.domain import Refused
from openlab.trackers import TITLE, Checked, Draft, Fields, InDoubt, Issue, Named, Offered, Target, Value
from openlab.trackers.gate import Gate

OPEN, DOING, DONE, REJECTED = "1", "2", "3", "4"
OFFERED = Offered(
    types=(Named("b", "Bug"), Named("f", "Feature")),
    priorities=(Named("p1", "Low"), Named("p2", "Normal"), Named("p3", "High"), Named("p4", "Urgent")),
    labels=(Named("open-lab", "open-lab"),),
    statuses=(
        Named(OPEN, "New"),
        Named(DOING, "In progress"),
        Named(DONE, "Closed", closed=True),
        Named(REJECTED, "Rejected", closed=True),
    ),
)


@dataclass
class MemoryTracker:
    """What one project holds. `before` is called ahead of each request with its name: it may raise, or change what is
    here; `after` once it is done, as when the answer is lost; `meanwhile` happens before that answer comes."""

    finds_freely: ClassVar = True

    issues: dict[str, Issue] = field(default_factory=dict)
    offers: Offered = OFFERED
    calls: list[str] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    before: Callable[[str], None] = lambda _: None
    after: Callable[[str], None] = lambda _: None
    meanwhile: Callable[[str], Awaitable[None]] | None = None
    drops: dict[str, Value] = field(default_factory=dict)
    hides: set[str] = field(default_factory=set)
    warnings: tuple[str, ...] = ()

    @asynccontextmanager
    async def opened(self, kind: str, target: Target, gate: Gate) -> AsyncIterator[MemoryTracker]:
        gate.admit(target.address)
        self.targets.append(target)
        yield self

    async def _ask(self, name: str) -> None:
        self.calls.append(name)
        await asyncio.sleep(0)
        self.before(name)

    async def _answer(self, name: str) -> None:
        if self.meanwhile:
            await self.meanwhile(name)
        self.after(name)

    async def check(self) -> Checked:
        await self._ask("check")
        return Checked("Olga", "Product", self.warnings)

    async def offered(self) -> Offered:
        await self._ask("offered")
        return self.offers

    async def find(self, markers: Collection[str]) -> dict[str, Issue]:
        """`hides` are the markers that its search does not know yet."""
        await self._ask("find")
        known = {issue.marker: issue for issue in self.issues.values()}
        return {marker: known[marker] for marker in markers if marker in known and marker not in self.hides}

    async def read(self, keys: Collection[str]) -> dict[str, Issue]:
        await self._ask("read")
        return {key: self.issues[key] for key in keys if key in self.issues}

    async def create(self, draft: Draft) -> Issue:
        await self._ask("create")
        key = str(max(map(int, self.issues), default=0) + 1)
        url = f"https://tracker.example.org/issues/{key}"
        self.issues[key] = Issue(key, f"#{key}", url, self._kept(draft.fields), OPEN, draft.marker)
        self.created.append(draft.marker)
        await self._answer("create")
        return self.issues[key]

    async def update(self, issue: Issue, fields: Fields) -> Issue:
        await self._ask("update")
        if issue.key not in self.issues:
            raise Refused("tracker_not_there", words="")
        self.edit(issue.key, **self._kept(fields))
        await self._answer("update")
        return self.issues[issue.key]

    def _kept(self, fields: Fields) -> Fields:
        """Line ends become those of the web, as at Redmine; what it `drops` becomes a value of its own."""
        kept = {name: _of_the_web(value) for name, value in fields.items()}
        return kept | {name: value for name, value in self.drops.items() if name in kept}

    def edit(self, key: str, **fields: Value) -> None:
        """Somebody changes an issue there."""
        issue = self.issues[key]
        self.issues[key] = replace(issue, fields={**issue.fields, **fields})

    def move(self, key: str, status: str) -> None:
        """Somebody changes its status there."""
        self.issues[key] = replace(self.issues[key], status=status)

    def titles(self) -> list[str]:
        return [str(issue.fields[TITLE]) for issue in self.issues.values()]


def _of_the_web(value: Value) -> Value:
    return value.replace("\n", "\r\n") if isinstance(value, str) else value


def lose_the_answer(_: str) -> None:
    raise InDoubt
