"""How much of a new device a refurbished one really replaces (d), by the evidence kept with the order."""

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    ATTESTED = "attested"  # the buyer states in writing that new devices were the alternative
    NONE = "none"
    ADDITIONAL = "additional"  # first equipment: nothing is replaced


@dataclass(frozen=True, kw_only=True)
class Displacement:
    """The share d that counts on the baseline only, and where it comes from."""

    evidence: Evidence
    share: float
    source: str


DISPLACEMENTS = {
    Evidence.ATTESTED: Displacement(
        evidence=Evidence.ATTESTED,
        share=1.0,
        source="The buyer's written statement that new devices were the alternative",
    ),
    Evidence.NONE: Displacement(
        evidence=Evidence.NONE,
        share=0.71,
        source="1 less the average rebound of 29 % found for smartphones in the USA by Makov and Font Vivanco (2018), "
        "doi 10.3389/fenrg.2018.00039; no study of fleets is known",
    ),
    Evidence.ADDITIONAL: Displacement(
        evidence=Evidence.ADDITIONAL,
        share=0.0,
        source="Additional equipment replaces no device",
    ),
}


def displacement_for(evidence: Evidence) -> Displacement:
    """Return d for this evidence, with its source."""
    return DISPLACEMENTS[evidence]
