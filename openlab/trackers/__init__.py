"""Trackers: where a team keeps its issues. What each one can be asked, and what it answers, in our words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

Value = str | float | tuple[str, ...] | None
Fields = Mapping[str, Value]

# The fields that every tracker but a table (Grist) has; a table has its columns.
TITLE, BODY, PRIORITY, LABELS, TYPE = "title", "body", "priority", "labels", "type"


class InDoubt(Exception):
    """A creation was sent and no answer came: the issue may exist. Look for its marker before creating it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue to create. `marker` is the text that will find it again, whatever happens to the answer."""

    marker: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Issue:
    """What stands in the tracker. `key` is for the tracker, `number` is what people call it, `status` is an id."""

    key: str
    number: str
    url: str
    fields: Fields
    status: str = ""
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A value that the tracker offers. `closed` is about a status after which nothing is left to do; `types`, about a
    required field, are the types that demand it, none when all do."""

    id: str
    name: str
    closed: bool = False
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """What the project of a connection offers. `required` are fields that it demands beyond those that we send."""

    types: tuple[Named, ...] = ()
    priorities: tuple[Named, ...] = ()
    labels: tuple[Named, ...] = ()
    statuses: tuple[Named, ...] = ()
    required: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """Who the token belongs to there, what the project is called, and what will not work, as codes of warnings.
    `missing` are fields that drafts fill and that a table has no column for: they will stay empty."""

    person: str
    project: str
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A connection with its secret. `account` is the e-mail that goes with a token at Jira, else empty. `fields` are
    those that drafts fill, for `check` to look for the columns of a table."""

    address: str
    project: str
    token: str = field(repr=False)
    account: str = ""
    language: str = "en"
    fields: tuple[str, ...] = ()


class Tracker(Protocol):
    """One project in one tracker. Every method raises `Refused` with a code `tracker_…` and, when the tracker said
    why, its own words; `create` also raises `InDoubt`."""

    # Whether markers may be looked for without a doubt. A service that limits searches (GitHub: 30 a minute) says no.
    finds_freely: ClassVar[bool]

    async def check(self) -> Checked:
        """Whether the address, the token and the project are right, and may be written to."""

    async def offered(self) -> Offered:
        """The types, priorities, labels and statuses that can be chosen."""

    async def find(self, markers: Collection[str]) -> dict[str, Issue]:
        """The issues that carry one of these markers, by marker."""

    async def read(self, keys: Collection[str]) -> dict[str, Issue]:
        """The issues that still exist among these, by key."""

    async def create(self, draft: Draft) -> Issue:
        """Create it once, and tell it as it stands there now: what the tracker dropped shows."""

    async def update(self, issue: Issue, fields: Fields) -> Issue:
        """Change these fields and no others, and tell it as it stands there now."""
