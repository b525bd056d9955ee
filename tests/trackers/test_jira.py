"""What only Jira Cloud does, asked through its stand-in, and its document format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused
from openlab.domain.in_step import lost
from openlab.trackers import BODY, LABELS, PRIORITY, TITLE, TYPE, Draft, Fields, Issue, Named, Tracker
from openlab.trackers.jira_text import document_of, text_of
from tests.trackers.asking import ask
from tests.trackers.standins import standing_in
from tests.trackers.standins.jira import DOCUMENT, Jira


@pytest.fixture
def jira() -> Iterator[Jira]:
    with standing_in(Jira()) as stand_in:
        assert isinstance(stand_in, Jira)
        yield stand_in
    assert not stand_in.complaints


def create(jira: Jira, draft: Draft) -> Issue:
    return ask("jira", jira.target(), lambda it: it.create(draft))


def update(jira: Jira, issue: Issue, fields: Fields) -> Issue:
    return ask("jira", jira.target(), lambda it: it.update(issue, fields))


def test_the_marker_is_a_label_that_is_not_shown_as_one(jira: Jira) -> None:
    draft = jira.draft(1)
    issue = create(jira, draft)
    assert draft.marker in jira.issues[issue.key]["fields"]["labels"]
    assert issue.fields[LABELS] == ("must", "open-lab")


def test_the_marker_stays_when_the_labels_change(jira: Jira) -> None:
    issue = create(jira, jira.draft(1))
    updated = update(jira, issue, {LABELS: ("other",)})
    assert (updated.fields[LABELS], updated.marker) == (("other",), issue.marker)
    assert jira.issues[issue.key]["fields"]["labels"] == [issue.marker, "other"]


def test_where_there_are_no_labels_an_issue_is_found_by_its_text(jira: Jira) -> None:
    jira.drop_labels()
    draft = jira.draft(1)
    issue = create(jira, draft)
    assert ask("jira", jira.target(), lambda it: it.find([draft.marker])) == {draft.marker: issue}
    assert update(jira, issue, {TITLE: "Changed"}).fields[TITLE] == "Changed"


def test_where_there_are_no_priorities_none_is_sent(jira: Jira) -> None:
    jira.screen.remove("priority")
    assert ask("jira", jira.target(), lambda it: it.offered()).priorities == ()
    assert lost(jira.draft(1).fields, create(jira, jira.draft(1)).fields) == {PRIORITY: ("1", "3")}


def test_an_issue_that_is_not_indexed_yet_is_read_and_not_found(jira: Jira) -> None:
    """The doubt then lasts until it is."""
    jira.indexed = False
    issue = create(jira, jira.draft(1))
    assert ask("jira", jira.target(), lambda it: it.find([issue.marker])) == {}
    assert ask("jira", jira.target(), lambda it: it.read([issue.key])) == {issue.key: issue}


def test_issues_on_several_pages_are_found(jira: Jira) -> None:
    async def several(it: Tracker) -> tuple[int, int]:
        markers = [(await it.create(jira.draft(number))).marker for number in range(1, 8)]
        asked = len(jira.asked)
        return len(await it.find(markers)), len(jira.asked) - asked

    assert ask("jira", jira.target(), several) == (7, 4)


def test_an_issue_keeps_its_key_when_it_moves_to_another_project(jira: Jira) -> None:
    issue = create(jira, jira.draft(1))
    jira.issues[issue.key]["key"] = "OTHER-9"
    read = ask("jira", jira.target(), lambda it: it.read([issue.key]))[issue.key]
    assert (read.key, issue.number, read.number) == (issue.key, "LAB-1", "OTHER-9")
    assert read.url.endswith("/browse/OTHER-9")


def test_what_each_type_demands_is_known_before_anything_is_created(jira: Jira) -> None:
    jira.required = {"10002": "customfield_1"}
    offered = ask("jira", jira.target(), lambda it: it.offered())
    assert offered.required == (Named("customfield_1", "Origin", types=("10002",)),)
    jira.required = {"10001": "customfield_1", "10002": "customfield_1"}
    offered = ask("jira", jira.target(), lambda it: it.offered())
    assert offered.required == (Named("customfield_1", "Origin", types=("10001", "10002")),)


def test_values_are_offered_by_their_names(jira: Jira) -> None:
    offered = ask("jira", jira.target(), lambda it: it.offered())
    assert [one.name for one in offered.types] == ["Story", "Bug"]
    assert [one.name for one in offered.priorities] == ["Highest", "Medium"]
    assert [(one.name, one.closed) for one in offered.statuses] == [
        ("To Do", False),
        ("In Progress", False),
        ("Done", True),
    ]


@pytest.mark.parametrize(
    ("field", "typed", "sent", "read"),
    [
        ("customfield_1", "Open lab", {"value": "Open lab"}, "Open lab"),
        ("customfield_2", "3.5", 3.5, 3.5),
        ("customfield_3", "a\n\nb", document_of("a\n\nb"), "a\n\nb"),
        ("customfield_4", "Team A", [{"value": "Team A"}], ("Team A",)),
    ],
)
def test_a_field_of_the_team_is_sent_as_its_kind_wants_it(
    jira: Jira, field: str, typed: str, sent: object, read: object
) -> None:
    issue = create(jira, jira.draft(1, **{f"extra:{field}": typed}))
    assert jira.issues[issue.key]["fields"][field] == sent
    assert issue.fields[f"extra:{field}"] == read


def test_a_value_of_the_wrong_kind_is_refused_in_the_words_of_jira(jira: Jira) -> None:
    with pytest.raises(Refused) as refused:
        create(jira, jira.draft(1, **{"extra:customfield_2": "a lot"}))
    assert refused.value.values == {"words": "customfield_2: Specify a value of the right kind."}


def test_a_label_with_a_space_is_refused_in_the_words_of_jira(jira: Jira) -> None:
    with pytest.raises(Refused) as refused:
        create(jira, jira.draft(1, **{LABELS: ("open lab",)}))
    assert "contains spaces" in str(refused.value.values["words"])
    assert jira.count() == 0


def test_an_issue_without_a_type_is_refused_in_the_words_of_jira(jira: Jira) -> None:
    with pytest.raises(Refused) as refused:
        create(jira, jira.draft(1, **{TYPE: ""}))
    assert refused.value.values == {"words": "issuetype: Specify a valid issue type"}


@pytest.mark.parametrize("right", ["CREATE_ISSUES", "EDIT_ISSUES"])
def test_a_right_that_is_missing_is_told_by_the_check(jira: Jira, right: str) -> None:
    jira.rights.remove(right)
    with pytest.raises(Refused) as refused:
        ask("jira", jira.target(), lambda it: it.check())
    words = {"CREATE_ISSUES": "Create Issues", "EDIT_ISSUES": "Edit Issues"}[right]
    assert (refused.value.code, refused.value.values) == ("tracker_forbidden", {"words": words})


def test_an_archived_project_is_told(jira: Jira) -> None:
    jira.archived = True
    with pytest.raises(Refused) as refused:
        ask("jira", jira.target(), lambda it: it.check())
    assert refused.value.code == "tracker_project_closed"


def test_a_description_that_somebody_emptied_is_empty(jira: Jira) -> None:
    issue = create(jira, jira.draft(1))
    jira.issues[issue.key]["fields"]["description"] = None
    assert ask("jira", jira.target(), lambda it: it.read([issue.key]))[issue.key].fields[BODY] == ""


@given(st.text(st.characters(exclude_characters="\r"), max_size=60))
def test_a_text_becomes_a_document_and_is_read_back(text: str) -> None:
    document = document_of(text)
    assert text_of(document) == text
    assert not list(DOCUMENT.iter_errors(document))


@given(st.lists(st.sampled_from(["https://a.example/b?c=d", " ", "\n", "\n\n", "mot", ").", "<https://e.example>"])))
def test_an_address_in_a_text_becomes_a_link(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = document_of(text)
    assert text_of(document) == text
    assert not list(DOCUMENT.iter_errors(document))


def test_an_address_is_linked_without_the_signs_around_it() -> None:
    (paragraph,) = document_of("Dans openlab : (https://lab.example.org/p/1#item-2).")["content"]
    linked = [node["text"] for node in paragraph["content"] if "marks" in node]
    assert linked == ["https://lab.example.org/p/1#item-2"]


def test_what_somebody_made_of_a_description_is_read_as_text() -> None:
    def said(kind: str, *content: dict[str, Any], **attrs: Any) -> dict[str, Any]:
        return {"type": kind, "content": list(content), **({"attrs": attrs} if attrs else {})}

    def text(words: str) -> dict[str, Any]:
        return {"type": "text", "text": words, "marks": [{"type": "strong"}]}

    items = [said("listItem", said("paragraph", text(words))) for words in ("one", "two")]
    mention: dict[str, Any] = {"type": "mention", "attrs": {"id": "5b10", "text": "@Ada"}}
    card: dict[str, Any] = {"type": "inlineCard", "attrs": {"url": "https://example.org"}}
    emoji: dict[str, Any] = {"type": "emoji", "attrs": {"shortName": ":ok:", "text": "👌"}}
    cells = [said("tableCell", said("paragraph", text(words))) for words in ("a", "b")]
    document = {
        "type": "doc",
        "version": 1,
        "content": [
            said("heading", text("Title"), level=2),
            said("bulletList", *items),
            said("paragraph", text("see "), mention, emoji, card),
            {"type": "rule"},
            said("table", said("tableRow", *cells)),
            said("mediaSingle", {"type": "media", "attrs": {"id": "x"}}),
            said("codeBlock", text("x = 1\ny = 2")),
        ],
    }
    assert " ".join(text_of(document).split()) == "Title one two see @Ada:ok:https://example.org a b x = 1 y = 2"
