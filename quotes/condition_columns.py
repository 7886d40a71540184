"""The columns of a list of conditions, and the words of its cells, that are read in either language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from b2b_portal.lib.spreadsheets.headers import fold_header
from catalogue.condition import Defect, FunctionalState, Grade, Lock

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

YES, NO, NONE = "yes", "no", "none"
_YES_NO = {YES: gettext_lazy("Yes"), NO: gettext_lazy("No")}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its name in code, its header, and the coded words of its cells with how they are written."""

    name: str
    header: "StrPromise"
    words: "Mapping[str, str | StrPromise]" = field(default_factory=dict)
    is_number: bool = False


IDENTIFIERS = (
    Column(name="serial", header=pgettext_lazy("column of a list", "Serial number")),
    Column(name="imei", header=pgettext_lazy("column of a list", "IMEI")),
    Column(name="asset_tag", header=pgettext_lazy("column of a list", "Asset tag")),
)
MODEL = Column(name="model", header=pgettext_lazy("column of a list", "Model"))
ANSWERS = (
    Column(name="grade", header=gettext_lazy("Grade"), words=dict(Grade.choices)),
    Column(name="cracked", header=gettext_lazy("Cracked"), words=_YES_NO),
    Column(name="functional_state", header=gettext_lazy("Function"), words=dict(FunctionalState.choices)),
    Column(name="lock", header=gettext_lazy("Lock"), words=dict(Lock.choices)),
    Column(name="battery_health", header=gettext_lazy("Battery health (%)"), is_number=True),
    Column(name="has_charger", header=gettext_lazy("Charger"), words=_YES_NO),
    Column(
        name="defects",
        header=gettext_lazy("Defects"),
        words={NONE: pgettext_lazy("no defect at all", "none"), **dict(Defect.choices)},
    ),
    Column(name="storage_gb", header=gettext_lazy("Storage (GB)"), is_number=True),
)
COLUMNS = (*IDENTIFIERS, MODEL, *ANSWERS)


@lru_cache(maxsize=1)
def header_words() -> Mapping[str, str]:
    """Folded headers, in every language and as names, to the names of their columns."""
    return {word: column.name for column in COLUMNS for word in _written(column.name, [column.header])}


@lru_cache(maxsize=16)
def cell_words(column: str) -> Mapping[str, str]:
    """Folded words of the cells of a column, in every language and as codes, to their codes."""
    words = next(one.words for one in COLUMNS if one.name == column)
    return {word: code for code in words for word in _written(code, [words[code]])}


def _written(code: str, texts: "Iterable[str | StrPromise]") -> set[str]:
    found = {fold_header(code)}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {fold_header(str(text)) for text in texts}
    return found
