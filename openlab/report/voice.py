"""How the report speaks: its sentences in one language, dates, numbers, and the spaces of that language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations

NO_BREAK = "\N{NO-BREAK SPACE}"
FRENCH_BREAKS = re.compile("(?<=«) | (?=[»:;?!%€])|(?<=[nN]°) (?=[0-9])")


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Marks a sentence for translation; it is translated when it is told."""
    return text


@dataclass(frozen=True)
class Voice:
    """One language. `script` gives the name of a script such as “Arab”, of ISO 15924."""

    language: str
    translations: NullTranslations
    day: Callable[[date], str]
    number: Callable[[float], str]
    script: Callable[[str], str]

    def gettext(self, text: str, **values: object) -> str:
        return self.translations.gettext(text) % values

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        return self.translations.ngettext(one, many, count) % {"count": self.number(count), **values}

    def other_script(self, script: str) -> str:
        """What stands for a text in a script that is not printed."""
        return self.gettext("another script: %(script)s", script=self.script(script))

    def typed(self, text: str) -> str:
        """What people typed, with the spaces that French never breaks a line at; nothing else changes."""
        text = text.strip()
        return FRENCH_BREAKS.sub(NO_BREAK, text) if self.language == "fr" else text
