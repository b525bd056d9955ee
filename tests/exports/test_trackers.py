"""What each tracker and board needs, to the letter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from openlab.domain.backlog import Backlog, Evidence, Moscow, Status
from tests.exports import backlogs
from tests.exports.backlogs import ENGLISH, FRENCH, data_of
from tests.exports.readers import jira_text, plain, read_csv, read_json, read_php_csv, rows_of

PLAIN_FR = """\
Problème :
Chaque dossier est ressaisi trois fois

Solution :
Préremplir depuis le dossier précédent

Pour qui : Instructeur·rice, Société de production

Open lab n° 1 (2026-05-12) – votes : 12, bulletins : 24, soutiens : 9
Open lab n° 2 (2026-06-09) – votes : 3, bulletins : 20, soutiens : 0

« C’est trop long »
« On ressaisit tout »
« Encore »

Priorité : 17.5 (impact 5 × faisabilité 3.5)
Sprint : 2026-23
Indicateur visé : Dossiers complets au premier dépôt
Dans openlab : https://lab.example.org/products/eds/backlog#item-12
Lien : https://suivi.example.org/12"""


def test_jira_gets_its_own_words_and_a_label_per_column() -> None:
    header, first, second, *_ = read_csv(data_of("jira", FRENCH))
    assert header == ["Summary", "Issue Type", "Priority", "Description", "Labels", "Labels", "Labels"]
    assert first[:3] == ["Réduire le temps de saisie", "Story", "Highest"]
    assert plain(jira_text(first[3])) == PLAIN_FR
    assert first[4:] == ["open-lab", "must", "lab-ABCDEF lab-GHJKMN"]
    assert second[4:] == ["open-lab", "", ""]
    assert all(name.replace(" ", "").isalpha() for name in header)


def test_gitlab_gets_its_labels_as_quick_actions_and_nobody_else_can_write_one() -> None:
    first = rows_of(read_csv(data_of("gitlab", FRENCH)))[0]
    assert list(first) == ["title", "description"]
    assert first["description"].endswith('\n\n/label ~"open-lab"\n/label ~"must"')
    rows = rows_of(read_csv(data_of("gitlab", FRENCH, backlogs.nasty())))
    actions = [line for row in rows for line in row["description"].split("\n") if line.lstrip().startswith("/")]
    assert set(actions) == {'/label ~"open-lab"'}


def test_nobody_is_mentioned_and_nothing_is_linked_in_gitlab_by_what_people_typed() -> None:
    rows = rows_of(read_csv(data_of("gitlab", FRENCH, backlogs.nasty())))
    descriptions = "\n".join(row["description"].partition("\n/label")[0] for row in rows)
    assert re.findall(r"(?<!\\)(?:\\\\)*[@~#!%&$/]\w", descriptions) == []
    assert "\\@tous" in descriptions


def test_azure_devops_gets_the_type_first_and_no_state() -> None:
    row = rows_of(read_csv(data_of("azure-devops", FRENCH)))[0]
    assert list(row) == ["Work Item Type", "Title", "Priority", "Tags", "Description"]
    assert (row["Work Item Type"], row["Priority"], row["Tags"]) == ("User Story", "1", "open-lab; must")
    assert '<a href="https://lab.example.org/products/eds/backlog#item-12">Dans openlab</a>' in row["Description"]


def test_azure_devops_keeps_line_breaks_and_quotation_marks_in_its_place() -> None:
    item = replace(backlogs.bare_item(), problem="un\ndeux <b>", address='https://lab.example.org/"onclick="x')
    row = rows_of(read_csv(data_of("azure-devops", FRENCH, backlogs.backlog_of(item))))[0]
    assert row["Description"] == (
        "<p><b>Problème</b><br>un<br>deux &lt;b&gt;</p>"
        '<p><a href="https://lab.example.org/&quot;onclick=&quot;x">Dans openlab</a></p>'
    )


def test_linear_gets_labels_it_can_split_and_nothing_in_archived() -> None:
    rows = rows_of(read_csv(data_of("linear", FRENCH)))
    assert rows[0]["Labels"].split(", ") == ["open-lab", "must", "lab-ABCDEF", "lab-GHJKMN"]
    assert rows[1]["Labels"] == "open-lab"
    assert {row["Archived"] for row in rows} == {""}
    assert {row["Priority"] for row in rows} == {"No priority", "Urgent", "High", "Medium", "Low"}
    assert rows[0]["Created"] == "2026-05-12T10:30:00Z"


