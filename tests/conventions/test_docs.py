"""What the documentation names exists: links, paths, make targets, commands and their options, decisions."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.conventions.markdown import ROOT, anchors_in, code_in, links_in, name_of, pages, spans_in

PAGES = pages()
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=name_of)

MAKE = re.compile(r"\bmake ((?:[a-z][a-z-]* ?)+)")
MANAGE = re.compile(r"manage\.py ([a-z_]+)(.*)")
KNOWN_SUFFIXES = {".py", ".md", ".html", ".json", ".toml", ".svg", ".png", ".css", ".js"}
MADE_LATER = ("var/", ".venv/", "static/vendor/", "assets/node_modules/")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_it_works():
    names = [name_of(page) for page in PAGES]

    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/operate.md", "docs/adr/README.md"} <= set(names)


@EACH_PAGE
def test_links_lead_somewhere(page):
    broken = [target for target in links_in(text_of(page)) if not leads_somewhere(page, target)]

    assert not broken, f"{name_of(page)} links to what is not there: {', '.join(broken)}"


def leads_somewhere(page: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    path, _, anchor = target.partition("#")
    goal = (page.parent / path).resolve() if path else page
    return goal.exists() and (not anchor or anchor in anchors_in(text_of(goal)))


@EACH_PAGE
def test_paths_named_in_the_text_exist(page):
    roots = (ROOT, page.parent, ROOT / "templates", ROOT / "static")
    named = [path for path in map(path_in, spans_in(text_of(page))) if path]

    missing = [path for path in named if not any(any(root.glob(path)) for root in roots)]

    assert not missing, f"{name_of(page)} names what is not there: {', '.join(missing)}"


def path_in(span: str) -> str:
    """The span, when it is a path of the project; '' for all else."""
    if span.startswith(MADE_LATER) or not re.fullmatch(r"[\w.*-]+/[\w./*-]*", span):
        return ""
    is_ours = (ROOT / span.partition("/")[0]).exists() or Path(span).suffix in KNOWN_SUFFIXES
    return span.rstrip("/") if is_ours else ""


@EACH_PAGE
def test_make_targets_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    named = {word for code in code_in(text_of(page)) for found in MAKE.findall(code) for word in found.split()}

    assert named <= targets, f"{name_of(page)} names make targets that are not there: {sorted(named - targets)}"


@EACH_PAGE
def test_management_commands_and_their_options_exist(page):
    named = [found for code in code_in(text_of(page)) for found in MANAGE.findall(code)]

    unknown = [f"{name} {option}".strip() for name, rest in named for option in unknown_of(name, rest)]

    assert not unknown, f"{name_of(page)} names what manage.py does not have: {', '.join(unknown)}"


def unknown_of(name: str, rest: str) -> list[str]:
    """The options on a command line that the command does not know; one empty one for an unknown command."""
    app = get_commands().get(name)
    if app is None:
        return [""]
    command = app if not isinstance(app, str) else load_command_class(app, name)
    known = command.create_parser("manage.py", name)._option_string_actions
    return [option for option in re.findall(r"(?<!\S)\[?(--[a-z][a-z-]*)", rest) if option not in known]


@EACH_PAGE
def test_benchmarks_named_in_the_text_exist(page):
    named = set(re.findall(r"ONLY=([a-z0-9_]+)", text_of(page)))

    missing = [case for case in named if not (ROOT / "bench/cases" / f"{case}.py").exists()]

    assert not missing, f"{name_of(page)} names benchmarks that are not there: {', '.join(missing)}"


def test_decisions_stand_in_their_list():
    folder = ROOT / "docs/adr"
    listed = dict(re.findall(r"^\| \[(\d{4})\]\((\S+)\) \|", text_of(folder / "README.md"), re.MULTILINE))

    assert listed == {path.name[:4]: path.name for path in folder.glob("[0-9]*.md")}
    assert list(listed) == [f"{number:04}" for number in range(1, len(listed) + 1)]


@pytest.mark.parametrize("page", sorted((ROOT / "docs/adr").glob("[0-9]*.md")), ids=name_of)
def test_decision_has_its_number_and_its_four_headings(page):
    title, *headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)

    assert title.startswith(f"{page.name[:4]} ")
    assert headings == ["Status", "Why", "Decision", "Consequences"]
    assert title.removeprefix(f"{page.name[:4]} ") in text_of(page.parent / "README.md")
