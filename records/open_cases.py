"""Keeping the desk's index of open cases in step with an organisation's own rows, in the same transaction.

A model is a case when it has `case_machine`, the machine of its states, `case_turns`, the table of the states in which
it is open and whose turn it then is, and `case_facts()`. `move()` notes every change of state; what else changes the
facts calls `note_case` itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, cast

from django.apps import apps
from django.db import models, transaction
from django.db.models import Max

from b2b_portal.lib.states import StateMachine
from records.documents import current_organisation
from records.models import Event
from tenants.models import OpenCase
from tenants.turns import Turn


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What the index says of a case beside its state: devices are a number of units, the amount is net of VAT."""

    reference: str
    title: str = ""
    devices: int | None = None
    amount: Decimal | None = None
    currency: str = ""
    due_on: date | None = None


class Case(Protocol):
    """A row that is a case."""

    pk: Any
    state: str
    case_machine: StateMachine
    case_turns: Mapping[str, Turn]

    def case_facts(self) -> CaseFacts:
        """What the index says of it."""


_FACTS = [*CaseFacts.__dataclass_fields__]
_STATE = ["case_state", "waits_for", "since_at"]


def note_case(case: Case, *, at: datetime, moved: bool = False) -> None:
    """Write the case as it is now into the index, or take it out when it is not open; in the caller's transaction.

    `moved` says that it has just come into its state; otherwise only its facts have changed.
    """
    if case.state not in case.case_turns:
        OpenCase.objects.filter(pk=case.pk).delete()
        return
    _write([_row_of(case, since_at=at)], [*_FACTS, *(_STATE if moved else [])])


def note_if_case(subject: models.Model, *, at: datetime) -> None:
    """Note a row that has just changed its state, where rows of its kind are cases."""
    if is_case(type(subject)):
        note_case(cast(Case, subject), at=at, moved=True)


def is_case(model: type[models.Model]) -> bool:
    """Whether the rows of a model are cases."""
    return hasattr(model, "case_turns")


def rebuild_cases(*, at: datetime) -> int:
    """Make the current organisation's part of the index again from its own rows; returns how many cases are open.

    A case that changes meanwhile waits for this transaction, and is then noted as ever.
    """
    with transaction.atomic():
        indexed = set(OpenCase.objects.for_organisation(current_organisation()).values_list("pk", flat=True))
        rows = [row for model in apps.get_models() if is_case(model) for row in _open_rows(model, at)]
        OpenCase.objects.filter(pk__in=indexed - {row.pk for row in rows}).delete()
        _write(rows, [*_FACTS, *_STATE])
    return len(rows)


def _open_rows(model: Any, at: datetime) -> Iterator[OpenCase]:
    cases = list(model.objects.select_for_update().filter(state__in=list(model.case_turns)))
    arrived = {
        (event["subject_id"], event["to_state"]): event["since_at"]
        for event in Event.objects.filter(
            subject_type=model._meta.label_lower, subject_id__in=[str(case.pk) for case in cases]
        )
        .values("subject_id", "to_state")
        .annotate(since_at=Max("at"))
    }
    for case in cases:
        yield _row_of(case, since_at=arrived.get((str(case.pk), case.state), at))


def _row_of(case: Case, *, since_at: datetime) -> OpenCase:
    return OpenCase(
        subject_id=case.pk,
        organisation=current_organisation(),
        kind=case.case_machine.name,
        case_state=case.state,
        waits_for=case.case_turns[case.state],
        since_at=since_at,
        **asdict(case.case_facts()),
    )


def _write(rows: list[OpenCase], fields: list[str]) -> None:
    OpenCase.objects.bulk_create(rows, update_conflicts=True, unique_fields=["subject_id"], update_fields=fields)
