"""Headers nobody has written before: the same words glued, qualified or misspelt."""

import re
from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz, process

from fleet.intake.aliases import ALIASES, LEFT_ALONE
from fleet.intake.columns import fold_header

_FUZZY_FROM = 90
_MARGIN = 3  # points by which the next field has to be further away
_SHORTEST_FUZZY = 5  # below five letters every word resembles another
_SURE = Decimal("1.00")

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_QUALIFIER = re.compile(
    r"^(?:the|device|computer|asset|hardware|hw|mobile|equipment|item|system|general|inventory|machine|client|bios|"
    r"apple|tablet|phone|pc|appareil|materiel|equipement|ordinateur|parc) "
)
_QUALIFIER_AFTER = re.compile(
    r" (?:of (?:the )?(?:device|computer|asset)|(?:du|de l|de la|de) ?"
    r"(?:appareil|materiel|equipement|ordinateur|poste|pc|tablette|terminal|machine)|constructeur|fabricant|value)$"
)


def spellings(header: str) -> Iterator[str]:
    """Yield the folded forms a header may be known under: as written, glued words parted, without qualifiers."""
    seen = set()
    for text in (header, _HUMP.sub(" ", header)):
        folded = fold_header(text)
        bare = _QUALIFIER_AFTER.sub("", _QUALIFIER.sub("", folded))
        for form in (folded, bare):
            if form and form not in seen:
                seen.add(form)
                yield form


def near_miss(folded: str) -> tuple[str, Decimal]:
    """Return the field whose name a header misspells, and how sure that is; an empty field when none is near enough.

    When the names of two fields are about as near, neither is meant.
    """
    if len(folded) < _SHORTEST_FUZZY or folded in LEFT_ALONE:
        return "", _SURE
    near = process.extract(folded, ALIASES.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_FROM - _MARGIN, limit=None)
    if not near or near[0][1] < _FUZZY_FROM:
        return "", _SURE
    alias, score, _ = near[0]
    rival = max((other for name, other, _ in near if ALIASES[name] != ALIASES[alias]), default=0)
    if score - rival < _MARGIN:
        return "", _SURE
    return ALIASES[alias], (Decimal(str(score)) * Decimal("0.009")).quantize(Decimal("0.01"))
