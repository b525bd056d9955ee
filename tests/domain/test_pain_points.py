"""What a pain point is, and which card stands for which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused
from openlab.domain import pain_points as rules


def test_a_title_is_one_line_without_control_characters() -> None:
    assert rules.clean_title("  Les dossiers\n\tarrivent \x00 incomplets ") == "Les dossiers arrivent incomplets"


def test_what_people_write_is_kept_as_they_wrote_it() -> None:
    for title in (
        "<script>alert(1)</script>",
        "🚀 Trop lent 👍🏽",
        "العربية مهمة",
        "=HYPERLINK(1)",
        "L’œuvre d’un cœur",
    ):
        assert rules.clean_title(title) == title


def test_accents_typed_as_two_characters_count_as_one() -> None:
    assert rules.clean_title("e\u0301" * 140) == "é" * 140


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00"])
def test_an_empty_title_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.clean_title(text)
    assert (refused.value.code, refused.value.field) == ("title_missing", "title")


def test_a_title_of_140_characters_is_taken_and_one_of_141_is_not() -> None:
    assert rules.clean_title("a" * 140) == "a" * 140
    with pytest.raises(Refused) as refused:
        rules.clean_title("a" * 141)
    assert refused.value.code == "title_too_long"
    assert refused.value.values == {"length": 141, "limit": 140}


def test_a_detail_keeps_its_line_breaks_up_to_1000_characters() -> None:
    assert rules.clean_detail("un\r\ndeux\rtrois ") == "un\ndeux\ntrois"
    assert rules.clean_detail("") == ""
    with pytest.raises(Refused) as refused:
        rules.clean_detail("a" * 1001)
    assert refused.value.code == "detail_too_long"


def test_case_and_final_punctuation_do_not_make_another_pain_point() -> None:
    assert rules.same_title("Trop lent !") == rules.same_title("trop lent")
    assert rules.same_title("Trop lent") != rules.same_title("Trop lente")


def test_a_card_stands_for_those_merged_into_it_and_into_those() -> None:
    into = {1: None, 2: 1, 3: 2, 4: None}
    assert [rules.standing(card, into) for card in (1, 2, 3, 4)] == [1, 1, 1, 4]


def test_merging_goes_into_the_card_that_stands() -> None:
    assert rules.merge(4, 3, {1: None, 2: 1, 3: 2, 4: None}) == 1


@pytest.mark.parametrize(
    ("card", "into", "told"), [(1, 1, "merge_with_itself"), (1, 2, "merge_with_itself"), (2, 3, "merged_already")]
)
def test_a_merge_that_makes_no_sense_is_refused(card: int, into: int, told: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.merge(card, into, {1: None, 2: 1, 3: None})
    assert refused.value.code == told


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 9)), max_size=60))
def test_no_sequence_of_merges_and_unmerges_makes_a_circle_or_loses_a_card(steps: list[tuple[bool, int, int]]) -> None:
    into: dict[int, int | None] = dict.fromkeys(range(10))
    for is_merge, card, other in steps:
        before = dict(into)
        if is_merge:
            try:
                into[card] = rules.merge(card, other, into)
            except Refused:
                assert into == before
                continue
            undone = {**into, card: None}
            assert undone == before, "unmerge undoes merge"
        else:
            into[card] = None
        stands = [rules.standing(c, into) for c in into]
        assert all(into[c] is None for c in stands)
        assert set(stands) == set(rules.votable((c, m, False) for c, m in into.items()))
