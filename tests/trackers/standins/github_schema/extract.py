"""Takes the schemas of the requests that we send out of GitHub's own description of its API.

    npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
    python extract.py package/generated/api.github.com.deref.json

That description is MIT licensed (© GitHub; packaged by Octokit), and has 13 MB: schemas.json holds what we use.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

USED = (
    ("get", "/user"),
    ("get", "/repos/{owner}/{repo}"),
    ("get", "/repos/{owner}/{repo}/labels"),
    ("get", "/repos/{owner}/{repo}/issues"),
    ("post", "/repos/{owner}/{repo}/issues"),
    ("get", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("patch", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("get", "/search/issues"),
)
NOT_NEEDED = ("description", "example", "examples")
READ = {
    *("login", "full_name", "archived", "has_issues", "permissions", "name", "items", "number", "title", "body"),
    *("state", "state_reason", "labels", "html_url", "pull_request"),
}


def main(file: str) -> None:
    described = json.loads(Path(file).read_text("utf-8"))
    version = described["info"]["version"]
    operations = {f"{verb} {path}": _operation(described["paths"][path][verb]) for verb, path in USED}
    source = f"@octokit/openapi {version}, MIT, https://github.com/octokit/openapi"
    text = json.dumps({"source": source, "operations": operations}, indent=1, sort_keys=True)
    Path(__file__).with_name("schemas.json").write_text(text + "\n", "utf-8")


def _operation(described: dict[str, Any]) -> dict[str, Any]:
    body = described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    asked = {one["name"]: _plain(one["schema"]) for one in described["parameters"] if one["in"] == "query"}
    answered = {
        status: _read(_plain(answer.get("content", {}).get("application/json", {}).get("schema", {})))
        for status, answer in described["responses"].items()
    }
    answers = {status: answered[status] for status in answered if status in ("200", "201")}
    return {"query": asked, "body": _plain(body), "answers": answers, "statuses": sorted(answered)}


def _plain(schema: Any) -> Any:
    """Without words, and with `nullable` said as JSON Schema says it."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(one) for key, one in schema.items() if key not in NOT_NEEDED or isinstance(one, dict)}
    if kept.pop("nullable", False) is True:
        return {"anyOf": [kept, {"type": "null"}]}
    return kept


def _read(schema: Any) -> Any:
    """Of an answer, what we read."""
    if schema.get("type") == "array":
        return {**schema, "items": _read(schema["items"])}
    for choice in {"oneOf", "anyOf"} & schema.keys():
        return {"anyOf": [_read(one) for one in schema[choice]]}
    properties = {name: one for name, one in schema.get("properties", {}).items() if name in READ}
    if "items" in properties:
        properties["items"] = _read(properties["items"])
    for name in {"pull_request", "permissions"} & properties.keys():
        properties[name] = {}
    required = [name for name in schema.get("required", ()) if name in properties]
    return {"type": "object", "properties": properties, "required": required}


if __name__ == "__main__":
    main(sys.argv[1])
