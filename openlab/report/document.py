"""The report as a document: its sections in the order of the layout, the same for the page and for the PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from openlab.db.queries.reported import Report
from openlab.report import decisions, half_day
from openlab.report.blocks import Block, Document, Section, Text
from openlab.report.layout import Chapter, Layout
from openlab.report.voice import Voice

# What a layout can show, by the name that it uses.
SECTIONS: Mapping[str, Callable[[Report, Voice], Iterator[Block]]] = {
    "context": half_day.context,
    "day": half_day.day,
    "pain_points": half_day.pain_points,
    "solutions": decisions.solutions,
    "recommendations": decisions.recommendations,
    "declined": decisions.declined,
    "evaluation": half_day.evaluation,
    "method": half_day.method,
}


def compose(report: Report, layout: Layout, voice: Voice, today: date, address: str) -> Document:
    """Everything that the report says, in one language; `address` is that of its page.

    A section that has nothing to tell is left out.
    """
    _ = voice.gettext
    warning = _("Provisional: the open lab is not over yet, and what is told here may still change.")
    return Document(
        language=voice.language,
        kind=layout.title,
        title=voice.typed(report.title),
        product=voice.typed(report.product),
        organisation=layout.organisation,
        facts=tuple(filter(None, (voice.day(report.held_on) if report.held_on else "", voice.typed(report.place)))),
        question=voice.typed(report.theme),
        warning="" if report.is_final else warning,
        figures=tuple(_figures(report, voice)),
        sections=tuple(filter(None, (_section(chapter, report, voice) for chapter in layout.chapters))),
        made=_("Made on %(day)s with openlab.", day=voice.day(today)),
        also_there=_(
            "For members of the product, this report is also a web page that screen readers read well: %(address)s",
            address=address,
        ),
        replaced=_(
            "Between [square brackets]: emoji by their Unicode name, and texts in a script that is not printed here. "
            "The web page shows them as they were written."
        ),
        contents=_("Contents"),
        page_of=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
    )


def _section(chapter: Chapter, report: Report, voice: Voice) -> Section | None:
    blocks = tuple(SECTIONS[chapter.show](report, voice)) if chapter.show else ()
    if chapter.show and not blocks:
        return None
    before = tuple(Text(text) for text in chapter.text.split("\n\n") if text.strip())
    return Section(chapter.key, chapter.title, (*before, *blocks))


def _figures(report: Report, voice: Voice) -> Iterator[tuple[str, str]]:
    counts = (
        (report.present, voice.ngettext("person in the room", "people in the room", report.present)),
        (len(report.people), voice.ngettext("persona", "personas", len(report.people))),
        (len(report.vote.ranking), voice.ngettext("pain point", "pain points", len(report.vote.ranking))),
        (2 * report.vote.ballots, voice.ngettext("vote", "votes", 2 * report.vote.ballots)),
        (len(report.sheets), voice.ngettext("proposal", "proposals", len(report.sheets))),
    )
    yield from ((voice.number(count), words) for count, words in counts if count)
