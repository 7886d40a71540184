"""The catalogue as the reader of fleet files sees it: a frozen value, built once per upload from plain rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from b2b_portal.lib.spreadsheets.headers import fold_header
from fleet.intake.categories import CategoryWords, fold_category_words
from fleet.intake.codes import fold_code
from fleet.intake.makers import fold_maker, maker_of_name
from fleet.intake.naming import fold_name, telling_words

NAME_KINDS = frozenset({"name", "alias"})
_Key = TypeVar("_Key", str, tuple[str, str])


class CatalogueRow(NamedTuple):
    """One way to know a model, as the catalogue writes it: `key` is folded by the index, not by the catalogue.

    kind: apple_identifier|part_number|a_number|lenovo_type|dell_sku|hp_board|android_code|name|alias.
    `storage_gb` is the capacity that this key implies, or one the named model was sold with.
    """

    kind: str
    key: str
    model_slug: str
    storage_gb: int | None = None
    maker: str = ""
    category: str = ""


@dataclass(frozen=True, kw_only=True)
class CatalogueIndex:
    """What each folded key stands for: `codes` by (kind, code), `names` by name; `near` leads to near misses.

    By slug: the `sizes` a model was sold in, its folded maker, and its shortest name as a label.
    """

    codes: Mapping[tuple[str, str], tuple[CatalogueRow, ...]]
    names: Mapping[str, tuple[CatalogueRow, ...]]
    near: Mapping[tuple[str, frozenset[str]], tuple[str, ...]]
    sizes: Mapping[str, tuple[int, ...]]
    makers: Mapping[str, str]
    known_makers: frozenset[str]
    labels: Mapping[str, str]
    category_words: CategoryWords
    # By folded code: maker and name as sold, of devices that the catalogue may not have.
    published: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        rows: Iterable[tuple[object, ...]],
        *,
        category_words: Iterable[tuple[str, str]] = (),
        published: Iterable[tuple[str, str, str]] = (),
    ) -> "CatalogueIndex":
        """Return the index of `rows`, each one a CatalogueRow or a tuple in its order.

        `category_words` are pairs of what people write for a kind of device, and the slug of its category; `published`
        are codes with the maker and the name that others publish for them.
        """
        codes: dict[tuple[str, str], list[CatalogueRow]] = {}
        names: dict[str, list[CatalogueRow]] = {}
        sizes: dict[str, set[int]] = {}
        makers: dict[str, str] = {}
        labels: dict[str, str] = {}
        for row in (CatalogueRow(*row) for row in rows):  # type: ignore[arg-type]
            makers[row.model_slug] = fold_maker(row.maker) or makers.get(row.model_slug) or maker_of_name(row.key)
            if row.storage_gb:
                sizes.setdefault(row.model_slug, set()).add(row.storage_gb)
            if row.kind == "name":
                labels[row.model_slug] = min(
                    labels.get(row.model_slug, row.key), row.key, key=lambda name: (len(name), name)
                )
            if row.kind in NAME_KINDS:
                _add(names, fold_name(row.key), row)
            else:
                _add(codes, (row.kind, fold_code(row.kind, row.key)), row)
        return cls(
            codes=MappingProxyType({key: tuple(found) for key, found in codes.items()}),
            names=MappingProxyType({key: tuple(found) for key, found in names.items()}),
            near=MappingProxyType(_near(names, makers)),
            sizes=MappingProxyType({slug: tuple(sorted(found)) for slug, found in sizes.items()}),
            makers=MappingProxyType(makers),
            known_makers=frozenset(makers.values()),
            labels=MappingProxyType(labels),
            category_words=fold_category_words(category_words),
            published=MappingProxyType(_by_code(published)),
        )

    def maker_before(self, name: str) -> str:
        """The maker of the catalogue whose name a model begins with, or an empty text."""
        words = fold_header(name).split()
        return next((maker for length in (2, 1) if (maker := " ".join(words[:length])) in self.known_makers), "")

    def names_like(self, name: str, *, maker: str) -> tuple[str, ...]:
        """The folded names of this maker that share every number and every telling word with `name`."""
        return self.near.get((maker, telling_words(name)), ())


def _shortness(name: str) -> tuple[int, str]:
    return len(name), name


def _add(into: dict[_Key, list[CatalogueRow]], key: _Key, row: CatalogueRow) -> None:
    if key and key != (row.kind, ""):  # a key that folds to nothing would match every empty cell
        into.setdefault(key, []).append(row)


def _by_code(published: Iterable[tuple[str, str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for code, maker, name in published:
        found.setdefault(code.upper(), {})[maker, name] = None
    return {code: tuple(names) for code, names in found.items()}


def _near(
    names: Mapping[str, list[CatalogueRow]], makers: Mapping[str, str]
) -> dict[tuple[str, frozenset[str]], tuple[str, ...]]:
    found: dict[tuple[str, frozenset[str]], dict[str, None]] = {}
    for name, rows in names.items():
        for row in rows:
            found.setdefault((makers[row.model_slug], telling_words(name)), {})[name] = None
    return {key: tuple(known) for key, known in found.items()}
