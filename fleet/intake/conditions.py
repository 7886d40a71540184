"""Words for how a device looks and works, in both languages, as grade and functional state."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from b2b_portal.lib.spreadsheets.headers import fold_header, fold_text

# (grade, functional state): a letter grades looks only; "good" said of a device means that it works, too.
_WRITTEN = {
    ("A", ""): "a | grade a | a grade",
    ("B", ""): "b | grade b | b grade",
    ("C", ""): "c | grade c | c grade",
    ("A", "works"): """
        new | like new | as new | mint | pristine | excellent | very good | perfect | neuf | etat neuf | comme neuf |
        parfait | parfait etat | impeccable | excellent etat | tres bon | tres bon etat""",
    ("B", "works"): "good | good condition | bon | bon etat | etat bon",
    ("C", "works"): """
        fair | average | acceptable | used | moyen | etat moyen | correct | etat correct | passable | usage |
        etat d usage | satisfaisant""",
    ("D", ""): """
        d | grade d | d grade | poor | bad | worn | damaged | mauvais | mauvais etat | use | usee | tres use | abime |
        abimee | degrade""",
    ("", "works"): """
        ok | works | working | functional | functioning | yes | true | fonctionne | fonctionnel | fonctionnelle |
        marche | en marche | en etat de marche | en etat | oui | vrai""",
    ("", "faulty"): """
        faulty | broken | defective | not working | needs repair | to repair | cracked | no | false | en panne | panne |
        casse | cassee | defectueux | defectueuse | a reparer | ne fonctionne pas | ne marche pas | non fonctionnel |
        non fonctionnelle | non | faux""",
    ("", "dead"): """
        dead | does not start | no power | scrap | for parts | hs | h s | hors service | hors d usage | mort | rebut |
        a jeter | ne demarre pas | ne s allume pas | pour pieces""",
}
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {" ".join(word.split()): state for state, words in _WRITTEN.items() for word in words.split("|")}
)
_FIRST_WORDS = re.compile(r"[^,;:(/|–-]+")
_DAMAGE = re.compile(
    r"\b(?:casse|fissure|fele|raye|brise|abime)e?s?\b|\beclats?\b|\bhs\b|\ben panne\b|\bdefectueu(?:x|ses?)\b|"
    r"\bmanquante?s?\b|\bgonflee?s?\b|\b(?:cracked|broken|damaged|scratched|dented|missing|swollen|faulty|dead)\b|"
    r"\bnot working\b"
)


def read_condition(text: str) -> tuple[str, str] | None:
    """Return (grade, functional state) of a condition such as "B", "Bon état" or "HS: écran"; None when unknown."""
    whole = _WORDS.get(fold_header(text))
    if whole is not None:
        return whole
    start = _FIRST_WORDS.match(text.strip())
    return _WORDS.get(fold_header(start[0])) if start else None


def damage_in(remarks: str) -> str:
    """Return the word by which a remark speaks of damage, or an empty text; never the remark itself."""
    found = _DAMAGE.search(fold_text(remarks))
    return found[0] if found else ""
