"""The countries we collect from and deliver to: the European single market, Switzerland and the United Kingdom."""

import unicodedata

from babel import Locale
from django.utils.translation import get_language

SERVED = (
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT",
    "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip


def country_choices() -> list[tuple[str, str]]:
    """Code and name in the reader's language, in that language's alphabet as far as folding the accents goes."""
    names = Locale.parse(get_language() or "en").territories
    return sorted(((code, names[code]) for code in SERVED), key=lambda choice: _folded(choice[1]))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()
