"""The project's own Python as syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
Node = TypeVar("Node", bound=ast.AST)
APPS = ("b2b_portal", "tenants", "records", "catalogue", "fleet", "quotes", "invoices", "impact", "desk", "cms")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the apps but their migrations: path from the root to its tree."""
    paths = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def nodes(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    """Every node of a kind, with where it stands as `path:line`."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield f"{path}:{getattr(node, 'lineno', 0)}", node


def name_of_call(call: ast.Call) -> str:
    """`a.b.c` of `a.b.c(…)`; '' when it is no plain name."""
    return dotted(call.func)


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a plain name; '' of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
