"""The house stands as it is drawn: imports go down, modules stay small, the code is clean."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def modules() -> Iterator[Path]:
    yield from (path for path in (ROOT / "openlab").rglob("*.py") if "versions" not in path.parts)


@pytest.mark.parametrize(
    "command",
    [["lint-imports", "--no-cache"], ["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=" ".join,
)
def test_the_code_is_clean(command: list[str]) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_says_what_it_holds_and_stays_small() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), path
        assert len(text.splitlines()) <= 300, path


def test_functions_can_be_read_at_once() -> None:
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert max(lengths) <= 60
    assert sorted(lengths)[len(lengths) // 2] <= 10


def test_no_page_is_made_outside_web() -> None:
    for path in modules():
        if "web" not in path.parts and path.name != "app.py":
            assert "jinja2" not in path.read_text(encoding="utf-8"), path


def test_nothing_names_a_registry_or_uses_htmx_or_flask() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in {".py", ".html", ".js", ".toml", ".lock"} and path != Path(__file__):
            text = path.read_text(encoding="utf-8")
            assert "index-url" not in text, name
            assert path.suffix != ".lock" or not re.search("https?://|file:", text), name
            assert "import flask" not in text.lower(), name
            assert "hx-get" not in text, name
