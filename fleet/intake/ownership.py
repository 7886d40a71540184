"""Whose a device is, by the words MDMs and lists use."""

from collections.abc import Mapping
from types import MappingProxyType

from b2b_portal.lib.spreadsheets.headers import fold_header

_WRITTEN = {
    "organisation": """
        corporate | company | company owned | corporate owned | institutional | institution | organisation |
        organization | business | school | owned | purchased | entreprise | societe | etablissement | ecole | achat |
        achete | achetee | propriete | interne""",
    "person": "personal | person | personally owned | byod | employee owned | user | personnel | prive | privee",
    "lessor": """
        leased | lease | rental | rented | lessor | loue | louee | location | leasing | credit bail | lld | loa |
        loueur | bailleur""",
    "funder": """
        funder | funded | grant | region | departement | conseil regional | conseil departemental | collectivite |
        subvention | subventionne""",
}
_WORDS: Mapping[str, str] = MappingProxyType(
    {" ".join(word.split()): owner for owner, words in _WRITTEN.items() for word in words.split("|")}
)
_YES = frozenset({"true", "yes", "y", "1", "on", "enabled", "vrai", "oui", "o", "active", "activee"})
_NO = frozenset({"false", "no", "n", "0", "off", "disabled", "faux", "non", "desactive", "desactivee", "inactive"})


def read_owner(text: str) -> str:
    """Return organisation|lessor|person|funder, or an empty text for a word we do not know."""
    return _WORDS.get(fold_header(text), "")


def read_yes_no(text: str) -> bool | None:
    """Return what a tick box says, None when it says nothing we know."""
    folded = fold_header(text)
    return True if folded in _YES else False if folded in _NO else None
