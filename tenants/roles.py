"""The roles of members in an organisation, and of the operator's own people: no name stands on both sides."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMIN = "admin", _("Administrator")
    FLEET_MANAGER = "fleet_manager", _("Fleet manager")
    BUYER = "buyer", _("Buyer")
    APPROVER = "approver", _("Approver")
    FINANCE = "finance", _("Finance")
    VIEWER = "viewer", _("Viewer")


class StaffRole(models.TextChoices):
    ACCOUNT_MANAGER = "account_manager", _("Account manager")
    PRICE_MANAGER = "price_manager", _("Price manager")
    INSPECTOR = "inspector", _("Workshop inspector")
    FINANCE = "finance_desk", _("Finance")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")
