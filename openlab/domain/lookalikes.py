"""Pairs of pain points that may say the same, in French and English, computed here. The human decides."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log

THRESHOLD = 0.25
DETAIL_WEIGHT = 0.5
SPELLING_WEIGHT = 0.3
BEGINNING = 5

STOP_WORDS = frozenset(
    """
    a ai alors apres arrive arriver arrivent as au aucun aucune aussi autre autres aux avant avec avoir beaucoup bien
    c ca car ce cela celle celui ces cet cette chacun chaque chez comme comment d dans de depuis des deux devoir doit
    doivent donc du elle elles en encore entre est et etaient etait etant ete etre eu eux fait faire faut font gens ici
    il ils impossible j jamais je jusque l la le les leur leurs lors lui m ma mais me meme memes mes moi moins mon
    moyen n ne ni non nos notre nous on ont ou par parce parfois pas pendant permet permettre personne peu peut peuvent
    plus plusieurs pour pourquoi pouvoir pouvons prend prendre prennent probleme problemes qu quand que quel quelle
    quelles quelque quelques quelqu quels qui quoi rien s sa sais sait sans savent savoir se sera ses si soit son sont
    souci soucis sous souvent sur t ta te tes toi ton toujours tous tout toute toutes tres trop tu un une va vers veut
    viennent vient vos votre vous y about all also an and any are at be because been but by can cannot could do does
    don each every for from get had has have he her his how i if in into is isn it its just many more most my never no
    nobody not of often on only or other our out same so some such than that the their them there they this to too up
    us was we were what when where which who why will with would you your
    """.split()  # noqa: SIM905 - words read better than a column of strings
)
# On each line, words that say the same about a digital service. A star stands for any ending, _ for a space.
FAMILIES = """
    candidature* cerfa* demand* demarche* dossier* form formulaire* forms procedure* request* application_form
    attend* attent* delai* delay* duree* forever interminable* late lent* long longs longue* longtemps ralenti* rame
        rament retard* slow* tard tardi* wait*
    beug* blocage* bloqu* broken bug* crash* dysfonction* echec* echou* erreur* error* fail* fonctionn* indisponible*
        inutilisable* marche marchent marcher panne* plante plantent planter plantage* stuck work working works
    disparai* disparu* efface* lose loses losing lost perd* perte*
    ardu* clair* clart* complex* complicat* compliqu* compren* compris* comprehen* confus* difficil* difficult* explain*
        explication* expliqu* flou* galere* hard incomprehen* incompri* jargon* obscur* understand* unclear vocabulaire*
        casse_tete parcours_du_combattant usine_a_gaz
    caractere* contraste* font illisible* lire lisent lisible* lit minuscule* police* read readable reading text texte* tiny
    appel appeler appelle appels call called calls contact* helpdesk* helpline* hotline* injoignable*
        interlocuteur* joignable* phone* repond* standard* tel telephon*
    attach* document* fichier* file files joint* justificatif* piece* pj pjs scan* televers* upload*
    courriel* email* mail* mel messag* notif* spam*
    appointment* creneau* rdv slot* rendez_vous
    copier copie coller fill* recopi* rempli* resais* retap* retype* saisi* taper typing
    connect* connex* deconnect* deconnex* identifiant* log logged login* logs reconnect* session*
    refus* rejet* reject*
    carte_bancaire cb paiement* pay paye payer payes paying payment* regler
    avancement* nouvelles progress* statut* status suivi suivre track* ou_en_est ou_en_sont ou_ca_en_est
    affich* display* invisible* see show* visib* voir voit voient
    administre* applicant* citizen* citoyen* demandeur* particulier* people usager* user* utilisateur*
    chang* corrig* correct* modif* rectif*
    a_jour obsolete* out_of_date outdated perime* up_to_date
    collaborat* commun communs ensemble partag* share* sharing
    date* deadline* echeance* limite*
    amount* cost* cout* montant* price* prix somme sommes tarif*
    forget* forgot* oubli* rappel* relanc* remind*
    internet offline reseau* wifi hors_connexion hors_ligne sans_connexion sans_reseau
    app appli application applications applis apps logiciel* outil* plateforme* portail* site sites software systeme*
        teleservice* tool* website*
    again a_nouveau recommenc* redemand* redepos* redonn* refai* renouvel* renvoy* repeat* repet*
    cherch* find introuvable* recherch* retrouv* search* trouv*
    ancien* archiv* history historique* precedent* previous*
    image* photo* picture*
    accompagn* aid* assist* help* seul seule* seuls support*
    acced* acces* access* account* compte comptes
    bilan* rapport* report reports compte_rendu comptes_rendus
    ecri* redact* redig* write writing written
    departement* local* prefecture* region* territo*
    mdp password* mot_de_passe mots_de_passe
    courrier* imprim* paper* papier* print*
    differ* disparit* egalite harmonis* inegal* pas_la_meme pas_les_memes
    annul* cancel* delet* resili* supprim*
    brouillon* draft* enregistr* sauvegard* save saved saving
    erron* faux fausse* inexact* incorrect* mauvais* tromp* wrong*
    choice* choi* choos*
    complet* incomplet* manqu* missing
    doubl* duplicat* twice deux_fois
    anglais* english francais* french langue* language* traduc* tradui* translat*
    accessib* aveugle* blind malvoyan* lecteur_d_ecran lecteurs_d_ecran screen_reader*
    depos* depot* envoi* envoy* send* sent soumet* soumis* submi* transm*
    heavy lourd* mo size taille* volumin*
    former formation* guide* training tuto* mode_d_emploi
    receive* reception* recev* recoi* recu recus
    accueil* comptoir* counter guichet*
    abandon* decourag* give_up renonc*
    alert* averti* inform* preven* signal*
"""


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Two cards and how alike they are, from 0 to 1."""

    first: int
    second: int
    likeness: float


def _plain(text: str) -> str:
    """Small letters without accents nor doubled consonants, one space between words."""
    letters = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", letters.replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.sub(r"([a-z])\1+", r"\1", w) if len(w) > 4 else w for w in words)


def _families() -> dict[str, str]:
    families: dict[str, str] = {}
    for line in re.sub(r"\n        ", " ", FAMILIES).strip().splitlines():
        first, *_ = words = line.split()
        families |= {_plain_pattern(word): f"~{first}" for word in words}
    return families


def _plain_pattern(word: str) -> str:
    return (re.sub(r"([a-z])\1+", r"\1", word) if len(word) > 4 else word).replace("_", " ")


FAMILY = _families()
STOP = frozenset(_plain(word) for word in STOP_WORDS)
PHRASES = re.compile(r"\b(" + "|".join(sorted((p for p in FAMILY if " " in p), key=lambda p: (-len(p), p))) + r")\b")


def meanings(text: str) -> frozenset[str]:
    """What the words of a text stand for: their family, or else their first five letters."""
    found = PHRASES.findall(plain := _plain(text))
    rest = [word for word in PHRASES.sub(" ", plain).split() if word not in STOP and (len(word) > 1 or word.isdigit())]
    return frozenset([FAMILY[phrase] for phrase in found] + [_meaning(word) for word in rest])


def _meaning(word: str) -> str:
    if word in FAMILY:
        return FAMILY[word]
    beginnings = (f"{word[:size]}*" for size in range(len(word), 1, -1))
    return next((FAMILY[start] for start in beginnings if start in FAMILY), word[:BEGINNING])
