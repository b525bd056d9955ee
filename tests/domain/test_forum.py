"""Which sheets are proposals."""

from __future__ import annotations

from openlab.domain import forum


def test_the_sheets_with_something_on_them_are_the_proposals_in_their_order() -> None:
    assert forum.proposals([3, 1, 2], {1, 2, 3}, {1: None, 2: None, 3: None}) == [3, 1, 2]
    assert forum.proposals([3, 1, 2], {1}, {1: None, 2: None, 3: None}) == [1]
    assert forum.proposals([], set(), {}) == []


def test_a_sheet_that_was_taken_further_is_not_shown_twice() -> None:
    assert forum.proposals([1, 2, 3], {1, 2, 3}, {1: None, 2: None, 3: 1}) == [2, 3]


def test_an_empty_sheet_that_was_to_take_another_further_leaves_that_one_standing() -> None:
    assert forum.proposals([1, 2, 3], {1, 2}, {1: None, 2: None, 3: 1}) == [1, 2]


def test_two_groups_can_take_the_same_sheet_further() -> None:
    assert forum.proposals([1, 2, 3], {1, 2, 3}, {1: None, 2: 1, 3: 1}) == [2, 3]
