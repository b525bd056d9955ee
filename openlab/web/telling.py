"""What there is to say about an item in a tracker, in the reader's language and with the tracker's own names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openlab.db.queries.connections import Connected, Told
from openlab.domain import Refused
from openlab.trackers import LABELS
from openlab.web.errors import sentence
from openlab.web.i18n import translations
from openlab.web.tracker_words import FIELD, GROUP, TOLD


def tell(told: Told, connection: Connected, language: str) -> str:
    """One sentence. A refusal that was noted with an item, or a push, has that of the refusal."""
    code = _variant(told)
    if code not in TOLD:
        return sentence(Refused(code, None, **told.values), language)
    values = {name: _said(name, told.values, connection, language) for name in told.values}
    return translations(language).gettext(TOLD[code]) % values


def name_of(field: str, language: str) -> str:
    """What a field of an issue is called; those of the tracker's own have no other name than theirs."""
    return translations(language).gettext(FIELD[field]) if field in FIELD else field.removeprefix("extra:")


def _variant(told: Told) -> str:
    if told.code == "declined_here" and told.values.get("is_there"):
        return "still_open"
    if told.code == "not_taken" and told.values.get("field") == LABELS:
        return "labels_dropped"
    return told.code


def _said(name: str, values: Mapping[str, Any], connection: Connected, language: str) -> str:
    value = values[name]
    if name == "field":
        return name_of(str(value), language)
    if name == "fields":
        return ", ".join(name_of(str(one), language) for one in value)
    if name == "id":
        return _of_any_group(connection, str(value))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    group = GROUP.get(str(values.get("field", "")))
    return connection.name_of(group, str(value)) if group else str("" if value is None else value)


def _of_any_group(connection: Connected, id_: str) -> str:
    names = (connection.name_of(group, id_) for group in GROUP.values())
    return next((name for name in names if name != id_), id_)
