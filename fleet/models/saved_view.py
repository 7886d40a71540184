"""A view of the fleet table that somebody gave a name: its filter, order and columns as they stand in an address."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60
LONGEST_QUERY = 2000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, person_id: str) -> "SavedViewQuerySet":
        """What this person saved for himself, and what anybody shared."""
        return self.filter(models.Q(is_shared=True) | models.Q(saved_by_id=person_id))


class SavedView(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    sort_key = models.CharField(max_length=300)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    saved_by_id = models.CharField(max_length=36)
    saved_by_name = models.CharField(max_length=300)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sort_key"], condition=models.Q(is_shared=True), name="saved_view_shared_once"
            ),
            models.UniqueConstraint(
                fields=["saved_by_id", "sort_key"], condition=models.Q(is_shared=False), name="saved_view_own_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="saved_view_has_a_name",
                violation_error_message=_("Give the view a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
