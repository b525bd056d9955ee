"""GitLab: a project's issues (REST API v4). It has labels, no priorities, and boards whose lists are labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from openlab.domain import Refused
from openlab.trackers import BODY, LABELS, TITLE, Checked, Draft, Fields, Issue, Named, Offered, Target
from openlab.trackers.answers import (
    by_marker,
    in_batches,
    in_project,
    listed,
    made_for_sure,
    made_out,
    marker_in,
    plain,
)
from openlab.trackers.client import Client

PAGE = 100
MOST_PAGES = 10
PLANNER = 15  # https://docs.gitlab.com/api/members/#roles: below, labels are dropped or cannot be changed
ON_A_BOARD = "label:"
OPENED, CLOSED, MOVED = "opened", "closed", "moved"
NEWEST = {"order_by": "created_at", "sort": "desc", "per_page": PAGE}


class GitLab:
    """A project, by its path or number."""

    finds_freely: ClassVar = False

    def __init__(self, client: Client, target: Target) -> None:
        self._client = client
        self._name = target.project
        self._project = f"api/v4/projects/{quote(target.project, safe='')}"
        self._stages: tuple[str, ...] | None = None

    @staticmethod
    def headers(target: Target) -> dict[str, str]:
        return {"PRIVATE-TOKEN": target.token}

    async def check(self) -> Checked:
        person = (await self._client.get("api/v4/user")).data
        with in_project(self._name):
            project = (await self._client.get(self._project)).data
        with made_out():
            if project["archived"]:
                raise Refused("tracker_project_closed", "project", project=self._name)
            if project["issues_access_level"] == "disabled":
                raise Refused("tracker_issues_off", "project", project=self._name)
            await self._check_that_the_token_writes()
            warnings = () if _role(project) >= PLANNER else ("tracker_labels_may_drop",)
            return Checked(person["name"], project["name_with_namespace"], warnings)

    async def _check_that_the_token_writes(self) -> None:
        try:
            token = (await self._client.get("api/v4/personal_access_tokens/self")).data
        except Refused as problem:
            if problem.code == "tracker_not_there":  # before GitLab 15.5
                return
            raise
        if "api" not in token["scopes"]:
            raise Refused("tracker_token_short", "token", scope="api")

    async def offered(self) -> Offered:
        with in_project(self._name):
            labels = [label["name"] for label in await self._every("labels")]
        stages = [Named(f"{ON_A_BOARD}{name}", name) for name in await self._lists_of_boards()]
        return Offered(
            labels=tuple(Named(name, name) for name in labels),
            statuses=(Named(OPENED, OPENED), *stages, Named(CLOSED, CLOSED, closed=True)),
        )

    async def find(self, markers: Collection[str]) -> dict[str, Issue]:
        """Among the newest, and those that are not there by searching."""
        if not markers:
            return {}
        found = by_marker(await self._issues(NEWEST), markers)
        for marker in set(markers) - found.keys():
            found |= by_marker(await self._issues({"search": marker, "in": "description", "per_page": PAGE}), {marker})
        return found

    async def read(self, keys: Collection[str]) -> dict[str, Issue]:
        found: dict[str, Issue] = {}
        for batch in in_batches(keys):
            issues = await self._issues([*(("iids[]", key) for key in batch), ("per_page", PAGE)])
            found |= {issue.key: issue for issue in issues}
        return found

    async def create(self, draft: Draft) -> Issue:
        stages = await self._lists_of_boards()
        answer = await self._client.create(f"{self._project}/issues", _written(draft.fields))
        with made_for_sure():
            return _issue(answer.data, stages)

    async def update(self, issue: Issue, fields: Fields) -> Issue:
        stages = await self._lists_of_boards()
        answer = await self._client.change("PUT", f"{self._project}/issues/{issue.key}", _written(fields))
        with made_out():
            return _issue(answer.data, stages)

    async def _issues(self, query: Any) -> list[Issue]:
        """The first page of a list of issues, in whatever state they are."""
        stages = await self._lists_of_boards()
        with in_project(self._name):
            answer = await self._client.get(f"{self._project}/issues?{urlencode(query)}")
        with made_out():
            return [_issue(one, stages) for one in listed(answer.data)]

    async def _every(self, what: str) -> list[Any]:
        found: list[Any] = []
        for page in range(1, MOST_PAGES + 1):
            answer = await self._client.get(f"{self._project}/{what}", {"per_page": PAGE, "page": page})
            found += listed(answer.data)
            if len(answer.data) < PAGE:
                break
        return found

    async def _lists_of_boards(self) -> tuple[str, ...]:
        """The labels that are a list on a board, from the first to the last."""
        if self._stages is None:
            with in_project(self._name):
                boards = (await self._client.get(f"{self._project}/boards", {"per_page": PAGE})).data
            with made_out():
                lists = [one for board in listed(boards) for one in board["lists"] if one.get("label")]
                ordered = sorted(lists, key=lambda one: int(one["position"]))
                self._stages = tuple(dict.fromkeys(one["label"]["name"] for one in ordered))
        return self._stages


def _role(project: dict[str, Any]) -> int:
    granted = project.get("permissions") or {}
    return max((int(one["access_level"]) for one in granted.values() if one), default=0)


def _written(fields: Fields) -> dict[str, object]:
    """Labels are separated by commas, since none holds one."""
    named = {TITLE: "title", BODY: "description"}
    written: dict[str, object] = {named[name]: value for name, value in fields.items() if name in named}
    if isinstance(labels := fields.get(LABELS), tuple):
        written["labels"] = ",".join(labels)
    return written


def _issue(data: dict[str, Any], stages: Iterable[str]) -> Issue:
    body = plain(data["description"])
    labels = tuple(data["labels"])
    return Issue(
        key=str(data["iid"]),
        number=f"#{data['iid']}",
        url=data["web_url"],
        fields={TITLE: data["title"], BODY: body, LABELS: labels},
        status=_status(data, [stage for stage in stages if stage in labels]),
        marker=marker_in(body),
    )


def _status(data: dict[str, Any], stages: list[str]) -> str:
    """An issue that moved to another project is closed here without being done."""
    if data.get("moved_to_id"):
        return MOVED
    if data["state"] == CLOSED:
        return CLOSED
    return f"{ON_A_BOARD}{stages[-1]}" if stages else OPENED
