"""Which model a row is, by the strongest evidence it carries: the ladder stops at the first rung that holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from fleet.intake.capacities import nearest_size
from fleet.intake.catalogue_index import CatalogueIndex, CatalogueRow
from fleet.intake.codes import codes_in
from fleet.intake.makers import MAKERS, fold_maker, maker_named_within, maker_of_name
from fleet.intake.name_readings import Reading, readings_of
from fleet.intake.naming import fold_name
from fleet.intake.parsed_row import ParsedRow

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
    "device_code": Decimal("0.90"),
    "published_code": Decimal("0.85"),
    "own_name": Decimal("1.00"),
    "learnt_tac": Decimal("0.80"),
    "fuzzy": Decimal("0.70"),
    "ambiguous": Decimal("0.00"),
    "none": Decimal("0.00"),
}
_LADDER = {kind: rung for rung, kind in enumerate(CONFIDENCE)}
_NAMES = frozenset({"name", "alias", "fuzzy"})
_FUZZY_SCORE, _FUZZY_MARGIN = 92, 5
_MOST_SLIPS = 2  # letters
_CANDIDATES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Identification:
    """The model a row was found to be, and why: `model_slug` is None when nothing settles it.

    evidence: a kind of CatalogueRow, 'fuzzy', 'ambiguous' (see `candidates`) or 'none'; confidence 0 to 1.
    `storage_gb` is what the evidence implies, or the row's own size as the model was sold; None when neither tells.
    `contradicted_by` is the slug of another model that the row names beside its code.
    `label` and `category` tell a model that is known elsewhere and not in the catalogue.
    """

    model_slug: str | None
    storage_gb: int | None
    evidence: str
    confidence: Decimal
    candidates: tuple[str, ...] = ()
    contradicted_by: str = ""
    label: str = ""
    category: str = ""


def identify(*, row: ParsedRow, index: CatalogueIndex) -> Identification:
    """Return the model of `row`: codes first, then its exact name, then a near miss within the same maker.

    The ladder and its confidences are those of the fleet reference page. A key that stands for several models
    settles nothing by itself: the name has to pick one of them. A code is believed before a name that contradicts it.
    """
    maker = _maker_of(row, index)
    candidates: dict[str, None] = {}
    rungs = chain(_by_code(row, maker, index), _by_name(row, maker, index))
    for evidence, found in chain(rungs, _by_near_name(row, maker, index)):
        slugs = dict.fromkeys(entry.model_slug for entry in found)
        agreed = [slug for slug in slugs if not candidates or slug in candidates]
        if len(agreed) == 1:
            entries = [entry for entry in found if entry.model_slug in agreed]
            other = "" if evidence in _NAMES else _contradiction(agreed[0], rungs)
            return _settled(entries, evidence, row, index, contradicted_by=other)
        candidates = dict.fromkeys(agreed or [*candidates, *slugs])
    return _unsettled(candidates)


def _maker_of(row: ParsedRow, index: CatalogueIndex) -> str:
    """The maker as written, unless that is nobody who makes what we know: a reseller, a telephone company."""
    written = fold_maker(row.manufacturer)
    if written in MAKERS or written in index.known_makers:
        return written
    named = maker_of_name(row.model) or maker_of_name(row.model_code) or maker_named_within(row.model)
    return named or index.maker_before(row.model) or written


def _by_code(row: ParsedRow, maker: str, index: CatalogueIndex) -> Iterator[tuple[str, Sequence[CatalogueRow]]]:
    codes = chain(codes_in(row.model_code, maker=maker), codes_in(row.model, maker=maker))
    known = [key for key in dict.fromkeys(codes) if key in index.codes]
    for key in sorted(known, key=lambda found: _LADDER[found[0]]):
        entries = [entry for entry in index.codes[key] if _is_of_maker(entry, maker, index)]
        if entries:
            yield key[0], entries


def _by_name(row: ParsedRow, maker: str, index: CatalogueIndex) -> Iterator[tuple[str, Sequence[CatalogueRow]]]:
    """The exact name: of the model's cell, else of the code's, where lists of Lenovo's machines write it."""
    for text in filter(None, (row.model, row.model_code)):
        for reading in readings_of(fold_name(text), maker=maker, kinds=index.category_words):
            exact = [entry for entry in index.names.get(reading.name, ()) if _fits(entry, reading, maker, index)]
            if exact:
                yield ("name" if any(entry.kind == "name" for entry in exact) else "alias"), exact
                return


