"""The columns of the fleet table: what may be shown, what is shown unless one chooses, and what upper apps add."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Choices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from b2b_portal.lib.templatetags.formats import NOTHING, day, number
from catalogue.condition import Lock
from fleet.ages import whole_months
from fleet.evidence import AGE
from fleet.models import Device
from fleet.models.device import Owner
from fleet.standing import Standing, standing_of
from fleet.wanted import premium_of

COLUMNS = "columns"
DEFAULT = ("model", "kind", "site", "since", "grade", "status")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands in one cell: `title` is the reason behind it, `look` one of cell-name, code, num, num-start."""

    text: str = NOTHING
    title: str = ""
    look: str = ""
    badge: Standing | None = None
    mark: str = ""  # the premium of a wanted model, beside its name

    @property
    def is_wide(self) -> bool:
        """Whether its text is given room to break, or a face of its own, inside the cell."""
        return self.look in ("cell-name", "code")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A device with what it does not know itself: the name of its kind, and the day on which it is looked at."""

    device: Device
    kind: str
    today: date


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the fleet's own; `sort` is how the table is ordered by a click on its head.

    `related` is what select_related brings along with the devices.
    """

    label: str | Promise
    cell: Callable[[Facts], Cell]
    sort: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SuppliedColumn:
    """A column that an upper app fills (b2b_portal/wiring.py): one call for the rows of a page, two statements at most.

    `related` is what select_related brings along with the devices; `permission` is what its reader needs.
    """

    label: str | Promise
    cells: Callable[[Sequence[Device], datetime], Sequence[Cell]]
    permission: str
    related: tuple[str, ...] = ()


def _words(choices: type[Choices], value: str) -> str:
    return str(dict(choices.choices).get(value, value)) if value else NOTHING


def _age(facts: Facts) -> Cell:
    since = facts.device.age_from_on
    if since is None:
        return Cell(title=_("Nothing in the lists says how old it is."))
    years, months = divmod(whole_months(since=since, today=facts.today), 12)
    told = {"years": years, "months": months}
    text = _("%(years)d y %(months)d m") % told if years else _("%(months)d m") % told
    evidence = AGE.get(facts.device.age_evidence, "")
    return Cell(text=text, title=f"{day(since)}, {evidence}" if evidence else day(since), look="text-nowrap num-start")


def _support(facts: Facts) -> Cell:
    model = facts.device.model
    if model is None or model.supported_until_on is None:
        return Cell(title=_("The maker gives no date for this model, or we do not have it."))
    until = date_format(model.supported_until_on, "YEAR_MONTH_FORMAT")
    ended = model.supported_until_on < facts.today
    text = _("ended in %(month)s") % {"month": until} if ended else until
    return Cell(text=text, title=_("Last updates from the maker, at the latest."), look="text-nowrap num-start")


def _gigabytes(size: int | None) -> Cell:
    return Cell(text=_("%(size)d GB") % {"size": size} if size else NOTHING, look="text-nowrap num-start")


def _named(text: str) -> Cell:
    return Cell(text=text or NOTHING, look="cell-name")


def _model(facts: Facts) -> Cell:
    text, percent = facts.device.model_label or facts.device.model_text, premium_of(facts.device)
    mark = _("+%(percent)s%%") % {"percent": number(percent)} if percent else ""
    return Cell(text=text or NOTHING, look="cell-name", mark=mark)


def _code(text: str) -> Cell:
    return Cell(text=text or NOTHING, look="code")


OWN: Mapping[str, Column] = {
    "asset_tag": Column(label=gettext_lazy("Asset tag"), cell=lambda it: _code(it.device.asset_tag)),
    "imei": Column(label=gettext_lazy("IMEI"), cell=lambda it: _code(it.device.imei)),
    "model": Column(label=gettext_lazy("Model"), cell=_model, sort="model"),
    "kind": Column(label=gettext_lazy("Kind"), cell=lambda it: Cell(text=it.kind or NOTHING)),
    "storage": Column(label=gettext_lazy("Storage"), cell=lambda it: _gigabytes(it.device.storage_gb)),
    "memory": Column(label=gettext_lazy("Memory"), cell=lambda it: _gigabytes(it.device.ram_gb)),
    "site": Column(label=gettext_lazy("Site"), cell=lambda it: _named(it.device.site.name if it.device.site else "")),
    "cost_centre": Column(label=gettext_lazy("Cost centre"), cell=lambda it: _named(it.device.cost_centre)),
    "owner": Column(label=gettext_lazy("Owner"), cell=lambda it: Cell(text=_words(Owner, it.device.owner))),
    "since": Column(
        label=gettext_lazy("In use since"),
        cell=lambda it: Cell(text=day(it.device.age_from_on), look="text-nowrap num-start"),
        sort="since",
    ),
    "age": Column(label=gettext_lazy("Age"), cell=_age),
    "support": Column(label=gettext_lazy("Updates until"), cell=_support, related=("model",)),
    "grade": Column(label=gettext_lazy("Grade"), cell=lambda it: Cell(text=it.device.grade or NOTHING)),
    "lock": Column(label=gettext_lazy("Lock"), cell=lambda it: Cell(text=_words(Lock, it.device.lock))),
    "status": Column(label=gettext_lazy("Status"), cell=lambda it: Cell(badge=standing_of(it.device, on=it.today))),
}


def supplied_columns() -> Mapping[str, SuppliedColumn]:
    """The columns of upper apps by name, as b2b_portal/wiring.py lists them."""
    return import_string(settings.FLEET_COLUMNS)  # type: ignore[no-any-return]


def labels_for(may: Callable[[str], bool]) -> dict[str, str | Promise]:
    """The name and label of every column that a reader may choose, in the order of the table."""
    supplied = {name: column.label for name, column in supplied_columns().items() if may(column.permission)}
    return {**{name: column.label for name, column in OWN.items()}, **supplied}


def chosen_columns(asked: Sequence[str], known: Mapping[str, Any]) -> list[str]:
    """The names among `asked` that are known, in the order of the table; the usual ones where none is."""
    return [name for name in known if name in asked] or list(DEFAULT)
