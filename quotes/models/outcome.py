"""What an offer has to know of devices that are not sold to us: who receives the donated ones, what staff pay."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.money import Money
from quotes.models.offer import BuyBackOffer


class DonationRecipient(models.Model):
    """Who receives the donated devices of an offer."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("Association or charity")
        SCHOOL = "school", _("School or training centre")
        PUBLIC_BODY = "public_body", _("Public body")
        SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprise")
        OTHER = "other", _("Other")

    offer = models.OneToOneField(
        BuyBackOffer, on_delete=models.CASCADE, primary_key=True, related_name="donation_recipient"
    )
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    registration = models.CharField(max_length=14, blank=True)  # SIREN, SIRET or RNA number, without spaces
    address_line = models.CharField(max_length=300)
    postcode = models.CharField(max_length=20)
    city = models.CharField(max_length=100)
    said_at = models.DateTimeField()
    said_by_id = models.CharField(max_length=36, blank=True)
    said_by_name = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.name


class StaffSale(models.Model):
    """At what share of our price the organisation sells devices of an offer to its staff."""

    MOST_PERCENT = 300

    offer = models.OneToOneField(BuyBackOffer, on_delete=models.CASCADE, primary_key=True, related_name="staff_sale")
    percent = models.DecimalField(max_digits=4, decimal_places=1)
    said_at = models.DateTimeField()
    said_by_id = models.CharField(max_length=36, blank=True)
    said_by_name = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__gt=0, percent__lte=300), name="staff_sale_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.percent} %"

    def price_of(self, net_amount: Decimal, *, currency: str) -> Decimal:
        """What a member of staff pays for a device for which we would pay `net_amount`, rounded once."""
        return Money(net_amount, currency).percent_of(self.percent).quantise().amount
