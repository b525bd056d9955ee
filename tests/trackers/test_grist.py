"""What only Grist does, asked through its stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from openlab.domain import Refused
from openlab.domain.in_step import lost
from openlab.trackers import Draft, Issue
from tests.trackers.asking import ask
from tests.trackers.standins import Mishap, standing_in
from tests.trackers.standins.grist import Grist


@pytest.fixture
def grist() -> Iterator[Grist]:
    with standing_in(Grist()) as stand_in:
        assert isinstance(stand_in, Grist)
        yield stand_in
    assert not stand_in.complaints


def create(grist: Grist, draft: Draft) -> Issue:
    return ask("grist", grist.target(), lambda it: it.create(draft))


def test_the_same_draft_twice_is_one_row(grist: Grist) -> None:
    first, second = create(grist, grist.draft(1)), create(grist, grist.draft(1, Titre="Autre"))
    assert (first.key, grist.count()) == (second.key, 1)
    assert second.fields["Titre"] == "Autre"


def test_a_lost_answer_is_asked_for_again(grist: Grist) -> None:
    grist.mishaps.extend([Mishap("PUT", after="cut"), Mishap("PUT", after="cut")])
    create(grist, grist.draft(1))
    assert [asked.method for asked in grist.asked].count("PUT") == 3
    assert grist.count() == 1


def test_the_columns_that_are_missing_are_told_and_left_out(grist: Grist) -> None:
    """An unknown one would have Grist refuse the whole row."""
    del grist.columns["Votes"]
    target = replace(grist.target(), fields=("Titre", "Votes", "Probleme"))
    assert ask("grist", target, lambda it: it.check()).missing == ("Votes",)
    issue = create(grist, grist.draft(1))
    assert lost(grist.draft(1).fields, issue.fields) == {"Votes": (12.0, None)}


def test_a_column_with_a_formula_fills_itself(grist: Grist) -> None:
    grist.formulas = {"Votes": "$Priorite * 2"}
    target = replace(grist.target(), fields=("Titre", "Votes"))
    assert ask("grist", target, lambda it: it.check()).missing == ("Votes",)
    assert "Votes" not in create(grist, grist.draft(1)).fields


def test_a_new_column_without_a_type_can_be_filled(grist: Grist) -> None:
    """Grist takes it for a formula that is empty."""
    grist.columns["Probleme"] = "Any"
    grist.formulas = {"Probleme": ""}
    target = replace(grist.target(), fields=("Titre", "Probleme"))
    assert ask("grist", target, lambda it: it.check()).missing == ()
    assert create(grist, grist.draft(1)).fields["Probleme"] == grist.draft(1).fields["Probleme"]


def test_the_column_of_the_markers_has_to_be_there(grist: Grist) -> None:
    del grist.columns["openlab"]
    with pytest.raises(Refused) as refused:
        ask("grist", grist.target(), lambda it: it.check())
    assert (refused.value.code, refused.value.values) == ("tracker_column_missing", {"column": "openlab"})


def test_a_table_that_is_not_there_is_told(grist: Grist) -> None:
    for project in ("aBcD123/Nothing", "aBcD123"):
        with pytest.raises(Refused) as refused:
            ask("grist", grist.target(project=project), lambda it: it.check())
        assert refused.value.code == "tracker_project_unknown"


def test_whoever_may_only_look_is_told(grist: Grist) -> None:
    grist.forbid()
    with pytest.raises(Refused) as refused:
        ask("grist", grist.target(), lambda it: it.check())
    assert (refused.value.code, refused.value.values) == ("tracker_forbidden", {"words": "viewers"})


def test_the_status_is_the_teams_column_and_is_not_a_field_of_ours(grist: Grist) -> None:
    issue = create(grist, grist.draft(1))
    grist.rows[1]["Statut"] = "En cours"
    read = ask("grist", grist.target(), lambda it: it.read([issue.key]))[issue.key]
    assert (issue.status, read.status) == ("", "En cours")
    assert "Statut" not in read.fields
    statuses = [one.name for one in ask("grist", grist.target(), lambda it: it.offered()).statuses]
    assert statuses == ["À faire", "En cours", "Livré"]


def test_without_a_column_for_it_there_is_no_status(grist: Grist) -> None:
    del grist.columns["Statut"]
    assert ask("grist", grist.target(), lambda it: it.offered()).statuses == ()
    assert create(grist, grist.draft(1)).status == ""


def test_lists_and_dates_are_read_as_they_were_written(grist: Grist) -> None:
    grist.columns |= {"Pour_qui": "ChoiceList", "Sprint": "Date"}
    draft = grist.draft(1, Pour_qui=("Une, autre", "Deux"), Sprint="2026-11-22")
    issue = create(grist, draft)
    assert grist.rows[1]["Pour_qui"] == ["L", "Une, autre", "Deux"]
    assert isinstance(grist.rows[1]["Sprint"], float)
    assert lost(draft.fields, issue.fields) == {}


def test_a_date_that_is_none_stays_as_it_was_typed(grist: Grist) -> None:
    grist.columns["Sprint"] = "Date"
    draft = grist.draft(1, Sprint="au printemps")
    assert create(grist, draft).fields["Sprint"] == "au printemps"
    assert create(grist, grist.draft(2, Sprint="")).fields["Sprint"] is None


def test_a_row_that_is_too_large_is_told(grist: Grist) -> None:
    with pytest.raises(Refused) as refused:
        create(grist, grist.draft(1, Probleme="x" * 1_000_001))
    assert (refused.value.code, refused.value.values) == ("tracker_refused", {"words": "request entity too large"})
