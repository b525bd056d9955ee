"""Fields of Jira Cloud: what its forms demand, and values as each kind of field wants them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

from openlab.trackers import BODY, LABELS, PRIORITY, TITLE, TYPE, Fields, Named, Value
from openlab.trackers.jira_text import document_of, text_of

EXTRA, CUSTOM = "extra:", "customfield_"
OURS = ("project", "issuetype", "summary", "description", "labels", "priority")
NAMES = {TITLE: "summary", BODY: "description", LABELS: "labels", PRIORITY: "priority", TYPE: "issuetype"}
SHAPES = {"option": "value", "component": "name", "version": "name", "user": "accountId"}
Metas = dict[str, dict[str, Any]]


def priorities_of(metas: Collection[Metas]) -> tuple[Named, ...]:
    """The priorities that some form offers."""
    allowed = [one for meta in metas for one in meta.get("priority", {}).get("allowedValues", ())]
    return tuple({one["id"]: Named(one["id"], one["name"]) for one in allowed}.values())


def required_by(metas: Mapping[str, Metas]) -> tuple[Named, ...]:
    """What forms demand beyond the fields that we send; `metas` are those of each type."""
    found: dict[str, Named] = {}
    for kind, meta in metas.items():
        for name, one in meta.items():
            if one["required"] and not one.get("hasDefaultValue") and name not in OURS:
                types = (*found[name].types, kind) if name in found else (kind,)
                found[name] = Named(name, one["name"], types=types)
    return tuple(found.values())


def written(fields: Fields, metas: Metas) -> dict[str, object]:
    """What is sent for these fields; `metas` describes those of the team's own."""
    found: dict[str, object] = {}
    for name, value in fields.items():
        if name in NAMES and value is not None and value != "":  # else it is left to Jira
            found[NAMES[name]] = _ours(name, value)
        elif name.startswith(EXTRA):
            extra = name.removeprefix(EXTRA)
            found[extra] = _shaped(value, metas.get(extra, {}).get("schema", {}))
    return found


def _ours(name: str, value: Value) -> object:
    if name == BODY:
        return document_of(str(value))
    return {"id": value} if name in (PRIORITY, TYPE) else list(value) if isinstance(value, tuple) else value


def _shaped(value: object, schema: Mapping[str, str]) -> object:
    """A value of a field of the team's own, as its kind wants it."""
    if schema.get("type") == "array":
        return [_one(one, schema.get("items", "")) for one in (value if isinstance(value, tuple) else (value,))]
    if schema.get("custom", "").endswith(":textarea"):
        return document_of(str(value))
    return _one(value, schema.get("type", ""))


def _one(value: object, kind: str) -> object:
    with suppress(ValueError):  # Jira then says itself what is wrong with it
        return {SHAPES[kind]: value} if kind in SHAPES else float(str(value)) if kind == "number" else value
    return value


def simple(value: object) -> Value:
    """A value as Jira tells it, in our terms."""
    if isinstance(value, list):
        return tuple(str(simple(one)) for one in value)
    if isinstance(value, dict):
        return text_of(value) if value.get("type") == "doc" else str(value.get("value") or value.get("name") or "")
    return value if value is None or isinstance(value, str | float | int) else str(value)
