"""Pairs that may say the same: what is found in labelled labs, and what never makes a difference."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lookalikes import labelled_labs, measure
from openlab.domain.lookalikes import EVERYDAY, FAMILIES, FAMILY, SPELT, Lookalikes, meanings, suggest
from openlab.settings import PACKAGE

OTHERS = {
    7: ("La cantine ferme trop tôt", ""),
    8: ("Le parking est payant", "Deux euros de l'heure."),
    9: ("Il fait froid dans la salle d'attente", ""),
}
WORDS = [
    "dossier",
    "lent",
    "lente",
    "bug",
    "plante",
    "erreur",
    "photo",
    "photos",
    "refusée",
    "enfant",
    "le",
    "pas",
    "2",
]
cards_of_words = st.dictionaries(
    st.integers(1, 40),
    st.tuples(*[st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)] * 2),
    max_size=8,
)


def likeness(one: str, other: str) -> float:
    """Between two titles, among three other cards."""
    pairs = suggest({1: (one, ""), 2: (other, ""), **OTHERS}, threshold=0.001)
    return next((pair.likeness for pair in pairs if (pair.first, pair.second) == (1, 2)), 0.0)


def test_most_look_alikes_of_the_labelled_labs_are_found_and_about_half_of_the_suggestions_are_right() -> None:
    figures = measure(labelled_labs())
    assert figures.recall >= 0.70
    assert figures.precision >= 0.48


def test_labs_that_were_kept_away_from_the_tuning_are_not_far_behind() -> None:
    figures = measure(lab for lab in labelled_labs() if lab.held_out)
    assert figures.recall >= 0.65
    assert figures.precision >= 0.45


def test_three_out_of_four_of_the_first_eight_suggestions_are_right() -> None:
    assert measure(labelled_labs()).first_eight >= 0.75


def test_the_two_pain_points_that_the_demo_merges_are_the_most_alike() -> None:
    demo = tomllib.loads((PACKAGE / "demo_lab.toml").read_text(encoding="utf-8"))
    cards = {number: (card["title"], card["detail"]) for number, card in enumerate(demo["pain_points"], start=1)}
    assert [[pair.first, pair.second] for pair in suggest(cards)][:1] == demo["merged"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le formulaire est trop long", "Le formulaire est trop long"),
        ("Le formulaire est trop long", "LE FORMULAIRE EST TROP LONG !!!"),
        ("Les pièces sont refusées", "les pieces sont refusees"),
        ("Le plan et le feu", "Les plans et les feux"),
        ("La pièce est refusée", "Les pièces sont refusées"),
        ("Formulaire trop long", "En fait, ce formulaire est vraiment trop long"),
        ("L’outil n’est pas clair", "L'outil n'est pas clair"),
        ("Le cœur du dossier", "le coeur du dossier"),
        ("Les instructeur·rice·s sont seuls", "Les instructeurs sont seuls"),
        ("The form is too long", "Forms are too long"),
        ("On ne sait pas", "on ne sait pas…"),
        ("Форма слишком длинная", "форма слишком длинная"),
    ],
)
def test_case_accents_plurals_stop_words_and_typography_make_no_difference(one: str, other: str) -> None:
    assert likeness(one, other) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fromulaire", "formulaire"),
        ("justificatf", "justificatif"),
        ("resaisir", "ressaisir"),
        ("dificile", "difficile"),
        ("conexion", "connexion"),
        ("telehpone", "téléphone"),
    ],
)
def test_a_slip_of_the_thumb_keeps_the_meaning(typed: str, meant: str) -> None:
    assert meanings(typed) == meanings(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le site plante", "L'appli bugue"),
        ("Personne ne répond au téléphone", "La hotline est injoignable"),
        ("On ne sait pas où en est le dossier", "Aucun suivi de ma demande"),
        ("Mot de passe perdu", "mdp oublié"),
        ("Le formulaire est trop long", "The form is too slow"),
    ],
)
def test_words_of_one_family_say_the_same(one: str, other: str) -> None:
    assert likeness(one, other) > likeness(one, "La chaudière fume") == 0


def test_the_same_thing_with_another_trouble_is_less_alike() -> None:
    photo = "Les photos sont refusées"
    assert likeness(photo, "Photo rejetée, on ne sait pas pourquoi") > likeness(photo, "Les photos sont trop lourdes")


def test_what_every_lab_is_about_counts_less() -> None:
    assert likeness("Le dossier est bleu", "Le dossier est vert") < likeness("Le vélo est bleu", "Le vélo est vert")


def test_the_detail_counts_less_than_the_title() -> None:
    cards = {1: ("Des frites froides", ""), 2: ("Frites", "Molles."), 3: ("Molles", "Frites."), **OTHERS}
    alike = {(pair.first, pair.second): pair.likeness for pair in suggest(cards, threshold=0.001)}
    assert alike[1, 2] > alike[1, 3]


def test_the_most_alike_come_first_and_equals_in_the_order_of_their_numbers() -> None:
    cards = {
        5: ("Photo refusée", ""),
        3: ("photos refusées", ""),
        2: ("Photo refusée", ""),
        1: ("Photo refusée sans raison", ""),
    }
    pairs = suggest({**cards, **OTHERS})
    assert [(pair.first, pair.second) for pair in pairs] == [(2, 3), (2, 5), (3, 5), (1, 2), (1, 3), (1, 5)]
    assert [pair.likeness for pair in pairs][:3] == [1, 1, 1]


@pytest.mark.parametrize("cards", [{}, {4: ("Le site est lent", "")}, {1: ("???", ""), 2: ("???", "")}])
def test_without_two_cards_that_have_words_there_is_nothing_to_suggest(cards: dict[int, tuple[str, str]]) -> None:
    assert suggest(cards) == []


@given(cards_of_words)
def test_each_pair_is_suggested_once_the_lower_number_first_and_never_a_card_with_itself(
    cards: dict[int, tuple[str, str]],
) -> None:
    pairs = [(pair.first, pair.second) for pair in suggest(cards)]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) <= set(combinations(sorted(cards), 2))


@given(cards_of_words)
def test_likeness_is_between_the_threshold_and_one(cards: dict[int, tuple[str, str]]) -> None:
    assert all(0.25 <= pair.likeness <= 1 for pair in suggest(cards, threshold=0.25))


@given(cards_of_words)
def test_the_order_in_which_cards_are_given_makes_no_difference(cards: dict[int, tuple[str, str]]) -> None:
    assert suggest(dict(reversed(cards.items()))) == suggest(cards)


@given(cards_of_words)
def test_a_pair_is_as_alike_read_from_the_other_side(cards: dict[int, tuple[str, str]]) -> None:
    mirrored = suggest({-number: card for number, card in cards.items()})
    assert Counter(Lookalikes(-pair.second, -pair.first, pair.likeness) for pair in mirrored) == Counter(suggest(cards))


def test_three_hundred_cards_are_all_compared() -> None:
    cards = dict.fromkeys(range(300), ("Le formulaire est trop long", ""))
    assert len(suggest(cards)) == 300 * 299 / 2


def test_no_word_is_in_two_families() -> None:
    assert [word for word, times in Counter((FAMILIES + EVERYDAY).split()).items() if times > 1] == []


def test_every_word_of_a_family_is_read_as_such() -> None:
    astray = {word for word in SPELT if meanings(word.rstrip("*")) != {SPELT[word]}}
    assert astray == set()


def test_no_misspelling_hides_a_word_of_another_family() -> None:
    assert {word: FAMILY[word] for word in SPELT} == SPELT
