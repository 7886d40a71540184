"""Words for kinds of devices, in both languages, as the catalogue's category slugs."""

from collections.abc import Mapping
from types import MappingProxyType

from b2b_portal.lib.spreadsheets.headers import fold_header

_WRITTEN = {
    "smartphone": """
        smartphone | smartphones | phone | phones | mobile phone | mobile phones | mobile | iphone | cell phone |
        telephone | telephones | telephone portable | telephone mobile | gsm""",
    "tablet": "tablet | tablets | ipad | ipads | tablette | tablettes",
    "laptop": """
        laptop | laptops | notebook | notebooks | ultrabook | macbook | pc portable | pc portables | portable |
        portables | ordinateur portable | ordinateurs portables""",
    "chromebook": "chromebook | chromebooks",
    "desktop": """
        desktop | desktops | desktop computer | tower | mini tower | small form factor | mini pc | thin client | uc |
        unite centrale | unites centrales | pc fixe | pc fixes | pc bureau | pc de bureau | ordinateur fixe | fixe |
        tour""",
    "all_in_one": "all in one | aio | imac | tout en un",
    "monitor": "monitor | monitors | screen | screens | display | displays | ecran | ecrans | moniteur | moniteurs",
    "workstation": "workstation | workstations | station de travail",
    "server": "server | servers | serveur | serveurs",
    "console": "console | consoles | console de jeu",
    "printer": "printer | printers | copier | imprimante | imprimantes | copieur | copieurs | multifonction",
    "wearable": "watch | smartwatch | wearable | montre | montre connectee",
    "small_appliance": "small appliance | petit electromenager",
}
_WORDS: Mapping[str, str] = MappingProxyType(
    {" ".join(word.split()): slug for slug, words in _WRITTEN.items() for word in words.split("|")}
)


def read_category(text: str) -> str:
    """Return the category slug a text names, or an empty text; a bare "PC" or "Mac" may be either kind."""
    return _WORDS.get(fold_header(text), "")
