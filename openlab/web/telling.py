"""What there is to say about an item in a tracker, in the reader's language and with the tracker's own names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openlab.db.queries.connections import Connected, Told
from openlab.domain import Refused
from openlab.web.errors import sentence
from openlab.web.i18n import translations
from openlab.web.tracker_errors import TOLD
from openlab.web.tracker_words import FIELD, GROUP


def tell(told: Told, connection: Connected, language: str) -> str:
    """One sentence. A refusal that was noted with an item, or with a push, has that of the refusal."""
    if told.code not in TOLD:
        return sentence(Refused(told.code, None, **told.values), language)
    values = {name: _said(name, told.values, connection, language) for name in told.values}
    return translations(language).gettext(TOLD[told.code]) % values


def name_of(field: str, language: str) -> str:
    """What a field of an issue is called; those of the tracker's own have no other name than theirs."""
    return translations(language).gettext(FIELD[field]) if field in FIELD else field.removeprefix("extra:")


def _said(name: str, values: Mapping[str, Any], connection: Connected, language: str) -> str:
    value = values[name]
    if name == "field":
        return name_of(str(value), language)
    if name == "fields":
        return ", ".join(name_of(str(one), language) for one in value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    group = GROUP.get(str(values.get("field", "")))
    return connection.name_of(group, str(value)) if group else str("" if value is None else value)
