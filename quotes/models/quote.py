"""A quote sells refurbished devices; once sent it is frozen, and acceptance names exactly what was accepted."""

import uuid
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from quotes.states import QUOTE, QUOTE_TURNS, QuoteState
from quotes.totals import Totals, line_net, totals_of
from records.open_cases import CaseFacts


class QuoteQuerySet(models.QuerySet["Quote"]):
    def latest_first(self) -> "QuoteQuerySet":
        return self.order_by("-created_at", "-id")

    def visible_to_customer(self) -> "QuoteQuerySet":
        """Everything that was ever sent."""
        return self.filter(sent_at__isnull=False)

    def awaiting_answer(self) -> "QuoteQuerySet":
        return self.filter(state__in=[QuoteState.SENT, QuoteState.VIEWED])

    def expired(self, *, on: date) -> "QuoteQuerySet":
        """Quotes waiting for an answer whose last day is over."""
        return self.awaiting_answer().filter(valid_until_on__lt=on)


class Quote(models.Model):
    class State(models.TextChoices):
        DRAFT = QuoteState.DRAFT, _("Draft")
        APPROVAL = QuoteState.APPROVAL, _("Waiting for approval")
        SENT = QuoteState.SENT, _("Sent")
        VIEWED = QuoteState.VIEWED, _("Seen")
        ACCEPTED = QuoteState.ACCEPTED, _("Accepted")
        DECLINED = QuoteState.DECLINED, _("Declined")
        CHANGES_REQUESTED = QuoteState.CHANGES_REQUESTED, _("Changes requested")
        EXPIRED = QuoteState.EXPIRED, _("Expired")
        WITHDRAWN = QuoteState.WITHDRAWN, _("Withdrawn")
        SUPERSEDED = QuoteState.SUPERSEDED, _("Replaced")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=17, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=300, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    customer_note = models.TextField(blank=True, max_length=5000)
    internal_note = models.TextField(blank=True, max_length=5000)  # never leaves the desk
    valid_until_on = models.DateField()
    delivery_line = models.CharField(max_length=300, blank=True)
    attests_new_alternative = models.BooleanField(default=False)  # the buyer would have bought new: impact's share d
    created_at = models.DateTimeField()
    created_by_id = models.CharField(max_length=36, blank=True)
    created_by_name = models.CharField(max_length=300)
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by_id = models.CharField(max_length=36, blank=True)
    sent_by_name = models.CharField(max_length=300, blank=True)
    viewed_at = models.DateTimeField(null=True, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by_id = models.CharField(max_length=36, blank=True)
    accepted_by_name = models.CharField(max_length=300, blank=True)
    accepted_by_role = models.CharField(max_length=20, blank=True)
    accepted_from_ip = models.GenericIPAddressField(null=True, blank=True)
    accepted_sha256 = models.CharField(max_length=64, blank=True)
    po_number = models.CharField(max_length=50, blank=True)
    decline_reason = models.TextField(blank=True, max_length=2000)

    objects = QuoteQuerySet.as_manager()
    case_machine, case_turns = QUOTE, QUOTE_TURNS

    class Meta:
        indexes = [models.Index(fields=["-created_at", "-id"], name="quote_latest")]
        constraints = [
            models.UniqueConstraint(fields=["reference", "version"], name="quote_version_once"),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, sent_by_name="", content_sha256="")
                | (models.Q(sent_at__isnull=False) & ~models.Q(sent_by_name="") & ~models.Q(content_sha256="")),
                name="quote_sent_at_by_and_frozen",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by_name="", accepted_sha256="")
                | (
                    models.Q(accepted_at__isnull=False, accepted_sha256=models.F("content_sha256"))
                    & ~models.Q(accepted_by_name="")
                    & ~models.Q(po_number="")
                ),
                name="quote_accepted_version_is_the_sent_one",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{self.reference} v{self.version}" if self.version > 1 else self.reference

    @property
    def awaits_answer(self) -> bool:
        return self.state in (QuoteState.SENT, QuoteState.VIEWED)

    def case_facts(self) -> CaseFacts:
        """What the desk's index says of it; one query."""
        lines = list(self.lines.all())
        return CaseFacts(
            reference=self.label,
            title=self.title,
            devices=sum(line.quantity for line in lines),
            amount=sum((line.net_amount for line in lines), Decimal(0)),
            currency=self.currency,
            due_on=self.valid_until_on if self.awaits_answer else None,
        )

    def has_run_out(self, *, on: date) -> bool:
        """Whether its last day is over."""
        return self.awaits_answer and on > self.valid_until_on

    def totals(self) -> Totals:
        """Net, VAT and gross of its lines; one query."""
        return totals_of([(line.net_amount, line.vat_rate) for line in self.lines.all()], currency=self.currency)


class QuoteLineQuerySet(models.QuerySet["QuoteLine"]):
    def in_order(self) -> "QuoteLineQuerySet":
        return self.order_by("position")


class QuoteLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    stock = models.ForeignKey(
        "catalogue.StockOffer", on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
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
    unit_cost_amount = models.DecimalField(max_digits=12, decimal_places=2)  # never leaves the desk
    unit_price_amount = models.DecimalField(max_digits=12, decimal_places=2)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal("20.00"))

    objects = QuoteLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1),
                name="quote_line_has_a_quantity",
                violation_error_message=_("The quantity is one or more."),
            ),
            models.CheckConstraint(
                condition=models.Q(unit_price_amount__gte=0, unit_cost_amount__gte=0),
                name="quote_line_amounts_not_negative",
                violation_error_message=_("Prices are zero or more."),
            ),
            models.CheckConstraint(
                condition=models.Q(discount_percent__gte=0, discount_percent__lte=100),
                name="quote_line_discount_is_percent",
                violation_error_message=_("A discount is 0 to 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.description}"

    @property
    def net_amount(self) -> Decimal:
        return line_net(
            quantity=self.quantity,
            unit_price=self.unit_price_amount,
            discount_percent=self.discount_percent,
            currency=self.quote.currency,
        )
