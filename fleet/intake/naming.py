"""Model names brought to one form, so that "IPAD 9 64GO", "iPad 9th Gen (Wi-Fi)" and "iPad (9th generation)" meet.

The same fold is laid over the catalogue's names and over the file's, so it may be blunt as long as two different
models never become the same words.
"""

import re
from functools import lru_cache

from b2b_portal.lib.spreadsheets.headers import fold_text
from fleet.intake.makers import MAKER_PHRASES, MAKER_WORDS
from fleet.intake.say_nothing import PHRASES, WORDS

_GLUED_FAMILY = re.compile(
    r"\b(iphone(?=\d|x[rs]?\b|se\b)|iphone se(?=\d)|ipad(?=\d)|galaxy(?=[a-z]?\d)|pixel(?=\d)"
    r"|(?:latitude|optiplex|precision|elitebook|probook|elitedesk|prodesk)(?=\d)|tab(?=[as]\d)|surface pro(?=\d)"
    r"|ipad (?:air|mini)(?=\d)|macbook(?=(?:air|pro)\b))"
)
_PARTED_FAMILY = re.compile(
    r"\b(i(?=.(?:phone|pad|mac))|mac(?=.book)|pro(?=.(?:book|desk))|power(?=.edge)|play(?=.station)|x(?=.cover))[ -]"
    r"(?=(?:phone|pad|mac|book|desk|edge|station|cover)(?:\b|\d))"
)
_GLUED_MARK = re.compile(r"(?<=\d)(?=(?:mini|pro|plus|max)\b)|(?<=pro)(?=max\b)")
_GLUED_GENERATION = re.compile(r"\b((?:elite|pro|z)(?:book|desk) ?\d{3,4})(?=g\d{1,2}\b)")
_FORM_FACTORS = (
    (re.compile(r"\bsmall form factor\b"), "sff"),
    (re.compile(r"\b(?:micro|mini)[ -]?tower\b"), "mt"),
    (re.compile(r"\bdesktop mini\b"), "dm"),
    (re.compile(r"\bmicro form factor\b|\bmff\b"), "micro"),
    (re.compile(r"\btwr\b"), "tower"),
    (re.compile(r"\bx1c\b"), "x1 carbon"),
)
_CAPACITY = re.compile(r"\b(\d{1,4}) ?(go|gb|gib|gio|to|tb|tib)\b(?: ?(ssd|hdd|emmc|nvme|ram|ddr\d))?")
# "8/256" and "i5/16/512": the memory and the drive behind it.
_MEMORY_AND_DRIVE = re.compile(
    r"[/ ]?\b(?:\d|[123]\d|64) ?(?:go|gb)? ?[/+] ?(32|64|128|256|512|1000|1024) ?(go|gb)?(?=\W|$)"
)
_BRACKETED_CODE = re.compile(r"[(\[](?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{6,10}(?:#[a-z]{3})?[)\]]")
_BRACKETED_YEAR = re.compile(r"[(\[]20[12]\d[)\]]")
_MILLIMETRES = re.compile(r"\b\d{2} ?mm\b")
_INCHES = re.compile(r"\b(\d{1,2})(?:[.,](\d))?[ -]?(?:inch(?:es)?\b|in\b|pouces\b|po\b|\"|''|″|”|“)")
_TABLET_SIZE = re.compile(r"\b(7|8|9|1[0-6])[.,](\d)(?=\D|$)")
_PROCESSOR = re.compile(
    r"\b(?:intel |amd )?(?:core )?(?:i[3579]|r[357]|ryzen [3579](?: pro)?)(?:[ -]\d{4,5}[a-z]{0,2}\d?[a-z]?)?\b"
    r"|\b(?:intel core|intel|core) ultra(?: [579])?\b|\b(?:intel|amd)(?: core)?\b"
    r"|\bxeon(?: [edw]-?\d{4}[a-z]?)?\b|\b(?:windows|win|w) ?1[01](?: ?p(?:ro)?)?\b"
)
_PROCESSOR_GENERATION = re.compile(r"\b1\dth gen(?:eration)? (?=intel|core|i[3579])")
_GENERATION = re.compile(r"\b(\d{1,2}) ?(?:st|nd|rd|th|er|e|eme|ieme)?[ -]?gen(?:eration)?\b")
_GENERATION_AFTER = re.compile(r"\bg(?:en(?:eration)?)?\.? ?(\d{1,2})i?\b")  # Lenovo's "Gen 2i" is Intel's "Gen 2"
_BARE_SIZE = re.compile(r"\b(macbook(?: air| pro)?|ipad (?:pro|air)|imac) (1[1-7]|2[147])\b")
_NUMBERED_IPAD = re.compile(r"\b(ipad(?: air| mini)?|iphone se) (\d{1,2})\b")
_ATTACHED_PLUS = re.compile(r"(?<=\w)\+|(?<=\d) \+(?=$| [(\d])")
_NOT_PLAIN = re.compile(r"[\W_]+")
_PHRASES = re.compile(rf"\b(?:{'|'.join((*MAKER_PHRASES, *PHRASES))})\b")
_FIRST_OF_PHRASES = frozenset(
    {phrase.partition(" ")[0] for phrase in (*MAKER_PHRASES, *PHRASES)}
    | {"small", "microtower", "minitower", "micro", "mff", "twr", "x1c"}
    | {"mini", "desktop"}
)
_TRADE_MARKS = re.compile("[®™©]")
_DECIMAL_OF_SIZE = re.compile(r"(?<=^\d{2})p\din$")  # Apple sells 13.3 inches as 13
_YEAR = re.compile(r"20[12]\d")
_DIGIT = re.compile(r"\d")
_DEEPEST = 6  # folds; a real name needs two
_SE_YEARS = {"2016": "gen1", "2020": "gen2", "2022": "gen3"}  # Apple, "Identify your iPhone model"
_SIZED_FAMILIES = ("ipad", "mac", "imac", "surf")  # as their words begin: "Macbok Air 15" is no smaller one
_RADIO = frozenset({"4g", "5g"})
_SAID_OF_SAMSUNGS = frozenset({"ee"})  # the enterprise edition
_SAID_OF_TABLETS = frozenset({"ee", "4g"})

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
    if "/" in name or "+" in name:
        name = _MEMORY_AND_DRIVE.sub(" ", name)
    if "(" in name or "[" in name:
        name = _BRACKETED_CODE.sub(" ", name)
    if "in" in name or "po" in name or '"' in name or "'" in name or not name.isascii():
        name = _INCHES.sub(lambda size: f" {size[1]}{f'p{size[2]}' if size[2] else ''}in ", name)
    if "ipad" in name or "tab " in name or "book" in name or "latitude" in name:
        name = _TABLET_SIZE.sub(r" \1p\2in ", name)
    if "latitude" in name or "optiplex" in name or "precision" in name:  # Dell's models have no generations, no years
        name = _PROCESSOR_GENERATION.sub("", _BRACKETED_YEAR.sub(" ", name))
    if "mac" not in name and "chromebook" not in name and _PROCESSOR.search(name):
        name = _without_processor(name)
    if "+" in name:
        name = _ATTACHED_PLUS.sub(" plus ", name)
    name = " ".join(_NOT_PLAIN.sub(" ", name).split())
    name = _without_phrases(name)
    if "go" in name or "gb" in name or "to" in name or "tb" in name or "gi" in name or "ti" in name:
        name = _CAPACITY.sub(" ", name)
    if "watch" in name:
        name = _MILLIMETRES.sub(" ", name)
    if "gen" in name:
        name = _GENERATION.sub(r" gen\1 ", name)
    if " g" in name or name[:1] == "g":
        name = _GENERATION_AFTER.sub(r"gen\1", " ".join(name.split()))
    if "ipad" in name or "mac" in name or "iphone" in name:
        name = " ".join(name.split())
        name = _NUMBERED_IPAD.sub(r"\1 gen\2", _BARE_SIZE.sub(r"\1 \2in", name))
    return " ".join(_kept_words(name.split()))


