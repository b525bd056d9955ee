"""What the report tells of the half-day itself: why, who, when, what was voted, what it was worth, by which rules."""

from __future__ import annotations

from collections.abc import Iterator

from openlab.db.queries.reported import Ranked, Report, Told
from openlab.domain.feedback import LEVELS, Spread
from openlab.report.blocks import Bar, Bars, Block, Facts, Heading, Line, Lines, Part, Quotes, Tag, Text
from openlab.report.voice import N_, Voice

# PlaniPref's scale, a return on time invested: the word is never told without its number and its sentence.
LEVEL_WORDS = {
    1: (N_("Useless"), N_("It gave me nothing: I lost my time.")),
    2: (N_("Useful"), N_("Useful, but it was not worth all that time: I still lost a little.")),
    3: (N_("Average"), N_("Just even: I neither lost nor gained time.")),
    4: (N_("Good"), N_("I gained more than the time I gave.")),
    5: (N_("Excellent"), N_("It was worth far more than the time I gave.")),
}

METHOD = (
    N_(
        "The people in the room wrote the pain points themselves. Cards that say the same were put together before "
        "the vote, and their votes count together."
    ),
    N_(
        "Everyone had two votes, for two different pain points, in secret. Nobody saw a count before the vote had "
        "closed."
    ),
    N_("Equal votes share a place: a tie is never cut."),
    N_("Votes by persona are shown only where at least five people of it voted, so that nobody can be recognised."),
    N_(
        "Working groups took up the topics that were kept. “Would help” counts the people who offered to work on a "
        "proposal; it is not a vote."
    ),
    N_(
        "Then the developer and the designer say what is feasible, the product owner says what the impact is, "
        "decides, and gives reasons."
    ),
    N_("The evaluation is silent, has five levels, and is shown from five answers on."),
    N_("No participant is named: the report counts people, and quotes what they wrote without saying who."),
)


