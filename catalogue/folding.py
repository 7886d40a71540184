"""Text without case, accents or punctuation: what lists are sorted by and words are looked up in.

The database has no ICU, so it cannot fold by itself.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.db import models

_NOT_A_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the words of `text`, lower case, without accents, one space between; a + is read as plus."""
    plain = unicodedata.normalize("NFKD", text).replace("+", " plus ").casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _NOT_A_WORD.sub(" ", bare).strip()


class FoldedText(models.CharField):  # type: ignore[type-arg]  # generic in the stubs only
    """The folded text of other fields of the row, written whenever the row is, in bulk too."""

    def __init__(self, *, of: tuple[str, ...], **options: Any) -> None:
        self.of = of
        super().__init__(**{"max_length": 600, "editable": False, "blank": True, **options})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(" ".join(str(getattr(model_instance, name) or "") for name in self.of))
        setattr(model_instance, self.attname, folded)
        return folded
