"""One cause on the check page: the texts that have it, what one answer may be, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from b2b_portal.lib.templatetags.formats import day
from catalogue.condition import FunctionalState, Grade
from fleet.intake.dates import DateOrder, read_date
from fleet.intake.group_fixes import FIXES, MEANINGS, Fix
from fleet.intake.identifiers import plain_text
from fleet.models import Upload, UploadAnswer
from fleet.models.device import Owner
from fleet.word_lookup import LOOKED_UP

MOST = 50  # texts of one cause that are asked at once

# One click serves all rows; the other fixes are asked on a page of their own.
AT_ONCE: Mapping[Fix, str | Promise] = {
    Fix.EMPTY: gettext_lazy("Leave the number out where there is another"),
    Fix.LEAVE_OUT: gettext_lazy("Leave these rows out"),
    Fix.LAST: gettext_lazy("Take the last row instead of the first"),
    Fix.OURS: gettext_lazy("They are ours"),
}
_ASKED: Mapping[Fix, str | Promise] = {
    Fix.SAY: gettext_lazy("Say what they stand for…"),
    Fix.ORDER: gettext_lazy("Say how the dates are written…"),
}
_DONE: Mapping[Fix, str | Promise] = {
    Fix.EMPTY: gettext_lazy("The number is left out where there is another."),
    Fix.LEAVE_OUT: gettext_lazy("These rows are left out."),
    Fix.LAST: gettext_lazy("The last row counts instead of the first."),
    Fix.OURS: gettext_lazy("The personal devices are yours."),
}
# What the page that asks is called.
TITLES: Mapping[str, str | Promise] = {
    "date_unreadable": gettext_lazy("Dates that we cannot read"),
    "date_ambiguous": gettext_lazy("Dates that can be read in two ways"),
    "storage_unreadable": gettext_lazy("Storage that we cannot read"),
    "ram_unreadable": gettext_lazy("Memory that we cannot read"),
    "battery_unreadable": gettext_lazy("Battery health that we cannot read"),
    "condition_unknown": gettext_lazy("Words for a condition that we do not know"),
    "ownership_unknown": gettext_lazy("Words for an owner that we do not know"),
    "purchase_amount_unreadable": gettext_lazy("Purchase prices that we cannot read"),
    "year_unreadable": gettext_lazy("Years that we cannot read"),
    "damage_mentioned": gettext_lazy("Remarks that mention damage"),
}
ORDERS: Mapping[str, str | Promise] = {
    DateOrder.DAY_FIRST: gettext_lazy("The day comes first"),
    DateOrder.MONTH_FIRST: gettext_lazy("The month comes first"),
}
_OWNERS = (Owner.ORGANISATION, Owner.LESSOR, Owner.PERSON, Owner.FUNDER)

_TEXTS = """
    SELECT problem->>'column', problem->>'value', count(DISTINCT row.id), min(row.row_number)
    FROM fleet_uploadrow row, jsonb_array_elements(row.problems) problem
    WHERE row.upload_id = %(upload)s AND row.problems @> jsonb_build_array(jsonb_build_object('code', %(code)s::text))
      AND problem->>'code' = %(code)s
    GROUP BY 1, 2 ORDER BY 3 DESC, 4
"""


@dataclass(frozen=True)
class CauseText:
    """One text in one column: in how many rows it has the problem, and the first of them."""

    column: str
    value: str
    rows: int
    first_row: int


@dataclass(frozen=True)
class Answered:
    """An answer as it reads, for the page on which it can be taken back."""

    answer: UploadAnswer
    sentence: str

    @property
    def is_remembered(self) -> bool:
        """Whether it was said for an earlier file."""
        return self.answer.is_remembered

    @property
    def rows(self) -> int:
        """How many rows it served."""
        return len(self.answer.row_numbers)


def fix_words(code: str) -> tuple[str | Promise, bool]:
    """What the button of a cause says, and whether a click answers at once; empty where no answer serves all rows."""
    fix = FIXES[code]
    if fix is None:
        return "", False
    return (AT_ONCE[fix], True) if fix in AT_ONCE else (_ASKED[fix], False)


def texts_of(*, upload: Upload, code: str) -> list[CauseText]:
    """The texts that have the problem, the most frequent first; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS, {"upload": upload.pk, "code": code})
        return [CauseText(*found) for found in cursor.fetchall()]


def may_look_up(texts: Sequence[CauseText], *, code: str) -> bool:
    """Whether the words stand in the file only, and were not looked up yet."""
    return code in LOOKED_UP and bool(texts) and not any(text.value for text in texts)


def read_both_ways(text: str) -> dict[str, str]:
    """What a date is by the order of day and month, in words."""
    plain = plain_text(text)
    readings = {order: read_date(text=plain, order=DateOrder(order)).value for order in ORDERS}
    return {order: day(value) for order, value in readings.items() if value}


def meanings_of(code: str) -> list[tuple[str, str | Promise]]:
    """What a word may stand for, with how that is called."""
    if code == "ownership_unknown":
        return [(owner.value, owner.label) for owner in _OWNERS]
    return [(one.value, one.label) for one in (*Grade, *FunctionalState)]


def answered(upload: Upload) -> list[Answered]:
    """What was answered for many rows, the latest first; one query."""
    return [Answered(answer, _sentence(answer)) for answer in upload.answers.read().latest_first()]


def _sentence(answer: UploadAnswer) -> str:
    fix = FIXES[answer.code]
    if fix and fix in _DONE:
        return str(_DONE[fix])
    if fix is Fix.ORDER:
        words = {"column": answer.column, "order": ORDERS[answer.text]}
        return _("%(order)s in the dates of “%(column)s”.") % words
    meant = dict(meanings_of(answer.code)).get(answer.text, answer.text) if answer.code in MEANINGS else answer.text
    words = {"column": answer.column, "text": answer.value or _("other words"), "meant": meant}
    if not meant:
        return _("%(column)s: “%(text)s” is left empty.") % words
    return _("%(column)s: “%(text)s” is read as %(meant)s.") % words
