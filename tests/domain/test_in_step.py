"""Our text and theirs: what is written, what is left alone, and what the tracker did not take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain.in_step import Value, compare, lost, same

WORDS = st.sampled_from(["", "a", "b", "c\nd", "c\r\nd"])


def test_what_we_changed_is_written_where_nobody_edited() -> None:
    found = compare({"title": "new"}, {"title": "old"}, {"title": "old"}, {"title": "old"})
    assert (dict(found.write), found.edited, found.there) == ({"title": "new"}, (), ())


def test_what_somebody_edited_there_is_left_alone() -> None:
    found = compare({"title": "new"}, {"title": "old"}, {"title": "old"}, {"title": "theirs"})
    assert (dict(found.write), found.edited) == ({}, ("title",))


def test_an_edit_there_is_told_even_when_we_changed_nothing() -> None:
    found = compare({"title": "old"}, {"title": "old"}, {"title": "old"}, {"title": "theirs"})
    assert (dict(found.write), found.edited) == ({}, ("title",))


@pytest.mark.parametrize("ours", ["old", "new"])
def test_an_owner_may_overwrite_an_edit(ours: str) -> None:
    found = compare({"title": ours}, {"title": "old"}, {"title": "old"}, {"title": "theirs"}, overwrite=True)
    assert dict(found.write) == {"title": ours}


def test_the_same_change_made_there_is_taken_note_of_and_not_written() -> None:
    found = compare({"body": "a\nb"}, {"body": "x"}, {"body": "x"}, {"body": "a\r\nb\r\n"})
    assert (dict(found.write), found.edited, found.there) == ({}, (), ("body",))


def test_a_field_that_is_new_to_us_is_written() -> None:
    assert dict(compare({"priority": "4"}, {}, {}, {}).write) == {"priority": "4"}


def test_labels_of_others_stay_and_ours_come_and_go() -> None:
    found = compare({"labels": ("b",)}, {"labels": ("a",)}, {"labels": ("a",)}, {"labels": ("a", "theirs")})
    assert dict(found.write) == {"labels": ("theirs", "b")}


def test_a_label_of_ours_that_was_taken_off_there_stays_off_unless_overwritten() -> None:
    asked = ({"labels": ("a",)}, {"labels": ("a",)}, {"labels": ("a",)}, {"labels": ("theirs",)})
    assert dict(compare(*asked).write) == {}
    assert dict(compare(*asked, overwrite=True).write) == {"labels": ("theirs", "a")}


def test_what_the_tracker_did_not_take_is_told() -> None:
    asked: dict[str, Value] = {"title": "a", "labels": ("x", "y"), "priority": "4", "extra:3": None}
    answered: dict[str, Value] = {"title": "a ", "labels": ("x", "z"), "priority": "2", "extra:3": ""}
    assert lost(asked, answered) == {"labels": (("y",), ("x", "z")), "priority": ("4", "2")}


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert same(3, 3.0)
    assert not same(3, 4.5)
    assert same(("a", "b"), ("b", "a"))
    assert not same(("a",), ())


@given(ours=WORDS, sent=WORDS, stood=WORDS, theirs=WORDS)
def test_an_edit_is_never_overwritten_by_itself_and_always_when_asked(
    ours: str, sent: str, stood: str, theirs: str
) -> None:
    fields = ({"body": ours}, {"body": sent}, {"body": stood}, {"body": theirs})
    quiet, loud = compare(*fields), compare(*fields, overwrite=True)
    if not same(theirs, stood):
        assert not quiet.write
    assert not loud.edited
    ends = loud.write.get("body", theirs)
    assert same(ends, ours) or (same(ours, sent) and same(theirs, stood))
