import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SCREENS = [
    path
    for path in sorted(TEMPLATES.rglob("*.html"))
    if "documents" not in path.parts and "email" not in path.parts  # printed and mailed, not served
]
FORBIDDEN = {
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)[^>]*>"),
    "a style in the page": re.compile(r"<style|\sstyle="),
    "a handler in an attribute": re.compile(r"""\son[a-z]+=["']"""),
    "an address on another host": re.compile(r"""<(?:script|link|img)[^>]*(?:src|href)=["']https?:"""),
}


@pytest.fixture
def request_of_nobody():
    request = RequestFactory().get("/")
    request.organisation = None
    return request


def test_it_works(request_of_nobody):
    page = render_to_string("404.html", request=request_of_nobody)

    assert 'id="content"' in page


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(TEMPLATES)))
@pytest.mark.parametrize("what", FORBIDDEN)
def test_template_has_nothing_the_content_policy_refuses(path, what):
    assert not FORBIDDEN[what].search(path.read_text()), f"{path.name} has {what}"


def test_page_of_a_failure_needs_no_request():
    with override("fr"):
        page = render_to_string("500.html")

    assert '<html lang="fr"' in page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_in_the_cookie_is_there_before_any_script(request_of_nobody, theme):
    request_of_nobody.COOKIES["theme"] = theme

    assert f'data-bs-theme="{theme}"' in render_to_string("404.html", request=request_of_nobody)


def test_theme_in_the_cookie_cannot_break_out_of_its_attribute(request_of_nobody):
    request_of_nobody.COOKIES["theme"] = '"><script src=//evil.example>'

    assert "<script src=//evil" not in render_to_string("404.html", request=request_of_nobody)


def test_htmx_may_not_evaluate_text_nor_keep_pages(request_of_nobody):
    page = render_to_string("404.html", request=request_of_nobody)

    assert '"allowEval":false' in page
    assert '"historyCacheSize":0' in page
