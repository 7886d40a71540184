"""Something said of many devices at once: which, what, by whom, what came of it, and whether it was taken back."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q


class BulkChange(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    selection: Any = models.JSONField()
    values: Any = models.JSONField()
    asked_at = models.DateTimeField()
    asked_by_id = models.CharField(max_length=36)
    asked_by_name = models.CharField(max_length=300)
    job_id = models.UUIDField(null=True, blank=True)
    # What its devices bear as `changed_at`: by this they are found again.
    made_at = models.DateTimeField(null=True, blank=True)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    in_offer = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_id = models.CharField(max_length=36, blank=True)
    undone_by_name = models.CharField(max_length=300, blank=True)
    restored = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by_name="")
                | (Q(undone_at__isnull=False, made_at__isnull=False) & ~Q(undone_by_name="")),
                name="bulk_change_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def may_be_undone(self) -> bool:
        return bool(self.changed) and self.undone_at is None

    @property
    def kept(self) -> int:
        """How many devices an undoing left alone: something else has happened to them since."""
        return self.changed - self.restored if self.undone_at else 0
