"""An offer that a public body has got from somebody else for the same devices: it never leaves the body's side."""

import uuid

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from quotes.models.offer import BuyBackOffer


class OtherOfferQuerySet(models.QuerySet["OtherOffer"]):
    def highest_first(self) -> "OtherOfferQuerySet":
        return self.order_by("-amount", "offered_on", "id")


class OtherOffer(models.Model):
    """Who offered how much and when, in the offer's currency; frozen once the council's decision is recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.PROTECT, related_name="other_offers")
    buyer = models.CharField(max_length=200)
    offered_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    file = models.OneToOneField("records.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    added_by_id = models.CharField(max_length=36)
    added_by_name = models.CharField(max_length=300)

    objects = OtherOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="other_offer_amount_positive",
                violation_error_message=_("An offer is more than 0."),
            ),
            models.CheckConstraint(
                condition=~models.Q(buyer=""),
                name="other_offer_names_buyer",
                violation_error_message=_("An offer is somebody's."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="other_offer_never_changes", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="other_offer_frozen_by_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM quotes_buybackoffer
                        WHERE id IN (NEW.offer_id, OLD.offer_id) AND decision_on IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'what a council compared is frozen once its decision is recorded'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.buyer}"
