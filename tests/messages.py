"""`make messages`: brings the French catalog up to date with the code, and lists what lacks a translation."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from openlab.web.i18n import CATALOGS

ROOT = Path(__file__).parent.parent
FRENCH = CATALOGS / "fr" / "LC_MESSAGES" / "messages.po"
METHODS = [("openlab/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
NO_BREAK, NARROW = "\u00a0", "\u202f"
HEAD = r"""# French translations of openlab. Licence: EUPL-1.2.
msgid ""
msgstr ""
"Language: fr\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"Content-Type: text/plain; charset=utf-8\n"

"""


def french() -> Catalog:
    with FRENCH.open("rb") as lines:
        return read_po(lines, locale="fr", abort_invalid=True)


def in_the_code() -> Iterator[str | tuple[str, ...]]:
    for _file, _line, message, _comments, _context in extract_from_dir(str(ROOT), METHODS, OPTIONS, keywords=KEYWORDS):
        yield message


def french_of(message: Message) -> tuple[str, ...]:
    """The singular and plural, or the one sentence."""
    said = message.string if isinstance(message.string, list | tuple) else (message.string or "",)
    return tuple(str(text) for text in said)


def typographic(text: str) -> str:
    """French spaces: narrow before ; ? ! and no-break before : and inside « »."""
    text = re.sub(r" ([;?!])", NARROW + r"\1", text).replace(" :", f"{NO_BREAK}:")
    return text.replace("« ", f"«{NO_BREAK}").replace(" »", f"{NO_BREAK}»")


def main() -> None:
    known, catalog = french(), Catalog(locale="fr")
    for message in in_the_code():
        old = known.get(message)
        said = tuple(map(typographic, french_of(old))) if old else ("",)
        catalog.add(message, said if isinstance(message, tuple) else said[0])
        if not all(said):
            print(f"No translation yet: {message!r}")
    written = io.BytesIO()
    write_po(written, catalog, sort_output=True, width=100, omit_header=True)
    FRENCH.write_text(HEAD + written.getvalue().decode(), encoding="utf-8")


if __name__ == "__main__":
    main()
