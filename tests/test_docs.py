"""The README is true: every setting, every command, every address it names."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from openlab.__main__ import main
from openlab.settings import Settings, SettingsError, from_environment, variable
from openlab.web.addresses import ADDRESSES
from openlab.web.errors import SENTENCES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda f: str(f.name))
def test_each_setting_is_in_the_readme_with_its_default_and_its_explanation(setting: object) -> None:
    name, default = setting.name, setting.default  # type: ignore[attr-defined]
    row = next((line for line in README.splitlines() if line.startswith(f"| `{variable(name)}`")), "")
    assert setting.metadata["explanation"] in row  # type: ignore[attr-defined]
    assert (f"`{default}`" if default else "empty") in row


def test_the_readme_names_no_setting_that_does_not_exist() -> None:
    known = {variable(setting.name) for setting in fields(Settings)} | {"OPENLAB_TEST_POSTGRES"}
    assert set(re.findall(r"OPENLAB_[A-Z_]+", README)) <= known


@pytest.mark.parametrize("command", sorted(main.commands))
def test_each_command_is_in_the_readme_and_explains_itself(command: str) -> None:
    assert f"openlab {command}" in README
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert len(shown.output.split("Options:")[0].strip().splitlines()) >= 3


def test_each_file_the_readme_points_to_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_the_fixed_addresses_are_served() -> None:
    served = {(str(method), path) for handler in ADDRESSES for path in handler.paths for method in handler.http_methods}
    for method, path in [
        ("GET", "/"),
        ("GET", "/l/{code:str}"),
        ("POST", "/l/{code:str}/join"),
        ("POST", "/l/{code:str}/pain-points"),
        ("POST", "/l/{code:str}/ballot"),
        ("GET", "/l/{code:str}/events"),
        ("GET", "/l/{code:str}/screen"),
        ("GET", "/r/{return_code:str}"),
        ("GET", "/sign-in"),
        ("GET", "/labs"),
        ("GET", "/labs/{lab:int}"),
        ("GET", "/products/{slug:str}"),
        ("GET", "/health"),
    ]:
        assert (method, path) in served


def test_the_operators_page_names_only_what_is_there() -> None:
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert set(re.findall(r"OPENLAB_[A-Z_]+", page)) <= {variable(setting.name) for setting in fields(Settings)}
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", page, re.DOTALL))
    assert set(re.findall(r"(?:bin/|^|`)openlab ([a-z-]+)", code, re.MULTILINE)) <= set(main.commands)
    for command in ("serve", "check", "backup", "restore", "migrate", "purge", "export-lab", "import-lab"):
        assert f"openlab {command}" in page
    for topic in ("systemd", "container", "Reverse proxy and TLS", "Backup", "Upgrade", "Retention", "/health"):
        assert topic in page


def test_the_operators_page_says_what_the_room_reads() -> None:
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    said = " ".join(text for _, text in SENTENCES.values()).casefold()
    read = re.findall(r"^\| ([a-z][^|]+) \| the [^|]+ \|", page, re.MULTILINE)
    assert len([line for line in read if line != "the room reads"]) == 4
    assert [line for line in read if line not in said and line != "the room reads"] == []


def test_settings_come_from_the_environment_and_the_command_line_goes_first() -> None:
    settings = from_environment({"OPENLAB_PORT": "9000", "OPENLAB_HOST": "0.0.0.0", "PATH": "x"}, port="9001")
    assert (settings.port, settings.host) == ("9001", "0.0.0.0")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"OPENLAB_PORT": "many"}, "OPENLAB_PORT must be a number"),
        ({"OPENLAB_BASE_URL": "lab.example.org"}, "OPENLAB_BASE_URL must begin with http"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        from_environment(given)


@pytest.mark.parametrize(
    ("settings", "url", "secure"),
    [
        (Settings(), "http://127.0.0.1:8000", False),
        (Settings(base_url="https://lab.example.org/"), "https://lab.example.org", True),
        (Settings(host="::1"), "http://[::1]:8000", False),
        (Settings(host="lab.local", port="80"), "http://lab.local:80", False),
    ],
)
def test_people_are_shown_an_address_that_they_can_reach(settings: Settings, url: str, secure: bool) -> None:
    assert settings.public_url == url
    assert settings.secure is secure


def test_listening_everywhere_shows_an_address_of_this_machine() -> None:
    assert not Settings(host="0.0.0.0").public_url.startswith("http://0.0.0.0")
