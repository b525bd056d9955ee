"""What does not fit into a target is told before, and nothing is ever cut silently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openlab.domain import Refused
from openlab.domain.backlog import Item
from openlab.export import Finding, export, preview
from openlab.export.values import UNITS, cut, measure
from openlab.web.errors import SENTENCES, sentence
from tests.exports import backlogs
from tests.exports.backlogs import ENGLISH, FRENCH, backlog_of, layouts
from tests.exports.readers import read_csv, read_json, read_xlsx, rows_of

TITLE = "Simplifier la saisie des dossiers déjà connus " * 8


def titled(title: str, **values: str) -> Item:
    return replace(backlogs.bare_item("77", title), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "title", "description"),
    [
        ("jira", "Summary", "Description"),
        ("gitlab", "title", "description"),
        ("azure-devops", "Title", "Description"),
        ("redmine", "subject", "description"),
    ],
)
def test_the_end_of_a_long_title_moves_into_the_description_and_is_told(
    target: str, title: str, description: str
) -> None:
    file = export(layouts()[target], backlog_of(titled(TITLE)), FRENCH)
    row = rows_of(read_csv(file.data))[0]
    beginning, end = row[title].removesuffix("…"), row[description].partition("…")[2]
    assert len(row[title]) <= 255
    assert beginning.endswith(("Simplifier", "la", "saisie", "des", "dossiers", "déjà", "connus"))
    assert f"{beginning} {end}".startswith(TITLE.strip())
    assert file.findings == (Finding("moved", len(TITLE.strip()), 255, "77", title),)


def test_the_end_of_a_long_title_is_escaped_where_it_arrives() -> None:
    file = export(layouts()["azure-devops"], backlog_of(titled("mot " * 70 + "<b>&")), FRENCH)
    assert "&lt;b&gt;&amp;</p>" in rows_of(read_csv(file.data))[0]["Description"]


def test_a_title_that_just_fits_stays_whole() -> None:
    file = export(layouts()["redmine"], backlog_of(titled("é" * 255)), FRENCH)
    assert rows_of(read_csv(file.data))[0]["subject"] == "é" * 255
    assert file.findings == ()


def test_a_card_of_a_board_moves_the_end_of_its_title_too() -> None:
    file = export(layouts()["trello"], backlog_of(titled(TITLE)), FRENCH)
    card = read_json(file.data)["cards"][0]
    assert len(card["name"]) <= 255
    assert card["desc"].startswith("…")
    assert [finding.code for finding in file.findings] == ["moved"]


def test_what_one_cell_of_a_workbook_cannot_hold_goes_on_in_another() -> None:
    verbatims = tuple(f"verbatim {i} 🙂" for i in range(2500))
    item = replace(
        backlogs.realistic_item(), evidence=(replace(backlogs.realistic_item().evidence[0], verbatims=verbatims),)
    )
    file = export(layouts()["excel"], backlog_of(item), FRENCH)
    row = rows_of(read_xlsx(file.data))[0]
    assert measure(row["Verbatims"], "utf-16") <= 32_767
    whole = f"{row['Verbatims'].removesuffix('…')} {row['Suite des textes longs'].removeprefix('…')}"
    assert " ".join(whole.split()) == " ".join(f"«\u00a0{verbatim}\u00a0»" for verbatim in verbatims).replace(
        "\u00a0", " "
    )
    assert [(finding.code, finding.column) for finding in file.findings] == [("moved", "Verbatims")]


def test_a_list_that_one_cell_of_a_workbook_cannot_hold_refuses_the_file() -> None:
    item = replace(backlogs.bare_item(), for_whom=tuple(f"profil {i}" for i in range(4000)))
    with pytest.raises(Refused, match="export_too_many_characters"):
        export(layouts()["excel"], backlog_of(item), FRENCH)


def test_a_description_that_is_too_long_refuses_the_file_and_names_the_item() -> None:
    backlog = backlog_of(backlogs.bare_item(), titled("Court", problem="a" * 40_000))
    with pytest.raises(Refused) as refused:
        export(layouts()["jira"], backlog, ENGLISH)
    told = sentence(refused.value, "en")
    assert refused.value.code == "export_too_many_characters"
    assert told.startswith("Jira (CSV) takes 32767 characters at most in “Description”; item 77 has 40009.")


def test_too_many_items_refuse_the_file_and_the_sentence_says_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        export(layouts()["azure-devops"], backlogs.large(1001), ENGLISH)
    assert sentence(refused.value, "en").startswith("Azure DevOps (CSV) takes 1000 items at most, and these are 1001.")


def test_a_target_that_only_advises_gets_its_file_and_the_person_is_told() -> None:
    file = export(layouts()["jira"], backlogs.large(1501), FRENCH)
    assert file.findings == (Finding("many_rows", 1501, 1500),)


def test_a_large_file_is_told() -> None:
    items = [titled("Court", problem="a" * 1_000_000) for _ in range(11)]
    file = export(layouts()["gitlab"], backlog_of(*items), FRENCH)
    assert file.findings == (Finding("large_file", len(file.data), 10_000_000),)


def test_the_preview_tells_what_the_export_would_refuse() -> None:
    backlog = backlog_of(titled(TITLE), titled("Court", problem="a" * 40_000))
    seen = preview(layouts()["jira"], backlog, FRENCH)
    assert [(finding.code, finding.refuses) for finding in seen.findings] == [
        ("moved", False),
        ("too_many_characters", True),
    ]
    assert preview(layouts()["azure-devops"], backlogs.large(1001), FRENCH).findings[0].refuses


@pytest.mark.parametrize("code", ["too_many_rows", "too_many_characters", "too_many_bytes"])
def test_every_refusal_has_its_sentence(code: str) -> None:
    assert Finding(code, 2, 1).refuses
    assert f"export_{code}" in SENTENCES


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("text", ["mot " * 20, "é" * 80, "🙂" * 40, "👩‍👩‍👧 " * 9, "a" * 10 + " " + "b" * 90])
def test_cutting_loses_nothing(unit: str, text: str) -> None:
    for limit in (10, 11, 12, 13, 30, 50):
        beginning, rest = cut(text, limit, unit)
        assert measure(beginning, unit) <= limit
        assert "".join((beginning.removesuffix("…") + rest.removeprefix("…")).split()) == "".join(text.split())


def test_lengths_are_counted_as_the_target_counts_them() -> None:
    assert [measure("é🙂", unit) for unit in ("characters", "bytes", "utf-16")] == [2, 6, 3]
