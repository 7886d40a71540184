"""What the check page says of an upload before anything of it reaches the fleet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from b2b_portal.lib.keyset import TOKEN, Page, address, page_of
from fleet.evidence import sureness
from fleet.intake.fields import FIELDS
from fleet.intake.profiles import PROFILES
from fleet.models import Upload, UploadRow
from fleet.models.upload_row import Outcome, UploadRowQuerySet
from fleet.problem_groups import RowSentence, sentences_of
from fleet.states import UploadState

PER_PAGE = 50
SAMPLES = 3
SHOW, CAUSE = "show", "cause"

DELIMITERS: Mapping[str, str | Promise] = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("vertical bar"),
}
UNUSED: Mapping[str, str | Promise] = {
    "ignored": gettext_lazy("Not needed"),
    "dropped": gettext_lazy("Personal details: never kept"),
}
NOT_KEPT = gettext_lazy("read, but not kept as written")
STEPS = (
    pgettext_lazy("step of an upload", "Upload"),
    pgettext_lazy("step of an upload", "Match"),
    pgettext_lazy("step of an upload", "Check"),
    pgettext_lazy("step of an upload", "Confirm"),
)
# How many of the steps are behind: one more is the current one.
_BEHIND: Mapping[str, int] = {
    UploadState.RECEIVED: 1,
    UploadState.READING: 1,
    UploadState.MAPPING: 1,
    UploadState.CHECKING: 2,
    UploadState.CHECKED: 2,
    UploadState.COMMITTING: 3,
    UploadState.COMMITTED: 4,
    UploadState.UNDOING: 4,
    UploadState.UNDONE: 4,
}


@dataclass(frozen=True, kw_only=True)
class ColumnRow:
    """One column of the file: what it is read as, how sure we are, what stands in it."""

    header: str
    field: str | Promise
    sureness: str
    samples: Sequence[str | Promise]


@dataclass(frozen=True)
class Choice:
    """A part of the rows that may be shown: its words, how many rows, the address, whether it is shown now."""

    label: str | Promise
    rows: int
    url: str
    is_shown: bool


@dataclass(frozen=True)
class CheckedRow:
    """A staged row with its problems in words."""

    row: UploadRow
    problems: Sequence[RowSentence]

    @property
    def identifier(self) -> str:
        """What names the device of the row best."""
        return self.row.serial or self.row.imei or self.row.asset_tag


@dataclass(frozen=True, kw_only=True)
class CheckedRows:
    """A page of staged rows, the parts one may choose among, and the addresses of the pages beside it."""

    rows: Sequence[CheckedRow]
    page: Page[UploadRow]
    choices: Sequence[Choice]
    links: Mapping[str, str]
    total: int


def steps_of(upload: Upload) -> list[dict[str, str | Promise]]:
    """The four steps and where this upload is; none for one that goes no further."""
    behind = _BEHIND.get(upload.state)
    if behind is None:
        return []
    states = ["done" if place < behind else "current" if place == behind else "todo" for place in range(len(STEPS))]
    return [{"label": label, "state": state, "url": ""} for label, state in zip(STEPS, states, strict=True)]


def source_of(upload: Upload) -> str:
    """The program that wrote the file, as far as its headers tell."""
    names = {profile.code: profile.name for profile in PROFILES}
    return names.get(upload.profile, _("A list made by hand"))


def columns_of(upload: Upload) -> tuple[list[ColumnRow], list[ColumnRow]]:
    """The columns in use and the others, each in the order of the file; one query."""
    first = list(upload.rows.in_file_order().values_list("raw", flat=True)[:SAMPLES])
    used: list[ColumnRow] = []
    unused: list[ColumnRow] = []
    for column in upload.mapping.get("columns", []) if upload.mapping else []:
        is_kept = not column["field"] or FIELDS[column["field"]].kept
        samples = [text for raw in first if (text := raw.get(column["header"], ""))] if is_kept else [NOT_KEPT]
        (used if column["field"] else unused).append(
            ColumnRow(
                header=column["header"],
                field=_field_words(column),
                sureness=sureness(Decimal(column["confidence"])),
                samples=samples,
            )
        )
    return used, unused


def rows_of(upload: Upload, query: QueryDict) -> CheckedRows:
    """The staged rows that `query` asks for: those with problems where there are any, else all; two queries."""
    with_problems = upload.rows.with_problems().count()
    shown, cause = query.get(SHOW, ""), query.get(CAUSE, "")
    choices = list(_choices(upload, with_problems, shown or ("problems" if with_problems else "all"), cause))
    chosen = next((choice for choice in choices if choice.is_shown), choices[0])
    rows = _part(upload.rows.all(), shown or ("problems" if with_problems else "all"), cause)
    page = page_of(rows, order=("row_number", "id"), size=PER_PAGE, token=query.get(TOKEN, ""))
    return CheckedRows(
        rows=[CheckedRow(row, sentences_of(row)) for row in page.rows],
        page=page,
        choices=choices,
        links=page.links({SHOW: [shown], CAUSE: [cause]}),
        total=chosen.rows,
    )


def _part(rows: UploadRowQuerySet, shown: str, cause: str) -> UploadRowQuerySet:
    if cause:
        return rows.filter(problems__contains=[{"code": cause}])
    if shown == "problems":
        return rows.with_problems()
    return rows.filter(outcome=shown) if shown in Outcome.values else rows


def _choices(upload: Upload, with_problems: int, shown: str, cause: str) -> Iterator[Choice]:
    summary = upload.summary
    if cause:
        rows = summary.get("problems", {}).get(cause, 0)
        yield Choice(_("This cause"), rows, address({}, **{CAUSE: cause}), True)
    outcomes = summary.get("outcomes", {})
    parts = [
        ("problems", _("With problems"), with_problems),
        ("all", _("All"), summary.get("rows", 0)),
        *((value, str(label), outcomes.get(value, 0)) for value, label in Outcome.choices),
    ]
    for value, label, rows in parts:
        if rows or value == "all":
            yield Choice(label, rows, address({}, **{SHOW: value}), value == shown and not cause)


def _field_words(column: Mapping[str, str]) -> str | Promise:
    if field := column["field"]:
        return _(FIELDS[field].label)
    return UNUSED.get(column["source"], UNUSED["ignored"])
