"""What somebody said about all rows of an upload that have one problem."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fleet.intake.answers import Answer
from fleet.intake.group_fixes import FIXES, Fix
from fleet.models.upload import Upload
from tenants.actor import Actor


class UploadAnswerQuerySet(models.QuerySet["UploadAnswer"]):
    def read(self) -> "UploadAnswerQuerySet":
        return self.exclude(row_numbers=[])

    def latest_first(self) -> "UploadAnswerQuerySet":
        return self.order_by("-answered_at", "-id")

    def keep(
        self, answers: Iterable[Answer], *, upload: Upload, by: Actor, at: datetime, is_remembered: bool = False
    ) -> list[int]:
        """Write down what was said, for each text what was said last; returns the ids."""
        who = {
            "answered_at": at,
            "answered_by_id": by.id,
            "answered_by_name": by.name,
            "is_remembered": is_remembered,
        }
        kept = self.bulk_create(
            [UploadAnswer(upload=upload, **asdict(answer), **who) for answer in answers],
            update_conflicts=True,
            unique_fields=["upload", "code", "column", "value"],
            update_fields=["text", *who],
        )
        return [answer.pk for answer in kept]


class UploadAnswer(models.Model):
    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=40)
    column = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=100, blank=True)
    # The rows that it was read into, so that it can be taken back; none while that is still to be done.
    row_numbers = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    is_remembered = models.BooleanField(default=False)  # said for an earlier file
    answered_at = models.DateTimeField()
    answered_by_id = models.CharField(max_length=36, blank=True)
    answered_by_name = models.CharField(max_length=300)

    objects = UploadAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "code", "column", "value"], name="upload_answer_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"

    def as_answer(self) -> Answer:
        """The answer as the reading takes it."""
        return Answer(code=self.code, column=self.column, value=self.value, text=self.text)

    def as_problem(self) -> dict[str, str]:
        """What the problems of the rows that it serves have in common."""
        named = {"code": self.code, "column": self.column}
        if FIXES[self.code] is Fix.SAY:
            return {**named, "value": self.value}
        return named if FIXES[self.code] is Fix.ORDER else {"code": self.code}
