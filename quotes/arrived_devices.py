"""Which of the devices that a sale still waits for are meant: all, those ticked, or those whose numbers were pasted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from quotes.arrivals import missing_of
from quotes.models import Arrival, OfferLine

_BETWEEN = re.compile(r"[\n\r\t,;]+")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which of the missing devices came: all, or some lines, and what was pasted that is none of them."""

    lines: "QuerySet[OfferLine, OfferLine]"
    noted_before: Sequence[str] = ()
    several: Sequence[str] = ()
    unknown: Sequence[str] = ()


def all_missing(arrival: Arrival) -> Chosen:
    """Everything that has not arrived."""
    return Chosen(lines=missing_of(arrival.offer))


def ticked(arrival: Arrival, line_ids: Sequence[UUID]) -> Chosen:
    """Those of these lines that have not arrived."""
    return Chosen(lines=missing_of(arrival.offer).filter(pk__in=line_ids))


def numbered(arrival: Arrival, numbers: Sequence[str]) -> Chosen:
    """The missing devices that bear these serial numbers, IMEIs or asset tags, however they are spaced; one query."""
    wanted = {_bare(number): number for number in numbers}
    read = arrival.offer.lines.to_sell().annotate(serial_read=Upper("serial"), tag_read=Upper("asset_tag"))
    named = Q(serial_read__in=wanted) | Q(imei__in=wanted) | Q(tag_read__in=[one.upper() for one in numbers])
    found: dict[str, list[tuple[UUID, bool]]] = {bare: [] for bare in wanted}
    for pk, serial, imei, tag, arrived in read.filter(named).values_list(
        "pk", "serial", "imei", "asset_tag", "arrived"
    ):
        for bare in {_bare(serial), imei, _bare(tag)} & set(wanted):
            found[bare].append((pk, arrived is not None))
    single = {bare: lines[0] for bare, lines in found.items() if len(lines) == 1}
    return Chosen(
        lines=missing_of(arrival.offer).filter(pk__in=[pk for pk, has_come in single.values() if not has_come]),
        noted_before=[wanted[bare] for bare, (_pk, has_come) in single.items() if has_come],
        several=[wanted[bare] for bare, lines in found.items() if len(lines) > 1],
        unknown=[wanted[bare] for bare, lines in found.items() if not lines],
    )


def _bare(number: str) -> str:
    return "".join(number.split()).upper()


def numbers_in(text: str) -> list[str]:
    """The numbers of a pasted list, each once: one a line, or with commas, semicolons or tabs between."""
    return list(dict.fromkeys(" ".join(part.split()) for part in _BETWEEN.split(text) if part.strip()))
