"""The fleet table: its columns and sorting, the filters in use as chips, the rows of one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from b2b_portal.lib.keyset import TOKEN, Page, Parameters, address, page_of
from fleet.filters import DeviceFilter, born_by
from fleet.models import Device
from fleet.models.device import DeviceQuerySet
from fleet.standing import Standing, standing_of

PER_PAGE = 50
OLD_MONTHS = 48
SORT = "sort"
SORTS = {
    "model": ("model_sort", "id"),
    "-model": ("-model_sort", "-id"),
    "since": ("age_from_on", "id"),
    "-since": ("-age_from_on", "-id"),
}
HEADINGS = {"model": gettext_lazy("Model"), "since": gettext_lazy("In use since")}


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


@dataclass(frozen=True)
class DeviceRow:
    """One row, with what the device alone does not know: the name of its kind, how it stands."""

    device: Device
    kind: str
    standing: Standing

    @property
    def identifier(self) -> str:
        """What names the device best: the maker's number, the network's, or the customer's own label."""
        return self.device.serial or self.device.imei or self.device.asset_tag


@dataclass(frozen=True)
class Tally:
    """Headline figures of a fleet, in devices; `old` are those in use for four years or more."""

    devices: int
    unidentified: int
    old: int


@dataclass(frozen=True, kw_only=True)
class FleetTable:
    """The table as one address shows it."""

    rows: Sequence[DeviceRow]
    page: Page[Device]
    total: int
    chips: Sequence[Chip]
    sorts: dict[str, SortLink]
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
        return address(self.parameters, **{SORT: "", TOKEN: ""})


def build_table(*, matching: DeviceFilter, query: QueryDict, fleet_size: int) -> FleetTable:
    """Lay out the page of the table that `query` asks for: three queries at most.

    `fleet_size` is how many devices there are without a filter: they are not counted once more, nor is what fits on
    one page.
    """
    parameters = parameters_of(query)
    sort = query.get(SORT, "")
    sort = sort if sort in SORTS else "model"
    devices = matching.qs.select_related("site")
    page = page_of(devices, order=SORTS[sort], size=PER_PAGE, token=query.get(TOKEN, ""))
    return FleetTable(
        rows=[DeviceRow(device, matching.kinds.get(device.category, ""), standing_of(device)) for device in page.rows],
        page=page,
        total=_total(matching, parameters, page, fleet_size),
        chips=chips_of(matching, query),
        sorts={name: _sort_link(name, sort, parameters) for name in HEADINGS},
        parameters=parameters,
    )


def tally_fleet(*, devices: DeviceQuerySet, today: date) -> Tally:
    """Count a fleet's headline figures, in one query."""
    old = Q(age_from_on__lte=born_by(months=OLD_MONTHS, today=today))
    return Tally(
        **devices.aggregate(
            devices=Count("owner"),
            unidentified=Count("owner", filter=Q(model__isnull=True)),
            old=Count("owner", filter=old),
        )
    )


def chips_of(matching: DeviceFilter, query: QueryDict) -> list[Chip]:
    """The filters in use, each with the address without it; what the filter does not understand makes none."""
    matching.form.is_valid()
    return list(_chips(matching, parameters_of(query)))


def parameters_of(query: QueryDict) -> Parameters:
    """The parameters of the table among whatever else stands in an address."""
    known = {*DeviceFilter.base_filters, SORT}
    return {name: [value for value in values if value] for name, values in query.lists() if name in known}


def _total(matching: DeviceFilter, parameters: Parameters, page: Page[Device], fleet_size: int) -> int:
    if not page.previous and not page.next:
        return len(page.rows)
    return matching.qs.count() if _is_filtered(parameters) else fleet_size


def _is_filtered(parameters: Parameters) -> bool:
    return any(values for name, values in parameters.items() if name != SORT)


def _chips(matching: DeviceFilter, parameters: Parameters) -> Iterator[Chip]:
    understood = matching.form.cleaned_data
    for name, field in matching.form.fields.items():
        values = parameters.get(name, []) if name in understood else []
        words = {str(value): str(label) for value, label in getattr(field, "choices", ())} if values else {}
        for value in values:
            others = [other for other in values if other != value]
            heading = _("Search") if name == "q" else field.label
            label = _("%(filter)s: %(value)s") % {"filter": heading, "value": words.get(value, value)}
            yield Chip(label, address(parameters, **{name: others}))


def _sort_link(name: str, sort: str, parameters: Parameters) -> SortLink:
    direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "none")
    onward = f"-{name}" if direction == "ascending" else name
    return SortLink(HEADINGS[name], address(parameters, **{SORT: onward}), direction)
