"""A file somebody uploaded, and how far its rows are on their way into the fleet."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.protection import NEVER_DELETED
from fleet.states import UPLOAD, UPLOAD_TURNS, UploadState
from records.open_cases import CaseFacts

_IN_HAND = (
    *(UploadState.RECEIVED, UploadState.READING, UploadState.CHECKING),
    *(UploadState.COMMITTING, UploadState.UNDOING),
)


class UploadQuerySet(models.QuerySet["Upload"]):
    def latest_first(self) -> "UploadQuerySet":
        return self.order_by("-received_at", "-id")

    def committed(self) -> "UploadQuerySet":
        return self.filter(state=UploadState.COMMITTED)


class Upload(models.Model):
    class State(models.TextChoices):
        RECEIVED = UploadState.RECEIVED, _("Received")
        READING = UploadState.READING, _("Being read")
        MAPPING = UploadState.MAPPING, _("Columns to confirm")
        CHECKING = UploadState.CHECKING, _("Being checked")
        CHECKED = UploadState.CHECKED, _("To confirm")
        COMMITTING = UploadState.COMMITTING, _("Being imported")
        COMMITTED = UploadState.COMMITTED, _("Imported")
        UNDOING = UploadState.UNDOING, _("Being undone")
        UNDONE = UploadState.UNDONE, _("Undone")
        FAILED = UploadState.FAILED, _("Could not be read")
        DISCARDED = UploadState.DISCARDED, _("Discarded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filename = models.CharField(max_length=300)
    storage_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    job_id = models.UUIDField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by_id = models.CharField(max_length=36, blank=True)
    received_by_name = models.CharField(max_length=300)
    committed_at = models.DateTimeField(null=True, blank=True)
    committed_by_id = models.CharField(max_length=36, blank=True)
    committed_by_name = models.CharField(max_length=300, blank=True)
    profile = models.CharField(max_length=60, blank=True)
    encoding = models.CharField(max_length=30, blank=True)
    delimiter = models.CharField(max_length=4, blank=True)
    sheet = models.CharField(max_length=200, blank=True)
    header_row = models.PositiveIntegerField(null=True, blank=True)
    mapping = models.JSONField(default=list)
    samples = models.JSONField(default=list)  # cells of each column, until somebody has said what they are
    summary = models.JSONField(default=dict)
    # What its rows would bring, once an upper app has said so: amounts as text; empty where nothing can be said.
    estimate = models.JSONField(null=True, blank=True)
    kept_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts_kept", db_index=False
    )
    # How its dates are written, by field, once its rows are no longer those of the whole file; null until then.
    date_orders = models.JSONField(null=True, blank=True)
    reading_key = models.CharField(max_length=64, blank=True)  # of fleet.same_file; empty once a row was changed
    fleet_mark = models.CharField(max_length=150, blank=True)  # of fleet.fleet_mark, when its rows were compared
    problem_code = models.CharField(max_length=60, blank=True)
    problem = models.TextField(blank=True)

    objects = UploadQuerySet.as_manager()
    case_machine, case_turns = UPLOAD, UPLOAD_TURNS

    class Meta:
        triggers = [NEVER_DELETED]
        indexes = [
            models.Index(fields=["sha256"], name="upload_same_file"),
            models.Index(fields=["-received_at", "-id"], name="upload_latest"),
            models.Index(
                fields=["kept_from"], condition=models.Q(kept_from__isnull=False), name="upload_part_kept_from"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["storage_name"], condition=models.Q(kept_from__isnull=True), name="upload_file_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kept_from__isnull=True) | models.Q(date_orders__isnull=False),
                name="upload_part_knows_its_dates",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["committed", "undoing", "undone"])
                | (models.Q(committed_at__isnull=False) & ~models.Q(committed_by_name="")),
                name="upload_committed_when_and_by",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="failed") | ~models.Q(problem=""),
                name="upload_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def case_facts(self) -> CaseFacts:
        """What the desk's index says of it."""
        return CaseFacts(reference=self.filename, devices=self.summary.get("rows"))

    @property
    def is_divided(self) -> bool:
        """Whether its rows are a part of the file: the others are kept apart."""
        return self.date_orders is not None

    @property
    def is_waiting(self) -> bool:
        """Whether a worker has it in hand."""
        return self.state in _IN_HAND
