"""A program that writes device lists: by which headers it is recognised, and what its own columns mean.

Headers stand folded, parted by bars. Where an export could not be seen, the names are those of the program's
interface or documentation: a signature is a hint, and a list that misses it is still read by the words of its headers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class SourceProfile:
    """One program's export. `signature` holds folded headers only this program uses, `columns` what its own mean.

    An empty field in `columns` leaves a column alone that its name alone would map.
    """

    code: str
    name: str
    signature: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)


def program(code: str, name: str, *, signature: str, ignored: str = "", **columns: str) -> SourceProfile:
    """Return a profile; `columns` names for each field the headers that mean it, `ignored` those that mean none."""
    written = {"": ignored, **columns}
    meanings = {header: field for field, headers in written.items() for header in _headers(headers)}
    return SourceProfile(
        code=code, name=name, signature=frozenset(_headers(signature)), columns=MappingProxyType(meanings)
    )


def _headers(text: str) -> list[str]:
    return [" ".join(header.split()) for header in text.split("|") if header.strip()]
