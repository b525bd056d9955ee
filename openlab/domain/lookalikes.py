"""Pairs of pain points that may say the same, in French and English, computed here. The human decides."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import fsum, log

# Measured on tests/domain/lookalikes.toml; benchmarks/lookalikes.py prints what they find there.
THRESHOLD = 0.145
DETAIL_WEIGHT = 0.25
EVERYDAY_WEIGHT = 0.4
DOUBT = 6.0  # as much as two words that a single card in 25 says
BEGINNING = 5  # letters
SHORTEST_MISSPELT = 6  # letters

STOP_WORDS = """
a ai alors apres arrive arrivent arriver as assez au aucun aucune aujourd aussi autre autres aux avant avec avoir
beaucoup bien c ca car ce cela celle celui ces cet cette chacun chaque chez comme comment completement d dans de deja
depuis des deux devoir doit doivent donc du elle elles en encore entre est et etaient etait etant ete etre eu eux faire
fait faut font gens hui ici il ils impossible j jamais je jusqu jusque juste l la le les leur leurs lors lorsqu lui m
ma mais me meme memes mes moi moins mon moyen n ne ni non nos notre nous on ont ou par parce parfois particulierement
pas pendant permet permettre personne peu peut peuvent plus plusieurs pour pouvoir pouvons prend prendre prennent
probleme problemes qu quand que quel quelle quelles quelqu quelque quelques quels qui quoi rien s sa sais sait sans
savent savoir se sera ses seulement si simplement soit son sont souci soucis sous souvent sur t ta te tellement tes toi
ton toujours tous tout toute toutes tres trop tu un une va vers veut viennent vient vos votre vous vraiment y
about all also an and any are at be because been but by can cannot could do does don each every for from get had has
have he her his how i if in into is isn it its just many more most my never no nobody not of often on only or other our
out really same so some such tell than that the their them there they this to too up us very was we were what when
where which who why will with would you your
"""
# A line is a family: words that say the same. A star stands for any ending, _ for the space inside a phrase.
# The everyday ones are what any pain point is about, so they tell less.
EVERYDAY = """
dossier* demand* demarche* procedure* formulaire* candidature* cerfa* form forms application_form request*
usager* utilisateur* demandeur* particulier* citoyen* administre* people user* citizen* applicant*
outil* logiciel* appli applis application applications plateforme* portail* site sites systeme* teleservice* \
    tool tools software app apps website*
service services
agent* instruct* gestionnaire* staff
"""
FAMILIES = """
info infos information informations donnee* data
fichier* document* piece* justificatif* pj pjs joint* scan* televers* telecharg* file files attach* upload*
mail* email* courriel* mel messag* notif* spam*
courrier* lettre* papier* imprim* paper* print*
photo* image* picture*
rapport* bilan* compte_rendu comptes_rendus report reports
ecri* redig* redact* write writing written
envoi* envoy* transm* depos* depot* soumet* soumis* send* sent submi*
recoi* recu recus recev* reception* receive*
rdv rendez_vous creneau* appointment* slot*
paiement* paye payer payes regler cb carte_bancaire pay paying payment*
prix tarif* montant* cout* somme sommes price* cost* amount*
date* echeance* limite* deadline*
compte comptes acces* acced* account* access*
mdp mot_de_passe mots_de_passe password*
guichet* accueil* comptoir* agence* antenne* counter
horaire* ouvert* ferm* opening closed
smartphone* mobile* sur_telephone sur_portable sur_son_telephone sur_mon_telephone on_a_phone on_my_phone
export* importer extrac* excel tableur* csv spreadsheet*
region* departement* prefecture* territo* local*
formation* former guide* tuto* mode_d_emploi training
attend* attent* delai* long longs longue* longtemps lent* ralenti* rapid* rame rament duree* retard* tard tardi* \
    interminable* late slow* wait* delay* forever
bug* beug* erreur* plante plantent planter plantage* panne* maintenance* inaccessible* indisponible* inutilisable* \
    echou* echec* bloqu* blocage* crash* dysfonction* fonctionn* marche_pas marche_plus marche_mal marchent_pas \
    message_d_erreur messages_d_erreur error* fail* broken stuck work working works
perd* perte* disparai* disparu* efface* lose loses losing lost
compren* comprehen* compris* incomprehen* incompri* clair* clart* flou* obscur* ardu* complex* compliqu* difficil* \
    galere* jargon* vocabulaire* explication* expliqu* pourquoi raison raisons motif* motiv* intuitif* ergonom* \
    casse_tete parcours_du_combattant usine_a_gaz unclear confus* complicat* difficult* hard understand* explain*
lire lit lisent lisible* illisible* caractere* contraste* minuscule* trop_petit trop_petits trop_petite trop_petites \
    read readable reading tiny
tel telephon* appel appels appeler appelle hotline* standard* joignable* injoignable* interlocuteur* contact* repond* \
    phone* call calls called helpline* helpdesk*
