"""A long job is a row: what it is, how far it is, who beats its heart, how it ended.

The row is the truth; a message on the broker is only a hint that there is work.
"""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.organisation import Organisation


class JobQuerySet(models.QuerySet["Job"]):
    def for_organisation(self, organisation: Organisation) -> "JobQuerySet":
        return self.filter(organisation=organisation)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])

    def silent_since(self, instant: datetime) -> "JobQuerySet":
        """Jobs nobody has touched since: a lost message, or a dead worker."""
        return self.unfinished().filter(heartbeat_at__lt=instant)

    def latest_first(self) -> "JobQuerySet":
        return self.order_by("-created_at", "-id")


class Job(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        PARKED = "parked", _("Stopped after several tries")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300, blank=True)
    arguments = models.JSONField(default=dict)
    once_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=60, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField()
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    created_by_id = models.CharField(max_length=36, blank=True)
    created_by_name = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    problem_code = models.CharField(max_length=60, blank=True)
    problem = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="job_of_organisation"),
            models.Index(
                fields=["heartbeat_at"], name="job_unfinished", condition=models.Q(state__in=["queued", "running"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running"], finished_at__isnull=True)
                | models.Q(state__in=["done", "failed", "parked"], finished_at__isnull=False),
                name="job_finished_when_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state not in (self.State.QUEUED, self.State.RUNNING)

    @property
    def percent(self) -> int | None:
        """How far, 0 to 100; None while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else None
