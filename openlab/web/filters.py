"""Which items of the backlog are shown: what the query string asks for, so that a view can be kept and passed on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from openlab.db.queries.backlog import OPEN, Line, Working
from openlab.domain.backlog import Moscow, Status

PAGE = 500
EVERY, TO_ASSESS, NONE = "all", "to-assess", "none"


@dataclass(frozen=True)
class Filters:
    """Every empty field lets everything through, but an empty status: it shows what is open."""

    status: str = ""
    lab: str = ""
    persona: str = ""
    moscow: str = ""
    text: str = ""
    page: int = 1

    @property
    def query(self) -> str:
        """As in an address, with its question mark; empty when nothing is asked for."""
        asked = {name: value for name, value in vars(self).items() if value and (name, value) != ("page", 1)}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def is_set(self) -> bool:
        return replace(self, page=1) != Filters()

    def on_page(self, page: int) -> Filters:
        return replace(self, page=page)

    def let_through(self, line: Line) -> bool:
        return (
            self._is_of_status(line)
            and (not self.lab or any(said.code == self.lab for said in line.said))
            and (not self.persona or self.persona in personas_of(line))
            and (not self.moscow or self.moscow == (line.item.moscow or NONE))
            and (not self.text or folded(self.text) in _searched(line))
        )

    def _is_of_status(self, line: Line) -> bool:
        if self.status == TO_ASSESS:
            return line.is_hidden
        return self.status == EVERY or (line.item.status == self.status if self.status else line.item.status in OPEN)


def read_filters(query: Mapping[str, str]) -> Filters:
    """What the query string asks for. A value that is not known is as good as none."""
    status, moscow, page = (query.get(name, "") for name in ("status", "moscow", "page"))
    return Filters(
        status=status if status in (*Status, EVERY, TO_ASSESS) else "",
        lab=query.get("lab", "").strip().upper(),
        persona=query.get("persona", "").strip(),
        moscow=moscow if moscow in (*Moscow, NONE) else "",
        text=query.get("text", "").strip(),
        page=int(page) if page.isascii() and page.isdecimal() and int(page[:6]) > 0 else 1,
    )


@dataclass(frozen=True)
class Shown:
    """One page of the items that are let through, each with its place in the whole backlog; `count` is all of them."""

    lines: Sequence[tuple[int, Line]]
    count: int
    filters: Filters

    @property
    def earlier(self) -> Filters | None:
        return self.filters.on_page(self.filters.page - 1) if self.filters.page > 1 else None

    @property
    def later(self) -> Filters | None:
        return self.filters.on_page(self.filters.page + 1) if self.count > self.filters.page * PAGE else None


def show(working: Working, filters: Filters) -> Shown:
    found = [(place, line) for place, line in enumerate(working.lines, start=1) if filters.let_through(line)]
    last = max(1, -(-len(found) // PAGE))
    filters = filters.on_page(min(filters.page, last))
    return Shown(found[(filters.page - 1) * PAGE : filters.page * PAGE], len(found), filters)


def personas_of(line: Line) -> set[str]:
    """Whom an item is for, and who voted for it where that may be told."""
    return {*line.item.for_whom, *(name for said in line.said for name, _ in said.personas)}


def labs_of(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """(code, title) of the labs that items come from, as a filter offers them."""
    return list({said.code: (said.code, said.lab) for line in lines for said in line.said}.values())


def _searched(line: Line) -> str:
    item = line.item
    return folded(f"{line.number} {item.title}\n{item.problem}\n{item.solution}\n{item.indicator}")


def folded(text: str) -> str:
    """Capitals and accents do not count in a search."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
