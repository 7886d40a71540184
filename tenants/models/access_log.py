"""Who of the operator opened which organisation's data: append-only."""

import pgtrigger
from django.db import models

from tenants.models.organisation import Organisation


class AccessLog(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by_id = models.CharField(max_length=36)
    by_name = models.CharField(max_length=300)
    by_role = models.CharField(max_length=20)
    action = models.CharField(max_length=60)
    path = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="access_of_organisation")]
        triggers = [
            pgtrigger.Protect(name="access_log_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.action} {self.organisation_id}"
