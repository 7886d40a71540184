"""Column headers as people and programs write them, folded to one plain form."""

import re
import unicodedata
from functools import lru_cache

# Letters that look Latin and are not: Snipe-IT's French translation ships a Cyrillic С in "Сatégorie".
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХѴаеѕіјкорсухԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
    "ABESIJKMHOPCTYXVaesijkopcyxqwhABEZHIKMNOPTYXaikvoptux",
)
_NOT_PLAIN = re.compile(r"[\W_]+")


def fold_text(text: str) -> str:
    """Return `text` in lower case without accents, look-alike letters, no-break or zero-width characters."""
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced.lower()
    decomposed = unicodedata.normalize("NFKD", spaced).translate(_LOOK_ALIKES)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign) and sign.isprintable())
    return " ".join(bare.casefold().split())


def fold_header(text: str) -> str:
    """Return the plain words of a header: "N°\N{NO-BREAK SPACE}série " and "n serie" are the same column."""
    if text.isascii() and text.isalnum():  # most serial numbers: each is seen once, so a cache only costs
        return text.lower()
    return _remembered(text)


def fold_unremembered(text: str) -> str:
    """The same, for what must not stay in memory."""
    return _NOT_PLAIN.sub(" ", fold_text(text)).strip()


_remembered = lru_cache(maxsize=10_000)(fold_unremembered)
