"""The versions of an offer: how its lines stood in each, and what differs between any two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from quotes.condition_words import condition_of
from quotes.models import BuyBackOffer, OfferLine, OfferLineChange, OfferPrice
from quotes.offer_prices import columns_of
from records.models import Document, DocumentKind


@dataclass(frozen=True, kw_only=True)
class LineDifference:
    """Devices alike that stand otherwise in a later version; each line is as it stood, never to be saved."""

    before: OfferLine
    after: OfferLine
    units: int
    words: tuple[str, str]  # their condition before and after

    @property
    def gain(self) -> Decimal:
        """What all of them bring more; less than 0 when they bring less."""
        return (self.after.net_amount - self.before.net_amount) * self.units


def lines_at(offer: BuyBackOffer, *, version: int) -> list[OfferLine]:
    """Every line as it stood in a version, in the offer's order: later changes are undone on unsaved copies."""
    later = _changes(offer, after=version, up_to=offer.version, latest=False)
    undone = {change.line_id: change for change in later}
    past = _Past(offer)
    return [past.before(line, undone[line.pk]) if line.pk in undone else line for line in offer.lines.in_order()]


def issued_at(offer: BuyBackOffer, *, version: int) -> datetime:
    """When a version was made."""
    if version == 1:
        return offer.opened_at
    return offer.revisions.get(number=version).revised_at


def differences(offer: BuyBackOffer, *, older: int, newer: int) -> Sequence[LineDifference]:
    """What changed from one version to a later one, devices alike together, the largest difference first.

    Equal facts have equal prices within an offer, so that one line of each kind is read whole, however many there are.
    """
    first = _changes(offer, after=older, up_to=newer, latest=False)
    last = {change.line_id: change for change in _changes(offer, after=older, up_to=newer, latest=True)}
    labels = dict(offer.lines.values_list("pk", "model_label"))
    kinds: dict[tuple[str, ...], list[OfferLineChange]] = defaultdict(list)
    for change in first:
        end = last[change.line_id]
        told = (change.price_before_id, end.price_after_id, change.was_assumed, end.is_assumed, change.was_declared)
        kinds[labels[change.line_id], *map(str, told)].append(change)
    found = _read_kinds(offer, [(changes[0], last[changes[0].line_id], len(changes)) for changes in kinds.values()])
    return sorted(_merged(found), key=lambda one: -abs(one.gain))


def _read_kinds(
    offer: BuyBackOffer, kinds: Sequence[tuple[OfferLineChange, OfferLineChange, int]]
) -> Iterator[LineDifference]:
    """One line of each kind as it stood before and after, with its words; two queries."""
    lines = OfferLine.objects.in_bulk([first.line_id for first, _last, _units in kinds])
    past = _Past(offer)
    for first, last, units in kinds:
        line = lines[first.line_id]
        before, after = past.before(line, first), past.after(line, last)
        words = condition_of(before), condition_of(after)
        yield LineDifference(before=before, after=after, units=units, words=words)


def _merged(found: Iterable[LineDifference]) -> Iterator[LineDifference]:
    """What reads alike stands once: the price may rest on facts that are not told, such as the day of a purchase."""
    alike: dict[tuple[object, ...], list[LineDifference]] = defaultdict(list)
    for one in found:
        alike[one.before.model_label, one.words, one.before.net_amount, one.after.net_amount].append(one)
    for group in alike.values():
        yield replace(group[0], units=sum(one.units for one in group))


def _changes(offer: BuyBackOffer, *, after: int, up_to: int, latest: bool) -> Iterable[OfferLineChange]:
    """The first (or the latest) change of each line in the revisions after one version, up to another; one query."""
    changes = OfferLineChange.objects.filter(
        revision__offer=offer, revision__number__gt=after, revision__number__lte=up_to
    )
    order = "-revision__number" if latest else "revision__number"
    return changes.order_by("line_id", order).distinct("line_id")


class _Past:
    """Lines as they stood: each price of the offer is read once."""

    def __init__(self, offer: BuyBackOffer) -> None:
        self._prices = OfferPrice.objects.filter(offer=offer).in_bulk()
        self._columns: dict[int, Mapping[str, Any]] = {}

    def before(self, line: OfferLine, change: OfferLineChange) -> OfferLine:
        return self._stood(
            line, change.price_before_id, grade_is_assumed=change.was_assumed, is_declared=change.was_declared
        )

    def after(self, line: OfferLine, change: OfferLineChange) -> OfferLine:
        return self._stood(
            line, change.price_after_id, grade_is_assumed=change.is_assumed, is_declared=line.is_declared
        )

    def _stood(self, line: OfferLine, price_id: int, **told: bool) -> OfferLine:
        price = self._prices[price_id]
        if price_id not in self._columns:
            self._columns[price_id] = columns_of(price.priced_by, price.priced)
        kept = {field.attname: getattr(line, field.attname) for field in _KEPT}
        return OfferLine(**{**kept, **self._columns[price_id], **told, "price": price})


_KEPT = [field for field in OfferLine._meta.concrete_fields if not field.generated and field.name != "price"]


def document_number(offer: BuyBackOffer, version: int) -> str:
    """How the document of a version is numbered: the first bears the offer's own reference."""
    return offer.reference if version == 1 else f"{offer.reference} v{version}"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version in the list of them."""

    number: int
    made_at: datetime
    made_by: str
    why: str
    lines: int
    total: Decimal
    document: Document | None


def versions_of(offer: BuyBackOffer) -> list[Version]:
    """Every version, the latest first, each with its document once that is written; two queries."""
    revisions = list(offer.revisions.order_by("number"))
    papers = {paper.number: paper for paper in Document.objects.about(offer).of_kind(DocumentKind.OFFER).latest_first()}
    first = Version(
        number=1,
        made_at=offer.opened_at,
        made_by=offer.opened_by_name,
        why="",
        lines=offer.line_count,
        total=revisions[0].total_before_amount if revisions else offer.total_amount,
        document=papers.get(document_number(offer, 1)),
    )
    later = [
        Version(
            number=revision.number,
            made_at=revision.revised_at,
            made_by=revision.revised_by_name,
            why=revision.why,
            lines=revision.line_count,
            total=revision.total_after_amount,
            document=papers.get(document_number(offer, revision.number)),
        )
        for revision in revisions
    ]
    return [first, *later][::-1]


def chosen_versions(offer: BuyBackOffer, *, older: str, newer: str) -> tuple[int, int]:
    """Two versions as an address names them, the older first; what is no version counts as the last two."""
    known = {str(number): number for number in range(1, offer.version + 1)}
    low, high = sorted((known.get(older, offer.version - 1), known.get(newer, offer.version)))
    return max(low, 1), high
