"""The columns of the footer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FooterGroup(models.TextChoices):
    """In the order of the footer."""

    SERVICES = "services", _("What we do")
    KNOWLEDGE = "knowledge", _("Good to know")
    COMPANY = "company", _("About this site")
