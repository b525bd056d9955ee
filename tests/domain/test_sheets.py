"""What a sheet holds, and how two texts of it are put together: no word of either side is ever lost."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused, phases
from openlab.domain.phases import ORDER, Phase
from openlab.domain.sheets import FIELDS, LIMITS, Content, clean, differences, merge, together

VOCABULARY = ["un", "dossier", "est", "arrivé", "trop", "tard", "et", "incomplet", ".", "\n", "!"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=8)
TEXTS = WORDS.map(" ".join).map(str.strip)
PERSONAS = st.frozensets(st.integers(1, 4))
CONTENTS = st.builds(clean, st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXTS)), PERSONAS)


def has_in_order(words: Iterable[str], text: str) -> bool:
    """Whether these words stand in the text in this order, others between them or not."""
    there = iter(text.split())
    return all(word in there for word in words)


@given(base=CONTENTS, mine=CONTENTS, theirs=CONTENTS)
def test_each_sides_text_is_in_the_result_or_in_the_conflict_shown(
    base: Content, mine: Content, theirs: Content
) -> None:
    merged = merge(base, mine, theirs)
    for field in FIELDS:
        was, here, there, kept = (content.text(field) for content in (base, mine, theirs, merged.content))
        if field in merged.conflicts:
            assert was != here
            assert was != there
            assert here != there
            assert kept == here
        else:
            assert kept == (there if here == was else here)
            assert here in (was, there, kept)
            assert there in (was, here, kept)


@given(base=CONTENTS, mine=CONTENTS, theirs=CONTENTS)
def test_it_does_not_matter_who_saved_first(base: Content, mine: Content, theirs: Content) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert one.conflicts == other.conflicts
    assert one.content.personas == other.content.personas
    for field in set(FIELDS) - set(one.conflicts):
        assert one.content.text(field) == other.content.text(field)


@given(base=CONTENTS, mine=CONTENTS)
def test_alone_one_saves_what_one_typed(base: Content, mine: Content) -> None:
    assert merge(base, mine, base) == merge(base, base, mine) == merge(base, mine, mine)
    assert merge(base, mine, base).content == mine
    assert not merge(base, mine, base).conflicts


@given(base=CONTENTS, mine=CONTENTS, theirs=CONTENTS)
def test_a_tick_that_was_added_is_there_and_one_that_was_taken_away_is_not(
    base: Content, mine: Content, theirs: Content
) -> None:
    ticked = merge(base, mine, theirs).content.personas
    for persona in base.personas | mine.personas | theirs.personas:
        was, here, there = (persona in content.personas for content in (base, mine, theirs))
        assert (persona in ticked) == (there if here == was else here)


@given(mine=TEXTS, theirs=TEXTS, between=st.sampled_from(["\n\n", " / "]))
def test_the_text_to_begin_a_merge_with_has_every_word_of_both_in_order(mine: str, theirs: str, between: str) -> None:
    both = together(mine, theirs, between)
    assert has_in_order(mine.split(), both)
    assert has_in_order(theirs.split(), both)
    assert together(mine, mine, between) == mine or not mine


@given(mine=TEXTS, theirs=TEXTS)
def test_the_pieces_of_a_text_make_the_whole_of_it_and_what_is_shared_is_the_same(mine: str, theirs: str) -> None:
    here, there = differences(mine, theirs)
    assert "".join(piece.text for piece in here) == mine
    assert "".join(piece.text for piece in there) == theirs
    shared = [" ".join(piece.text for piece in side if piece.is_shared).split() for side in (here, there)]
    assert shared[0] == shared[1]


def test_alike_texts_are_woven_and_different_ones_follow_each_other() -> None:
    mine, theirs = "Le dossier est long et cher", "Le dossier est trop long"
    assert together(mine, theirs) == "Le dossier est trop long et cher"
    assert together("On attend", "Rien à voir avec cela") == "Rien à voir avec cela\n\nOn attend"
    assert together("Léa", "Karim", " / ") == "Karim / Léa"
    assert together("", "Karim") == together("Karim", "") == "Karim"


def test_only_what_differs_is_marked() -> None:
    here, there = differences("Le dossier est long", "Le dossier est trop long")
    assert [piece.text for piece in here if not piece.is_shared] == []
    assert [piece.text for piece in there if not piece.is_shared] == ["trop "]


def test_texts_are_kept_as_they_were_typed_but_for_what_cannot_be_shown() -> None:
    content = clean({"problem": " Un\r\nDeux\x00\u0007 ", "spokesperson": " Léa \n Martin ", "nothing": "x"})
    assert content.problem == "Un\nDeux"
    assert content.spokesperson == "Léa Martin"
    assert content.solution == ""


@pytest.mark.parametrize("field", FIELDS)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(field: str) -> None:
    assert len(clean({field: "é" * LIMITS[field]}).text(field)) == LIMITS[field]
    with pytest.raises(Refused) as refused:
        clean({field: "é" * (LIMITS[field] + 1)})
    assert (refused.value.code, refused.value.field) == ("text_too_long", field)
    assert refused.value.values == {"length": LIMITS[field] + 1, "limit": LIMITS[field]}


def test_a_sheet_is_full_when_every_part_says_something() -> None:
    nothing, all_parts = Content(), clean(dict.fromkeys(FIELDS, "x"))
    assert (nothing.filled, nothing.is_full) == ((), False)
    assert (all_parts.filled, all_parts.is_full) == (FIELDS, True)
    assert clean({}, [1]).filled == ("for_whom",)
    assert clean({field: "x" for field in FIELDS if field != "for_whom"}, [1]).is_full


def test_people_write_in_their_own_round_and_facilitators_until_the_end() -> None:
    writing = {phase: [r for r in (1, 2) if phases.may_write_sheet(phase, r)] for phase in ORDER}
    assert {phase: rounds for phase, rounds in writing.items() if rounds} == {Phase.GROUPS_1: [1], Phase.GROUPS_2: [2]}
    phases.writing_sheet(Phase.GROUPS_1, 1)
    with pytest.raises(Refused, match="sheet_not_open"):
        phases.writing_sheet(Phase.GROUPS_1, 2)
    for phase in ORDER[:-1]:
        phases.mending_sheet(phase)
    with pytest.raises(Refused, match="sheets_closed"):
        phases.mending_sheet(Phase.CLOSED)
    assert [phase for phase in ORDER if phases.has_groups(phase)] == list(ORDER[5:])
