"""What happened in a lower app and an upper one must act on: written in the same transaction."""

import uuid

from django.db import models

from tenants.models.organisation import Organisation


class OutboxEvent(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    by_id = models.CharField(max_length=36, blank=True)
    by_name = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["published_at"], name="outbox_unhandled", condition=models.Q(handled_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
