"""The devices of a sale on their way to us: until when they count as agreed, which have come, and what each counts."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from quotes.models.offer import BuyBackOffer, OfferLine
from quotes.models.offer_price import OfferPrice
from quotes.states import ARRIVAL, ARRIVAL_TURNS, ArrivalState
from records.open_cases import CaseFacts


class Arrival(models.Model):
    """One for each sale; `reminded_for_on` is the latest day that its customer was last reminded of."""

    class State(models.TextChoices):
        AWAITED = ArrivalState.AWAITED, _("Awaited")
        PARTLY_ARRIVED = ArrivalState.PARTLY_ARRIVED, _("Partly arrived")
        ARRIVED = ArrivalState.ARRIVED, _("Arrived")

    offer = models.OneToOneField(BuyBackOffer, on_delete=models.PROTECT, primary_key=True, related_name="arrival")
    state = models.CharField(max_length=14, choices=State.choices, default=State.AWAITED)
    arrive_by_on = models.DateField()
    reminded_for_on = models.DateField(null=True, blank=True)

    case_machine, case_turns = ARRIVAL, ARRIVAL_TURNS

    class Meta:
        indexes = [models.Index(fields=["arrive_by_on"], name="arrival_due")]

    def __str__(self) -> str:
        return str(self.offer)

    def case_facts(self) -> CaseFacts:
        """What the desk's index says of it; one query."""
        return CaseFacts(
            reference=self.offer.reference,
            title=self.offer.decision_reference,
            devices=self.offer.lines.to_sell().count(),
            amount=self.offer.total_amount,
            currency=self.offer.currency,
            due_on=self.arrive_by_on,
        )


class Delivery(models.Model):
    """What was noted at once: devices that came on one day; the book is that by which the late ones are paid."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="deliveries")
    arrived_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by_id = models.CharField(max_length=36)
    noted_by_name = models.CharField(max_length=300)
    price_book = models.ForeignKey(
        "catalogue.PriceBook", on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.arrival} {self.arrived_on}"


class ArrivedLine(models.Model):
    """One device that has come: what was agreed for it, and what counts, with the price that explains it."""

    line = models.OneToOneField(OfferLine, on_delete=models.PROTECT, primary_key=True, related_name="arrived")
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.PROTECT, related_name="arrived_lines")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="lines")
    price = models.ForeignKey(OfferPrice, on_delete=models.PROTECT, related_name="+")
    agreed_amount = models.DecimalField(max_digits=12, decimal_places=2)
    counted_amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counted_amount__gte=0, counted_amount__lte=models.F("agreed_amount")),
                name="arrived_line_counts_at_most_what_was_agreed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} in {self.delivery}"
