"""One frozen backlog fills every target; each file, read back as its target reads it, says what the backlog says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openlab.domain import Refused
from openlab.domain.backlog import Backlog, Item
from openlab.export import Choice, export
from tests.exports import backlogs, readers
from tests.exports.backlogs import ENGLISH, FRENCH, NASTY, layouts
from tests.exports.readers import Row, read_csv, rows_of


@dataclass(frozen=True)
class Target:
    """How a target reads a file: its rows, where the title is, and everything that a row says, as people see it."""

    read: Callable[[bytes, str], list[Row]]
    title: Callable[[Row], str]
    seen: Callable[[Row, Item], str]


def cells(row: Row, _: Item) -> str:
    return "\n".join(str(cell) for cell in row.values())


def cell(english: str, french: str = "") -> Callable[[Row], str]:
    return lambda row: str(row[english] if english in row else row[french])


def markdown(column: str) -> Callable[[Row, Item], str]:
    def seen(row: Row, item: Item) -> str:
        return readers.markdown_text(row[column], {item.address, *(source.address for source in item.sources)})

    return seen


def commas(data: bytes, _: str) -> list[Row]:
    return rows_of(read_csv(data))


def csv_of_spreadsheets(data: bytes, language: str) -> list[Row]:
    return rows_of(read_csv(data, ";" if language == "fr" else ",", "utf-8-sig"))


def with_a_mark(data: bytes, _: str) -> list[Row]:
    return rows_of(read_csv(data, encoding="utf-8-sig"))


def sections(data: bytes, _: str) -> list[Row]:
    found = re.split(r"(?m)^## ", data.decode())[1:]
    return [dict(zip(("title", "body"), section.split("\n", 1), strict=True)) for section in found]


def unguarded(text: str) -> str:
    return re.sub(r"^'(?=[=+\-@＝＋－＠])", "", text)


def section_title(row: Row) -> str:
    return readers.markdown_text(row["title"], set()).partition(". ")[2]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from strings(inner)


TARGETS = {
    "azure-devops": Target(commas, cell("Title"), lambda row, _: readers.html_text(row["Description"])),
    "csv": Target(csv_of_spreadsheets, lambda row: unguarded(cell("Title", "Titre")(row)), cells),
    "excel": Target(lambda data, _: rows_of(readers.read_xlsx(data)), cell("Title", "Titre"), cells),
    "gitlab": Target(commas, cell("title"), markdown("description")),
    "grist": Target(with_a_mark, cell("Title", "Titre"), cells),
    "jira": Target(commas, cell("Summary"), lambda row, _: readers.jira_text(row["Description"])),
    "json": Target(
        lambda data, _: readers.read_json(data)["items"], cell("title"), lambda row, _: "\n".join(strings(row))
    ),
    "kanboard": Target(lambda data, _: rows_of(readers.read_php_csv(data)), cell("Title"), markdown("Description")),
    "linear": Target(commas, lambda row: readers.linear_text(row["Title"]), markdown("Description")),
    "markdown": Target(sections, section_title, markdown("body")),
    "redmine": Target(commas, cell("subject"), lambda row, _: str(row["description"])),
    "trello": Target(lambda data, _: readers.read_json(data)["cards"], cell("name"), markdown("desc")),
}

# What two targets cannot tell apart in a title.
ALIKE: dict[str, Callable[[str], str]] = {
    "kanboard": lambda title: title.replace("\\", "⧵"),
    "linear": readers.linear_text,
    "csv": unguarded,
}


def shown(text: str) -> str:
    """What a file shows of a text: line ends are one, and what cannot be written is �."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if c not in "\n\t" and is_unprintable(c) else c for c in lines).strip()


def is_unprintable(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff"


def folded(text: str) -> str:
    return " ".join(text.split())


def sayings(item: Item) -> list[str]:
    """Everything that every target must say of an item, beside its title."""
    verbatims = [verbatim for evidence in item.evidence for verbatim in evidence.verbatims]
    labs = [evidence.lab for evidence in item.evidence]
    said = (
        item.problem,
        item.solution,
        item.sprint,
        item.indicator,
        item.decline_reason,
        *item.for_whom,
        *verbatims,
        *labs,
    )
    return [folded(shown(text)) for text in said]


def check_says_everything(name: str, data: bytes, language: str, items: tuple[Item, ...]) -> None:
    target = TARGETS[name]
    rows = target.read(data, language)
    assert len(rows) == len(items)
    for row, item in zip(rows, items, strict=True):
        seen = folded(target.seen(row, item))
        title = ALIKE.get(name, str)(folded(shown(item.title)))
        beginning = target.title(row)
        if title != beginning:
            assert title.startswith(beginning.removesuffix("…"))
            assert f"…{title[len(beginning) - 1 :].lstrip()}" in seen
        assert [text for text in sayings(item) if text not in seen] == []


def test_every_target_is_read_back() -> None:
    assert set(TARGETS) == set(layouts())


@pytest.mark.parametrize(("typed", "expected"), NASTY)
def test_the_nasty_texts_show_as_they_should(typed: str, expected: str) -> None:
    assert shown(typed) == expected


@pytest.mark.parametrize("choice", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize(
    "backlog", [backlogs.realistic(), backlogs.nasty(), backlogs.empty()], ids=["real", "nasty", "empty"]
)
@pytest.mark.parametrize("name", TARGETS)
def test_a_file_read_back_says_what_the_backlog_says(name: str, backlog: Backlog, choice: Choice) -> None:
    file = export(layouts()[name], backlog, choice)
    check_says_everything(name, file.data, choice.language, backlog.items)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200).filter(lambda text: folded(shown(text))))
@pytest.mark.parametrize("name", TARGETS)
def test_any_text_at_all_comes_back(name: str, text: str) -> None:
    backlog = backlogs.backlog_of(backlogs.nasty_item("n1", text))
    file = export(layouts()[name], backlog, FRENCH)
    check_says_everything(name, file.data, "fr", backlog.items)


@pytest.mark.parametrize("name", TARGETS)
def test_two_thousand_items_are_all_there_or_the_target_refuses_them(name: str) -> None:
    backlog = backlogs.large()
    if name == "azure-devops":
        with pytest.raises(Refused, match="export_too_many_rows"):
            export(layouts()[name], backlog, FRENCH)
        backlog = backlogs.large(1000)
    data = export(layouts()[name], backlog, FRENCH).data
    titles = [TARGETS[name].title(row) for row in TARGETS[name].read(data, "fr")]
    assert titles == [item.title for item in backlog.items]
