"""GitHub: a repository's issues (REST API of 2022-11-28). It has labels, no priorities, and reasons for closing."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from time import monotonic
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from openlab.domain import Refused
from openlab.trackers import BODY, LABELS, TITLE, Checked, Draft, Fields, Issue, Named, Offered, Target
from openlab.trackers.answers import by_marker, in_project, listed, made_for_sure, made_out, marker_in, plain
from openlab.trackers.client import Client

SITE, API = "github.com", "https://api.github.com"
PAGE = 100
MOST_PAGES = 10
SECONDS_BETWEEN_CREATIONS = 1.0  # https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
ONE_BY_ONE = 10
OPEN, DONE = "open", "completed"
STATUSES = (
    Named(OPEN, "open"),
    Named(DONE, "closed as completed", closed=True),
    Named("not_planned", "closed as not planned", closed=True),
    Named("duplicate", "closed as a duplicate", closed=True),
)
GONE = ("tracker_not_there", "tracker_moved")


class GitHub:
    """A repository, as owner/name."""

    finds_freely: ClassVar = False

    def __init__(self, client: Client, target: Target) -> None:
        self._client = client
        self._name = target.project.strip("/")
        self._root, self._host = _root(target.address), urlsplit(target.address).hostname
        self._repository = f"{self._root}repos/{quote(self._name)}"
        self._created_at = -SECONDS_BETWEEN_CREATIONS

    @staticmethod
    def headers(target: Target) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {target.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }

    async def check(self) -> Checked:
        if self._host == SITE:
            raise Refused("tracker_address_api", "address", address=API)
        person = (await self._client.get(f"{self._root}user")).data
        with in_project(self._name):
            repository = (await self._client.get(self._repository)).data
        with made_out():
            if repository["archived"]:
                raise Refused("tracker_project_closed", "project", project=self._name)
            if not repository["has_issues"]:
                raise Refused("tracker_issues_off", "project", project=self._name)
            pushes = (repository.get("permissions") or {}).get("push")
            return Checked(person["login"], repository["full_name"], () if pushes else ("tracker_labels_may_drop",))

    async def offered(self) -> Offered:
        labels = await self._pages("labels", {}, MOST_PAGES)
        with made_out():
            return Offered(labels=tuple(Named(one["name"], one["name"]) for one in labels), statuses=STATUSES)

    async def find(self, markers: Collection[str]) -> dict[str, Issue]:
        """Among the newest, since GitHub's search knows an issue only after a while; the older ones by searching."""
        if not markers:
            return {}
        found = by_marker(await self._newest(MOST_PAGES), markers)
        for marker in set(markers) - found.keys():
            query: dict[str, str | int] = {"q": f'repo:{self._name} is:issue in:body "{marker}"', "per_page": PAGE}
            answer = await self._client.get(f"{self._root}search/issues", query)
            with made_out():
                found |= by_marker(map(_issue, listed(answer.data["items"])), {marker})
        return found

    async def read(self, keys: Collection[str]) -> dict[str, Issue]:
        """Many are read as a list, the others one by one."""
        if not keys:
            return {}
        newest = await self._newest(
            MOST_PAGES if len(keys) > ONE_BY_ONE else 1
        )  # which tells of a repository that moved
        found = {issue.key: issue for issue in newest if issue.key in keys}
        for key in sorted(set(keys) - found.keys()):
            found |= await self._one(key)
        return found

    async def create(self, draft: Draft) -> Issue:
        await asyncio.sleep(self._created_at + SECONDS_BETWEEN_CREATIONS - monotonic())
        self._created_at = monotonic()
        answer = await self._client.create(f"{self._repository}/issues", _written(draft.fields))
        with made_for_sure():
            return _issue(answer.data)

    async def update(self, issue: Issue, fields: Fields) -> Issue:
        answer = await self._client.change("PATCH", f"{self._repository}/issues/{issue.key}", _written(fields))
        with made_out():
            return _issue(answer.data)

    async def _newest(self, pages: int) -> list[Issue]:
        """The newest issues; pull requests stand among them at GitHub."""
        sorted_by: dict[str, str | int] = {"state": "all", "sort": "created", "direction": "desc"}
        found = await self._pages("issues", sorted_by, pages)
        with made_out():
            return [_issue(one) for one in found if "pull_request" not in one]

    async def _pages(self, what: str, query: dict[str, str | int], pages: int) -> list[Any]:
        found: list[Any] = []
        for page in range(1, pages + 1):
            with in_project(self._name):
                answer = await self._client.get(f"{self._repository}/{what}", {**query, "per_page": PAGE, "page": page})
            found += listed(answer.data)
            if len(answer.data) < PAGE:
                break
        return found

    async def _one(self, key: str) -> dict[str, Issue]:
        """Nothing for one that was deleted, or transferred to another repository."""
        try:
            answer = await self._client.get(f"{self._repository}/issues/{key}")
        except Refused as problem:
            if problem.code in GONE:
                return {}
            raise
        with made_out():
            return {key: _issue(answer.data)}


def _root(address: str) -> str:
    """Where the API begins: GitHub has a host of its own for it, GitHub Enterprise Server a folder."""
    parts = urlsplit(address)
    begins_here = parts.hostname == urlsplit(API).hostname or parts.path.rstrip("/").endswith("/api/v3")
    return "" if begins_here else "api/v3/"


def _written(fields: Fields) -> dict[str, object]:
    named = {TITLE: "title", BODY: "body", LABELS: "labels"}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
    return {named[name]: value for name, value in values.items() if name in named}


def _issue(data: dict[str, Any]) -> Issue:
    body = plain(data.get("body"))
    labels = tuple(one if isinstance(one, str) else one["name"] for one in data["labels"])
    reason = data.get("state_reason")
    closed = reason if reason in ("not_planned", "duplicate") else DONE
    return Issue(
        key=str(data["number"]),
        number=f"#{data['number']}",
        url=data["html_url"],
        fields={TITLE: data["title"], BODY: body, LABELS: labels},
        status=OPEN if data["state"] == OPEN else closed,
        marker=marker_in(body),
    )
