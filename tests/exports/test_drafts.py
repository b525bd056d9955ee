"""Drafts of issues: what exports/trackers/ makes of an item, and what is told of a file that is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from openlab.domain.backlog import Backlog, Evidence, Item, Moscow
from openlab.export import LayoutError
from openlab.export.drafts import Drafted, draft_of, load_drafts
from openlab.settings import folder
from openlab.trackers.answers import marker_in

MARKER = "openlab-abcdefghijklmnopqrst"
SHARED = (folder("exports") / "_shared.toml").read_text(encoding="utf-8")


def an_item(**values: object) -> Item:
    given = {"reference": "3", "title": "Préremplir", "created_at": datetime.now(UTC), "problem": "Trop long"}
    return Item(**{**given, "address": "https://lab.example.org/products/x/backlog/3", **values})  # type: ignore[arg-type]


def drafted(kind: str, item: Item, language: str = "fr") -> Drafted:
    backlog = Backlog("Démarches", language, date(2026, 11, 22), (item,))
    return draft_of(load_drafts(folder("exports"))[kind][language], backlog, 1, item, MARKER)


def own(place: Path, text: str) -> Path:
    (place / "trackers").mkdir()
    (place / "_shared.toml").write_text(SHARED, encoding="utf-8")
    (place / "trackers" / "redmine.toml").write_text(text, encoding="utf-8")
    return place


def test_a_draft_says_what_the_item_is_links_back_and_ends_with_its_marker() -> None:
    fields = drafted("redmine", an_item(evidence=(Evidence("Lab 1", "ABC", votes=5),))).fields
    body = str(fields["body"])
    assert fields["title"] == "Préremplir"
    assert "Problème :\nTrop long" in body.replace("\N{NO-BREAK SPACE}", " ")
    assert "https://lab.example.org/products/x/backlog/3" in body
    assert body.splitlines()[-1] == MARKER
    assert "Problem:\nTrop long" in str(drafted("redmine", an_item(), "en").fields["body"])


def test_a_title_that_is_too_long_goes_on_in_the_body() -> None:
    title = "Un titre très long " * 20
    found = drafted("redmine", an_item(title=title))
    kept, body = str(found.fields["title"]), str(found.fields["body"])
    assert len(kept) <= 255
    assert kept.rstrip("…") + body.split("\n\n", maxsplit=1)[0].lstrip("…") == title.strip() or kept.endswith("…")
    assert [finding.code for finding in found.findings] == ["moved"]


def test_a_marker_that_somebody_typed_does_not_hide_ours() -> None:
    body = str(drafted("redmine", an_item(problem="openlab-zzzzzzzzzzzzzzzzzzzz")).fields["body"])
    assert marker_in(body) == MARKER


def test_lists_become_labels_without_the_empty_ones(tmp_path: Path) -> None:
    text = '[fields]\ntitle = "{title}"\nlabels = ["open-lab", "{moscow}", "{lab_codes}"]\nscore = "{votes}"'
    drafts = load_drafts(folder("exports"), own(tmp_path, text))
    item = an_item(moscow=None, evidence=(Evidence("Lab 1", "ABC", votes=5), Evidence("Lab 2", "DEF")))
    fields = draft_of(drafts["redmine"]["en"], Backlog("X", "en", date(2026, 11, 22), (item,)), 1, item, MARKER).fields
    assert fields["labels"] == ("open-lab", "ABC", "DEF")
    assert fields["score"] == 5
    must = an_item(moscow=Moscow.MUST)
    fields = draft_of(drafts["redmine"]["en"], Backlog("X", "en", date(2026, 11, 22), (must,)), 1, must, MARKER).fields
    assert fields["labels"] == ("open-lab", "must")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[fields]\ntitle = "{titel}"', "line 2: there is no field “titel”; did you mean “title”"),
        ("[fields]", "an issue needs at least one field"),
        ('[fields]\ntitle = "{title}"\n[priorities]\nmost = ["x"]', "there is no code “most”; did you mean “must”"),
        ('[fields]\ntitle = "{title}"\n[statuses]\nkept = "x"', "kept must be a list"),
        ('[fields]\ntitle = "{title}"\n[statuses]\nkept = [1]', "kept must be a list of names"),
        ('[fields]\ntitle = { value = "{title}", limit = 255, rest = true }', "would be lost"),
        ('colour = "x"', "there is no setting “colour”"),
    ],
)
def test_a_file_that_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(LayoutError, match=told):
        load_drafts(folder("exports"), own(tmp_path, text))
