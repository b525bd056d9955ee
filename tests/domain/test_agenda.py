"""The agenda as people type it."""

from __future__ import annotations

import pytest

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