def context(report: Report, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    if report.theme:
        yield Part(_("The question"), voice.typed(report.theme))
    if report.purpose:
        yield Part(_("The service: %(product)s", product=voice.typed(report.product)), voice.typed(report.purpose))
    yield Part(
        _("The open lab"),
        _(
            "For half a day, the people who use a service and the team that makes it list what hurts, vote for what "
            "comes first, and build solutions together. What becomes of it is then told to everyone who came."
        ),
    )


def day(report: Report, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    facts = [
        (_("Date"), voice.day(report.held_on) if report.held_on else ""),
        (_("Place"), voice.typed(report.place)),
        (_("Hours"), _hours(report, voice)),
        (_("People in the room"), voice.number(report.present)),
    ]
    yield Facts(tuple(fact for fact in facts if fact[1]))
    if report.people:
        yield Heading(_("Who took part"))
        yield Bars(_("People by persona"), tuple(_people(report, voice)))
    if report.absent:
        yield Text(_("Nobody came from: %(personas)s.", personas=", ".join(map(voice.typed, report.absent))), "hint")
    if report.agenda:
        yield Heading(_("The agenda"))
        yield Facts(
            tuple(
                (hour, f"{voice.typed(title)} · {_minutes(minutes, voice)}")
                for hour, (title, minutes) in zip(report.hours, report.agenda, strict=False)
            )
        )


def _hours(report: Report, voice: Voice) -> str:
    if not (report.starts_at and report.agenda):
        return ""
    return voice.gettext("from %(start)s to %(end)s", start=report.starts_at, end=report.hours[-1])


def _minutes(minutes: int, voice: Voice) -> str:
    return voice.ngettext("%(count)s minute", "%(count)s minutes", minutes)


def _people(report: Report, voice: Voice) -> Iterator[Bar]:
    most = max(count for _, count in report.people)
    for persona, count in report.people:
        yield Bar("", voice.typed(persona), people(count, voice), count / most)


def people(count: int, voice: Voice) -> str:
    return voice.ngettext("%(count)s person", "%(count)s people", count)


def votes(count: int, voice: Voice) -> str:
    return voice.ngettext("%(count)s vote", "%(count)s votes", count)


def pain_points(report: Report, voice: Voice) -> Iterator[Block]:
    _, vote = voice.gettext, report.vote
    if not vote.ranking:
        return
    yield Text(_turnout(report, voice), "lead")
    if vote.voted_for:
        yield Bars(_("The ranking"), tuple(_ranking(report, voice)))
        yield Text(_("Equal votes share a place, and are listed in the order in which they were written."), "hint")
        yield Heading(_("In their own words"))
        for ranked in vote.voted_for:
            yield from _in_full(ranked, voice)
    if vote.without_vote:
        yield Heading(_("Without a vote"))
        yield Lines(tuple(_line(ranked, voice) for ranked in vote.without_vote))
    yield Heading(_("By persona"))
    yield from _by_persona(report, voice)


def _turnout(report: Report, voice: Voice) -> str:
    vote = report.vote
    said = voice.ngettext(
        "%(count)s ballot in a room of %(people)s: %(votes)s votes.",
        "%(count)s ballots in a room of %(people)s: %(votes)s votes.",
        vote.ballots,
        people=voice.number(vote.people),
        votes=voice.number(2 * vote.ballots),
    )
    if not vote.waiting:
        return said
    waiting = voice.ngettext(
        "%(count)s ballot is not counted: two of its pain points became one, or one was hidden, and its owner did not "
        "choose again.",
        "%(count)s ballots are not counted: two of their pain points became one, or one was hidden, and their owners "
        "did not choose again.",
        vote.waiting,
    )
    return f"{said} {waiting}"


def _ranking(report: Report, voice: Voice) -> Iterator[Bar]:
    most = report.vote.voted_for[0].votes
    for ranked in report.vote.voted_for:
        share = ranked.votes / most
        title, said = voice.typed(ranked.card.title), votes(ranked.votes, voice)
        yield Bar(voice.number(ranked.place), title, said, share, tags=_tags(ranked, voice))


def _tags(ranked: Ranked, voice: Voice) -> tuple[Tag, ...]:
    tied, kept = Tag(voice.gettext("tied")), Tag(voice.gettext("topic kept"), is_good=True)
    return (*([tied] if ranked.is_tied and ranked.votes else []), *([kept] if ranked.is_topic else []))


def _in_full(ranked: Ranked, voice: Voice) -> Iterator[Block]:
    place = voice.gettext("Rank %(place)s", place=voice.number(ranked.place))
    yield Heading(voice.typed(ranked.card.title), 4, f"{place} · {votes(ranked.votes, voice)}")
    if ranked.card.persona:
        yield Text(voice.typed(ranked.card.persona), "small")
    if ranked.card.detail:
        yield Text(voice.typed(ranked.card.detail))
    if ranked.inside:
        yield Lines(tuple(_told(card, voice) for card in ranked.inside), _others(len(ranked.inside), voice))


def _others(count: int, voice: Voice) -> str:
    return voice.ngettext("%(count)s other says the same", "%(count)s others say the same", count)


def _told(card: Told, voice: Voice) -> Line:
    return Line(voice.typed(card.title), voice.typed(card.persona or ""), voice.typed(card.detail))


def _line(ranked: Ranked, voice: Voice) -> Line:
    told = _told(ranked.card, voice)
    tags = " · ".join((*filter(None, [told.note]), *(tag.text for tag in _tags(ranked, voice))))
    return Line(told.text, tags, told.detail, tuple(_told(card, voice) for card in ranked.inside))


def _by_persona(report: Report, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    if not report.vote.by_persona:
        yield Text(_("Too few people of each persona voted."))
        return
    yield Text(_("Shown only where at least five people of a persona voted, so that nobody can be recognised."), "hint")
    for persona, counts in report.vote.by_persona:
        most = max((count for _title, count in counts), default=1)
        yield Heading(voice.typed(persona), 4, wide=True)
        yield Bars(
            _("Votes of %(persona)s", persona=voice.typed(persona)),
            tuple(Bar("", voice.typed(title), votes(count, voice), count / most) for title, count in counts),
        )


def evaluation(report: Report, voice: Voice) -> Iterator[Block]:
    _, asked = voice.gettext, report.evaluation
    if asked.spread:
        yield Text(f"{_median(asked.spread, voice)} {_answers(asked.spread.answers, report, voice)}", "lead")
        yield Bars(_("How the evaluations spread"), tuple(_levels(asked.spread, voice)))
        if report.better:
            yield Heading(_("What would have made it one point better"))
            yield Quotes("", tuple(map(voice.typed, report.better)))
    elif asked.answers and not asked.enough:
        yield Text(_("Too few evaluations to show: at least five are needed, so that nobody is recognised."))
    elif asked.answers:
        yield Text(_("The evaluations have not been shown to the room yet: they are not told here before."))


def _median(spread: Spread, voice: Voice) -> str:
    low, high = (_numbered(level, voice) for level in spread.middle)
    if low == high:
        return voice.gettext("Median: %(level)s", level=low) + "."
    return voice.gettext("Median: between %(low)s and %(high)s", low=low, high=high) + "."


def _numbered(level: int, voice: Voice) -> str:
    return f"{level} · {voice.gettext(LEVEL_WORDS[level][0])}"


def _answers(count: int, report: Report, voice: Voice) -> str:
    return voice.ngettext(
        "%(count)s evaluation in a room of %(people)s.",
        "%(count)s evaluations in a room of %(people)s.",
        count,
        people=voice.number(report.present),
    )


def _levels(spread: Spread, voice: Voice) -> Iterator[Bar]:
    for level in LEVELS:
        word, told = map(voice.gettext, LEVEL_WORDS[level])
        count = spread.of_level[level - 1]
        said = voice.ngettext("%(count)s answer", "%(count)s answers", count)
        yield Bar(str(level), word, said, count / spread.most, told)


def method(_: Report, voice: Voice) -> Iterator[Block]:
    yield Lines(tuple(Line(voice.gettext(rule)) for rule in METHOD))
