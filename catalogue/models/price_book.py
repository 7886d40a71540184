"""A version of all buy-back prices and deductions, in one currency, in force from an instant; frozen once published."""

import uuid
from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.states import PriceBookStatus

_FROZEN = pgtrigger.Trigger(
    name="frozen_once_published",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition("OLD.status <> 'draft'"),
    declare=[("may_change", "text[] := ARRAY['status', 'retired_at', 'retired_by_id', 'retired_by_name']")],
    func="""
        IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'retired'
           AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'price book % is % and frozen: publish a new version', OLD.version, OLD.status
            USING ERRCODE = 'restrict_violation';
    """,
)


def _all_or_none(deed: str) -> Q:
    when, name = Q(**{f"{deed}_at__isnull": True}), Q(**{f"{deed}_by_name": ""})
    return (when & name) | (~when & ~name)


def _somebody_else(field: str) -> Q:
    return Q(**{field: ""}) | ~Q(**{field: F("published_by_id")})


class NoPriceBookInForce(Exception):
    """No price book of this currency is in force at that instant: publish one, or wait for its date."""

    def __init__(self, *, currency: str, at: datetime) -> None:
        self.currency, self.at = currency, at
        super().__init__(
            gettext("No price book in %(currency)s is in force on %(day)s: publish one first.")
            % {"currency": currency, "day": at.date().isoformat()}
        )


class PriceBookQuerySet(models.QuerySet["PriceBook"]):
    def published(self) -> Self:
        return self.filter(status=PriceBookStatus.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(status=PriceBookStatus.DRAFT)

    def newest_first(self) -> Self:
        return self.order_by("-effective_at", "-version")

    def effective(self, *, currency: str, at: datetime) -> Self:
        """The published books that have taken effect; the first is in force."""
        return self.published().filter(currency=currency, effective_at__lte=at).newest_first()

    def in_force(self, *, currency: str, at: datetime) -> "PriceBook":
        """Return the published book that took effect last.

        Raises: NoPriceBookInForce.
        """
        book = self.effective(currency=currency, at=at).first()
        if book is None:
            raise NoPriceBookInForce(currency=currency, at=at)
        return book


class PriceBook(models.Model):
    """Published and retired books stay for ever: an old offer is priced again from its own."""

    class Status(models.TextChoices):
        DRAFT = PriceBookStatus.DRAFT.value, _("Draft")
        PUBLISHED = PriceBookStatus.PUBLISHED.value, _("Published")
        RETIRED = PriceBookStatus.RETIRED.value, _("Retired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    effective_at = models.DateTimeField()
    note = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    # Who made the draft and who uploaded its rows: neither publishes it. Empty for a book that a command loaded.
    drafted_at = models.DateTimeField(null=True, blank=True)
    drafted_by_id = models.CharField(max_length=36, blank=True, default="", db_default="")
    drafted_by_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    uploaded_at = models.DateTimeField(null=True, blank=True)
    uploaded_by_id = models.CharField(max_length=36, blank=True, default="", db_default="")
    uploaded_by_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    # Of the rows as they were published; see catalogue/price_content.py.
    sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_id = models.CharField(max_length=36, blank=True)
    published_by_name = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by_id = models.CharField(max_length=36, blank=True)
    retired_by_name = models.CharField(max_length=200, blank=True)

    objects = PriceBookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "currency"], name="price_book_version_once"),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"),
                name="price_book_currency",
                violation_error_message=_("A currency is three capital letters (ISO 4217)."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at__isnull=True, published_by_name="", sha256="")
                | (
                    Q(status__in=["published", "retired"], published_at__isnull=False)
                    & ~Q(published_by_name="")
                    & Q(sha256__regex="^[0-9a-f]{64}$")
                ),
                name="price_book_published_by_whom",
                violation_error_message=_("A published price book says when, by whom and with which content."),
            ),
            models.CheckConstraint(
                condition=(Q(retired_at__isnull=True, retired_by_name="") & ~Q(status="retired"))
                | (Q(status="retired", retired_at__isnull=False) & ~Q(retired_by_name="")),
                name="price_book_retired_by_whom",
                violation_error_message=_("A retired price book says when and by whom."),
            ),
            models.CheckConstraint(
                condition=_all_or_none("drafted") & _all_or_none("uploaded"),
                name="price_book_drafted_by_whom",
                violation_error_message=_("A draft says when and by whom it was made."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | (_somebody_else("drafted_by_id") & _somebody_else("uploaded_by_id")),
                name="price_book_second_person",
                violation_error_message=_("Who made a draft or uploaded its rows cannot publish it."),
            ),
        ]
        triggers = [_FROZEN]

    def __str__(self) -> str:
        return f"{self.version} {self.currency}"
