"""What a customer writes on an offer among his own people: it never leaves his side."""

import uuid

from django.db import models

from quotes.models.offer import BuyBackOffer


class OwnNoteQuerySet(models.QuerySet["OwnNote"]):
    def latest_first(self) -> "OwnNoteQuerySet":
        return self.order_by("-written_at", "-id")


class OwnNote(models.Model):
    """A note for colleagues, the amount that they expect of the offer, or both; in the offer's currency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.PROTECT, related_name="own_notes")
    text = models.TextField(max_length=2000, blank=True)
    expected_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    written_at = models.DateTimeField()
    written_by_id = models.CharField(max_length=36)
    written_by_name = models.CharField(max_length=300)

    objects = OwnNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(expected_amount__gte=0), name="own_note_amount_not_negative"),
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(expected_amount__isnull=False), name="own_note_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.written_by_name}"
