"""Adding a target is writing one file; a file with a mistake says where and which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from openlab.export import LayoutError, export, load_layouts
from openlab.export.fields import EVERYWHERE, EVIDENCE, ITEM, SOURCE
from openlab.export.layouts import LANGUAGES, SETTINGS
from openlab.export.reading import OF_A_CELL, OF_PARTS
from openlab.settings import folder
from tests.exports import backlogs
from tests.exports.backlogs import ENGLISH, FRENCH, layouts
from tests.exports.readers import read_csv, read_json

ROADMAP = """
kind = "csv"
title = { fr = "Feuille de route maison", en = "Home-made roadmap" }
notes = { fr = "Importer depuis le menu.", en = "Import from the menu." }
separator = "|"
decimal = ","
line_end = "\\n"
rows = 20

[words.urgency]
must = { fr = "tout de suite", en = "now" }
otherwise = { fr = "plus tard", en = "later" }

[escapes.pipes]
"|" = "/"

[columns]
Id = "{reference}"
What = { value = "{title}", limit = 20, rest = true }
When = "{moscow:urgency}"
Score = { header = { fr = "Note", en = "Score" }, value = "{priority}" }

[columns.Why]
escape = "pipes"
value = { between = " / ", parts = [
  "{rest}",
  "{problem}",
  { each = "evidence", parts = ["{lab}: {lab_votes}"], between = ", " },
] }
"""


def load(directory: Path, text: str, name: str = "mine.toml", shared: str = "") -> None:
    (directory / name).write_text(text, "utf-8")
    if shared:
        (directory / "_shared.toml").write_text(shared, "utf-8")
    load_layouts(directory)


def test_a_new_target_is_one_new_file(tmp_path: Path) -> None:
    (tmp_path / "maison.toml").write_text(ROADMAP, "utf-8")
    layout = load_layouts(tmp_path)["maison"]
    file = export(layout, backlogs.realistic(), FRENCH)
    assert layout.forms["en"].title == "Home-made roadmap"
    assert file.name == "Enfants du spectacle 2026-11-21 maison.csv"
    header, first, second, *_ = read_csv(file.data, "|")
    assert header == ["Id", "What", "When", "Note", "Why"]
    assert first == [
        "12",
        "Réduire le temps de…",
        "tout de suite",
        "17,5",
        "…saisie / Chaque dossier est ressaisi trois fois / Open lab n° 1: 12, Open lab n° 2: 3",
    ]
    assert second == ["13", "Rien d’autre qu’un…", "plus tard", "", "…titre"]
    english = export(layout, backlogs.realistic(), ENGLISH)
    assert read_csv(english.data, "|")[1][2:4] == ["now", "17,5"]


def test_a_new_target_can_be_any_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text(
        """
        kind = "json"
        title = "Board"
        notes = "None."
        [document]
        made = "{date}"
        [[document.stories]]
        each = "items"
        name = "{title}"
        tags = ["openlab", "{moscow}"]
        done = false
        """,
        "utf-8",
    )
    (tmp_path / "list.toml").write_text(
        """
        kind = "markdown"
        title = "List"
        notes = "None."
        document = { each = "items", parts = ["- {title}"], between = "\\n" }
        """,
        "utf-8",
    )
    loaded = load_layouts(tmp_path)
    board = read_json(export(loaded["board"], backlogs.realistic(), FRENCH).data)
    assert board["made"] == "2026-11-21"
    assert board["stories"][0] == {"name": "Réduire le temps de saisie", "tags": ["openlab", "must"], "done": False}
    text = export(loaded["list"], backlogs.realistic(), FRENCH).data.decode()
    assert text.split("\n")[:2] == ["- Réduire le temps de saisie", "- Rien d’autre qu’un titre"]


def test_a_limit_may_count_bytes(tmp_path: Path) -> None:
    load(tmp_path, ROADMAP.replace("limit = 20", 'limit = 20, unit = "bytes"'))
    file = export(load_layouts(tmp_path)["mine"], backlogs.backlog_of(backlogs.bare_item(title="é" * 30)), FRENCH)
    row = read_csv(file.data, "|")[1]
    assert row[1] == "é" * 8 + "…"
    assert row[4] == "…" + "é" * 22


def test_a_folder_without_layouts_has_no_target(tmp_path: Path) -> None:
    assert load_layouts(tmp_path) == {}


def test_every_layout_speaks_both_languages_and_tells_how_to_import_it() -> None:
    for layout in layouts().values():
        assert set(layout.forms) == set(LANGUAGES)
        for form in layout.forms.values():
            assert form.title
            assert form.notes.endswith(".")
        assert layout.forms["fr"].notes != layout.forms["en"].notes


TOP = 'kind = "csv"\ntitle = "T"\nnotes = "N"\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (TOP + "separator = ;\n", 4, "Invalid value"),
        (TOP + "[columns]\nA = '{titel}'\n", 5, "there is no field “titel”; did you mean “title”?"),
        (TOP + "[columns]\nB = '{title}'\n\n[columns.A]\nvalue = '{lab}'\n", 8, "there is no field “lab”"),
        (TOP + "[columns]\nA = '{title'\n", 5, "“{title”: expected '}' before end of string"),
        (TOP + "# separator\nseperator = ';'\n[columns]\nA = '{title}'\n", 5, "did you mean “separator”?"),
        (TOP + "separator = '::'\n[columns]\nA = '{title}'\n", 4, "separator is one character"),
        (TOP + "separator = 5\n[columns]\nA = '{title}'\n", 4, "separator must be a text"),
        (TOP + "rows = true\n[columns]\nA = '{title}'\n", 4, "rows must be a whole number"),
        (TOP + "encoding = 'cp1252'\n[columns]\nA = '{title}'\n", 4, "encoding must hold every script"),
        (TOP + "encoding = 'utf-9'\n[columns]\nA = '{title}'\n", 4, "encoding must hold every script"),
        (TOP + "header_bytes = 256\n[columns]\n'Prénom' = '{title}'\n", 4, "plain letters only"),
        ('title = "T"\nnotes = "N"\n\nkind = "ods"\n', 4, "there is no kind of file “ods”"),
        ('kind = "csv"\ntitle = { fr = "Titre" }\nnotes = "N"\n', 2, "say it in every language: en, fr"),
        ('kind = "csv"\nnotes = "N"\n', 1, "there is no title"),
        (TOP, 1, "a table needs at least one column"),
        (TOP + "columns = 'title'\n", 4, "columns must be a table"),
        (TOP + "[columns]\nA = [1]\n", 5, "a column holds one value"),
        (TOP + "[columns]\nA = 2026-01-01\n", 5, "a date cannot be used here"),
        (TOP + "[columns]\nA = { value = '{title}', wdith = 3 }\n", 5, "did you mean “width”?"),
        (TOP + "[columns]\nA = { value = '{title}', width = 'x' }\n", 5, "width must be a whole number"),
        (TOP + "[columns]\nA = { value = '{title}', limit = 9, unit = 'octets' }\n", 5, "there is no unit “octets”"),
        (TOP + "[columns]\nA = '{title}'\nB = { value = '{title}', limit = 99, rest = true }\n", 6, "would be lost"),
        (TOP + "[columns]\nA = '{sprint} {rest}'\nB = { value = '{title}', limit = 99, rest = true }\n", 6, "be lost"),
        (TOP + "[columns]\nA = '{rest}'\nB = { value = '{title}', rest = true }\n", 6, "rest needs a limit of 10"),
        (TOP + "[columns]\nA = '{moscow:urgency}'\n", 5, "there is no list of words “urgency”"),
        (TOP + "[words.urgency]\nmust = 1\n[columns]\nA = '{moscow:urgency}'\n", 7, "nothing of could, should, wont"),
        (TOP + "[words.names]\nx = 1\n[columns]\nA = '{title:names}'\n", 7, "say nothing of otherwise"),
        (TOP + "[words.urgency]\nmust = []\n[columns]\nA = '{title}'\n", 5, "expected a text or a number"),
        (TOP + "[escapes.mine]\nab = 'c'\n[columns]\nA = '{title}'\n", 5, "expected one character and its replacement"),
        (TOP + "[columns]\nA = { value = '{title}', escape = 'html' }\n", 5, "there is no escape “html”"),
        (TOP + "[columns]\nA = { shared = 'description' }\n", 5, "there is no shared text “description”"),
        (TOP + "[columns]\nA = { shared = ['description'] }\n", 5, "shared must be a text"),
        (TOP + "[columns]\nA = { value = '{title}', escape = 3 }\n", 5, "escape must be a text"),
        (TOP + "[texts]\na = { shared = 'a' }\n[columns]\nA = '{title}'\n", 5, "there is no shared text “a”"),
        (TOP + "[escapes.mine]\na = 1\n[columns]\nA = '{title}'\n", 5, "expected one character and its replacement"),
        (TOP + "[columns]\nA = { parts = '{title}' }\n", 5, "parts must be a list"),
        (TOP + "[columns]\nA = { parts = ['{title}'], betwen = ' ' }\n", 5, "did you mean “between”?"),
        (TOP + "[columns]\nA = { parts = ['{each}'], each = 'verbatim' }\n", 5, "did you mean “verbatims”?"),
        (TOP + "[columns]\nA = { parts = ['{each}'] }\n", 5, "there is no field “each”"),
        ('kind = "json"\ntitle = "T"\nnotes = "N"\n', 1, "there is no document"),
        ('kind = "json"\ntitle = "T"\nnotes = "N"\n[document]\nparts = ["a"]\n', 4, "that of a Markdown file"),
        ('kind = "markdown"\ntitle = "T"\nnotes = "N"\n[document]\na = "b"\n', 4, "that of a Markdown file"),
        ('kind = "json"\ntitle = "T"\nnotes = "N"\n[document]\na = "{title}"\n', 5, "there is no field “title”"),
        ('kind = "xlsx"\ntitle = "T"\nnotes = "N"\nsheet = "a/b"\n[columns]\nA = "{title}"\n', 4, "31 characters"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_file_and_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(LayoutError) as told:
        load(tmp_path, text)
    message = str(told.value)
    assert message.startswith("mine.toml")
    assert f"line {line}" in message
    assert said in message


def test_a_mistake_in_what_layouts_share_is_told_where_it_is(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"^_shared\.toml, line 3: there is no field “sprnit”"):
        load(tmp_path, TOP, shared='[texts.short]\nparts = [\n  "{sprnit}",\n]\n')
    with pytest.raises(LayoutError, match=r"^_shared\.toml, line 1: there is no setting “columns”"):
        load(tmp_path, TOP, shared='[columns]\nA = "{title}"\n')


def test_a_shared_text_is_about_an_item(tmp_path: Path) -> None:
    text = 'kind = "markdown"\ntitle = "T"\nnotes = "N"\n[document]\nparts = [{ shared = "short" }]\n'
    with pytest.raises(LayoutError, match=r"^mine\.toml, line 5: a shared text stands alone"):
        load(tmp_path, text, shared='[texts]\nshort = "{sprint}"\n')


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b'title = "\xe9"\n')
    with pytest.raises(LayoutError, match=r"^mine\.toml: .*utf-8"):
        load_layouts(tmp_path)


@pytest.mark.parametrize("name", ["Mine.toml", "my target.toml", "é.toml", "a--b.toml"])
def test_a_target_has_a_name_that_fits_into_an_address(name: str, tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="small letters, digits and hyphens"):
        load(tmp_path, TOP + "[columns]\nA = '{title}'\n", name)


def test_the_documentation_names_every_field_and_setting() -> None:
    text = (folder("exports").parent / "docs" / "exports.md").read_text("utf-8")
    said = set(re.findall(r"\w+", " ".join(re.findall("`([^`\n]+)`", text))))
    assert {*SETTINGS, *OF_A_CELL, *OF_PARTS, *ITEM, *EVIDENCE, *SOURCE, *EVERYWHERE, "rank", "rest", "each"} <= said