def _by_near_name(row: ParsedRow, maker: str, index: CatalogueIndex) -> Iterator[tuple[str, Sequence[CatalogueRow]]]:
    *_, reading = readings_of(fold_name(row.model), maker=maker, kinds=index.category_words)
    near = _near_miss(reading.name, maker, index)
    if near:
        yield "fuzzy", [entry for entry in index.names[near] if _fits(entry, reading, maker, index)]


def _contradiction(slug: str, rungs: Iterable[tuple[str, Sequence[CatalogueRow]]]) -> str:
    """The model that the rungs below name instead of `slug`; another name ("ThinkPad T14") may just say too little."""
    for evidence, found in rungs:
        if evidence != "alias" and slug not in {entry.model_slug for entry in found}:
            return found[0].model_slug
    return ""


def _fits(entry: CatalogueRow, reading: Reading, maker: str, index: CatalogueIndex) -> bool:
    is_of_kind = not reading.category or reading.category == entry.category
    return is_of_kind and _is_of_maker(entry, maker, index)


def _is_of_maker(entry: CatalogueRow, maker: str, index: CatalogueIndex) -> bool:
    known = index.makers[entry.model_slug]
    return not maker or not known or maker == known


def _near_miss(name: str, maker: str, index: CatalogueIndex) -> str:
    """The one name of this maker that differs by no more than spelling, or an empty text."""
    known_names = index.names_like(name, maker=maker) if name and maker else ()
    if name in known_names:  # the exact name has been looked at
        return ""
    alike = sorted(((_likeness(name, known), known) for known in known_names), reverse=True)
    if not alike or alike[0][0] < _FUZZY_SCORE:
        return ""
    best, nearest = alike[0]
    slugs = {entry.model_slug for entry in index.names[nearest]}
    rivals = [score for score, known in alike if slugs.isdisjoint(entry.model_slug for entry in index.names[known])]
    return nearest if not rivals or best - rivals[0] >= _FUZZY_MARGIN else ""


def _likeness(name: str, known: str) -> float:
    """0 to 100: words in another order, or one word written as two, are alike; a word more or less is not.

    (A token *set* would call a Galaxy A8 a Galaxy Tab A8, and any long name forgives the bag or the dock before it.)
    """
    if OSA.distance(name.replace(" ", ""), known.replace(" ", "")) > _MOST_SLIPS:
        name, known = (" ".join(sorted(text.split())) for text in (name, known))
        if OSA.distance(name, known) > _MOST_SLIPS:
            return 0
    return max(fuzz.token_sort_ratio(name, known), fuzz.ratio(name, known))


def _settled(
    entries: Sequence[CatalogueRow], evidence: str, row: ParsedRow, index: CatalogueIndex, *, contradicted_by: str
) -> Identification:
    slug = entries[0].model_slug
    implied = {entry.storage_gb for entry in entries} if evidence not in _NAMES else {None}
    storage = implied.pop() if len(implied) == 1 else None
    if storage is None:
        storage = nearest_size(row.storage_gb, index.sizes.get(slug, ()))
    return Identification(
        model_slug=slug,
        storage_gb=storage,
        evidence=evidence,
        confidence=CONFIDENCE[evidence],
        contradicted_by=contradicted_by,
    )


def _unsettled(candidates: Iterable[str]) -> Identification:
    several = tuple(candidates)[:_CANDIDATES]
    evidence = "ambiguous" if several else "none"
    return Identification(
        model_slug=None, storage_gb=None, evidence=evidence, confidence=CONFIDENCE[evidence], candidates=several
    )
