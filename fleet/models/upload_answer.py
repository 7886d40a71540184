"""What somebody said about all rows of an upload that have one problem."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fleet.intake.answers import Answer
from fleet.intake.group_fixes import FIXES, Fix
from fleet.models.upload import Upload


class UploadAnswerQuerySet(models.QuerySet["UploadAnswer"]):
    def of(self, upload: Upload) -> "UploadAnswerQuerySet":
        return self.filter(upload=upload)

    def not_read_yet(self) -> "UploadAnswerQuerySet":
        return self.filter(row_numbers__isnull=True)

    def latest_first(self) -> "UploadAnswerQuerySet":
        return self.order_by("-answered_at", "-id")


class UploadAnswer(models.Model):
    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=40)
    column = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=100, blank=True)
    # The rows that it was read into, so that it can be taken back; none while that is still to be done.
    row_numbers = ArrayField(models.PositiveIntegerField(), null=True, blank=True)
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
        named = {"code": self.code, "column": self.column, "value": self.value}
        return {name: text for name, text in named.items() if text or FIXES[self.code] is Fix.SAY}