def test_redmine_gets_the_names_that_it_matches_in_every_language() -> None:
    header, first, *_ = read_csv(data_of("redmine", FRENCH))
    assert header[:5] == ["tracker", "subject", "description", "priority", "unique_id"]
    assert first[0] == "Evolution"
    assert plain(first[2]) == PLAIN_FR
    assert first[3:5] == ["Urgent", "12"]
    assert rows_of(read_csv(data_of("redmine", ENGLISH)))[0]["tracker"] == "Feature"


@pytest.mark.parametrize(
    "backlog", [backlogs.realistic(), backlogs.nasty(), backlogs.empty()], ids=["real", "nasty", "empty"]
)
def test_redmine_guesses_right_from_the_first_256_bytes(backlog: Backlog) -> None:
    guessed = data_of("redmine", FRENCH, backlog)[:256]
    assert len(guessed) == 256
    assert guessed.decode("ascii").count(",") > guessed.decode("ascii").count(";") == 0


def test_kanboard_reads_columns_by_their_place() -> None:
    header, first, *_ = read_php_csv(data_of("kanboard", FRENCH))
    assert ",".join(header) == (
        "Reference,Title,Description,Assignee Username,Creator Username,Color Name,Column Name,Category Name,Swimlane "
        "Name,Complexity,Time Estimated,Time Spent,Start Date,Due Date,Priority,Status,Tags,External Link"
    )
    row = dict(zip(header, first, strict=True))
    assert (row["Reference"], row["Column Name"], row["Priority"], row["Status"]) == ("12", "Prêt", "3", "0")
    assert row["Tags"] == "open-lab,must,lab-ABCDEF,lab-GHJKMN"
    assert row["External Link"] == "https://lab.example.org/products/eds/backlog#item-12"


def test_kanboard_closes_what_is_delivered_or_declined() -> None:
    rows = rows_of(read_php_csv(data_of("kanboard", FRENCH)))
    closed = {row["Title"] for row in rows if row["Status"] == "1"}
    assert closed == {f"Statut {list(Status).index(status)}" for status in (Status.DELIVERED, Status.DECLINED)}


@pytest.fixture
def board() -> Any:
    return read_json(data_of("trello", FRENCH))


def test_planka_and_projets_find_the_lists_that_they_insist_on(board: Any) -> None:
    assert all(isinstance(board[name], list) for name in ("lists", "cards", "checklists", "actions", "labels"))
    lists = {one["id"]: one["name"] for one in board["lists"]}
    assert lists[board["cards"][0]["idList"]] == "Planifié"
    assert set(lists) == set(Status) >= {card["idList"] for card in board["cards"]}
    labels = {label["id"]: label for label in board["labels"]}
    assert set(labels) == set(Moscow)
    assert all(labels[label["id"]] == label for card in board["cards"] for label in card["labels"])
    assert [label["color"] for label in board["cards"][0]["labels"]] == ["red"]
    assert board["cards"][1]["labels"] == []
    assert [card["pos"] for card in board["cards"]] == sorted(card["pos"] for card in board["cards"])


def test_nextcloud_deck_finds_what_it_would_stumble_without(board: Any) -> None:
    assert board["boards"] is None
    assert board["members"] == []
    for card in board["cards"]:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", card["dateLastActivity"])
        assert card["due"] is None
        assert (card["idMembers"], card["idChecklists"], card["attachments"]) == ([], [], [])
        created = [action for action in board["actions"] if action["data"]["card"]["id"] == card["id"]]
        assert [action["type"] for action in created] == ["createCard"]
        assert len(card["name"]) <= 255


def test_a_lab_without_a_date_is_still_evidence() -> None:
    undated = replace(backlogs.bare_item(), evidence=(Evidence("Open lab n° 3", "PQRSTU", votes=1, ballots=9),))
    description = rows_of(read_csv(data_of("jira", FRENCH, backlogs.backlog_of(undated))))[0]["Description"]
    assert plain(description) == "Open lab n° 3 – votes : 1, bulletins : 9, soutiens : 0"
