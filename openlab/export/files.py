"""The kinds of files: a filled form becomes bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from openlab.export.layouts import Form
from openlab.export.values import Pen

PADDING = "unused"
DEFAULT_WIDTH = 16
HEADER_STYLE = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#1F2937", "font_color": "#FFFFFF"}
TEXT_STYLE = {"text_wrap": True, "valign": "top"}
GUARDED_STYLE = {**TEXT_STYLE, "quote_prefix": True}  # still text after somebody has edited the cell
DATE_STYLE = {"valign": "top", "num_format": 14}  # the short date of the reader's own country


@dataclass(frozen=True)
class Filled:
    """A form filled from a backlog: the rows of a table, or one document."""

    form: Form
    pen: Pen
    content: object

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.form.columns]

    @property
    def rows(self) -> list[list[object]]:
        return [list(row.values()) for row in self.content] if isinstance(self.content, list) else []

    def is_risky(self, value: object) -> bool:
        """Whether a spreadsheet would run this as a formula."""
        begins_so = bool(self.form.guard) and self.pen.write(value).startswith(tuple(self.form.guard))
        return begins_so and not isinstance(value, (int, float))

    def as_texts(self, row: list[object]) -> list[str]:
        """The cells of a row as this target writes them; a formula gets an apostrophe that makes it a text."""
        return ["'" * self.is_risky(value) + self.pen.write(value) for value in row]


def write_csv(filled: Filled) -> bytes:
    form = filled.form
    header = _padded(filled.header, form)
    padding = [""] * (len(header) - len(filled.header))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=form.separator, lineterminator=form.line_end)
    writer.writerow(header)
    writer.writerows(filled.as_texts(row) + padding for row in filled.rows)
    return out.getvalue().encode(form.encoding)


def _padded(header: list[str], form: Form) -> list[str]:
    """Some targets guess the encoding and the separator from the first bytes: the header alone then fills them."""
    missing = form.header_bytes - len(form.separator.join([*header, ""]))
    return [*header, PADDING.ljust(missing, "_")] if missing > 0 else header


def write_xlsx(filled: Filled) -> bytes:
    """Text is always written as text, never as a formula, a link or a number."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": filled.form.title})
        styles = {
            name: book.add_format(style)
            for name, style in (("text", TEXT_STYLE), ("guarded", GUARDED_STYLE), ("date", DATE_STYLE))
        }
        sheet = book.add_worksheet(filled.form.sheet)
        _lay_out(sheet, filled, book.add_format(HEADER_STYLE))
        for number, row in enumerate(filled.rows, start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, (number, column), value, filled, styles)
    return out.getvalue()


def _lay_out(sheet: Worksheet, filled: Filled, style: object) -> None:
    for number, column in enumerate(filled.form.columns):
        sheet.write_string(0, number, column.name, style)
        sheet.set_column(number, number, column.width or DEFAULT_WIDTH)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(filled.rows), len(filled.header) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], value: object, filled: Filled, styles: dict[str, object]
) -> None:
    if isinstance(value, (int, float)):
        sheet.write_number(*place, value, styles["text"])
    elif type(value) is date:
        sheet.write_datetime(*place, value, styles["date"])
    elif text := filled.pen.write(value):
        sheet.write_string(*place, text, styles["guarded" if filled.is_risky(value) else "text"])


def write_json(filled: Filled) -> bytes:
    text = json.dumps(filled.content, ensure_ascii=False, indent=2, default=filled.pen.write)
    return f"{text}\n".encode(filled.form.encoding)


def write_markdown(filled: Filled) -> bytes:
    return f"{filled.content}\n".encode(filled.form.encoding)


WRITERS: dict[str, Callable[[Filled], bytes]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "json": write_json,
    "markdown": write_markdown,
}
