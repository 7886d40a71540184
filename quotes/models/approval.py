"""The second person that an organisation may want before a sale of a certain amount: its rule, and each request."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from quotes.models.offer import BuyBackOffer
from quotes.states import OfferState


class AcceptanceRule(models.Model):
    """One row: sales above this amount need a second person; without an amount none does."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    above_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    changed_at = models.DateTimeField()
    changed_by_id = models.CharField(max_length=36, blank=True)
    changed_by_name = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="acceptance_rule_is_one_row"),
            models.CheckConstraint(condition=models.Q(above_amount__gte=0), name="acceptance_rule_not_negative"),
        ]

    def __str__(self) -> str:
        return str(_("Second person for sales"))


class ApprovalQuerySet(models.QuerySet["OfferApproval"]):
    def waiting(self) -> "ApprovalQuerySet":
        """Requests that nobody has answered, for offers that can still be accepted."""
        return self.filter(answered_at=None, offer__state__in=[OfferState.OPEN, OfferState.FIRM])

    def for_others_than(self, person_id: str) -> "ApprovalQuerySet":
        """Those that a person did not ask for himself: nobody approves his own."""
        return self.exclude(asked_by_id=person_id)


class OfferApproval(models.Model):
    """A member wants to sell for this total, and a second one says yes or no."""

    class Answer(models.TextChoices):
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.PROTECT, related_name="approvals")
    total_amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    asked_at = models.DateTimeField()
    asked_by_id = models.CharField(max_length=36)
    asked_by_name = models.CharField(max_length=300)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.CharField(max_length=36, blank=True)
    answered_by_name = models.CharField(max_length=300, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer"], condition=models.Q(answered_at=None), name="offer_approval_one_waits"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by_name="", answer="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answered_by_name="") & ~models.Q(answer="")),
                name="offer_approval_answered_at_and_by",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="approved") | ~models.Q(answered_by_id=models.F("asked_by_id")),
                name="offer_approval_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.total_amount} {self.currency}"
