"""Other ways to read a name that the catalogue does not write so: without what stands around it, or with its family."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from fleet.intake.categories import CategoryWords
from fleet.intake.naming import fold_name

# What a list puts before or behind a model to say what kind of thing it is, as the catalogue's words have it.
_KINDS = {
    word: word
    for word in (
        *("laptop", "desktop", "tablet", "tablette", "phone", "telephone", "monitor", "moniteur", "ecran", "printer"),
        *("imprimante", "projector", "videoprojecteur", "server", "serveur", "headset", "casque", "montre", "console"),
        *("switch", "routeur", "unite centrale", "vp", "micro casque"),
        *("ultrabook", "ultraportable", "tour"),
    )
} | {"mini": "mini pc", "borne": "borne wifi", "uc": "uc"}
# Nothing that goes with a device is called so; there are screens of telephones and consoles of nothing.
_SAY_THE_DEVICE = frozenset(
    {"laptop", "desktop", "tablet", "tablette", "phone", "telephone", "unite centrale", "uc"}
) | {"ultrabook", "ultraportable", "tour"}
_SHORT = {
    "apple": {"mba": "macbook air", "mbp": "macbook pro"},
    "dell": {"lat": "latitude", "pe": "poweredge"},
    "hp": {"eb": "elitebook", "pb": "probook"},
    "lenovo": {"tp": "thinkpad"},
    "samsung": {"gal": "galaxy"},
}
# The family that a name leaves out, where the number tells it: HP's 8xx G are EliteBooks, Dell's R and T are servers.
_LEFT_OUT = {
    "dell": ((re.compile(r"[rt]\d{3}\b"), "poweredge"),),
    "hp": ((re.compile(r"8\d\d gen\d"), "elitebook"), (re.compile(r"4\d\d gen\d"), "probook")),
}
_NO_CATEGORY = "-"
_AFTER_A_KIND = frozenset({"laser", "rack", "couleur", "multifonction"})
# Codes beside the name: Samsung's models, Apple's parts and A-numbers, Lenovo's machines and types.
_CODE = re.compile(
    r"\bsm [a-z]\d{3}[a-z0-9]*(?: dsn?)?\b|\b[mfnp][0-9a-z]{4}[a-z]{1,2} a\b|\ba\d{4}\b|\b\d{2}(?!\d{8})[0-9a-z]{8}\b"
    r"|(?<=\w )(?!\d\din$)[12]\d[a-z][0-9a-z]$"
)
_BARE_CAPACITY = re.compile(r"^(iphone .+|.*\d.*) (?:32|64|128|256|512)$")
_GALAXY_WITHOUT_ITS_NAME = re.compile(r"(?:[ams]\d|tab |xcover|watch)")


class Reading(NamedTuple):
    """A folded name, and the category its model has to be of where the list says the kind beside it."""

    name: str
    category: str = ""


def readings_of(name: str, *, maker: str, kinds: CategoryWords) -> Iterator[Reading]:
    """Yield the folded `name` and what is left of it, step by step, the plainest last; `maker` is folded."""
    yield Reading(name)
    bare = _without_codes(name)
    if bare and bare != name:
        yield Reading(bare)
    kindless, category = _without_kind(bare, kinds)
    if kindless != bare:
        yield Reading(kindless, category)
    bare = kindless
    plain = _BARE_CAPACITY.sub(r"\1", bare)
    if plain != bare:
        yield Reading(plain, category)
    while maker and plain.startswith(f"{maker} "):  # once it is part of some names, twice of none
        plain = plain.removeprefix(f"{maker} ")
        yield Reading(plain, category)
    first, _, others = plain.partition(" ")
    if first in _SHORT.get(maker, {}):
        plain = fold_name(f"{_SHORT[maker][first]} {others}")
        yield Reading(plain, category)
    elif maker == "samsung" and _GALAXY_WITHOUT_ITS_NAME.match(plain):
        plain = f"galaxy {plain}"
        yield Reading(plain, category)
    elif left_out := next((family for pattern, family in _LEFT_OUT.get(maker, ()) if pattern.match(plain)), ""):
        plain = f"{left_out} {plain}"
        yield Reading(plain, category)
    elif maker and not plain.isdigit():
        yield Reading(f"{maker} {plain}", category)
        yield Reading(plain, category)


def _without_codes(name: str) -> str:
    return " ".join(_CODE.sub(" ", name).split()) if _CODE.search(name) else name


def _without_kind(name: str, kinds: CategoryWords) -> tuple[str, str]:
    """The name without a kind before or behind it; the screen of a telephone is not one, so its kind is kept."""
    words = name.split()
    for first, after in ((" ".join(words[:length]), words[length:]) for length in (2, 1)):
        if first in _KINDS and after:
            is_said_more = after[0] in _AFTER_A_KIND or (len(after[0]) == 2 and after[0].isdigit())  # "Écran 24 P2419H"
            bare = after[1:] if is_said_more and after[1:] else after
            return " ".join(bare), _category_meant(first, kinds)
    before = words[:-1] if words[-1:] and words[-1] in _AFTER_A_KIND else words
    if len(before) > 1 and before[-1] in _KINDS and before[-1] not in ("uc", "mini"):
        return " ".join(before[:-1]), _category_meant(before[-1], kinds)
    return name, ""


def _category_meant(kind: str, kinds: CategoryWords) -> str:
    return "" if kind in _SAY_THE_DEVICE else kinds.meanings.get(_KINDS[kind], _NO_CATEGORY)
