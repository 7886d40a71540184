"""The desk's index: one row per open case of any organisation, written in the transaction that changes the case.

It repeats what stands in the organisation's own schema so that the desk asks one table, whatever the number of
organisations; `manage.py open_cases_rebuild` makes it again from there.
"""

from collections.abc import Iterable
from datetime import date

from django.db import models

from tenants.models.organisation import Organisation
from tenants.turns import Turn


class OpenCaseQuerySet(models.QuerySet["OpenCase"]):
    def for_organisation(self, organisation: Organisation) -> "OpenCaseQuerySet":
        return self.filter(organisation=organisation)

    def of(self, organisations: "models.QuerySet[Organisation] | Iterable[Organisation]") -> "OpenCaseQuerySet":
        return self.filter(organisation__in=organisations)

    def waiting_for(self, whom: Turn) -> "OpenCaseQuerySet":
        return self.filter(waits_for=whom)

    def running_out(self, *, by: date) -> "OpenCaseQuerySet":
        """Waiting for the customer's answer, which is too late after `by`."""
        return self.waiting_for(Turn.CUSTOMER).filter(due_on__lte=by)


class OpenCase(models.Model):
    subject_id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # the name of its state machine
    case_state = models.CharField(max_length=30)
    waits_for = models.CharField(max_length=8, choices=[(turn.value, turn.name) for turn in Turn])
    reference = models.CharField(max_length=300)
    title = models.CharField(max_length=300, blank=True)
    devices = models.PositiveIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    due_on = models.DateField(null=True, blank=True)
    since_at = models.DateTimeField()  # in this state

    objects = OpenCaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "waits_for", "since_at"], name="open_case_waiting"),
            models.Index(fields=["waits_for", "since_at", "subject_id"], name="open_case_longest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | ~models.Q(currency=""), name="open_case_amount_and_currency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
