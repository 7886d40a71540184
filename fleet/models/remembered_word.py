"""What this organisation said a word for a condition or an owner stands for, for its next files."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from fleet.intake.answers import Answer
from fleet.intake.columns import fold_header


class RememberedWordQuerySet(models.QuerySet["RememberedWord"]):
    def as_meanings(self, code: str) -> dict[str, str]:
        """What each folded word stands for where it is asked with the problem `code`; one query."""
        return dict(self.filter(code=code).values_list("word_key", "text"))

    def remember(self, answers: Iterable[Answer], *, at: datetime) -> None:
        """Keep what words were said to stand for; what was said last counts."""
        said = {(answer.code, fold_header(answer.value)): answer.text for answer in answers}
        self.bulk_create(
            [
                RememberedWord(code=code, word_key=word, text=text, said_at=at)
                for (code, word), text in said.items()
                if word and text
            ],
            update_conflicts=True,
            unique_fields=["code", "word_key"],
            update_fields=["text", "said_at"],
        )

    def forget(self, answer: Answer) -> None:
        """Take back what a word was said to stand for, unless something else was said since."""
        self.filter(code=answer.code, word_key=fold_header(answer.value), text=answer.text).delete()


class RememberedWord(models.Model):
    code = models.CharField(max_length=40)
    word_key = models.CharField(max_length=80)
    text = models.CharField(max_length=100)
    said_at = models.DateTimeField()

    objects = RememberedWordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "word_key"], name="remembered_word_once")]

    def __str__(self) -> str:
        return f"{self.word_key}: {self.text}"
