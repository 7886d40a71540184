"""Claims that a report must not make: Directive (EU) 2024/825 forbids generic and offset-based environmental claims."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ForbiddenClaim:
    """The words found, where they start, and why they cannot stay."""

    words: str
    start: int
    why: str


_NEUTRAL = "a claim of neutrality; print the emissions and the avoided emissions apart"
_OFFSET = "avoided emissions compensate for nothing; print them in their own section"
_GENERIC = "a generic claim; print the figure with its source and range"

_FORBIDDEN = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), why)
    for pattern, why in (
        (r"(?:carbon|climate|co2|co₂)[- ]?neutral(?:ity)?", _NEUTRAL),
        (
            r"(?:carbon|climate)[- ]positive|zero[- ]carbon|carbon[- ]free|net[- ]zero (?:device|phone|laptop)s?",
            _NEUTRAL,
        ),
        (r"neutres? en (?:carbone|co2|co₂)|neutralité (?:carbone|climatique)", _NEUTRAL),
        (r"(?:zéro|sans) (?:carbone|émissions?)|bilan carbone (?:nul|positif)", _NEUTRAL),
        (r"offset(?:s|ting)?|carbon compensation", _OFFSET),
        (
            r"compens(?:e|ent|er|ation|ations)(?: (?:de|des|du|vos|nos|les|le|ses))? (?:carbone|émissions?|co2|co₂)",
            _OFFSET,
        ),
        (r"eco[- ]?friendly|environment(?:ally)?[- ]friendly|planet[- ]friendly|climate[- ]friendly", _GENERIC),
        (r"green (?:device|phone|laptop|computer|product|choice|it)s?|good for the (?:planet|environment)", _GENERIC),
        (r"sav(?:e|es|ed|ing) (?:the|our) (?:planet|earth|world)", _GENERIC),
        (r"éco[- ]?(?:responsables?|friendly)|(?<!transition )écologiques?", _GENERIC),
        (r"respectueu(?:x|se|ses) de (?:l[’']environnement|la planète)", _GENERIC),
        (r"(?:appareil|téléphone|ordinateur|produit|choix|numérique)s? verts?|amis? de l[’']environnement", _GENERIC),
        (r"sauv(?:e|ent|er|ez|ons) (?:la|notre) planète|bons? pour (?:la planète|l[’']environnement)", _GENERIC),
    )
)


def find_forbidden_claims(text: str) -> tuple[ForbiddenClaim, ...]:
    """Return the claims in an English or French text that must not be printed, in their order."""
    found = [
        ForbiddenClaim(words=match.group(), start=match.start(), why=why)
        for pattern, why in _FORBIDDEN
        for match in pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda claim: claim.start))
