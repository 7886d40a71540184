"""What a device cost when it was bought, as lists write amounts."""

import re
from decimal import ROUND_HALF_UP, Decimal

# A sign or a word may stand before and behind: "£ 1,299.00", "1 299,00 € HT".
_WRITTEN = re.compile(r"[^\d,.+-]{0,8}(\d[\d .,'’\u00a0\u202f]*)[^\d-]{0,12}")
_SPACES = re.compile(r"[ '’\u00a0\u202f]")
# Three digits behind a mark are thousands, never cents.
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})*|\d+)(?:[.,](\d{1,2}|\d{4,}))?")
_MOST = Decimal(10_000_000)
_CENT = Decimal("0.01")


def read_amount(text: str) -> Decimal | None:
    """Return an amount of money to the cent, None for what is none."""
    written = _WRITTEN.fullmatch(text.strip())
    found = _AMOUNT.fullmatch(_SPACES.sub("", written[1]).rstrip(".,")) if written else None
    if not found:
        return None
    whole = re.sub(r"[.,]", "", found[1])
    amount = Decimal(f"{whole}.{found[2] or 0}").quantize(_CENT, ROUND_HALF_UP) if len(whole) < 12 else _MOST
    return amount if amount < _MOST else None
