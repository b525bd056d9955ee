"""The trackers that an owner can connect. A new one is a module beside this one, and a line here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from openlab.trackers import Target, Tracker
from openlab.trackers.client import Client
from openlab.trackers.gate import Gate
from openlab.trackers.github import GitHub
from openlab.trackers.gitlab import GitLab
from openlab.trackers.grist import Grist
from openlab.trackers.jira import Jira
from openlab.trackers.openproject import OpenProject
from openlab.trackers.redmine import Redmine


class Spoken(Tracker, Protocol):
    """A tracker, and how it is spoken to."""

    def __init__(self, client: Client, target: Target) -> None: ...

    @staticmethod
    def headers(target: Target) -> dict[str, str]:
        """What goes with every request, the token among it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a tracker is called, and whether an e-mail address goes with its tokens."""

    name: str
    needs_account: bool
    tracker: type[Spoken]


KINDS: Mapping[str, Kind] = {
    "redmine": Kind("Redmine", needs_account=False, tracker=Redmine),
    "gitlab": Kind("GitLab", needs_account=False, tracker=GitLab),
    "github": Kind("GitHub", needs_account=False, tracker=GitHub),
    "jira": Kind("Jira Cloud", needs_account=True, tracker=Jira),
    "openproject": Kind("OpenProject", needs_account=False, tracker=OpenProject),
    "grist": Kind("Grist", needs_account=False, tracker=Grist),
}


@asynccontextmanager
async def open_tracker(kind: str, target: Target, gate: Gate) -> AsyncIterator[Tracker]:
    """The project of a connection, to be asked. Raises `tracker_address_wrong`, `tracker_not_allowed`,
    `tracker_needs_tls`, `tracker_token_wrong`; its methods raise what they say."""
    spoken = KINDS[kind].tracker
    async with Client(target.address, gate, spoken.headers(target)) as client:
        yield spoken(client, target)
