"""Who made the device: one plain word for the many ways in which firmware, tools and people write a maker."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from b2b_portal.lib.spreadsheets.headers import fold_header

_WRITTEN_AS: Mapping[str, str] = MappingProxyType(
    {
        "acer": "acer", "acer inc": "acer", "apple": "apple", "apple inc": "apple", "apple computer": "apple",
        "asus": "asus", "asustek": "asus", "asustek computer inc": "asus", "crosscall": "crosscall",
        "dell": "dell", "dell inc": "dell", "alienware": "dell", "fairphone": "fairphone",
        "fujitsu": "fujitsu", "fujitsu client computing limited": "fujitsu", "google": "google", "google inc": "google",
        "google llc": "google", "hewlett packard": "hp", "hewlett packard company": "hp", "hp": "hp", "hp inc": "hp",
        "hpe": "hp", "hewlett packard enterprise": "hp", "honor": "honor", "huawei": "huawei", "lenovo": "lenovo",
        "lenovo group limited": "lenovo",
        "lg": "lg", "lg electronics": "lg", "lge": "lg", "microsoft": "microsoft",
        "microsoft corporation": "microsoft", "motorola": "motorola", "motorola mobility": "motorola",
        "msi": "msi", "micro star international": "msi", "nokia": "nokia", "hmd global": "nokia", "oneplus": "oneplus",
        "oppo": "oppo", "panasonic": "panasonic", "samsung": "samsung", "samsung electronics": "samsung",
        "sony": "sony", "sony interactive entertainment": "sony", "toshiba": "toshiba", "dynabook": "toshiba",
        "dynabook inc": "toshiba", "xiaomi": "xiaomi",
        "redmi": "xiaomi", "zebra": "zebra", "zebra technologies": "zebra",
        "hewlett packard entreprise": "hp", "dell computer corporation": "dell", "dell emc": "dell",
    }
)  # fmt: skip

# The first words by which a model name gives its maker away.
_FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "iphone": "apple", "ipad": "apple", "macbook": "apple", "imac": "apple", "mac": "apple", "ipod": "apple",
        "thinkpad": "lenovo", "thinkcentre": "lenovo", "thinkbook": "lenovo", "ideapad": "lenovo", "yoga": "lenovo",
        "thinkstation": "lenovo", "ideacentre": "lenovo", "latitude": "dell", "optiplex": "dell", "inspiron": "dell",
        "precision": "dell", "vostro": "dell", "xps": "dell", "elitebook": "hp", "probook": "hp", "zbook": "hp",
        "elitedesk": "hp", "prodesk": "hp", "pavilion": "hp", "elite": "hp", "envy": "hp", "omen": "hp",
        "galaxy": "samsung", "pixel": "google", "surface": "microsoft", "travelmate": "acer", "aspire": "acer",
        "veriton": "acer", "vivobook": "asus", "zenbook": "asus", "expertbook": "asus", "moto": "motorola",
        "lifebook": "fujitsu", "esprimo": "fujitsu", "portege": "toshiba", "tecra": "toshiba", "satellite": "toshiba",
    }
)  # fmt: skip

MAKER_WORDS = frozenset(_WRITTEN_AS)
MAKERS = frozenset(_WRITTEN_AS.values())
MAKER_PHRASES = tuple(sorted((name for name in _WRITTEN_AS if " " in name), key=len, reverse=True))
_LONGEST_NAME = 3  # words


@lru_cache(maxsize=10_000)
def fold_maker(text: str) -> str:
    """Return the plain word of a maker ("Dell Inc." -> "dell"); one we do not know is only folded.

    A known maker is known whatever follows it: "Samsung Electronics Co., Ltd." or "Apple France".
    """
    folded = fold_header(text)
    words = folded.split()
    for length in range(min(len(words), _LONGEST_NAME), 0, -1):
        maker = _WRITTEN_AS.get(" ".join(words[:length]))
        if maker:
            return maker
    return folded


@lru_cache(maxsize=20_000)
def maker_of_name(text: str) -> str:
    """Return the maker that a model's name tells ("ThinkPad T14" -> "lenovo"), or an empty text."""
    words = fold_header(text).split()
    for known in (_WRITTEN_AS, _FAMILIES):
        for length in (2, 1):
            maker = known.get(" ".join(words[:length]))
            if maker:
                return maker
    return "samsung" if words[:1] == ["sm"] else ""


def maker_named_within(text: str) -> str:
    """Return the one maker whose own name or family stands anywhere in a text ("PC portable Latitude 5420")."""
    words = fold_header(text).split()
    found = {maker for word in words if (maker := _WRITTEN_AS.get(word) or _FAMILIES.get(word))}
    return found.pop() if len(found) == 1 else ""
