"""Which model a row is, by the strongest evidence it carries: the ladder stops at the first rung that holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from rapidfuzz import fuzz

from fleet.intake.capacities import nearest_size
from fleet.intake.catalogue_index import CatalogueIndex, CatalogueRow
from fleet.intake.codes import codes_in
from fleet.intake.makers import fold_maker, maker_of_name
from fleet.intake.naming import fold_name
from fleet.intake.rows import ParsedRow

# How sure each kind of evidence makes us, strongest first: the order is the ladder.
CONFIDENCE = {
    "apple_identifier": Decimal("1.00"),
    "part_number": Decimal("1.00"),
    "a_number": Decimal("0.95"),
    "lenovo_type": Decimal("1.00"),
    "dell_sku": Decimal("1.00"),
    "hp_board": Decimal("1.00"),
    "android_code": Decimal("0.98"),
    "name": Decimal("0.90"),
    "alias": Decimal("0.90"),
    "own_name": Decimal("1.00"),
    "fuzzy": Decimal("0.70"),
    "ambiguous": Decimal("0.00"),
    "none": Decimal("0.00"),
}
_LADDER = {kind: rung for rung, kind in enumerate(CONFIDENCE)}
_FUZZY_SCORE, _FUZZY_MARGIN = 92, 5
_CANDIDATES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Identification:
    """The model a row was found to be, and why: `model_slug` is None when nothing settles it.

    evidence: a kind of CatalogueRow, 'fuzzy', 'ambiguous' (see `candidates`) or 'none'; confidence 0 to 1.
    `storage_gb` is what the evidence implies, or the row's own size as the model was sold; None when neither tells.
    """

    model_slug: str | None
    storage_gb: int | None
    evidence: str
    confidence: Decimal
    candidates: tuple[str, ...] = ()


def identify(*, row: ParsedRow, index: CatalogueIndex) -> Identification:
    """Return the model of `row`: codes first, then its exact name, then a near miss within the same maker.

    The ladder and its confidences are those of the fleet reference page. A key that stands for several models
    settles nothing by itself: the name has to pick one of them.
    """
    maker = fold_maker(row.manufacturer) or maker_of_name(row.model)
    candidates: dict[str, None] = {}
    for evidence, found in chain(_by_code(row, maker, index), _by_name(row, maker, index)):
        slugs = dict.fromkeys(entry.model_slug for entry in found)
        agreed = [slug for slug in slugs if not candidates or slug in candidates]
        if len(agreed) == 1:
            return _settled(agreed[0], evidence, [entry for entry in found if entry.model_slug in agreed], row, index)
        candidates = dict.fromkeys(agreed or [*candidates, *slugs])
    return _unsettled(candidates)


def _by_code(row: ParsedRow, maker: str, index: CatalogueIndex) -> Iterator[tuple[str, tuple[CatalogueRow, ...]]]:
    codes = dict.fromkeys(chain(codes_in(row.model_code, maker=maker), codes_in(row.model, maker=maker)))
    for kind, code in sorted(codes, key=lambda found: _LADDER[found[0]]):
        if (kind, code) in index.codes:
            yield kind, index.codes[kind, code]


def _by_name(row: ParsedRow, maker: str, index: CatalogueIndex) -> Iterator[tuple[str, Iterable[CatalogueRow]]]:
    name = fold_name(row.model)
    exact = [entry for entry in index.names.get(name, ()) if _same_maker(maker, index.makers[entry.model_slug])]
    if exact:
        yield ("name" if any(entry.kind == "name" for entry in exact) else "alias"), exact
        return
    near = _near_miss(name, maker, index)
    if near:
        yield "fuzzy", index.names[near]


def _same_maker(written: str, known: str) -> bool:
    return not written or not known or written == known


def _near_miss(name: str, maker: str, index: CatalogueIndex) -> str:
    """The one name of this maker that differs by no more than spelling, or an empty text."""
    if not name or not maker:
        return ""
    alike = sorted(((_likeness(name, known), known) for known in index.names_like(name, maker=maker)), reverse=True)
    if not alike or alike[0][0] < _FUZZY_SCORE:
        return ""
    best, nearest = alike[0]
    slugs = {entry.model_slug for entry in index.names[nearest]}
    rivals = [score for score, known in alike if slugs.isdisjoint(entry.model_slug for entry in index.names[known])]
    return nearest if not rivals or best - rivals[0] >= _FUZZY_MARGIN else ""


def _likeness(name: str, known: str) -> float:
    """0 to 100: words in another order, or one word written as two, are alike; a word more or less is not.

    (A token *set* would call a Galaxy A8 a Galaxy Tab A8.)
    """
    return max(fuzz.token_sort_ratio(name, known), fuzz.ratio(name, known))


def _settled(
    slug: str, evidence: str, entries: list[CatalogueRow], row: ParsedRow, index: CatalogueIndex
) -> Identification:
    implied = {entry.storage_gb for entry in entries} if evidence not in ("name", "alias", "fuzzy") else {None}
    storage = implied.pop() if len(implied) == 1 else None
    if storage is None:
        storage = nearest_size(row.storage_gb, index.sizes.get(slug, ()))
    return Identification(model_slug=slug, storage_gb=storage, evidence=evidence, confidence=CONFIDENCE[evidence])


def _unsettled(candidates: Iterable[str]) -> Identification:
    several = tuple(candidates)[:_CANDIDATES]
    evidence = "ambiguous" if several else "none"
    return Identification(
        model_slug=None, storage_gb=None, evidence=evidence, confidence=CONFIDENCE[evidence], candidates=several
    )
