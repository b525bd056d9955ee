"""Jira Cloud: a project's issues (REST API v3). The marker is also a label, since those are searched exactly."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from typing import Any, ClassVar
from urllib.parse import quote

from openlab.domain import Refused
from openlab.trackers import BODY, LABELS, PRIORITY, TITLE, TYPE, Checked, Draft, Fields, Issue, Named, Offered, Target
from openlab.trackers.answers import MARKER, by_marker, in_batches, in_project, made_for_sure, made_out, marker_in
from openlab.trackers.client import Client
from openlab.trackers.jira_fields import CUSTOM, EXTRA, Metas, priorities_of, required_by, simple, written
from openlab.trackers.jira_text import text_of

PAGE = 100
MOST_PAGES = 100  # a page may have less than was asked for
API = "rest/api/3"
WHAT_IS_READ = ["*navigable"]  # without it, only ids are told
LEFT_OUT_WHERE_UNKNOWN = ("labels", "priority")


class Jira:
    """A project, by its key."""

    finds_freely: ClassVar = False

    def __init__(self, client: Client, target: Target) -> None:
        self._client = client
        self._name = target.project
        self._address = target.address.rstrip("/")
        self._metas: dict[str, Metas] = {}

    @staticmethod
    def headers(target: Target) -> dict[str, str]:
        return {"Authorization": f"Basic {b64encode(f'{target.account}:{target.token}'.encode()).decode()}"}

    async def check(self) -> Checked:
        person = (await self._client.get(f"{API}/myself")).data
        with in_project(self._name):
            project = (await self._client.get(f"{API}/project/{quote(self._name, safe='')}")).data
        asked = {"projectKey": self._name, "permissions": "CREATE_ISSUES,EDIT_ISSUES"}
        with in_project(self._name):
            rights = (await self._client.get(f"{API}/mypermissions", asked)).data
        with made_out():
            if project.get("archived"):
                raise Refused("tracker_project_closed", "project", project=self._name)
            missing = [right["name"] for right in rights["permissions"].values() if not right["havePermission"]]
            if missing:
                raise Refused("tracker_forbidden", words=", ".join(missing))
            return Checked(person["displayName"], project["name"])

    async def offered(self) -> Offered:
        types = [one for one in await self._meta("issuetypes", "issueTypes") if not one["subtask"]]
        metas = {one["id"]: await self._fields_of(one["id"]) for one in types}
        with made_out():
            return Offered(
                types=tuple(Named(one["id"], one["name"]) for one in types),
                priorities=priorities_of(metas.values()),
                statuses=await self._statuses(),
                required=required_by(metas),
            )

    async def find(self, markers: Collection[str]) -> dict[str, Issue]:
        """By their label; those without it, where a project has no labels, by the text of their description."""
        found: dict[str, Issue] = {}
        for batch in in_batches(markers):
            found |= by_marker(await self._search(f"labels in ({', '.join(map(_quoted, batch))})"), batch)
        for marker in sorted(set(markers) - found.keys()):
            phrase = _quoted(_quoted(marker))
            found |= by_marker(await self._search(f"description ~ {phrase}"), {marker})
        return found

    async def read(self, keys: Collection[str]) -> dict[str, Issue]:
        """By their number, which stays when an issue moves to another project."""
        found: dict[str, Issue] = {}
        for batch in in_batches(keys):
            asked = {"issueIdsOrKeys": list(batch), "fields": WHAT_IS_READ}
            answer = await self._client.change("POST", f"{API}/issue/bulkfetch", asked)  # a question, whatever its verb
            with made_out():
                found |= {one["id"]: self._issue(one) for one in answer.data["issues"]}
        return found

    async def create(self, draft: Draft) -> Issue:
        """What the project's form does not hold among labels and priority is left out, as the answer then shows."""
        meta = await self._fields_of(draft.fields.get(TYPE))
        labels = {LABELS: (*_several(draft.fields.get(LABELS)), draft.marker)}
        filled = written({**draft.fields, **labels}, meta)
        unknown = [name for name in LEFT_OUT_WHERE_UNKNOWN if name not in meta] if meta else ()
        kept = {name: value for name, value in filled.items() if name not in unknown}
        answer = await self._client.create(f"{API}/issue", {"fields": {"project": {"key": self._name}, **kept}})
        with made_for_sure():
            key = answer.data["id"]
            return (await self.read([key]))[key]

    async def update(self, issue: Issue, fields: Fields) -> Issue:
        meta = await self._fields_of(fields.get(TYPE) or issue.fields.get(TYPE))
        labels = {LABELS: (*_several(fields[LABELS]), issue.marker)} if LABELS in fields else {}
        filled = written({**fields, **labels}, meta)
        await self._client.change("PUT", f"{API}/issue/{issue.key}", {"fields": filled})
        found = await self.read([issue.key])
        if issue.key not in found:
            raise Refused("tracker_not_there", words="")
        return found[issue.key]

    async def _search(self, condition: str) -> list[Issue]:
        query: dict[str, str | int] = {
            "jql": f"project = {_quoted(self._name)} AND {condition}",
            "fields": ",".join(WHAT_IS_READ),
            "maxResults": PAGE,
        }
        found: list[Issue] = []
        for _ in range(MOST_PAGES):
            data = (await self._client.get(f"{API}/search/jql", query)).data
            with made_out():
                found += map(self._issue, data["issues"])
                if data.get("isLast", True):
                    break
                query["nextPageToken"] = data["nextPageToken"]
        return found

    async def _statuses(self) -> tuple[Named, ...]:
        with in_project(self._name):
            types = (await self._client.get(f"{API}/project/{quote(self._name, safe='')}/statuses")).data
        found = {one["id"]: one for kind in types for one in kind["statuses"]}
        closed = {key for key, one in found.items() if (one.get("statusCategory") or {}).get("key") == "done"}
        return tuple(Named(key, one["name"], closed=key in closed) for key, one in found.items())

    async def _fields_of(self, kind: object) -> Metas:
        """The fields of the form that creates issues of this type, by id; of no type, nothing."""
        if not isinstance(kind, str) or not kind:
            return {}
        if kind not in self._metas:
            found = await self._meta(f"issuetypes/{quote(kind, safe='')}", "fields")
            with made_out():
                self._metas[kind] = {one["fieldId"]: one for one in found}
        return self._metas[kind]

    async def _meta(self, what: str, under: str) -> list[Any]:
        found: list[Any] = []
        for _ in range(MOST_PAGES):
            path = f"{API}/issue/createmeta/{quote(self._name, safe='')}/{what}"
            with in_project(self._name):
                data = (await self._client.get(path, {"startAt": len(found), "maxResults": PAGE})).data
            with made_out():
                found += data[under]
                if not data[under] or len(found) >= data["total"]:
                    break
        return found

    def _issue(self, data: dict[str, Any]) -> Issue:
        fields = data["fields"]
        body = text_of(fields.get("description"))
        labels = fields.get("labels") or ()
        marks = [label for label in labels if MARKER.fullmatch(label)]
        return Issue(
            key=data["id"],
            number=data["key"],
            url=f"{self._address}/browse/{data['key']}",
            fields={
                TITLE: fields["summary"],
                BODY: body,
                LABELS: tuple(label for label in labels if label not in marks),
                PRIORITY: (fields.get("priority") or {}).get("id", ""),
                TYPE: fields["issuetype"]["id"],
                **{f"{EXTRA}{name}": simple(value) for name, value in fields.items() if name.startswith(CUSTOM)},
            },
            status=fields["status"]["id"],
            marker=marks[0] if marks else marker_in(body),
        )


def _quoted(text: str) -> str:
    """A text of JQL."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _several(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
