"""A stand-in for GitLab, after https://docs.gitlab.com/api/issues/ and the pages beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from openlab.trackers import LABELS, Draft, Value
from tests.trackers.standins import TOKEN, Asked, Reply, StandIn, route

PROJECT = "team/open-lab"
REPORTER = 20
LISTING = {"state", "labels", "scope", "search", "in", "iids[]", "order_by", "sort", "per_page", "page"}
WRITING = {"title", "description", "labels", "add_labels", "remove_labels", "confidential", "issue_type", "due_date"}
QUICK_ACTION = re.compile(r"^/(close|label)\b(.*)$", re.MULTILINE)


class GitLab(StandIn):
    """A project with three labels and a board whose one list is “Doing”."""

    kind = "gitlab"
    project = PROJECT
    unknown = "team/nothing"
    closed = "closed"
    too_busy = Reply(429, {"message": {"error": "This endpoint has been requested too many times. Try again later."}})

    def __init__(self) -> None:
        super().__init__()
        self.issues: dict[int, dict[str, Any]] = {}
        self.labels = ["open-lab", "must", "Doing"]
        self.lists = ["Doing"]
        self.role: int | None = 30
        self.scopes = ["api"]
        self.archived = False
        self.issues_access = "enabled"
        self.knows_itself = True
        self.last = 0

    def draft(self, number: int, **fields: Value) -> Draft:
        return super().draft(number, **{LABELS: ("must", "open-lab"), **fields})

    def count(self) -> int:
        return len(self.issues)

    def fill(self, count: int) -> None:
        for _ in range(count):
            self._add({"title": "Another", "description": "openlab-none"})

    def close(self, key: str) -> None:
        self.issues[int(key)]["state"] = "closed"

    def delete(self, key: str) -> None:
        del self.issues[int(key)]

    def copy(self, key: str) -> None:
        self._add({name: self.issues[int(key)][name] for name in ("title", "description")})

    def drop_labels(self) -> None:
        self.role = None

    def forbid(self) -> None:
        self.issues_access = "disabled"

    def refuse(self, asked: Asked) -> Reply | None:
        if asked.headers.get("private-token") != TOKEN:
            return Reply(401, {"message": "401 Unauthorized"})
        if asked.method in ("POST", "PUT"):
            self.expect(asked.headers.get("content-type") == "application/json", "a body is JSON")
        return None

    def nothing_there(self) -> Reply:
        return Reply(404, {"error": "404 Not Found"})

    @route("GET", "/api/v4/user")
    def user(self, asked: Asked) -> Reply:
        return Reply(200, {"id": 7, "username": "ada", "name": "Ada", "state": "active"})

    @route("GET", "/api/v4/personal_access_tokens/self")
    def token(self, asked: Asked) -> Reply:
        """Since GitLab 15.5."""
        if not self.knows_itself:
            return self.nothing_there()
        return Reply(200, {"id": 3, "name": "openlab", "active": True, "scopes": self.scopes})

    @route("GET", "/api/v4/projects/{project}")
    def described(self, asked: Asked, project: str) -> Reply:
        role = {"access_level": self.role, "notification_level": 3} if self.role else None
        described = {
            "id": 1,
            "name_with_namespace": "Team / Open lab",
            "archived": self.archived,
            "issues_access_level": self.issues_access,
            "permissions": {"project_access": role, "group_access": None},
        }
        return self._unless_unknown(project) or Reply(200, described)

    @route("GET", "/api/v4/projects/{project}/labels")
    def all_labels(self, asked: Asked, project: str) -> Reply:
        named = [{"id": number, "name": name} for number, name in enumerate(self.labels)]
        return self._unless_unknown(project) or Reply(200, _page(named, asked))

    @route("GET", "/api/v4/projects/{project}/boards")
    def boards(self, asked: Asked, project: str) -> Reply:
        """Lists come in any order; one that is no label is that of an assignee."""
        numbered = enumerate(self.lists)
        lists: list[Any] = [{"id": at, "label": {"name": name}, "position": at} for at, name in numbered]
        lists.append({"id": 9, "label": None, "assignee": {"id": 7, "username": "ada"}, "position": 9})
        return self._unless_unknown(project) or Reply(200, [{"id": 1, "name": "Board", "lists": lists[::-1]}])

    @route("GET", "/api/v4/projects/{project}/issues")
    def listing(self, asked: Asked, project: str) -> Reply:
        self.expect(asked.query.keys() <= LISTING, f"a list of issues knows no {asked.query.keys() - LISTING}")
        iids = asked.query.get("iids[]")
        found = [one for one in self.issues.values() if not iids or str(one["iid"]) in iids]
        if search := asked.one("search"):
            self.expect(len(search) >= 3, "a search has three characters at least")
            self.expect(asked.one("in") == "description", "the marker stands in the description")
            found = [one for one in found if search in re.findall(r"[\w-]+", one["description"] or "")]
        found.sort(key=lambda one: int(one["iid"]), reverse=asked.one("sort", "desc") == "desc")
        return self._unless_unknown(project) or Reply(200, _page(found, asked))

    @route("POST", "/api/v4/projects/{project}/issues")
    def create(self, asked: Asked, project: str) -> Reply:
        self._check_names(asked.body)
        if refusal := self._unless_unknown(project) or self._unless_closed() or _unless_too_long(asked.body):
            return refusal
        if not asked.body.get("title"):
            return Reply(400, {"error": "title is missing"})
        return Reply(201, self._add(asked.body))

    def _add(self, body: dict[str, str]) -> dict[str, Any]:
        self.last += 1
        issue: dict[str, Any] = {"id": 1000 + self.last, "iid": self.last, "title": body["title"], "description": None}
        issue |= {"labels": [], "state": "opened", "moved_to_id": None, "confidential": False}
        issue["web_url"] = f"{self.url}/{PROJECT}/-/issues/{self.last}"
        self.issues[self.last] = issue
        self._write(issue, body, can_label=self.role is not None)
        return issue

    @route("PUT", "/api/v4/projects/{project}/issues/{iid}")
    def change(self, asked: Asked, project: str, iid: str) -> Reply:
        self._check_names(asked.body)
        self.expect(bool(asked.body), "a change changes something")
        issue = self.issues.get(int(iid))
        if refusal := self._unless_unknown(project) or self._unless_closed() or _unless_too_long(asked.body):
            return refusal
        if issue is None:
            return Reply(404, {"message": "404 Not found"})
        self._write(issue, asked.body, can_label=(self.role or 0) >= REPORTER)
        return Reply(200, issue)

    def _check_names(self, body: Any) -> None:
        self.expect(isinstance(body, dict) and body.keys() <= WRITING, f"an issue is not written with {body}")
        for name in body:
            self.expect(isinstance(body[name], str), f"{name} is a text")

    def _unless_unknown(self, project: str) -> Reply | None:
        return None if project in (PROJECT, "1") else Reply(404, {"message": "404 Project Not Found"})

    def _unless_closed(self) -> Reply | None:
        closed = self.archived or self.issues_access == "disabled"
        return Reply(403, {"message": "403 Forbidden"}) if closed else None

    def _write(self, issue: dict[str, Any], body: dict[str, str], *, can_label: bool) -> None:
        """Quick actions in a description are carried out, and their lines taken away."""
        issue["title"] = body.get("title", issue["title"]).strip()
        actions = QUICK_ACTION.findall(body.get("description", ""))
        if "description" in body:
            issue["description"] = QUICK_ACTION.sub("", body["description"])
        if ("close", "") in actions:
            issue["state"] = "closed"
        if "labels" in body and can_label:
            issue["labels"] = sorted(filter(None, (label.strip() for label in body["labels"].split(","))))
            self.labels = list(dict.fromkeys([*self.labels, *issue["labels"]]))


def _unless_too_long(body: dict[str, str]) -> Reply | None:
    too_long = {"title": ["is too long (maximum is 255 characters)"]}
    return Reply(400, {"message": too_long}) if len(body.get("title", "")) > 255 else None


def _page(found: Iterable[Any], asked: Asked) -> list[Any]:
    size, page = min(int(asked.one("per_page", "20")), 100), int(asked.one("page", "1"))
    return list(found)[(page - 1) * size : page * size]
