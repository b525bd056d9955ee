"""French and English. The .po files are compiled in memory when the server starts."""

from __future__ import annotations

import gettext
import io
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel import Locale, dates, negotiate_locale, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "fr")
CATALOGS = Path(__file__).parent.parent / "locale"


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Marks a sentence for translation; it is translated when it is shown."""
    return text


@lru_cache
def translations(language: str) -> gettext.NullTranslations:
    catalog_file = CATALOGS / language / "LC_MESSAGES" / "messages.po"
    if not catalog_file.is_file():
        return gettext.NullTranslations()
    with catalog_file.open("rb") as lines:
        catalog = read_po(lines, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def preferred(accept_language: str) -> str:
    """The best of our languages for a browser, which lists its own by preference; English when none fits."""
    offers = [part.split(";") for part in accept_language.split(",") if part.strip()]
    wanted = [offer[0].strip().replace("-", "_") for offer in offers if offer[-1].strip() not in ("q=0", "q=0.0")]
    return negotiate_locale(wanted, LANGUAGES) or "en"


def language_name(language: str) -> str:
    return (Locale(language).get_display_name(language) or language).capitalize()


def long_date(day: date, language: str) -> str:
    return dates.format_date(day, "full", locale=language)


def short_date(day: date, language: str) -> str:
    return dates.format_date(day, "medium", locale=language)


def number(value: float, language: str) -> str:
    """With the decimal mark of the language, and no decimal that says nothing."""
    return numbers.format_decimal(round(value, 2), locale=language)


def percent(share: float, language: str) -> str:
    """A share from 0 to 1, as a whole number of hundredths."""
    return numbers.format_percent(share, locale=language)


def script_name(script: str, language: str) -> str:
    """A script such as “Arab”, of ISO 15924, as people call it."""
    return str(Locale(language).scripts.get(script, script))


def hour(moment: datetime) -> str:
    """The hour of a moment such as 14:35, in the server's own zone, which is the room's."""
    return f"{moment.astimezone():%H:%M}"


def clock(moment: datetime, language: str) -> str:
    """Date and time of a moment, in the server's own zone, which is the room's."""
    return dates.format_datetime(moment.astimezone(), "medium", locale=language)
