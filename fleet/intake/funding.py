"""Who paid for a device, by the words lists use, and until which year what they paid for may not be sold."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from b2b_portal.lib.spreadsheets.headers import fold_header

_WRITTEN = {
    "own": """
        own | own budget | own funds | school | school budget | trust | trust budget | fonds propres | budget propre |
        etablissement | budget de l etablissement""",
    "state": "state | government | federal | dfe | etat | ministere | education nationale | rectorat",
    "region": "region | regional council | conseil regional",
    "department": """
        department | county | local authority | council | departement | conseil departemental | commune | mairie |
        collectivite""",
    "e_rate": "e rate | erate | usac",
    "grant": "grant | grants | subvention | fonds europeens | feder | fondation | don affecte",
}
_WORDS: Mapping[str, str] = MappingProxyType(
    {" ".join(word.split()): source for source, words in _WRITTEN.items() for word in words.split("|")}
)
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


def read_funding(text: str) -> str:
    """Return own|state|region|department|e_rate|grant, or an empty text for a word we do not know."""
    return _WORDS.get(fold_header(text), "")


def read_year(text: str) -> int | None:
    """Return the one year that a text names, as a year or within a date."""
    years = {int(year) for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None
