"""An order: what was accepted, on its way to the customer."""

import uuid
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from quotes.models.quote import Quote
from quotes.states import ORDER, ORDER_TURNS, OrderState
from quotes.totals import Totals, totals_of
from records.open_cases import CaseFacts


class OrderQuerySet(models.QuerySet["Order"]):
    def latest_first(self) -> "OrderQuerySet":
        return self.order_by("-placed_at", "-id")

    def on_the_way(self) -> "OrderQuerySet":
        return self.exclude(state__in=[OrderState.DELIVERED, OrderState.CLOSED, OrderState.CANCELLED])


class Order(models.Model):
    class State(models.TextChoices):
        CONFIRMED = OrderState.CONFIRMED, _("Confirmed")
        ALLOCATED = OrderState.ALLOCATED, _("Being prepared")
        PARTLY_SHIPPED = OrderState.PARTLY_SHIPPED, _("Partly shipped")
        SHIPPED = OrderState.SHIPPED, _("Shipped")
        DELIVERED = OrderState.DELIVERED, _("Delivered")
        CLOSED = OrderState.CLOSED, _("Closed")
        CANCELLED = OrderState.CANCELLED, _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="order")
    state = models.CharField(max_length=14, choices=State.choices, default=State.CONFIRMED)
    currency = models.CharField(max_length=3)
    po_number = models.CharField(max_length=50)
    delivery_line = models.CharField(max_length=300, blank=True)
    attests_new_alternative = models.BooleanField(default=False)
    placed_at = models.DateTimeField()
    placed_by_id = models.CharField(max_length=36, blank=True)
    placed_by_name = models.CharField(max_length=300)
    shipped_at = models.DateTimeField(null=True, blank=True)
    tracking = models.CharField(max_length=200, blank=True)
    delivered_on = models.DateField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()
    case_machine, case_turns = ORDER, ORDER_TURNS

    class Meta:
        indexes = [models.Index(fields=["-placed_at", "-id"], name="order_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["delivered", "closed"]) | models.Q(delivered_on__isnull=False),
                name="order_delivered_on",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def case_facts(self) -> CaseFacts:
        """What the desk's index says of it; two queries."""
        lines = list(self.lines.all())
        return CaseFacts(
            reference=self.reference,
            title=self.quote.title,
            devices=sum(line.quantity for line in lines),
            amount=sum((line.net_amount for line in lines), Decimal(0)),
            currency=self.currency,
        )

    def totals(self) -> Totals:
        """Net, VAT and gross of its lines; one query."""
        return totals_of([(line.net_amount, line.vat_rate) for line in self.lines.all()], currency=self.currency)


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    def in_order(self) -> "OrderLineQuerySet":
        return self.order_by("position")


class OrderLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    stock_id = models.UUIDField(null=True, blank=True)
    model = models.ForeignKey(
        "catalogue.DeviceModel", on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    sku = models.CharField(max_length=60)
    description = models.CharField(max_length=500)
    category = models.CharField(max_length=40, blank=True)
    grade = models.CharField(max_length=1, blank=True)
    warranty_months = models.PositiveSmallIntegerField(default=12)
    quantity = models.PositiveIntegerField()
    unit_price_amount = models.DecimalField(max_digits=12, decimal_places=2)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    net_amount = models.DecimalField(max_digits=14, decimal_places=2)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="order_line_position_once")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.description}"
