"""An organisation's documents and the events of its things."""

import uuid
from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    OFFER = "offer", _("Buy-back offer")
    OFFER_SHEET = "offer_sheet", _("Devices of a buy-back offer")
    OFFER_ANNEX = "offer_annex", _("Annex to a decision to sell")
    OFFER_ANNEX_SHEET = "offer_annex_sheet", _("Annex to a decision to sell, as a workbook")
    QUOTE = "quote", _("Quote")
    ORDER_CONFIRMATION = "order_confirmation", _("Order confirmation")
    INVOICE = "invoice", _("Invoice")
    IMPACT_REPORT = "impact_report", _("Impact report")
    SALE = "offer_sale", _("Confirmation of sale")
    DONATION = "donation", _("Donation certificate")
    STAFF_SALE = "staff_sale", _("Staff sale list")
    RECYCLING = "recycling", _("Recycling hand-over list")
    LESSOR_RETURN = "lessor_return", _("Return slip for a lessor")
    FUNDER_RETURN = "funder_return", _("Return slip for a funder")


# A body's own papers: they say what others offered it, so that the operator, who wrote them, does not open them.
OWN_KINDS = (DocumentKind.OFFER_ANNEX, DocumentKind.OFFER_ANNEX_SHEET)


class DocumentQuerySet(models.QuerySet["Document"]):
    def of_kind(self, kind: str) -> "DocumentQuerySet":
        return self.filter(kind=kind)

    def of_kinds(self, kinds: Iterable[str]) -> "DocumentQuerySet":
        return self.filter(kind__in=kinds)

    def for_operator(self) -> "DocumentQuerySet":
        """Those that the operator may read too."""
        return self.exclude(kind__in=OWN_KINDS)

    def about(self, subject: models.Model) -> "DocumentQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))

    def latest_first(self) -> "DocumentQuerySet":
        return self.order_by("-created_at", "-id")


class Document(models.Model):
    """A stored file that is never rendered twice: its bytes and their SHA-256 are the document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=DocumentKind.choices)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=2)
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    storage_name = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    verify_code = models.CharField(max_length=19, unique=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=36)
    created_at = models.DateTimeField()
    created_by_id = models.CharField(max_length=36, blank=True)
    created_by_name = models.CharField(max_length=300, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="document_latest"),
            models.Index(fields=["subject_type", "subject_id"], name="document_subject"),
        ]
        triggers = [pgtrigger.Protect(name="document_immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class KeptFile(models.Model):
    """A file that the organisation gave us to keep: its bytes and their SHA-256, told by nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    storage_name = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by_id = models.CharField(max_length=36, blank=True)
    created_by_name = models.CharField(max_length=300)

    class Meta:
        triggers = [pgtrigger.Protect(name="kept_file_immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.filename


class EventQuerySet(models.QuerySet["Event"]):
    def of(self, subject: models.Model) -> "EventQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))

    def latest_first(self) -> "EventQuerySet":
        return self.order_by("-at", "-id")


class Event(models.Model):
    """Who did what to what, when, and why."""

    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=36)
    subject_label = models.CharField(max_length=300)
    verb = models.CharField(max_length=60)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    data: Any = models.JSONField(default=dict)
    by_id = models.CharField(max_length=36, blank=True)
    by_name = models.CharField(max_length=300)
    by_role = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "-at"], name="event_subject")]
        triggers = [pgtrigger.Protect(name="event_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_label}"
