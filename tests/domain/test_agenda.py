"""The agenda as people type it, its hours, and the step that comes next."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused, agenda
from openlab.domain.agenda import Step


def test_each_line_is_a_step_with_its_minutes_first() -> None:
    typed = "15 Accueil\n\n25 min : Lister les irritants\n5' Voter\n  50 - Groupes de travail"
    assert agenda.read(typed) == [
        Step("Accueil", 15),
        Step("Lister les irritants", 25),
        Step("Voter", 5),
        Step("Groupes de travail", 50),
    ]


def test_what_is_written_reads_back_the_same() -> None:
    steps = [Step("Accueil", 15), Step("3 questions : ouvertes", 600)]
    assert agenda.read(agenda.write(steps)) == steps


@pytest.mark.parametrize("line", ["Accueil", "0 Accueil", "601 Accueil", "15", "15 " + "a" * 81])
def test_a_line_that_is_not_a_step_is_named(line: str) -> None:
    with pytest.raises(Refused) as refused:
        agenda.read(f"15 Accueil\n{line}")
    assert refused.value.code == "agenda_line"
    assert refused.value.values["line"] == line[:60]


def test_thirty_steps_are_the_most() -> None:
    assert len(agenda.read("1 a\n" * 30)) == 30
    with pytest.raises(Refused) as refused:
        agenda.read("1 a\n" * 31)
    assert refused.value.code == "agenda_too_long"


TITLES = st.text(st.sampled_from(string.ascii_letters + " 0123456789:-–'’.,min"), min_size=1, max_size=60)
TYPED = st.builds(
    agenda.step, TITLES.filter(lambda title: title.strip()), st.integers(1, 600).map(str), st.none(), st.just("Camille")
)
KEPT = st.lists(TYPED, max_size=30).map(
    lambda steps: [Step(step.title, step.minutes, "vote", step.who, number) for number, step in enumerate(steps, 1)]
)


def ids(steps: list[Step]) -> list[int]:
    return [step.id for step in steps]


@given(KEPT)
def test_whatever_the_titles_the_text_reads_back_and_a_text_that_nobody_changed_changes_nothing(
    steps: list[Step],
) -> None:
    read = agenda.read(agenda.write(steps))
    assert [(step.title, step.minutes) for step in read] == [(step.title, step.minutes) for step in steps]
    continued = agenda.continued(steps, read)
    assert continued == steps
    assert ids(continued) == ids(steps)


@given(KEPT, st.lists(TYPED, max_size=30))
def test_no_step_is_continued_twice_and_every_line_is_there(steps: list[Step], typed: list[Step]) -> None:
    continued = agenda.continued(steps, typed)
    assert [(step.title, step.minutes) for step in continued] == [(step.title, step.minutes) for step in typed]
    kept = [step.id for step in continued if step.id]
    assert len(kept) == len(set(kept))


DAY = [
    Step("Accueil", 15, "preparation", "Camille", 1),
    Step("Pause", 15, None, "Accueil du site", 2),
    Step("Voter", 5, "vote", "", 3),
    Step("Pause", 15, None, "Camille", 4),
    Step("Groupes", 50, "groups_1", "Groupes", 5),
]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("15 Accueil\n15 Pause\n10 Voter\n15 Pause\n60 Groupes", [1, 2, 3, 4, 5]),
        ("15 Accueil\n5 Voter\n15 Pause\n50 Groupes", [1, 3, 4, 5]),
        ("50 Groupes\n15 Accueil", [5, 1]),
        ("15 Accueil\n30 Brise-glace\n15 Pause\n5 voter\n15 Pause\n50 Groupes", [1, 0, 2, 3, 4, 5]),
        ("15 Accueil\n15 Pause\n5 Le vote\n15 Pause\n50 Groupes", [1, 2, 3, 4, 5]),
        ("15 Accueil\n15 Pause\n10 Autre chose\n15 Pause\n50 Groupes", [1, 2, 0, 4, 5]),
        ("", []),
    ],
    ids=["other minutes", "one less", "moved", "one more", "another title", "another step", "nothing"],
)
def test_lines_that_did_not_change_keep_their_phase_and_who_does_it(text: str, kept: list[int]) -> None:
    continued = agenda.continued(DAY, agenda.read(text))
    assert ids(continued) == kept
    before = {step.id: step for step in DAY}
    for step in continued:
        assert (step.phase, step.who) == ((before[step.id].phase, before[step.id].who) if step.id else (None, ""))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ((" ", "5"), ("step_title_missing", "title")),
        (("a" * 81, "5"), ("text_too_long", "title")),
        (("Voter", "5", None, "a" * 121), ("text_too_long", "who")),
        *((("Voter", minutes), ("minutes_wrong", "minutes")) for minutes in ("", "0", "601", "-5", "5.5", "cinq")),
    ],
)
def test_a_step_that_cannot_be_right_is_refused(fields: tuple[str, ...], told: tuple[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        agenda.step(*fields)
    assert (refused.value.code, refused.value.field) == told


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("14:00", "14:00"), (" 9h30 ", "09:30"), ("14h", "14:00"), ("14 h 05", "14:05"), ("9", "09:00"), ("", "")],
)
def test_an_hour_is_understood_as_people_write_it(typed: str, kept: str) -> None:
    assert agenda.start_time(typed) == kept


@pytest.mark.parametrize("typed", ["24:00", "14:60", "midi", "14:0", "2 pm", "-1"])
def test_what_is_not_an_hour_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        agenda.start_time(typed)
    assert (refused.value.code, refused.value.field) == ("time_wrong", "starts_at")


def test_hours_follow_the_minutes_even_past_midnight_and_count_from_zero_without_a_start() -> None:
    assert agenda.hours(DAY, "14:00") == ["14:00", "14:15", "14:30", "14:35", "14:50", "15:40"]
    assert agenda.hours(DAY, "23:30")[-2:] == ["00:20", "01:10"]
    assert agenda.hours(DAY, "") == ["0:00", "0:15", "0:30", "0:35", "0:50", "1:40"]
    assert agenda.hours([], "14:00") == ["14:00"]
    assert agenda.total(DAY) == 100


def test_the_step_of_the_phase_is_proposed_first_then_the_one_after() -> None:
    def proposed(phase: str, timed: int | None) -> int | None:
        step = agenda.proposed(DAY, phase, timed)
        return step.id if step else None

    assert proposed("vote", None) == 3
    assert proposed("vote", 1) == 3
    assert proposed("preparation", 1) == 2, "the phase has no other step: the next one"
    assert proposed("sort", None) == 1, "no step for this phase, nothing timed: the first"
    assert proposed("sort", 2) == 3
    assert proposed("vote", 5) == 3, "a phase that was gone back to has its own"
    assert proposed("groups_1", 5) is None, "after the last, none: not the first again"
    assert agenda.proposed([], "vote", None) is None


def test_two_steps_of_one_phase_are_proposed_one_after_the_other() -> None:
    steps = [Step("Un", 5, "vote", id=7), Step("Pause", 5, id=8), Step("Deux", 5, "vote", id=9)]
    order = [None, 7, 9]
    for timed, then in pairwise(order):
        step = agenda.proposed(steps, "vote", timed)
        assert step is not None
        assert step.id == then
