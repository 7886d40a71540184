"""Model names brought to one form, so that "IPAD 9 64GO", "iPad 9th Gen (Wi-Fi)" and "iPad (9th generation)" meet.

The same fold is laid over the catalogue's names and over the file's, so it may be blunt as long as two different
models never become the same words.
"""

import re
from functools import lru_cache

from b2b_portal.lib.spreadsheets.headers import fold_text
from fleet.intake.makers import MAKER_PHRASES, MAKER_WORDS
from fleet.intake.say_nothing import PHRASES, WORDS

_GLUED_FAMILY = re.compile(r"\b(iphone(?: se)?|ipad|galaxy|pixel)(?=\d)")
_PARTED_FAMILY = re.compile(r"\b(i)[ -](phone|pad|mac)(?=\b|\d)")
_GLUED_MARK = re.compile(r"(?<=\d)(?=(?:mini|pro|plus|max)\b)|(?<=pro)(?=max\b)")
_GLUED_GENERATION = re.compile(r"\b((?:elite|pro|z)(?:book|desk) ?\d{3,4})(?=g\d{1,2}\b)")
_FORM_FACTORS = (
    (re.compile(r"\bsmall form factor\b"), "sff"),
    (re.compile(r"\b(?:micro|mini)[ -]?tower\b"), "mt"),
    (re.compile(r"\bdesktop mini\b"), "dm"),
)
_CAPACITY = re.compile(r"\b(\d{1,4}) ?(go|gb|gib|gio|to|tb|tib)\b(?: ?(ssd|hdd|emmc|nvme|ram|ddr\d))?")
_INCHES = re.compile(r"\b(\d{1,2})(?:[.,](\d))?[ -]?(?:inch(?:es)?\b|in\b|pouces\b|po\b|\"|''|″|”|“)")
_TABLET_SIZE = re.compile(r"\b(7|8|9|10|11|12|13)[.,](\d)(?=\D|$)")
_PROCESSOR = re.compile(
    r"\b(?:intel |amd )?(?:core )?(?:i[3579]|ryzen [3579](?: pro)?)(?:[ -]\d{4,5}[a-z]{0,2}\d?[a-z]?)?\b"
    r"|\b(?:intel|amd)(?: core)?\b|\b(?:windows|win|w) ?1[01](?: ?p(?:ro)?)?\b"
)
_GENERATION = re.compile(r"\b(\d{1,2}) ?(?:st|nd|rd|th|er|e|eme|ieme)?[ -]?gen(?:eration)?\b")
_GENERATION_AFTER = re.compile(r"\bg(?:en(?:eration)?)?\.? ?(\d{1,2})i?\b")  # Lenovo's "Gen 2i" is Intel's "Gen 2"
_BARE_SIZE = re.compile(r"\b(macbook(?: air| pro)?|ipad (?:pro|air)|imac) (1[1-7]|2[147])\b")
_NUMBERED_IPAD = re.compile(r"\b(ipad(?: air| mini)?|iphone se) (\d{1,2})\b")
_ATTACHED_PLUS = re.compile(r"(?<=\w)\+")
_NOT_PLAIN = re.compile(r"[\W_]+")
_PHRASES = re.compile(rf"\b(?:{'|'.join((*MAKER_PHRASES, *PHRASES))})\b")
_FIRST_OF_PHRASES = frozenset(
    {phrase.partition(" ")[0] for phrase in (*MAKER_PHRASES, *PHRASES)}
    | {"small", "microtower", "minitower", "micro"}
    | {"mini", "desktop"}
)
_TRADE_MARKS = re.compile("[®™©]")
_DIGIT = re.compile(r"\d")
_DEEPEST = 6  # folds; a real name needs two
_SE_YEARS = {"2016": "gen1", "2020": "gen2", "2022": "gen3"}  # Apple, "Identify your iPhone model"
_SIZED_FAMILIES = frozenset({"ipad", "macbook", "imac", "surface"})
_RADIO = frozenset({"4g", "5g"})

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
    name = fold_text(text if text.isascii() else _TRADE_MARKS.sub(" ", text))
    for _ in range(_DEEPEST):
        folded = _fold_once(name)
        if folded == name:
            break
        name = folded
    return name


