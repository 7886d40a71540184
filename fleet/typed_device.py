"""A device that somebody types: its numbers, its model and its size are read as those of a list are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fleet.identification import catalogue_index, known_models
from fleet.intake.correcting import KeptCellsReader
from fleet.intake.date_orders import DateOrders
from fleet.intake.layout import RowLayout, UsedColumn
from fleet.intake.own_names import OwnNames, name_key
from fleet.intake.problems import PROBLEMS, RowProblem, Severity
from fleet.models import NamedModel
from fleet.staging import facts_of
from fleet.unnamed_models import slug_of

_NUMBERS = ("serial", "imei", "imei2", "asset_tag")
_MODEL = (
    *("maker_text", "model_text", "model_id", "model_label", "model_sort", "category"),
    *("evidence", "confidence"),
)
# The fields that are read so, and what of a device each of them tells: a number may stand in another's place.
FACTS_OF: Mapping[str, Sequence[str]] = {
    "serial": _NUMBERS,
    "imei": _NUMBERS,
    "asset_tag": _NUMBERS,
    "manufacturer": _MODEL,
    "model": _MODEL,
    "storage": ("storage_gb",),
}
_LAYOUT = RowLayout(
    columns=tuple(UsedColumn(field=name, index=place, header=name, label=name) for place, name in enumerate(FACTS_OF)),
    headers=tuple(FACTS_OF),
    date_orders=DateOrders(columns={}, rows=(), language=""),
)

# A list is imported without what these leave out; who types can put it right at once.
_LEAVES_EMPTY = frozenset({
    "imei_invalid", "imei_placeholder", "meid_in_imei_column", "serial_placeholder", "identifier_too_long",
    "storage_unreadable", "personal_value_removed",
})  # fmt: skip
_GOES_WITHOUT_SAYING = frozenset({"model_missing"})


@dataclass(frozen=True, kw_only=True)
class TypedDevice:
    """The facts by the device's columns; what must be put right first, by field; what is said once it is kept."""

    facts: Mapping[str, Any]
    wrong: Sequence[tuple[str, str]]
    noticed: Sequence[str]


def read_device(*, written: Mapping[str, str], fields: Collection[str]) -> TypedDevice:
    """Read what is `written`, by the names of FACTS_OF, and return what those of its `fields` tell."""
    reader = KeptCellsReader(layout=_LAYOUT, index=catalogue_index(), own_names=_names(written))
    row = reader.read(row_number=1, raw=written)
    told = {name for field in fields for name in FACTS_OF[field]}
    problems = [problem for problem in row.parsed.problems if not problem.column or problem.column in fields]
    wrong = [problem for problem in problems if _stands_in_the_way(problem)]
    return TypedDevice(
        facts={name: value for name, value in facts_of(row, known_models()).items() if name in told},
        wrong=[(problem.column, _sentence(problem)) for problem in wrong],
        noticed=[_sentence(problem) for problem in problems if not (problem in wrong or _is_plain(problem))],
    )


def _names(written: Mapping[str, str]) -> OwnNames:
    """What the organisation calls its models, and the one of the catalogue that is written out here."""
    maker, model = written.get("manufacturer", ""), written.get("model", "")
    names = NamedModel.objects.as_names()
    slug = slug_of(model) or slug_of(f"{maker} {model}")
    return {**names, name_key(maker=maker, model=model): slug} if slug else names


def _stands_in_the_way(problem: RowProblem) -> bool:
    return problem.severity is Severity.REFUSE or problem.code in _LEAVES_EMPTY


def _is_plain(problem: RowProblem) -> bool:
    return problem.code in _GOES_WITHOUT_SAYING


def _sentence(problem: RowProblem) -> str:
    if problem.code == "no_identifier":
        return _("Fill in the serial number, the IMEI or the asset tag.")
    return _(PROBLEMS[problem.code].message) % {"value": problem.value, "hint": problem.hint}
