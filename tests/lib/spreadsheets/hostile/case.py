"""One hostile file: how it is made, and what is to come of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from b2b_portal.lib.spreadsheets.refusals import RefusalCode

DEVICE = ["PF3A1B2C", "ThinkPad T14"]
TEXT_LIST = "Serial number,Model\nPF3A1B2C,ThinkPad T14\n"


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """`build` writes the file; `expected` is the code it is refused with, or the rows below its header."""

    name: str
    filename: str
    build: Callable[[Path], object]
    expected: RefusalCode | list[list[str]]
    hidden: frozenset[int] = frozenset()


def hostile(
    name: str,
    build: Callable[[Path], object] | bytes,
    expected: RefusalCode | list[list[str]],
    *,
    hidden: Iterable[int] = (),
) -> Hostile:
    """A case by its name, which ends in the suffix the file comes under."""
    stem, _, suffix = name.rpartition(".")
    return Hostile(
        name=name,
        filename=f"{stem.replace(' ', '_')}.{suffix}",
        build=build if callable(build) else (lambda path: path.write_bytes(build)),
        expected=expected,
        hidden=frozenset(hidden),
    )
