"""References that people read out on the phone: Q-26-AC7K, without letters that look alike."""

import re
from random import Random

# Left out because they are taken for one another: 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V. And E, so that no words appear.
ALPHABET = "3479ACDFHJKMNPQRTVWXY"
CODE_LENGTH = 4

_REFERENCE = re.compile(rf"[A-Z]{{1,3}}-\d{{2}}-[{ALPHABET}]{{{CODE_LENGTH}}}", re.ASCII)


def make_reference(*, prefix: str, year: int, random: Random) -> str:
    """Return a reference such as Q-26-AC7K; the caller's unique constraint says whether it is free.

    Raises: ValueError, for a prefix that is not one to three capitals or a year outside 2000 to 2099.
    """
    if not re.fullmatch("[A-Z]{1,3}", prefix):
        raise ValueError(f"a prefix is one to three capital letters, not {prefix!r}")
    if not 2000 <= year <= 2099:
        raise ValueError(f"a year is written in full, 2000 to 2099, not {year}")
    code = "".join(random.choices(ALPHABET, k=CODE_LENGTH))
    return f"{prefix}-{year % 100:02d}-{code}"


def is_reference(text: str, *, prefix: str = "") -> bool:
    """Tell whether the text has the form of a reference, of this prefix when one is given."""
    return bool(_REFERENCE.fullmatch(text)) and (not prefix or text.startswith(f"{prefix}-"))
