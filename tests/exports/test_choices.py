"""Which items, in which language, under which name; and what is seen of a file before it is downloaded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openlab.domain.backlog import Evidence, Status
from openlab.export import Choice, ExportedFile, export, preview
from openlab.export.files import WRITERS
from openlab.export.layouts import KINDS
from tests.exports import backlogs
from tests.exports.backlogs import ENGLISH, EVERYTHING, FRENCH, backlog_of, layouts
from tests.exports.readers import read_json


def exported(choice: Choice, product: str = "Enfants du spectacle", target: str = "json") -> ExportedFile:
    items = [
        replace(backlogs.bare_item(f"i{i}", f"Item {i}"), status=status, evidence=(Evidence("Lab", lab),))
        for i, (status, lab) in enumerate(
            [
                (Status.PLANNED, "MAY"),
                (Status.PROPOSED, "MAY"),
                (Status.KEPT, "JUNE"),
                (Status.IN_PROGRESS, "MAY"),
                (Status.DELIVERED, "JUNE"),
                (Status.DECLINED, "MAY"),
            ]
        )
    ]
    return export(layouts()[target], backlog_of(*items, product=product), choice)


def references(choice: Choice) -> list[str]:
    return [item["reference"] for item in read_json(exported(choice).data)["items"]]


def test_by_default_what_is_to_be_done_is_exported() -> None:
    assert references(Choice()) == ["i0", "i2", "i3"]


def test_statuses_lab_and_top_are_chosen() -> None:
    assert references(EVERYTHING) == ["i0", "i1", "i2", "i3", "i4", "i5"]
    assert references(Choice(statuses=(Status.DECLINED, Status.PROPOSED))) == ["i1", "i5"]
    assert references(Choice(lab="MAY")) == ["i0", "i3"]
    assert references(Choice(lab="JULY")) == []
    assert references(Choice(top=2)) == ["i0", "i2"]


def test_an_item_keeps_its_place_in_the_whole_backlog() -> None:
    items = read_json(exported(Choice(lab="JUNE", statuses=tuple(Status))).data)["items"]
    assert [item["rank"] for item in items] == [3, 5]


def test_an_item_of_two_labs_is_in_both() -> None:
    backlog = backlog_of(backlogs.realistic_item())
    for lab in ("ABCDEF", "GHJKMN"):
        assert read_json(export(layouts()["json"], backlog, Choice(lab=lab)).data)["count"] == 1


def test_without_a_choice_the_language_is_that_of_the_backlog() -> None:
    assert read_json(exported(Choice()).data)["language"] == "fr"
    assert read_json(exported(Choice(language="en")).data)["language"] == "en"


@pytest.mark.parametrize(
    ("product", "name", "ascii_name"),
    [
        (
            "Enfants du spectacle",
            "Enfants du spectacle 2026-11-21 json.json",
            "Enfants-du-spectacle-2026-11-21-json.json",
        ),
        ("Démarche / n° 1", "Démarche n° 1 2026-11-21 json.json", "Demarche-n-1-2026-11-21-json.json"),
        ("../../etc/passwd", "etc passwd 2026-11-21 json.json", "etc-passwd-2026-11-21-json.json"),
        ('a"b\r\nX: y\x00', "a b X y� 2026-11-21 json.json", "a-b-X-y-2026-11-21-json.json"),
        ("عربي", "عربي 2026-11-21 json.json", "backlog-2026-11-21-json.json"),
        ("\u202e\ud800 ?", "� 2026-11-21 json.json", "backlog-2026-11-21-json.json"),
        ("???", "backlog 2026-11-21 json.json", "backlog-2026-11-21-json.json"),
    ],
)
def test_the_name_says_product_date_and_target_and_is_safe_everywhere(product: str, name: str, ascii_name: str) -> None:
    file = exported(Choice(), product)
    assert (file.name, file.ascii_name) == (name, ascii_name)


def test_a_very_long_product_name_still_makes_a_file_name() -> None:
    file = exported(Choice(), "é" * 300)
    assert len(file.name.encode()) < 255


@pytest.mark.parametrize(
    ("target", "extension", "media_type"),
    [
        ("csv", "csv", "text/csv; charset=utf-8"),
        ("excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("trello", "json", "application/json"),
        ("markdown", "md", "text/markdown; charset=utf-8"),
    ],
)
def test_each_kind_of_file_has_its_extension_and_media_type(target: str, extension: str, media_type: str) -> None:
    file = exported(Choice(), target=target)
    assert file.name.endswith(f" {target}.{extension}")
    assert file.media_type == media_type


def test_every_kind_of_file_has_a_writer() -> None:
    assert set(WRITERS) == set(KINDS)


def test_the_same_backlog_gives_the_same_texts_twice() -> None:
    for target in set(layouts()) - {"excel"}:
        assert exported(EVERYTHING, target=target).data == exported(EVERYTHING, target=target).data


def test_a_table_is_previewed_by_its_header_and_first_rows() -> None:
    seen = preview(layouts()["jira"], backlogs.large(30), ENGLISH, rows=5)
    assert seen.header[:3] == ("Summary", "Issue Type", "Priority")
    assert [row[:3] for row in seen.rows] == [(f"Élément {i}", "Story", "Highest") for i in range(5)]
    assert seen.count == 30
    assert seen.findings == ()


def test_a_preview_shows_cells_as_people_read_them() -> None:
    seen = preview(layouts()["excel"], backlog_of(backlogs.realistic_item("12", "=1+1")), FRENCH)
    row = dict(zip(seen.header, seen.rows[0], strict=True))
    assert (row["Titre"], row["Votes"], row["Créé le"]) == ("=1+1", "15", "2026-05-12")


def test_a_document_is_previewed_by_its_first_lines() -> None:
    seen = preview(layouts()["markdown"], backlogs.realistic(), ENGLISH, rows=3)
    assert seen.header == ()
    assert seen.rows == (("# Enfants du spectacle: backlog",), ("",), ("On 2026-11-21, in priority order. Items: 12.",))


@pytest.mark.parametrize("target", layouts())
def test_an_empty_backlog_is_previewed_and_exported(target: str) -> None:
    assert preview(layouts()[target], backlogs.empty(), FRENCH).count == 0
    assert export(layouts()[target], backlogs.empty(), FRENCH).data
