"""Model names brought to one form, so that "IPAD 9 64GO", "iPad 9th Gen (Wi-Fi)" and "iPad (9th generation)" meet.

The same fold is laid over the catalogue's names and over the file's, so it may be blunt as long as two different
models never become the same words.
"""

import re
from functools import lru_cache

from b2b_portal.lib.spreadsheets.headers import fold_text
from fleet.intake.makers import MAKER_WORDS

_GLUED_FAMILY = re.compile(r"\b(iphone|ipad|galaxy|pixel)(?=\d)")
_CAPACITY = re.compile(r"\b(\d{1,4}) ?(go|gb|gib|gio|to|tb|tib)\b(?: ?(?:ssd|hdd|emmc|nvme|ram))?")
_INCHES = re.compile(r"\b(\d{1,2})(?:[.,](\d))?[ -]?(?:inch(?:es)?\b|in\b|pouces\b|po\b|\"|''|″|”|“)")
_IPAD_SIZE = re.compile(r"\b(7|8|9|10|11|12|13)[.,](\d)(?=\D|$)")
_GENERATION = re.compile(r"\b(\d{1,2}) ?(?:st|nd|rd|th|er|e|eme|ieme)?[ -]?gen(?:eration)?\b")
_GENERATION_AFTER = re.compile(r"\bg(?:en(?:eration)?)?\.? ?(\d{1,2})\b")
_BARE_SIZE = re.compile(r"\b(macbook(?: air| pro)?|ipad (?:pro|air)|imac) (1[1-7]|2[147])\b")
_NUMBERED_IPAD = re.compile(r"\b(ipad(?: air| mini)?|iphone se) (\d{1,2})\b")
_ATTACHED_PLUS = re.compile(r"(?<=\w)\+")
_NOT_PLAIN = re.compile(r"[\W_]+")
_DEEPEST = 6  # folds; a real name needs two
_SE_YEARS = {"2016": "gen1", "2020": "gen2", "2022": "gen3"}  # Apple, "Identify your iPhone model"
_SIZED_FAMILIES = frozenset({"ipad", "macbook", "imac", "surface"})
_SAY_NOTHING = frozenset({
    "wifi", "wi", "fi", "cellular", "lte", "notebook", "pc", "portable", "ordinateur", "computer", "business",
    "mobile", "workstation", "smartphone", "noir", "black", "blanc", "white", "gris", "grey", "gray",
    "sideral", "space", "silver", "argent", "gold", "rose", "midnight", "minuit", "starlight", "graphite",
    "bleu", "blue", "rouge", "vert", "green", "violet", "purple", "jaune", "yellow",
})  # fmt: skip


# Words that make another model of the same family: a name that has one more or one less is another device.
_TELLING = frozenset({
    "tab", "pro", "max", "plus", "mini", "ultra", "air", "se", "lite", "fe", "edge", "fold", "flip", "active",
    "xcover", "nano", "rugged", "tablet", "detachable", "yoga", "carbon", "tiny", "sff", "mt", "dm", "micro",
    "tower", "aio", "touch", "spin", "chromebook", "nitro", "note", "retina", "prime", "neo", "play", "power",
})  # fmt: skip


@lru_cache(maxsize=20_000)
def fold_name(text: str) -> str:
    """Return the words that tell one model from another, in the order written: maker, colour and capacity are gone.

    Folding a folded name changes nothing: what a step uncovers is folded again.
    """
    name = fold_text(text.replace("®", " ").replace("™", " ").replace("©", " "))
    for _ in range(_DEEPEST):
        folded = _fold_once(name)
        if folded == name:
            break
        name = folded
    return name


def _fold_once(name: str) -> str:
    name = _GLUED_FAMILY.sub(r"\1 ", name)
    name = _INCHES.sub(lambda size: f" {size[1]}{f'p{size[2]}' if size[2] else ''}in ", name)
    if "ipad" in name:
        name = _IPAD_SIZE.sub(r" \1p\2in ", name)
    name = _ATTACHED_PLUS.sub(" plus ", name)
    name = " ".join(_NOT_PLAIN.sub(" ", name).split())
    name = _CAPACITY.sub(" ", name.replace("promax", "pro max"))
    name = _GENERATION.sub(r" gen\1 ", name)
    name = " ".join(_GENERATION_AFTER.sub(r"gen\1", name).split())
    name = _BARE_SIZE.sub(r"\1 \2in", name)
    name = _NUMBERED_IPAD.sub(r"\1 gen\2", name)
    return " ".join(_kept_words(name.split()))


def telling_words(name: str) -> frozenset[str]:
    """Return the words of a folded name that may not differ: numbers, short ones (XS), the marks of a model."""
    return frozenset(
        word for word in name.split() if len(word) <= 2 or word in _TELLING or any(sign.isdigit() for sign in word)
    )


def capacity_in_name(text: str) -> str:
    """Return the capacity written into a model's name ("IPAD 9 64GO" -> "64go"), or an empty text."""
    found = _CAPACITY.search(fold_text(text))
    return f"{found[1]}{found[2]}" if found else ""


def _kept_words(words: list[str]) -> list[str]:
    families = _SIZED_FAMILIES.intersection(words)
    kept = [word for word in words if word not in _SAY_NOTHING and word not in MAKER_WORDS] or words
    if words[:2] == ["iphone", "se"]:
        kept = [_SE_YEARS.get(word, word) for word in kept]
    if not families or _is_plain_ipad(kept):
        kept = [word for word in kept if not _is_size(word)] or kept
    return kept


def _is_plain_ipad(words: list[str]) -> bool:
    """A generation of iPad, Air or mini up to the sixth has one size only, and half the lists leave it out."""
    return words[:1] == ["ipad"] and any(word.startswith("gen") for word in words) and "pro" not in words


def _is_size(word: str) -> bool:
    return word.endswith("in") and word[:1].isdigit()
