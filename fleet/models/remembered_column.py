"""What this organisation said a column is, for the next file of the same program that has it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models


class RememberedColumnQuerySet(models.QuerySet["RememberedColumn"]):
    def as_mapping(self) -> dict[tuple[str, str], str]:
        """The field by profile and folded header, empty for "not used"; one query."""
        return {(profile, header): field for profile, header, field in self.values_list("profile", "header", "field")}

    def remember(self, fields: Mapping[str, str], *, profile: str, at: datetime) -> None:
        """Keep the field of each folded header in lists of that profile; what was said last counts."""
        self.bulk_create(
            [
                RememberedColumn(profile=profile, header=header[:300], field=field, chosen_at=at)
                for header, field in fields.items()
            ],
            update_conflicts=True,
            unique_fields=["profile", "header"],
            update_fields=["field", "chosen_at"],
        )


class RememberedColumn(models.Model):
    profile = models.CharField(max_length=60)
    header = models.CharField(max_length=300)
    field = models.CharField(max_length=30, blank=True)
    chosen_at = models.DateTimeField()

    objects = RememberedColumnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "header"], name="remembered_column_once")]

    def __str__(self) -> str:
        return f"{self.header}: {self.field}"
