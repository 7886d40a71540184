"""What somebody wrote to us from the public site."""

import hashlib
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    def open(self) -> Self:
        """Those that nobody has dealt with."""
        return self.filter(done_at__isnull=True)

    def done(self) -> Self:
        return self.filter(done_at__isnull=False)

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "id")

    def latest_done_first(self) -> Self:
        return self.order_by("-done_at", "-id")


class ContactMessage(models.Model):
    class Subject(models.TextChoices):
        SELLING = "selling", _("Selling devices")
        BUYING = "buying", _("Buying refurbished devices")
        REPAIR = "repair", _("Repair or warranty")
        ORDER = "order", _("An order or an invoice")
        PERSONAL_DATA = "personal_data", _("My personal data")
        ACCESSIBILITY = "accessibility", _("Accessibility of this site")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(_("your name"), max_length=300)
    email = models.EmailField(_("e-mail address"))
    organisation_name = models.CharField(_("organisation"), max_length=300, blank=True)
    subject = models.CharField(_("subject"), max_length=15, choices=Subject.choices)
    message = models.TextField(_("message"), max_length=5000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    fingerprint = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_id = models.CharField(max_length=36, blank=True)
    done_by_name = models.CharField(max_length=300, blank=True)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(done_at__isnull=True), name="contact_message_open_once"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by_name="") | (Q(done_at__isnull=False) & ~Q(done_by_name="")),
                name="contact_message_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.full_name}"


def fingerprint_of(*parts: str) -> str:
    """The same for the same words of the same person: what was sent twice by a double click is found by it."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
