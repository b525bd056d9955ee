"""Exports: one frozen backlog fills any layout of exports/."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass

from openlab.domain import Refused
from openlab.domain.backlog import Backlog, Item, Status
from openlab.export.fields import fields_of, printable
from openlab.export.files import WRITERS, Filled
from openlab.export.layouts import KINDS, Form, Layout, load_layouts
from openlab.export.reading import LayoutError
from openlab.export.values import Finding, Pen

__all__ = [
    "Choice",
    "ExportedFile",
    "Finding",
    "Layout",
    "LayoutError",
    "Preview",
    "ascii_name",
    "chosen",
    "export",
    "file_name",
    "load_layouts",
    "preview",
    "refusal_of",
    "safe_name",
]

UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
NAME_LIMIT = 80


@dataclass(frozen=True)
class Choice:
    """Which items: of one lab (its code) or of all, of these statuses, only the first ones.

    The language is that of the backlog unless another is chosen.
    """

    language: str = ""
    lab: str = ""
    statuses: tuple[Status, ...] = (Status.KEPT, Status.PLANNED, Status.IN_PROGRESS)
    top: int | None = None


@dataclass(frozen=True)
class ExportedFile:
    """A file ready to be sent, and what did not fit as it was."""

    name: str
    ascii_name: str
    media_type: str
    data: bytes
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Preview:
    """The first rows of a file, and everything that does not fit into it. A document shows its first lines."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    findings: tuple[Finding, ...]


def chosen(backlog: Backlog, choice: Choice) -> list[tuple[int, Item]]:
    """The items chosen, each with its place in the whole backlog."""
    ranked = [
        (rank, item)
        for rank, item in enumerate(backlog.items, start=1)
        if item.status in choice.statuses and _is_of_lab(item, choice.lab)
    ]
    return ranked[: choice.top]


def _is_of_lab(item: Item, lab: str) -> bool:
    return not lab or any(piece.lab_code == lab for piece in item.evidence)


def export(layout: Layout, backlog: Backlog, choice: Choice) -> ExportedFile:
    """The file of this target, whole: what does not fit moves inside it where the layout says so, else refuses it.

    Raises `export_too_many_rows`, `export_too_many_characters`, `export_too_many_bytes`.
    """
    filled = _fill(layout, backlog, choice)
    for finding in filled.pen.findings:
        if finding.refuses:
            raise refusal_of(finding, filled.form.title)
    data = WRITERS[filled.form.kind](filled)
    return ExportedFile(
        file_name(layout, backlog, choice),
        _named(ascii_name(backlog.product), layout, backlog, choice).replace(" ", "-"),
        _media_type(filled.form),
        data,
        (*filled.pen.findings, *_size_findings(filled.form, data)),
    )


def file_name(layout: Layout, backlog: Backlog, choice: Choice) -> str:
    """Product, date and target, without what a file system or a mail program may not take."""
    return _named(safe_name(backlog.product), layout, backlog, choice)


def _named(product: str, layout: Layout, backlog: Backlog, choice: Choice) -> str:
    kind = KINDS[layout.forms[choice.language or backlog.language].kind]
    return f"{product} {backlog.date:%Y-%m-%d} {layout.target}.{kind.extension}"


def refusal_of(finding: Finding, target: str) -> Refused:
    """Why a target, by its title, refuses a file."""
    code = f"export_{finding.code}"
    return Refused(code, target=target, **asdict(finding))


def preview(layout: Layout, backlog: Backlog, choice: Choice, rows: int = 10) -> Preview:
    """What `export` would give, and everything that does not fit into it; nothing is refused here."""
    filled = _fill(layout, backlog, choice)
    data = WRITERS[filled.form.kind](filled)
    lines = [[filled.pen.write(cell) for cell in row] for row in filled.rows[:rows]]
    if not filled.header:
        lines = [[line] for line in data.decode(filled.form.encoding).split("\n")[:rows]]
    return Preview(
        tuple(filled.header),
        tuple(tuple(line) for line in lines),
        len(chosen(backlog, choice)),
        (*filled.pen.findings, *_size_findings(filled.form, data)),
    )


def _fill(layout: Layout, backlog: Backlog, choice: Choice) -> Filled:
    language = choice.language or backlog.language
    form, items = layout.forms[language], chosen(backlog, choice)
    pen = Pen(form.decimal, form.dates, form.moments)
    pen.findings.extend(_row_findings(form, len(items)))
    return Filled(form, pen, form.body.fill(fields_of(backlog, items, language), pen))


def _row_findings(form: Form, rows: int) -> list[Finding]:
    if form.rows and rows > form.rows:
        return [Finding("too_many_rows", rows, form.rows)]
    return [Finding("many_rows", rows, form.rows_advised)] if form.rows_advised and rows > form.rows_advised else []


def _size_findings(form: Form, data: bytes) -> list[Finding]:
    large = form.bytes_advised and len(data) > form.bytes_advised
    return [Finding("large_file", len(data), form.bytes_advised)] if large else []


def _media_type(form: Form) -> str:
    media_type = KINDS[form.kind].media_type
    charset = form.encoding.removesuffix("-sig")
    return f"{media_type}; charset={charset}" if media_type.startswith("text/") else media_type


def safe_name(product: str) -> str:
    """A name without what a file system or a mail program may not take."""
    return UNSAFE_IN_NAMES.sub(" ", printable(product))[:NAME_LIMIT].strip(" .") or "backlog"


def ascii_name(product: str) -> str:
    """A name in plain letters and hyphens."""
    plain = unicodedata.normalize("NFKD", product).encode("ascii", "ignore").decode()
    return re.sub("[^A-Za-z0-9]+", "-", plain)[:NAME_LIMIT].strip("-") or "backlog"
