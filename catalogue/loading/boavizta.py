"""Boavizta's table of device footprints: it fills the weight of models that have none, and says from which year."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import transaction

from catalogue.folding import fold
from catalogue.loading.data_file import Problems
from catalogue.loading.merging import Merged
from catalogue.loading.published_table import Cells, check_lengths, read_published, replace_rows
from catalogue.model_facts import Fact
from catalogue.models import DeviceModel, ModelChange, PublishedWeight
from catalogue.models.model_change import Decided
from catalogue.models.revision import record_revision

SOURCE = "Boavizta, environmental footprint data"
_COLUMNS = {
    "maker": ["manufacturer"],
    "name": ["name"],
    "weight_kg": ["weight"],
    "stated_year": ["date", "report date"],
}
_NOT_SAID = frozenset({"", "n/a", "na", "-"})
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_MOST_KG = 1000
_WHAT_IT_IS = re.compile(r" (?:notebook pc|laptop|desktop|notebook|pc)$")  # what makers write behind a name


@transaction.atomic
def load_boavizta(*, path: Path, at: datetime) -> tuple[str, Merged, int]:
    """Put the table of a file in place of the last one; returns its version, the counts, and the weights it filled.

    Raises: FileRefused, with every problem of the file.
    """
    version, found = read_published(path, encoding="utf-8-sig", columns=_COLUMNS)
    problems = Problems()
    latest: dict[str, PublishedWeight] = {}
    for row in _weights(found, problems=problems):
        known = latest.get(row.folded_name)
        if known is None or (row.stated_year, -row.weight_kg) > (known.stated_year, -known.weight_kg):
            latest[row.folded_name] = row
    problems.refuse_if_any()
    values = [(row.maker, row.name, row.folded_name, row.weight_kg, row.stated_year) for row in latest.values()]
    merged = replace_rows(values, table=PublishedWeight, key=("folded_name",))
    filled = fill_weights(latest)
    if filled:
        record_revision(reason=f"Boavizta {version}", at=at)
    return version, merged, filled


def fill_weights(known: Mapping[str, PublishedWeight]) -> int:
    """Give their weight to models that have none, or an older one of this table; returns how many were changed."""
    decided = ModelChange.objects.decided()
    changed = []
    for model in DeviceModel.objects.filter(weight_source__in=["", SOURCE]).select_related("maker"):
        row = known.get(folded_name(maker=model.maker.name, name=model.name))
        if row is None or Decided(model.pk, Fact.WEIGHT) in decided:
            continue
        if (model.weight_kg, model.weight_source_year) != (row.weight_kg, row.stated_year):
            model.weight_kg, model.weight_source, model.weight_source_year = row.weight_kg, SOURCE, row.stated_year
            changed.append(model)
    DeviceModel.objects.bulk_update(changed, ["weight_kg", "weight_source", "weight_source_year"], batch_size=1000)
    return len(changed)


def keep_weights(models: Iterable[DeviceModel]) -> None:
    """Leave models of a file that say no weight the one that this table gave them; one query."""
    bare = {model.slug: model for model in models if model.weight_kg is None}
    for stored in DeviceModel.objects.filter(pk__in=bare, weight_source=SOURCE):
        model = bare[stored.pk]
        model.weight_kg, model.weight_source = stored.weight_kg, stored.weight_source
        model.weight_source_year = stored.weight_source_year


def folded_name(*, maker: str, name: str) -> str:
    """What a device is looked up by: its maker once, its name, without what it is."""
    brand, rest = fold(maker), fold(name)
    rest = _WHAT_IT_IS.sub("", rest.removeprefix(f"{brand} "))
    return f"{brand} {rest}"


def _weights(found: Iterable[Cells], *, problems: Problems) -> Iterator[PublishedWeight]:
    """The rows that say a name, a weight and a year; what is written and no weight is noted."""
    for number, cells in enumerate(found, start=2):
        where, year = f"row {number}", _YEAR.search(cells["stated_year"])
        names = {name: cells[name] for name in ("maker", "name")}
        check_lengths(names, table=PublishedWeight, where=where, problems=problems)
        weight = _kilograms(cells["weight_kg"], where=where, problems=problems)
        if weight and year and all(names.values()):
            folded = folded_name(**names)
            yield PublishedWeight(**names, folded_name=folded, weight_kg=weight, stated_year=int(year[0]))


def _kilograms(text: str, *, where: str, problems: Problems) -> Decimal | None:
    if text.casefold() in _NOT_SAID:
        return None
    try:
        weight = Decimal(text).quantize(Decimal("0.001"))
    except InvalidOperation:
        weight = Decimal(-1)
    if not 0 <= weight < _MOST_KG:
        problems.add(where, "weight_kg", f"{text!r} is not a number of kilograms from 0 to {_MOST_KG}")
        return None
    return weight or None