saisi* resais* ressais* rempli* recopi* copier copie coller taper retap* fill typing retype*
connect* connex* deconnect* deconnex* reconnect* identifiant* session* log logs logged login*
internet reseau* wifi hors_ligne hors_connexion sans_connexion sans_reseau offline
refus* rejet* reject*
suivi suivre avancement* statut* nouvelles ou_en_est ou_en_sont ou_ca_en_est status track* progress*
voir voit voient visib* invisib* affich* see show* display*
chang* modif* corrig* correct* rectif*
a_jour perime* obsolete* up_to_date outdated out_of_date
partag* commun communs ensemble collaborat* share* sharing
oubli* rappel* relanc* remind* forget* forgot*
refai* recommenc* redemand* redonn* redepos* renvoy* renouvel* repet* a_nouveau again repeat*
double* doublon* deux_fois twice duplicat*
cherch* recherch* trouv* retrouv* introuvable* find search*
ancien* historique* precedent* archiv* history previous*
aid* accompagn* assist* seuls tout_seul toute_seule help* support*
differ* disparit* harmonis* inegal* egalite pas_la_meme pas_les_memes
annul* supprim* resili* cancel* delet*
enregistr* sauvegard* brouillon* save saved saving draft*
faux fausse* mauvais* erron* inexact* incorrect* tromp* wrong*
choi* choos* choice*
complet* incomplet* manqu* missing
langue* francais* anglais* traduc* tradui* language* french english translat*
accessib* aveugle* malvoyan* lecteur_d_ecran lecteurs_d_ecran blind screen_reader*
lourd* volumin* taille* mo heavy size
abandon* renonc* decourag* give_up
alert* averti* inform* preven* signal*
"""


def _words(text: str) -> list[str]:
    letters = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    neutral = re.sub(r"·\w+", "", letters.replace("œ", "oe").replace("æ", "ae"))
    return [_single(word) for word in re.findall(r"\w+", neutral)]


def _single(word: str) -> str:
    """Doubled letters are where French spelling slips most: in words of five letters or more they count once."""
    return re.sub(r"([a-z])\1", r"\1", word) if len(word.rstrip("*")) > 4 else word


def _families(lines: str) -> dict[str, str]:
    """Each word or phrase with the first of its line, which names the family."""
    families = [[" ".join(map(_single, word.split("_"))) for word in line.split()] for line in lines.splitlines()]
    return {word: family[0] for family in families for word in family}


def _misspelt(word: str) -> Iterator[str]:
    """The slips of a thumb: an inner letter left out, or two swapped."""
    letters, star = word.rstrip("*"), "*" * word.endswith("*")
    if len(letters) >= SHORTEST_MISSPELT and " " not in letters:
        for at in range(1, len(letters) - 1):
            yield letters[:at] + letters[at + 1 :] + star
            yield letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :] + star


SPELT = _families(FAMILIES) | _families(EVERYDAY)
FAMILY = {slip: family for word, family in SPELT.items() for slip in _misspelt(word)} | SPELT
WEIGHT = dict.fromkeys(_families(EVERYDAY).values(), EVERYDAY_WEIGHT)
PHRASE = re.compile(rf"\b({'|'.join(sorted((word for word in SPELT if ' ' in word), key=len, reverse=True))})\b")
STOPPED = frozenset(_words(STOP_WORDS))


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Two cards and how alike they are, from 0 to 1."""

    first: int
    second: int
    likeness: float


def suggest(cards: Mapping[int, tuple[str, str]], threshold: float = THRESHOLD) -> list[Lookalikes]:
    """Pairs of (title, detail) that may say the same, the most alike first. The likeness of the same words is 1.

    What few of these cards say counts more, the detail counts a quarter, and what only one of the two says counts
    against the pair, the more so when both are short.
    """
    worths = _worths(cards)
    sizes = {card: fsum(worth.values()) for card, worth in worths.items()}
    pairs = []
    for first, second in combinations(sorted(worths), 2):
        likeness = _likeness(worths[first], worths[second], (sizes[first] + sizes[second]) / 2)
        if likeness >= threshold:
            pairs.append(Lookalikes(first, second, round(likeness, 3)))
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))


def _worths(cards: Mapping[int, tuple[str, str]]) -> dict[int, dict[str, float]]:
    """What each card means, each meaning by its inverse document frequency (Spärck Jones, 1972)."""
    said = {card: (meanings(title), meanings(detail)) for card, (title, detail) in cards.items()}
    spread = Counter(meaning for title, detail in said.values() for meaning in title | detail)
    worth = {meaning: WEIGHT.get(meaning, 1.0) * log(1 + len(cards) / count) for meaning, count in spread.items()}
    return {
        card: {m: worth[m] * DETAIL_WEIGHT for m in detail} | {m: worth[m] for m in title}
        for card, (title, detail) in said.items()
    }


def _likeness(one: dict[str, float], other: dict[str, float], size: float) -> float:
    """Dice's coefficient, from 0 to 1, in which what is not shared weighs more between short texts."""
    shared = fsum(min(one[meaning], other[meaning]) for meaning in one.keys() & other.keys())
    return shared and shared / (shared + max(size - shared, 0) * (1 + DOUBT / size))


def meanings(text: str) -> frozenset[str]:
    """What the words of a text stand for: their family, or else how they begin. Stop words stand for nothing.

    Without plurals, five letters find as many look-alikes here as a light stemmer (Savoy, 2006), and need no table.
    """
    words = PHRASE.split(" ".join(_words(text)))
    phrases, rest = words[1::2], " ".join(words[::2]).split()
    telling = [word for word in rest if word not in STOPPED and (len(word) > 1 or word.isdigit())]
    return frozenset(map(_meaning, [*phrases, *telling] or rest))


def _meaning(word: str) -> str:
    starts = (f"{word[:size]}*" for size in range(len(word), 1, -1))
    return FAMILY.get(word) or next(filter(None, map(FAMILY.get, starts)), (word.rstrip("sx") or word)[:BEGINNING])
