"""The fleet table as one address shows it: its rows, the heads of its columns, the filters in use as chips."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q, Subquery, Sum, Value
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from b2b_portal.lib.keyset import TOKEN, Page, Parameters, address, page_of
from fleet.filters import DeviceFilter, born_by
from fleet.models import CountedLot, Device
from fleet.models.device import DeviceQuerySet
from fleet.table_columns import (
    COLUMNS,
    DEFAULT,
    OWN,
    Cell,
    Column,
    Facts,
    SuppliedColumn,
    chosen_columns,
    labels_for,
    supplied_columns,
)
from fleet.wanted import with_premium

PER_PAGE = 50
OLD_MONTHS = 48
SORT = "sort"
SORTS = {
    "model": ("model_sort", "id"),
    "-model": ("-model_sort", "-id"),
    "since": ("age_from_on", "id"),
    "-since": ("-age_from_on", "-id"),
}


@dataclass(frozen=True)
class Chip:
    """A filter in use and the address without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class SortLink:
    """The head of a column that can be sorted: `direction` is a value of aria-sort."""

    label: str | Promise
    url: str
    direction: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column, with its link where the table can be sorted by it."""

    label: str | Promise
    look: str
    sort: SortLink | None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A column that may be shown, and whether it is."""

    name: str
    label: str | Promise
    is_shown: bool


@dataclass(frozen=True)
class DeviceRow:
    """One row: the device and the cells of the columns that are shown."""

    device: Device
    cells: Sequence[Cell]

    @property
    def identifier(self) -> str:
        """What names the device best: the maker's number, the network's, or the customer's own label."""
        return self.device.serial or self.device.imei or self.device.asset_tag


@dataclass(frozen=True)
class Tally:
    """Headline figures of a fleet, in devices; `old` are those in use for four years or more, `gone` counts apart.

    `counted` are devices without numbers beside them, None where the fleet has no others.
    """

    devices: int
    gone: int
    unidentified: int
    old: int
    counted: int | None = None


@dataclass(frozen=True, kw_only=True)
class FleetTable:
    """The table as one address shows it."""

    rows: Sequence[DeviceRow]
    page: Page[Device]
    total: int
    chips: Sequence[Chip]
    heads: Sequence[Head]
    choices: Sequence[Choice]
    parameters: Parameters

    @property
    def links(self) -> dict[str, str]:
        """The addresses of the pages beside this one."""
        return self.page.links(self.parameters)

    @property
    def is_plain(self) -> bool:
        """Whether it shows the whole fleet as it comes."""
        return not any(self.parameters.values())

    @property
    def view_address(self) -> str:
        """The query string of the whole view: filter, order and columns, from the first page on."""
        return address(self.parameters)

    @property
    def filter_address(self) -> str:
        """The query string of the filter alone, as actions on everything that matches take it."""
        return address(self.parameters, **{SORT: "", COLUMNS: "", TOKEN: ""})


def build_table(
    *, matching: DeviceFilter, query: QueryDict, fleet_size: int, at: datetime, may: Callable[[str], bool]
) -> FleetTable:
    """Lay out the page of the table that `query` asks for: three queries at most, and those of a supplied column.

    `fleet_size` is how many devices there are without a filter: they are not counted once more, nor is what fits on
    one page. `may` says which permissions the reader has.
    """
    parameters = parameters_of(query)
    sort = query.get(SORT, "")
    sort = sort if sort in SORTS else "model"
    labels = labels_for(may)
    shown = chosen_columns(parameters.get(COLUMNS, ()), labels)
    columns: Mapping[str, Column | SuppliedColumn] = {**OWN, **supplied_columns()}
    related = [name for column in shown for name in columns[column].related]
    devices = with_premium(matching.qs.select_related("site", *related), today=timezone.localdate(at))
    page = page_of(devices, order=SORTS[sort], size=PER_PAGE, token=query.get(TOKEN, ""))
    return FleetTable(
        rows=_rows(page.rows, shown, matching, at),
        page=page,
        total=_total(matching, parameters, page, fleet_size),
        chips=chips_of(matching, query),
        heads=[_head(name, labels[name], sort, parameters) for name in shown],
        choices=[Choice(name=name, label=label, is_shown=name in shown) for name, label in labels.items()],
        parameters=parameters,
    )


