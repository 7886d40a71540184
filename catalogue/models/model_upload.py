"""A workbook of device models that somebody uploaded: what it would change, until that is done, or what is wrong."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ModelUpload(models.Model):
    """The bytes are kept until what they say is done or refused. `changes` are (label, is new, fact, before, after)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    received_at = models.DateTimeField()
    received_by_id = models.CharField(max_length=36)
    received_by_name = models.CharField(max_length=200)
    job_id = models.UUIDField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    problems: Any = models.JSONField(default=list, blank=True)
    changes: Any = models.JSONField(default=list, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by_id = models.CharField(max_length=36, blank=True)
    applied_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=False) | Q(applied_at__isnull=True, problems=[], changes=[]),
                name="model_upload_read_before_judged",
                violation_error_message=_("A file is read before it changes anything or is refused."),
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by_name="")
                | (Q(applied_at__isnull=False, problems=[]) & ~Q(applied_by_name="")),
                name="model_upload_applied_by_whom",
                violation_error_message=_("What was changed says when and by whom."),
            ),
        ]

    def __str__(self) -> str:
        return self.filename
