"""Which program wrote a list: known by its headers, never by the order of columns, which every admin chooses."""

from collections.abc import Collection

from fleet.intake.columns import fold_header, language_of
from fleet.intake.device_management import DEVICE_MANAGEMENT
from fleet.intake.inventories import INVENTORIES
from fleet.intake.programs import SourceProfile

__all__ = ["ENOUGH", "HANDMADE", "PROFILES", "PROGRAM_NAMES", "SourceProfile", "find_profile"]

PROFILES = (*DEVICE_MANAGEMENT, *INVENTORIES)
# The programs as people call them, whatever they export.
PROGRAM_NAMES = tuple(dict.fromkeys(profile.name.partition(" (")[0] for profile in PROFILES))

# Fewer headers in common with a signature prove nothing: lists of devices resemble each other.
ENOUGH = 4

# A list somebody made by hand: nothing but the words of its headers to go by.
HANDMADE = {
    "fr": SourceProfile(code="handmade_fr", name="Hand-made list (French)"),
    "en": SourceProfile(code="generic", name="Generic list"),
}


def find_profile(headers: Collection[str]) -> SourceProfile:
    """Return the program that wrote these headers, or the hand-made list in their language."""
    folded = {fold_header(header) for header in headers}
    best = max(PROFILES, key=lambda profile: len(profile.signature & folded))
    if len(best.signature & folded) >= ENOUGH:
        return best
    return HANDMADE[language_of(headers)]
