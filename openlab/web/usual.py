"""What a lab starts from: the half-day of the method, the modules of PlaniPref, the rules of conduct."""

from __future__ import annotations

from dataclasses import dataclass

from openlab.domain.agenda import Step
from openlab.domain.phases import Phase
from openlab.web.i18n import N_, translations

HALF_DAY = (
    (N_("Welcome and introductions"), 15, Phase.PREPARATION, N_("Facilitator")),
    (N_("List the pain points"), 25, Phase.COLLECT, N_("Everyone")),
    (N_("Sort"), 10, Phase.SORT, N_("Facilitator, with the room")),
    (N_("Vote"), 5, Phase.VOTE, N_("Everyone")),
    (N_("Read the ranking, keep the topics"), 10, Phase.RESULTS, N_("Facilitator, with the room")),
    (N_("Working groups, first session"), 50, Phase.GROUPS_1, N_("Groups")),
    (N_("Break"), 15, None, ""),
    (N_("Working groups, second session"), 50, Phase.GROUPS_2, N_("Groups")),
    (N_("Forum and feedback"), 20, Phase.WRAP_UP, N_("Everyone")),
)

# PlaniPref's workshop report, ministère de l'Intérieur, 2020: the modules and their minutes.
MODULES = (
    ("icebreaker", N_("Icebreaker"), 30, 30),
    ("immersion", N_("Immersion"), 30, 30),
    ("personae", N_("Personae"), 90, 90),
    ("experience-map", N_("Experience map"), 120, 420),
    ("prototyping", N_("Prototyping"), 210, 210),
    ("evaluation", N_("Evaluation"), 120, 120),
)

CONDUCT = (
    N_("We listen with respect: every experience counts."),
    N_("One voice at a time."),
    N_("No hierarchy here: we speak as users, whatever our position."),
    N_("Everyone has the right to be wrong, and to change their mind."),
    N_("We criticise the service, never a person."),
    N_("Phones are for the open lab only."),
)


@dataclass(frozen=True)
class Module:
    """A ready step. `most` is what it takes at most where it may take longer, in minutes."""

    key: str
    title: str
    minutes: int
    most: int


def half_day(language: str) -> list[Step]:
    """The half-day of the method, each step with its phase and who does it."""
    say = translations(language).gettext
    return [Step(say(title), minutes, phase, say(who) if who else "") for title, minutes, phase, who in HALF_DAY]


def modules(language: str) -> list[Module]:
    say = translations(language).gettext
    return [Module(key, say(title), minutes, most) for key, title, minutes, most in MODULES]


def conduct(language: str) -> str:
    """The usual rules of conduct, one per line."""
    return "\n".join(map(translations(language).gettext, CONDUCT))
