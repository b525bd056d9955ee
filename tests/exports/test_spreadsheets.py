"""Spreadsheets: numbers stay numbers, dates dates, and text never becomes a formula."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from openlab.export import Choice
from tests.exports import backlogs
from tests.exports.backlogs import ENGLISH, FRENCH, data_of
from tests.exports.readers import plain, read_csv, read_xlsx, rows_of


def test_excel_keeps_numbers_and_dates_as_what_they_are() -> None:
    row = rows_of(read_xlsx(data_of("excel", FRENCH)))[0]
    assert row["Rang"] == 1
    assert row["Référence"] == "12"
    assert row["Classe"] == "Indispensable"
    assert row["Statut"] == "Planifié"
    assert row["Priorité (impact × faisabilité)"] == 17.5
    assert (row["Votes"], row["Bulletins"], row["Soutiens"]) == (15, 44, 9)
    assert row["Open labs"] == "Open lab n° 1, Open lab n° 2"
    assert plain(row["Verbatims"]) == "« C’est trop long »\n« On ressaisit tout »\n« Encore »"
    assert plain(row["Raisons des estimations"]).split("\n") == [
        "Développement : Un seul écran",
        "Design : À tester",
        "Impact : Tous les jours",
        "Placé à la main : Promis en commission",
    ]
    assert row["Score RICE"] == 320
    assert row["Créé le"].date() == date(2026, 5, 12)
    assert row["Suite des textes longs"] is None


def test_excel_shows_its_header_filters_and_wraps() -> None:
    sheet = load_workbook(io.BytesIO(data_of("excel", ENGLISH))).worksheets[0]
    assert sheet.title == "Backlog"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet["C2"].alignment.wrap_text
    assert sheet.column_dimensions["C"].width > 40


def test_excel_keeps_a_formula_as_text_even_after_somebody_edits_the_cell() -> None:
    data = data_of("excel", FRENCH, backlogs.nasty())
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    quoted = {sheet.cell(row, 3).value: sheet.cell(row, 3).quotePrefix for row in range(2, sheet.max_row + 1)}
    assert quoted['=HYPERLINK("http://evil.example";"clic")']
    assert not quoted["0042"]


def test_a_french_spreadsheet_gets_semicolons_decimal_commas_and_its_own_dates() -> None:
    data = data_of("csv", FRENCH)
    assert data.startswith(b"\xef\xbb\xbfRang;")
    row = rows_of(read_csv(data_of("csv", FRENCH), ";", "utf-8-sig"))[0]
    assert row["Priorité (impact × faisabilité)"] == "17,5"
    assert row["Créé le"] == "12/05/2026"
    assert row["Statut"] == "Planifié"


def test_an_english_spreadsheet_gets_commas_and_decimal_points() -> None:
    row = rows_of(read_csv(data_of("csv", ENGLISH), ",", "utf-8-sig"))[0]
    assert row["Priority (impact × feasibility)"] == "17.5"
    assert row["Created on"] == "2026-05-12"
    assert row["Status"] == "Planned"


@pytest.mark.parametrize("choice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_no_cell_of_a_spreadsheet_begins_like_a_formula(choice: Choice) -> None:
    data = data_of("csv", choice, backlogs.nasty())
    cells = [cell for row in read_csv(data, ";" if choice is FRENCH else ",", "utf-8-sig") for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@\t\r\n＝＋－＠"))] == []
    assert sum(cell.startswith("'=HYPERLINK") for cell in cells) >= 4


def test_grist_reads_numbers_with_a_point_and_knows_the_encoding_from_its_mark() -> None:
    data = data_of("grist", FRENCH)
    assert data.startswith(b"\xef\xbb\xbf")
    row = rows_of(read_csv(data_of("grist", FRENCH), encoding="utf-8-sig"))[0]
    assert (row["Priorité"], row["Score RICE"], row["Portée"], row["Confiance"]) == ("17.5", "320", "300", "0.8")
    assert len(set(row)) == len(read_csv(data)[0])
