"""docs/operate.md has every variable of the environment that the code reads, and the code reads every one it has."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.conventions.markdown import ROOT, name_of, pages, spans_in, table_rows

PAGE = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
CODE = (
    "b2b_portal",
    "tenants",
    "records",
    "catalogue",
    "fleet",
    "quotes",
    "invoices",
    "impact",
    "desk",
    "cms",
    "bench",
)
OURS = re.compile(r"(PORTAL_[A-Z_]+|[A-Z]+_URL)")
OF_TESTS = {"PORTAL_TEST_MEDIA"}


@dataclass(frozen=True)
class Reading:
    """One place that reads a variable: its default and its bounds, where the code writes them down."""

    name: str
    default: str = ""
    bounds: tuple[int, ...] = ()


def readings() -> list[Reading]:
    files = [ROOT / "manage.py", *(file for app in CODE for file in (ROOT / app).rglob("*.py"))]
    return [found for file in files for found in read_in(file.read_text(encoding="utf-8"))]


def read_in(source: str) -> Iterator[Reading]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=reader), args=[ast.Constant(value=str(name)), *_]) if "read_" in reader:
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                bounds = tuple(given[key].value for key in ("least", "most") if key in given)
                yield Reading(name, default=written(given.get("default")), bounds=bounds)
            case ast.Call(func=ast.Attribute(attr="get" | "getenv"), args=[ast.Constant(value=str(name)), *rest]):
                if OURS.fullmatch(name):
                    yield Reading(name, default=written(rest[0] if rest else None))
            case ast.Subscript(slice=ast.Constant(value=str(name)), ctx=ast.Load()) if OURS.fullmatch(name):
                yield Reading(name)


def written(node: ast.expr | None) -> str:
    """The default as the page has to write it; '' for one that is computed."""
    return str(node.value) if isinstance(node, ast.Constant) and node.value else ""


def documented() -> dict[str, str]:
    """Variable to its row of the table, default and meaning."""
    return {row[0].strip("`"): " | ".join(row[1:]) for row in table_rows(PAGE, "## Environment")}


READINGS = readings()


def test_it_works():
    assert list(read_in('read_integer("A_URL", default=3, least=1, most=9)')) == [Reading("A_URL", "3", (1, 9))]
    assert [found.name for found in read_in('os.environ.get("PORTAL_X") or os.environ["PORTAL_Y"]')] == [
        "PORTAL_X",
        "PORTAL_Y",
    ]


def test_variables_that_the_code_reads_are_documented():
    missing = {found.name for found in READINGS} - set(documented()) - OF_TESTS

    assert not missing, f"docs/operate.md lacks {', '.join(sorted(missing))}"


def test_documented_variables_are_read_somewhere():
    unread = set(documented()) - {found.name for found in READINGS}

    assert not unread, f"nothing reads {', '.join(sorted(unread))}: take it out of docs/operate.md"


@pytest.mark.parametrize(
    "found", [found for found in READINGS if found.default or found.bounds], ids=lambda it: it.name
)
def test_default_and_bounds_are_those_of_the_code(found):
    row = documented()[found.name]

    assert found.default in row
    assert not found.bounds or "{} to {}".format(*found.bounds) in row


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_variables_named_anywhere_are_documented(page):
    spans = spans_in(page.read_text(encoding="utf-8"))

    named = {name for span in spans for name in re.findall(r"PORTAL_[A-Z_]+", span)}

    assert named <= set(documented()), f"{name_of(page)} names variables that do not exist: {named - set(documented())}"
