"""Pairs of pain points that may say the same, in French and English, computed here. The human decides."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log

THRESHOLD = 0.3
DETAIL_WEIGHT = 0.4
STOP_WORDS = frozenset(
    """
    a ai alors apres as au aucun aucune aussi autre autres aux avant avec avoir beaucoup bien c ca car ce cela celle
    celui ces cet cette chaque chez comme comment d dans de depuis des deux devoir doit doivent donc du elle elles
    en encore entre est et etaient etait etant ete etre eu eux fait faire faut font ici il ils j je jusque l la le
    les leur leurs lors lui m ma mais me meme mes moi moins mon n ne ni non nos notre nous on ont ou par parce
    parfois pas pendant peu peut peuvent plus plusieurs pour pourquoi pouvoir pouvons qu quand que quel quelle
    quelles quelque quelques quels qui quoi rien s sa sans se sera ses si soit son sont sous sur t ta te tes toi ton
    toujours tous tout toute toutes tres trop tu un une va vers veut voir vos votre vous y about all also an and any
    are at be because been but by can cannot do does each for from get had has have he her his how i if in into is
    it its just many more most my never no not of often on only or other our out same so some such than that the
    their them there they this to too up us was we were what when where which who why will with you your
    """.split()  # noqa: SIM905 - words read better than a column of strings
)
ENDINGS = re.compile(
    r"(?:issements?|issement|ements?|ations?|ateurs?|atrices?|ités?|ites?|ances?|ences?|ables?|iques?|antes?|ants?|ives?|ifs?"
    r"|euses?|eurs?|eux|aux|ees?|ers?|ez|ent|ait|aient|ions?|ings?|ies?|es|e|s|x)$"
)


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Two cards and how alike they are, from 0 to 1."""

    first: int
    second: int
    likeness: float


def stems(text: str) -> frozenset[str]:
    """The words that carry meaning, without accents, plurals, usual endings and stop words."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", plain.replace("œ", "oe").replace("æ", "ae"))
    return frozenset(_stem(word) for word in words if word not in STOP_WORDS and (len(word) > 1 or word.isdigit()))


def _stem(word: str) -> str:
    short = ENDINGS.sub("", word)
    return short if len(short) >= 3 else word


def suggest(cards: Mapping[int, tuple[str, str]], threshold: float = THRESHOLD) -> list[Lookalikes]:
    """Pairs of (title, detail) that share their rarer words, the most alike first.

    Likeness is a weighted Jaccard index: the weight of a word is its inverse document frequency among these cards
    (Spärck Jones, 1972), and words that only the detail has weigh less.
    """
    words = {card: _weighted(title, detail) for card, (title, detail) in cards.items()}
    frequency = Counter(word for card_words in words.values() for word in card_words)
    rarity = {word: log(1 + len(cards) / count) for word, count in frequency.items()}
    sizes = {card: sum(rarity[w] * weight for w, weight in of_card.items()) for card, of_card in words.items()}
    pairs = []
    for first, second in combinations(sorted(words), 2):
        common = words[first].keys() & words[second].keys()
        if not common:
            continue
        shared = sum(rarity[w] * min(words[first][w], words[second][w]) for w in common)
        likeness = shared / (sizes[first] + sizes[second] - shared)
        if likeness >= threshold:
            pairs.append(Lookalikes(first, second, round(likeness, 3)))
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))


def _weighted(title: str, detail: str) -> dict[str, float]:
    return dict.fromkeys(stems(detail), DETAIL_WEIGHT) | dict.fromkeys(stems(title), 1.0)
