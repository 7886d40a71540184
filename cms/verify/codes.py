"""The code as it is printed, from what people type."""

import unicodedata

from b2b_portal.lib.references import ALPHABET

LENGTH, GROUP = 16, 4
LOOK_ALIKES = str.maketrans("U", "V")  # the alphabet has no U: whoever reads one means V


class NotACode(ValueError):
    """What was typed cannot be a code; `wrong` holds the characters that no code has, if that is why."""

    def __init__(self, wrong: str = "") -> None:
        self.wrong = wrong
        super().__init__(wrong)


def canonical_code(typed: str) -> str:
    """`3479-ACDF-HJKM-NPQR` from any case, any dashes or blanks, and a U for a V.

    Raises: NotACode.
    """
    letters = [char for char in unicodedata.normalize("NFKC", typed).upper() if char.isalnum()]
    code = "".join(letters).translate(LOOK_ALIKES)
    wrong = "".join(dict.fromkeys(char for char in code if char not in ALPHABET))
    if wrong or len(code) != LENGTH:
        raise NotACode(wrong[:LENGTH])
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))
