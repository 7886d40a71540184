"""A JSON data file, and the list of everything that is wrong with it."""

import dataclasses
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

Row = TypeVar("Row", bound=models.Model)

MOST_BYTES = 50 * 1024 * 1024
_SCALAR = (str, int, Decimal, bool, type(None))


@dataclass(frozen=True, kw_only=True)
class FileProblem:
    """One thing to correct: where it stands in the file, which field, and what is wrong with it.

    `code` and `detail` say the same for a screen, which has sentences in the reader's language.
    """

    where: str
    field: str
    hint: str = ""
    code: str = ""
    detail: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.where}: {self.field}: {self.hint}" if self.field else f"{self.where}: {self.hint}"


class FileRefused(Exception):
    """The file was refused whole and nothing was changed: correct every problem of the list, then load it again."""

    def __init__(self, problems: Collection[FileProblem]) -> None:
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        lines = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(f"The file was refused ({count}); nothing was changed.\n{lines}")

    def summary(self, *, most: int) -> str:
        """Return the message with no more than so many problems, for a terminal."""
        lines = str(self).splitlines()
        left_out = len(self.problems) - most
        return "\n".join([*lines[: most + 1], f"… and {left_out} more"] if left_out > 0 else lines)


@dataclass(kw_only=True)
class Problems:
    """What has been found so far; reading goes on, so that one refusal names everything."""

    found: list[FileProblem] = dataclasses.field(default_factory=list)

    def add(self, where: str, name: str, hint: str = "", *, code: str = "", **detail: Any) -> None:
        self.found.append(FileProblem(where=where, field=name, hint=hint, code=code, detail=detail))

    def refuse_if_any(self) -> None:
        """Raises: FileRefused."""
        if self.found:
            raise FileRefused(self.found)


def read_data_file(path: Path, *, form: str) -> dict[str, Any]:
    """Return the JSON object of a file whose `format` is `form`; numbers with a point come as Decimal.

    Raises: FileRefused.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            _refuse(path, f"is larger than {MOST_BYTES // 1024 // 1024} MB")
        content = json.loads(path.read_text("utf-8"), parse_float=Decimal, parse_constant=_no_constant)
    except OSError as error:
        _refuse(path, f"cannot be read: {error.strerror}")
    except (ValueError, RecursionError) as error:
        _refuse(path, f"is not JSON in UTF-8: {error}")
    if not isinstance(content, dict) or content.get("format") != form:
        _refuse(path, f'is not a file of this kind: it should hold an object with "format": "{form}"')
    return content


def check_names(values: Mapping[str, Any], names: Collection[str], *, where: str, problems: Problems) -> None:
    """Note names that the format does not know: a misspelt field must not be ignored."""
    for name in values:
        if name not in names:
            problems.add(where, name, f"is not a field; the fields are {', '.join(names)}")


def each_object(
    values: Mapping[str, Any], name: str, *, problems: Problems, within: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where it stands and the object itself, for each of the list called `name`; `within` says of what."""
    rows = values.get(name, [])
    if not isinstance(rows, list):
        problems.add(f"{within}file", name, "is not a list")
        return
    for place, row in enumerate(rows, start=1):
        where = f"{within}{name} {place}"
        if isinstance(row, dict):
            yield f"{where} ({row['slug']})" if isinstance(row.get("slug"), str) else where, row
        else:
            problems.add(where, "", "is not an object")


def build_row(row_type: type[Row], values: Mapping[str, Any], *, where: str, problems: Problems) -> Row:
    """Return an unsaved row of these values (foreign keys as `<name>_id`), its fields converted and checked.

    Whether a foreign key exists is for the caller to check: it knows all of them, and asks once.
    """
    plain = {name: value if isinstance(value, _SCALAR) else None for name, value in values.items()}
    for name in values:
        if not isinstance(values[name], _SCALAR):
            problems.add(where, name, "is a list or an object, not one value")
    row = row_type(**plain)
    unchecked = {field.name for field in row_type._meta.concrete_fields if field.is_relation or not field.editable}
    try:
        row.clean_fields(exclude=unchecked)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            problems.add(where, name, " ".join(messages))
    return row


def check_currency(code: object, *, where: str, problems: Problems) -> None:
    """Note what is not a currency."""
    if not (isinstance(code, str) and re.fullmatch("[A-Z]{3}", code)):
        problems.add(where, "currency", "is three capital letters (ISO 4217)")


def check_once(rows: Collection[tuple[str, Row]], *names: str, problems: Problems) -> None:
    """Note rows that stand in the file twice, by the values of these fields."""
    seen: dict[tuple[Any, ...], str] = {}
    for where, row in rows:
        key = tuple(getattr(row, name) for name in names)
        if key in seen:
            hint = f"stands in the file already, at {seen[key]}"
            problems.add(where, names[-1], hint, code="twice", place=seen[key])
        seen.setdefault(key, where)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _refuse(path: Path, hint: str) -> NoReturn:
    raise FileRefused([FileProblem(where=path.name, field="", hint=hint)])
