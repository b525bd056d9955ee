"""Figures in columns, and the ratios that say what they are worth on any machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """The first row names the columns; the first column is of words, the others of figures."""
    first, *others = (max(len(row[column]) for row in rows) for column in range(len(rows[0])))
    for row in rows:
        cells = (cell.rjust(width) for cell, width in zip(row[1:], others, strict=True))
        print(row[0].ljust(first), *cells, sep="  ", flush=True)


def milliseconds(seconds: Iterable[float], share: float) -> str:
    """What this share of them stays under; empty where nothing was measured."""
    ordered = sorted(seconds)
    return f"{1000 * ordered[int(share * (len(ordered) - 1))]:.0f}" if ordered else ""


def ratio(cost: float, limit: float) -> str:
    return f"{cost / limit:.1f} ×" if limit else "–"
