"""No template and no component lies about unused, and none is named that is not there."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.conventions.source import APPS, ROOT

TEMPLATES = ROOT / "templates"
# Looked up by Django, allauth and Wagtail by these names.
LOOKED_UP = re.compile(
    r"^((400|403|403_csrf|404|429|500)\.html|(account|allauth|mfa|django|wagtailadmin|wagtailembeds|registration)/)"
)
NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt|css|svg))(?:#[\w-]+)?["']""")
COMPONENT = re.compile(r"<c-([\w.-]+)")


@cache
def texts() -> dict[str, str]:
    """Every template and every module of the apps."""
    paths = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    paths += [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def templates() -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file())


PAGES = [name for name in templates() if not name.startswith("cotton/")]
COMPONENTS = [name for name in templates() if name.startswith("cotton/")]


def component_name(path: str) -> str:
    """`timeline.item` of cotton/timeline/item.html, `page-header` of cotton/page_header.html."""
    name = path.removeprefix("cotton/").removesuffix(".html").removesuffix("/index")
    return name.replace("/", ".").replace("_", "-")


def used_components() -> set[str]:
    return {name.replace("_", "-") for text in texts().values() for name in COMPONENT.findall(text)}


def named_templates() -> set[str]:
    return {name for text in texts().values() for name in NAMED.findall(text)}


def test_it_works():
    assert "layouts/base.html" in PAGES
    assert "page-header" in {component_name(path) for path in COMPONENTS}


@pytest.mark.parametrize("name", PAGES)
def test_template_is_used(name):
    printed = name.removeprefix("documents/")  # the door of the PDFs looks there only

    assert LOOKED_UP.match(name) or {name, printed} & named_templates(), f"templates/{name} is named nowhere: remove it"


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_is_used(name):
    assert component_name(name) in used_components(), f"<c-{component_name(name)}> is used nowhere: remove it"


def test_components_that_are_used_exist():
    missing = used_components() - {component_name(path) for path in COMPONENTS} - {"slot", "vars", "component"}

    assert not missing


def test_templates_that_are_extended_or_included_exist():
    named = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([^"'#]+)""")
    found = {name for path, text in texts().items() if path.startswith("templates/") for name in named.findall(text)}

    missing = {name for name in found if not (TEMPLATES / name).exists() and not LOOKED_UP.match(name)}

    assert not missing


@pytest.mark.parametrize("name", templates())
def test_template_is_no_page_of_its_own_making(name):
    """A page extends a layout, and so has the sidebar, the policy and the language."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    makes_a_page = "<html" in text

    assert not makes_a_page or Path(name).parts[0] in ("layouts", "documents") or name == "500.html"
