"""How tests are written."""

import ast
import re

from tests.conventions.source import ROOT

HERE = "tests/conventions/test_tests.py"
FILES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py"))


def names_in(name: str) -> list[str]:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def test_it_works():
    assert names_in(HERE)[0] == "test_it_works"


def test_every_file_opens_with_what_works():
    """The first test of a file shows what its subject is for."""
    others = [name for name in FILES if names_in(name)[:1] not in (["test_it_works"], [])]

    assert not others, f"begin with test_it_works: {others}"


def test_names_say_what_happens():
    short = [f"{name}::{test}" for name in FILES for test in names_in(name)[1:] if len(test.split("_")) < 4]

    assert not short, f"test_<thing>_<situation>_<outcome>: {short}"


def test_no_test_is_left_out():
    skips = re.compile(r"mark\.skip\b|mark\.xfail|pytest\.skip\(")

    assert not [name for name in FILES if name != HERE and skips.search((ROOT / name).read_text(encoding="utf-8"))]
