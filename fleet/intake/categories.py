"""Words for kinds of devices, as the catalogue lists them, as its category slugs."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from b2b_portal.lib.spreadsheets.headers import fold_header

CategoryWords = Mapping[str, str]  # a folded word, and the slug of the category it means


def fold_category_words(words: Iterable[tuple[str, str]]) -> CategoryWords:
    """Return the words of (word, category slug) pairs, folded as the cells of a list are."""
    return MappingProxyType({folded: slug for word, slug in words if (folded := fold_header(word))})


def read_category(text: str, *, words: CategoryWords) -> str:
    """Return the category slug a text names, or an empty text; a bare "PC" or "Mac" may be either kind."""
    return words.get(fold_header(text), "")