def _with_parted_words(name: str) -> str:
    """ "IPHONE13 ProMax" and "ProBook 450G9" in words, "i phone" and "Pro Book" in one."""
    if " " in name or "-" in name:
        name = _PARTED_FAMILY.sub(r"\1", name)
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


@lru_cache(maxsize=20_000)
def capacity_in_name(text: str) -> str:
    """Return the capacity written into a model's name ("IPAD 9 64GO" -> "64go"), or an empty text.

    Of two, the one that is said to be a drive's, else the larger: the other is the memory.
    """
    plain = fold_text(text)
    pair = _MEMORY_AND_DRIVE.search(plain)
    if pair:
        return f"{pair[1]}{pair[2] or 'go'}"
    sizes = [found for found in _CAPACITY.finditer(plain) if (found[3] or "")[:3] not in ("ram", "ddr")]
    best = max(sizes, key=lambda size: (bool(size[3]), size[2][0] == "t", int(size[1])), default=None)
    return f"{best[1]}{best[2]}" if best else ""


def _kept_words(words: list[str]) -> list[str]:
    if not words:
        return []
    kept = [word for word in words if word not in WORDS and word not in MAKER_WORDS]
    if not kept or all(word.isdigit() for word in kept):  # "Fairphone 4" is no 4
        kept = list(dict.fromkeys(word for word in words if word not in WORDS)) or words
    if words[0] in ("iphone", "ipad"):
        kept = _of_apple_mobile(kept)
    elif "galaxy" in words or "xcover" in words or _is_late_pixel(words):
        said = _RADIO if words[0] == "pixel" else _SAID_OF_TABLETS if "tab" in words else _SAID_OF_SAMSUNGS
        kept = [word for word in kept if word not in said] or kept
    if "macbook" in words:
        return [_DECIMAL_OF_SIZE.sub("in", word) for word in kept]
    if not any(word.startswith(_SIZED_FAMILIES) for word in words):
        kept = [word for word in kept if not _is_size(word)] or kept
    return kept


def _is_late_pixel(words: list[str]) -> bool:
    """From the sixth on, every Pixel has 5G; of the fourth and fifth, one had and one had not."""
    return words[0] == "pixel" and words[1:2] >= ["6"]


def _of_apple_mobile(words: list[str]) -> list[str]:
    """A generation of iPad, Air or mini up to the sixth has one size only, and half the lists leave it out."""
    kept = [word for word in words if word not in _RADIO] or words
    if words[:2] == ["iphone", "se"]:
        return list(dict.fromkeys(_SE_YEARS.get(word, word) for word in kept))
    if words[0] == "ipad" and any(word.startswith("gen") for word in kept):
        kept = [word for word in kept if not _YEAR.fullmatch(word)]
        return kept if "pro" in kept else [word for word in kept if not _is_size(word)]
    if words[0] == "ipad" and "pro" not in kept and any(_YEAR.fullmatch(word) for word in kept):
        return [word for word in kept if not (_is_size(word) and "p" in word)]  # 10.2, not the 11 and 13 of one year
    return kept


def _is_size(word: str) -> bool:
    return word.endswith("in") and word[:1].isdigit()