def _fold_once(name: str) -> str:
    """One pass. Looking for a few letters first spares most names most of the patterns."""
    name = _with_parted_words(name)
    if "in" in name or "po" in name or '"' in name or "'" in name or not name.isascii():
        name = _INCHES.sub(lambda size: f" {size[1]}{f'p{size[2]}' if size[2] else ''}in ", name)
    if "ipad" in name or "tab " in name:
        name = _TABLET_SIZE.sub(r" \1p\2in ", name)
    if "mac" not in name and _PROCESSOR.search(name):
        name = _without_processor(name)
    if "+" in name:
        name = _ATTACHED_PLUS.sub(" plus ", name)
    name = " ".join(_NOT_PLAIN.sub(" ", name).split())
    name = _without_phrases(name)
    if "go" in name or "gb" in name or "to" in name or "tb" in name or "gi" in name or "ti" in name:
        name = _CAPACITY.sub(" ", name)
    if "gen" in name:
        name = _GENERATION.sub(r" gen\1 ", name)
    if " g" in name or name[:1] == "g":
        name = _GENERATION_AFTER.sub(r"gen\1", " ".join(name.split()))
    if "ipad" in name or "mac" in name or "iphone" in name:
        name = " ".join(name.split())
        name = _NUMBERED_IPAD.sub(r"\1 gen\2", _BARE_SIZE.sub(r"\1 \2in", name))
    return " ".join(_kept_words(name.split()))


def _with_parted_words(name: str) -> str:
    """ "IPHONE13 ProMax" and "ProBook 450G9" in words, "i phone" in one."""
    if "i " in name or "i-" in name:
        name = _PARTED_FAMILY.sub(r"\1\2", name)
    name = _GLUED_MARK.sub(" ", _GLUED_FAMILY.sub(r"\1 ", name))
    return _GLUED_GENERATION.sub(r"\1 ", name) if "book" in name or "desk" in name else name


def _without_phrases(name: str) -> str:
    if _FIRST_OF_PHRASES.isdisjoint(name.split()):
        return name
    for written, short in _FORM_FACTORS:
        name = written.sub(short, name)
    return _PHRASES.sub(" ", name).strip() or name


def _without_processor(name: str) -> str:
    """What drives a PC does not name it, where something else does before: a Roomba i7 has no processor to lose."""
    first = _DIGIT.search(name)
    return name[: first.end()] + _PROCESSOR.sub(" ", name[first.end() :]) if first else name


def telling_words(name: str) -> frozenset[str]:
    """Return the words of a folded name that may not differ: numbers, short ones (XS), the marks of a model."""
    return frozenset(
        word for word in name.split() if len(word) <= 2 or word in _TELLING or any(sign.isdigit() for sign in word)
    )


def capacity_in_name(text: str) -> str:
    """Return the capacity written into a model's name ("IPAD 9 64GO" -> "64go"), or an empty text.

    Of two, the one that is said to be a drive's, else the larger: the other is the memory.
    """
    sizes = [found for found in _CAPACITY.finditer(fold_text(text)) if (found[3] or "")[:3] not in ("ram", "ddr")]
    best = max(sizes, key=lambda size: (bool(size[3]), size[2][0] == "t", int(size[1])), default=None)
    return f"{best[1]}{best[2]}" if best else ""


def _kept_words(words: list[str]) -> list[str]:
    if not words:
        return []
    families = _SIZED_FAMILIES.intersection(words)
    kept = [word for word in words if word not in WORDS and word not in MAKER_WORDS] or words
    if words[0] in ("iphone", "ipad"):
        kept = [word for word in kept if word not in _RADIO] or kept
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
