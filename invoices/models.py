"""Invoices: frozen when issued, by the database itself; how far one is paid stands beside it."""

import uuid
from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.snapshots import from_plain
from invoices.einvoice.document import COMMERCIAL_INVOICE, InvoiceDocument
from invoices.states import InvoiceState, PaymentState
from quotes.models import Order


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def issued(self) -> "InvoiceQuerySet":
        return self.filter(state=InvoiceState.ISSUED)

    def of_order(self, order: Order) -> "InvoiceQuerySet":
        """The commercial invoice of an order: there is one at most."""
        return self.filter(order=order, type_code=COMMERCIAL_INVOICE)

    def latest_first(self) -> "InvoiceQuerySet":
        return self.order_by("-issued_at", "-id")


class Invoice(models.Model):
    class State(models.TextChoices):
        DRAFT = InvoiceState.DRAFT, _("Draft")
        ISSUED = InvoiceState.ISSUED, _("Issued")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    type_code = models.CharField(max_length=3, default=COMMERCIAL_INVOICE)  # UNTDID 1001
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    legal_entity = models.ForeignKey(
        "tenants.LegalEntity", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    number = models.CharField(max_length=35, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    net_amount = models.DecimalField(max_digits=14, decimal_places=2)
    vat_amount = models.DecimalField(max_digits=14, decimal_places=2)
    gross_amount = models.DecimalField(max_digits=14, decimal_places=2)
    content: Any = models.JSONField(default=dict)  # the InvoiceDocument, parties included, as it was issued
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by_id = models.CharField(max_length=36, blank=True)
    issued_by_name = models.CharField(max_length=300, blank=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-issued_at", "-id"], name="invoice_latest")]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="invoice_number_once"),
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(type_code=COMMERCIAL_INVOICE),
                name="invoice_once_per_order",
                violation_error_message=_("This order has its invoice already."),
            ),
            models.CheckConstraint(
                condition=models.Q(gross_amount=models.F("net_amount") + models.F("vat_amount")),
                name="invoice_net_and_vat_make_gross",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="draft", number="", issued_on__isnull=True, issued_at__isnull=True, issued_by_name=""
                )
                | (
                    models.Q(
                        state="issued",
                        issued_on__isnull=False,
                        issued_at__isnull=False,
                        due_on__gte=models.F("issued_on"),
                    )
                    & ~models.Q(number="")
                    & ~models.Q(issued_by_name="")
                    & ~models.Q(content={})
                ),
                name="invoice_issued_is_complete",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="invoice_issued_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state = 'issued'"),
            )
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_state_display()} {self.pk}"

    @property
    def document(self) -> InvoiceDocument:
        """What the invoice says, checked again as it is read."""
        return from_plain(InvoiceDocument, self.content)


class InvoiceLineQuerySet(models.QuerySet["InvoiceLine"]):
    def in_order(self) -> "InvoiceLineQuerySet":
        return self.order_by("position")


class InvoiceLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    description = models.CharField(max_length=500, blank=True)
    sku = models.CharField(max_length=60, blank=True)
    quantity = models.PositiveIntegerField()
    unit_price_amount = models.DecimalField(max_digits=14, decimal_places=4)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2)
    discount_amount = models.DecimalField(max_digits=14, decimal_places=2)
    net_amount = models.DecimalField(max_digits=14, decimal_places=2)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)

    objects = InvoiceLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_position_once"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="invoice_line_of_issued_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("frozen", "boolean")],
                func="""
                    SELECT bool_or(state = 'issued') INTO frozen FROM invoices_invoice
                    WHERE id IN (OLD.invoice_id, NEW.invoice_id);
                    IF frozen THEN
                        RAISE EXCEPTION 'the lines of an issued invoice are frozen: write a credit note';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.name}"


class PaymentStatus(models.Model):
    """How far an issued invoice is paid: the one thing about it that still changes."""

    class State(models.TextChoices):
        OPEN = PaymentState.OPEN, _("Open")
        PARTLY_PAID = PaymentState.PARTLY_PAID, _("Partly paid")
        PAID = PaymentState.PAID, _("Paid")
        CREDITED = PaymentState.CREDITED, _("Credited")

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, primary_key=True, related_name="payment")
    state = models.CharField(max_length=11, choices=State.choices, default=State.OPEN)
    paid_amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paid_amount__gte=0) & (~models.Q(state="open") | models.Q(paid_amount=0)),
                name="payment_status_open_is_unpaid",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.state}"
