"""Other ways to read a name that the catalogue does not write so: without what stands around it, or with its family."""

import re
from collections.abc import Iterator

# What a list puts before or behind a model to say what kind of thing it is.
_KINDS = frozenset({
    "laptop", "desktop", "tablet", "tablette", "phone", "telephone", "monitor", "moniteur", "ecran", "printer",
    "imprimante", "projector", "projecteur", "videoprojecteur", "server", "serveur", "headset", "casque", "montre",
    "unite", "centrale", "uc",
})  # fmt: skip
# Codes beside the name: Samsung's models, Apple's parts and A-numbers, Lenovo's machines and types.
_CODE = re.compile(
    r"\bsm [a-z]\d{3}[a-z0-9]*(?: dsn?)?\b|\b[mfnp][0-9a-z]{4}[a-z]{1,2} a\b|\ba\d{4}\b|\b\d{2}(?!\d{8})[0-9a-z]{8}\b"
    r"|(?<=\w )[12]\d[a-z][0-9a-z]$"
)
_BARE_CAPACITY = re.compile(r"(?<=\d)((?: [a-z]+)*) (?:32|64|128|256|512)$")
_GALAXY_WITHOUT_ITS_NAME = re.compile(r"(?:[ams]\d|tab |xcover|watch)")


def readings_of(name: str, *, maker: str) -> Iterator[str]:
    """Yield the folded `name` and what is left of it, step by step; `maker` is folded."""
    yield name
    known = {name}
    for step in (_without_codes, _without_kind, _without_capacity, _with_family):
        name = step(name, maker)
        if name and name not in known:
            known.add(name)
            yield name


def _without_codes(name: str, maker: str) -> str:
    return " ".join(_CODE.sub(" ", name).split())


def _without_kind(name: str, maker: str) -> str:
    words = name.split()
    while words and words[0] in _KINDS:
        del words[0]
    while words and words[-1] in _KINDS:
        del words[-1]
    return " ".join(words)


def _without_capacity(name: str, maker: str) -> str:
    return _BARE_CAPACITY.sub(r"\1", name)


def _with_family(name: str, maker: str) -> str:
    return f"galaxy {name}" if maker == "samsung" and _GALAXY_WITHOUT_ITS_NAME.match(name) else name
