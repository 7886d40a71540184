"""Where devices are; a tree (trust → school → site)."""

import uuid

from django.db import models

from fleet.site_tree import Branch, in_order


class SiteQuerySet(models.QuerySet["Site"]):
    def as_tree(self) -> list[Branch]:
        """Each site followed by those below it, in the order of the alphabet; one query."""
        rows = self.order_by("sort_key").values_list("pk", "name", "parent_id")
        return in_order(Branch(id=str(pk), name=name, parent=str(parent or "")) for pk, name, parent in rows)


class Site(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    objects = SiteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
