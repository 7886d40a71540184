"""Where devices are; a tree (trust → school → site)."""

import uuid

from django.db import models
from django.db.models import F, Q

from catalogue.models.protection import NEVER_DELETED
from fleet.site_tree import Branch, in_order


class SiteQuerySet(models.QuerySet["Site"]):
    def in_use(self) -> "SiteQuerySet":
        """Those that are places of their own, not another spelling of one."""
        return self.filter(merged_into__isnull=True)

    def as_tree(self) -> list[Branch]:
        """Each site followed by those below it, in the order of the alphabet; one query."""
        rows = self.in_use().order_by("sort_key").values_list("pk", "name", "parent_id")
        return in_order(Branch(id=str(pk), name=name, parent=str(parent or "")) for pk, name, parent in rows)


class Site(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300, unique=True)  # in small letters: by this a list finds it
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    # Another spelling of that site: it stays, for lists go on writing it and the history names it.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="spellings")

    objects = SiteQuerySet.as_manager()

    class Meta:
        triggers = [NEVER_DELETED]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | (Q(parent__isnull=True) & ~Q(merged_into=F("id"))),
                name="site_merged_has_no_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name
