"""Our text and theirs: what of an item is written into its issue, and what stays because somebody edited it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Value = str | float | tuple[str, ...] | None
Fields = Mapping[str, Value]

# What everybody may add to: ours come and go among theirs, and nobody's are taken away.
SHARED = ("labels",)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`write`: what to change there. `edited`: what somebody edited there, and is left alone. `there`: what says there
    already what we wanted to write."""

    write: Fields
    edited: tuple[str, ...] = ()
    there: tuple[str, ...] = ()

    @property
    def noted(self) -> tuple[str, ...]:
        """The fields that are as we want them, once `write` is done."""
        return (*self.write, *self.there)


def compare(ours: Fields, sent: Fields, stood: Fields, theirs: Fields, *, overwrite: bool = False) -> Comparison:
    """What to do about each of our fields. `sent`: what we last wrote; `stood`: what the tracker then had.

    A field that stands there as it stood is ours to change. One that does not was edited there: it is left alone,
    unless the owner says to overwrite it. The fields that are not ours are never looked at.
    """
    write: dict[str, Value] = {}
    edited, there = [], []
    for name, value in ours.items():
        wanted = _among(value, sent.get(name), theirs.get(name), overwrite) if name in SHARED else value
        unchanged = name in sent and same(value, sent[name])
        untouched = name in SHARED or same(theirs.get(name), stood.get(name))
        if unchanged and untouched and not (overwrite and name in SHARED):
            continue
        if same(wanted, theirs.get(name)):
            there += [] if unchanged else [name]
        elif untouched or overwrite:
            write[name] = wanted
        else:
            edited.append(name)
    return Comparison(write, tuple(edited), tuple(there))


def _among(ours: Value, sent: Value, theirs: Value, overwrite: bool) -> Value:
    """Theirs, with those of ours that are new, and without those that are no longer ours."""
    wanted, known, stand = _listed(ours), _listed(sent), _listed(theirs)
    gone = set(known) - set(wanted)
    new = [one for one in wanted if one not in stand and (overwrite or one not in known)]
    return (*(one for one in stand if one not in gone), *new)


def lost(asked: Fields, answered: Fields) -> dict[str, tuple[Value, Value]]:
    """(asked, answered) of each field that a tracker did not take as it was asked to. Labels: those that miss."""
    found: dict[str, tuple[Value, Value]] = {}
    for name, value in asked.items():
        there = answered.get(name)
        if name in SHARED:
            missing = tuple(one for one in _listed(value) if one not in _listed(there))
            found |= {name: (missing, there)} if missing else {}
        elif not same(value, there):
            found[name] = (value, there)
    return found


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same: line ends, white space at the ends and the order of a list do not count."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return sorted(_listed(one)) == sorted(_listed(other))
    if isinstance(one, float | int) and isinstance(other, float | int):
        return float(one) == float(other)
    return _plain(one) == _plain(other)


def _plain(value: Value) -> str:
    """Empty and nothing are the same to a tracker."""
    return "" if value is None else "\n".join(line.rstrip() for line in str(value).strip().splitlines())


def _listed(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value in (None, "") else (str(value),)
