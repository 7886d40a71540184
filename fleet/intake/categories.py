"""Words for kinds of devices, as the catalogue lists them, as its category slugs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from b2b_portal.lib.spreadsheets.headers import fold_header

# Words of a kind-of-device column that say something else, or too little, within a model's name.
_SAY_LITTLE = frozenset({"console", "display", "fixe", "mobile", "network", "reseau", "switch", "tour", "tower"})
_SHORTEST = 3
_MOST_NAMES = 20_000


@dataclass(frozen=True)
class CategoryWords:
    """The folded words for kinds of devices, each with the slug of the category it means."""

    meanings: Mapping[str, str]
    _within: re.Pattern[str] = field(repr=False)
    _named: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def category_of(self, text: str) -> str:
        """Return the category that a text names, or an empty text; a bare "PC" or "Mac" may be either kind."""
        return self.meanings.get(fold_header(text), "") if text else ""

    def category_within(self, name: str) -> str:
        """Return the category that the first telling word of a model's name means ("HP LaserJet 5" -> a printer's)."""
        if name not in self._named:
            if len(self._named) >= _MOST_NAMES:
                self._named.clear()
            found = self._within.search(fold_header(name))
            self._named[name] = self.meanings[found[1]] if found else ""
        return self._named[name]


def fold_category_words(words: Iterable[tuple[str, str]]) -> CategoryWords:
    """Return the words of (word, category slug) pairs, folded as the cells of a list are."""
    meanings = MappingProxyType({folded: slug for word, slug in words if (folded := fold_header(word))})
    telling = sorted(
        (word for word in meanings if len(word) >= _SHORTEST and word not in _SAY_LITTLE), key=len, reverse=True
    )
    # Of two that begin at the same place the longer one; a number may be glued to it ("Watch4").
    within = re.compile(rf"\b({'|'.join(map(re.escape, telling))})(?![a-z])" if telling else r"(?!)")
    return CategoryWords(meanings, within)


def read_category(text: str, *, words: CategoryWords) -> str:
    """Return the category slug a text names, or an empty text."""
    return words.category_of(text)
