"""A workbook of prices that somebody uploaded: what became of it, a draft or the list of all that is wrong with it."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.price_book import PriceBook


class PriceUpload(models.Model):
    """The bytes are kept here until they are read, with the job that reads them; afterwards they are gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    received_at = models.DateTimeField()
    received_by_id = models.CharField(max_length=36)
    received_by_name = models.CharField(max_length=200)
    replaces = models.ForeignKey(PriceBook, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    job_id = models.UUIDField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    problems: Any = models.JSONField(default=list, blank=True)
    book = models.ForeignKey(PriceBook, on_delete=models.SET_NULL, null=True, blank=True, related_name="uploads")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=False) | Q(book__isnull=True, problems=[]),
                name="price_upload_read_before_judged",
                violation_error_message=_("A file is read before it becomes a draft or is refused."),
            ),
        ]

    def __str__(self) -> str:
        return self.filename
