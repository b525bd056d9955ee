"""Names, e-mails, passwords, codes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused, people


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Zoé ", "Zoé"),
        ("Jean\n Luc", "Jean Luc"),
        ("李", "李"),
        ("🦊", "🦊"),
        ("\u202eéoZ\u202c", "éoZ"),
        ("👨\u200d👩", "👨\u200d👩"),
    ],
)
def test_a_first_name_or_pseudonym_is_kept_as_typed(typed: str, kept: str) -> None:
    assert people.clean_name(typed) == kept


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: people.clean_name(" "), "name_missing"),
        (lambda: people.clean_name("a" * 41), "name_too_long"),
        (lambda: people.clean_email("zoe"), "email_wrong"),
        (lambda: people.clean_email("zoe@localhost"), "email_wrong"),
        (lambda: people.clean_email("a b@example.org"), "email_wrong"),
        (lambda: people.check_password("short"), "password_short"),
        (lambda: people.check_password("x" * 201), "password_long"),
        (lambda: people.check_password("AzertyUiop123"), "password_guessed"),
        (lambda: people.check_password("aaaa aaaa aaaa"), "password_guessed"),
    ],
)
def test_what_cannot_be_right_is_refused(call: Callable[[], object], told: str) -> None:
    with pytest.raises(Refused) as refused:
        call()
    assert refused.value.code == told


def test_an_email_is_the_same_in_any_case() -> None:
    assert people.clean_email(" Zoe@Example.ORG ") == "zoe@example.org"


def test_codes_have_no_letters_that_are_mistaken_for_each_other() -> None:
    assert not set("01OILU") & set(people.CODE_ALPHABET)
    for code in (people.new_lab_code(), people.return_code("browser", "K7QM2P")):
        assert set(code) <= set(people.CODE_ALPHABET)


@given(st.text(people.CODE_ALPHABET, min_size=6, max_size=12))
def test_a_code_can_be_typed_in_small_letters_with_spaces_and_hyphens(code: str) -> None:
    assert people.typed_code(f" {people.spaced(code).lower()} ") == code


def test_one_browser_has_one_return_code_in_one_lab() -> None:
    code = people.return_code("browser one", "K7QM2P")
    assert code == people.return_code("browser one", "K7QM2P")
    assert len({code, people.return_code("browser two", "K7QM2P"), people.return_code("browser one", "AAAAAA")}) == 3
    assert len(code) == 12


def test_return_codes_use_the_whole_alphabet_evenly() -> None:
    letters = "".join(people.return_code(f"browser {n}", "K7QM2P") for n in range(3000))
    counts = [letters.count(letter) for letter in people.CODE_ALPHABET]
    assert max(counts) < 1.2 * min(counts)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Enfants du spectacle", "enfants-du-spectacle"), ("Démarches & Cie", "demarches-cie"), ("日本", "product")],
)
def test_a_product_has_an_address_people_can_read(name: str, slug: str) -> None:
    assert people.slug(name) == slug
