"""What an organisation declared about the VAT on the devices it sells."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quotes.models.offer import BuyBackOffer
from quotes.vat_rules import Deducted


class VatDeclaration(models.Model):
    """One answer, with the text as it was shown; the devices say themselves what it makes of them. The last counts."""

    class Answer(models.TextChoices):
        ALL = Deducted.ALL, _("Yes, for all of them")
        NONE = Deducted.NONE, _("No, for none of them")
        SOME = Deducted.SOME, _("For some of them")

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.PROTECT, related_name="vat_declarations")
    answer = models.CharField(max_length=4, choices=Answer.choices)
    statement = models.TextField()
    language = models.CharField(max_length=2)
    devices = models.PositiveIntegerField()
    declared_at = models.DateTimeField()
    declared_by_id = models.CharField(max_length=36, blank=True)
    declared_by_name = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.statement