def _rows(devices: Sequence[Device], shown: Sequence[str], matching: DeviceFilter, at: datetime) -> list[DeviceRow]:
    today = timezone.localdate(at)
    kinds = matching.kinds
    facts = [Facts(device=device, kind=kinds.get(device.category, ""), today=today) for device in devices]
    columns = [
        [OWN[name].cell(fact) for fact in facts] if name in OWN else supplied_columns()[name].cells(devices, at)
        for name in shown
    ]
    return [DeviceRow(device, cells) for device, *cells in zip(devices, *columns, strict=True)]


def _head(name: str, label: str | Promise, sort: str, parameters: Parameters) -> Head:
    sorts = OWN[name].sort if name in OWN else ""
    link = _sort_link(sorts, label, sort, parameters) if sorts else None
    return Head(label=label, look="" if name in OWN else "num", sort=link)


# A statement of its own would cost the page another way to the database and back.
_COUNTED = Subquery(
    CountedLot.objects.order_by().annotate(all=Value(1)).values("all").annotate(sum=Sum("quantity")).values("sum")
)


def tally_fleet(*, devices: DeviceQuerySet, today: date) -> Tally:
    """Count a fleet's headline figures, in one query."""
    there = Q(gone_at__isnull=True)
    old = Q(age_from_on__lte=born_by(months=OLD_MONTHS, today=today))
    return Tally(
        **devices.aggregate(
            devices=Count("owner", filter=there),
            gone=Count("owner", filter=~there),
            unidentified=Count("owner", filter=there & Q(model__isnull=True)),
            old=Count("owner", filter=there & old),
            counted=Max(_COUNTED),
        )
    )


def chips_of(matching: DeviceFilter, query: QueryDict) -> list[Chip]:
    """The filters in use, each with the address without it; what the filter does not understand makes none."""
    matching.form.is_valid()
    return list(_chips(matching, parameters_of(query)))


def parameters_of(query: QueryDict) -> Parameters:
    """The parameters of the table among whatever else stands in an address; columns where they are not the usual."""
    known = {*DeviceFilter.base_filters, SORT, COLUMNS}
    found = {name: [value for value in values if value] for name, values in query.lists() if name in known}
    if set(found.get(COLUMNS, DEFAULT)) == set(DEFAULT):
        found.pop(COLUMNS, None)
    return found


def _total(matching: DeviceFilter, parameters: Parameters, page: Page[Device], fleet_size: int) -> int:
    if not page.previous and not page.next:
        return len(page.rows)
    return matching.qs.count() if _is_filtered(parameters) else fleet_size


def _is_filtered(parameters: Parameters) -> bool:
    return any(values for name, values in parameters.items() if name not in (SORT, COLUMNS))


def _chips(matching: DeviceFilter, parameters: Parameters) -> Iterator[Chip]:
    understood = matching.form.cleaned_data
    for name, field in matching.form.fields.items():
        values = parameters.get(name, []) if name in understood else []
        words = {str(value): str(label) for value, label in getattr(field, "choices", ())} if values else {}
        for value in values:
            others = [other for other in values if other != value]
            heading = _("Search") if name == "q" else field.label
            label = _("%(filter)s: %(value)s") % {"filter": heading, "value": words.get(value, value).strip()}
            yield Chip(label, address(parameters, **{name: others}))


def _sort_link(name: str, label: str | Promise, sort: str, parameters: Parameters) -> SortLink:
    direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "none")
    onward = f"-{name}" if direction == "ascending" else name
    return SortLink(label, address(parameters, **{SORT: onward}), direction)
