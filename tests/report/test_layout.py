"""The layout of the report: which sections, in which order, and a clear word about every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from openlab.db.queries.reported import Report
from openlab.export import LayoutError, load_layouts
from openlab.report import SECTIONS, load_layout
from openlab.report.blocks import Text
from openlab.settings import folder
from tests.report.reading import document_of

GOOD = """title = "Compte rendu"
organisation = "Ministère des essais"

[[sections]]
show = "method"
title = "D’abord la méthode"

[[sections]]
title = { fr = "Un mot de la direction", en = "A word" }
text = "Merci à toutes et à tous.\\n\\nÀ bientôt."

[[sections]]
show = "context"
title = "Le contexte"
text = "Avant le reste."
"""


def write(at: Path, text: str) -> Path:
    (at / "report.toml").write_text(text, encoding="utf-8")
    return at


def test_the_layout_that_comes_along_shows_everything_in_both_languages() -> None:
    layout = load_layout(SECTIONS, folder("exports"))
    assert set(layout) == {"en", "fr"}
    for one in layout.values():
        assert sorted(chapter.show for chapter in one.chapters) == sorted(SECTIONS)


def test_it_is_no_target_of_the_exports() -> None:
    assert "report" not in load_layouts(folder("exports"))


def test_sections_are_reordered_left_out_retitled_and_added_without_touching_python(
    tmp_path: Path, found: Report
) -> None:
    layout = load_layout(SECTIONS, folder("exports"), write(tmp_path, GOOD))["fr"]
    document = document_of(found, layout=layout)
    assert [section.title for section in document.sections] == [
        "D’abord la méthode",
        "Un mot de la direction",
        "Le contexte",
    ]
    assert [section.key for section in document.sections] == ["method", "un-mot-de-la-direction", "context"]
    own, context = document.sections[1:]
    assert own.blocks == (Text("Merci à toutes et à tous."), Text("À bientôt."))
    assert context.blocks[0] == Text("Avant le reste.")
    assert (document.kind, document.organisation) == ("Compte rendu", "Ministère des essais")


def test_a_folder_without_a_report_keeps_the_layout_of_the_one_before(tmp_path: Path) -> None:
    assert load_layout(SECTIONS, folder("exports"), tmp_path) == load_layout(SECTIONS, folder("exports"))
    with pytest.raises(LayoutError, match=r"no report\.toml"):
        load_layout(SECTIONS, tmp_path)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (GOOD.replace('"method"', '"methods"'), r"report\.toml, line 5: .*“methods”; did you mean “method”"),
        (GOOD.replace('show = "context"', 'show = "method"'), "line 5: “method” is there twice"),
        (GOOD.replace('title = "Le contexte"', 'titel = "Le contexte"'), "line 14: .*“titel”; did you mean “title”"),
        (GOOD.replace('title = "Le contexte"\n', ""), "line 13: there is no title"),
        (GOOD.replace('title = "Compte rendu"\n', ""), "line 1: there is no title"),
        (GOOD.replace(', en = "A word"', ""), "line 9: say it in every language"),
        (GOOD.replace('text = "Merci à toutes et à tous.\\n\\nÀ bientôt."\n', ""), "line 9: .*needs something to show"),
        (GOOD.replace('organisation = "Ministère des essais"', "organisation = 3"), "line 2: .*must be a text"),
        (GOOD.replace("organisation", "organization"), "line 2: .*“organization”; did you mean “organisation”"),
        ('title = "x"\nsections = [3]', "line 2: each section begins with"),
        ('title = "x"\nsections = []', "line 2: .*at least one section"),
        ('title = "x', r"report\.toml: Unterminated string"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(LayoutError, match=told):
        load_layout(SECTIONS, write(tmp_path, wrong))
