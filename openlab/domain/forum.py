"""The final forum: which solution sheets are proposals to take a position on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

REMARK_LIMIT = 200
NEXT_STEPS_LIMIT = 2000


def proposals(sheets: Iterable[int], written: set[int], continues: Mapping[int, int | None]) -> list[int]:
    """The sheets that the forum goes through, in the order given: those with something on them, save the ones that a
    sheet of round 2 took further. An empty sheet that was to take another further leaves that one standing."""
    taken_further = {continues[sheet] for sheet in written}
    return [sheet for sheet in sheets if sheet in written and sheet not in taken_further]
