from pathlib import Path

import pytest
from django.test import RequestFactory

from b2b_portal.lib.partials import asked_partial, render_page

PAGE = "<h1>Devices</h1>{% partialdef device-table inline %}<p>{{ count }} rows</p>{% endpartialdef %}"
PARTIALS = ("device-table",)


@pytest.fixture
def page(settings, tmp_path: Path) -> str:
    (tmp_path / "devices.html").write_text(PAGE)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    return "devices.html"


def request(**headers: str):
    return RequestFactory().get("/devices", headers=headers)


def content(page: str, **headers: str) -> str:
    response = render_page(request=request(**headers), template=page, context={"count": 3}, partials=PARTIALS)
    return response.content.decode()


def test_it_works(page):
    assert content(page) == "<h1>Devices</h1><p>3 rows</p>"


def test_page_asked_by_htmx_for_a_partial_sends_only_that(page):
    assert content(page, hx_request="true", hx_target="device-table") == "<p>3 rows</p>"


@pytest.mark.parametrize(
    "headers",
    [
        {"hx_target": "device-table"},
        {"hx_request": "true"},
        {"hx_request": "true", "hx_target": "something-else"},
        {"hx_request": "true", "hx_target": "device-table", "hx_boosted": "true"},
        {"hx_request": "true", "hx_target": "device-table", "hx_history_restore_request": "true"},
    ],
)
def test_page_asked_in_any_other_way_is_whole(page, headers):
    assert content(page, **headers).startswith("<h1>")


def test_page_tells_caches_that_its_size_depends_on_the_asker(page):
    response = render_page(request=request(), template=page, context={"count": 0}, partials=PARTIALS)

    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in response["Vary"].split(",")}


def test_page_with_a_refused_form_keeps_its_status(page):
    response = render_page(request=request(), template=page, context={"count": 0}, status=422)

    assert response.status_code == 422


def test_asked_partial_that_the_view_does_not_offer_is_none():
    asked = asked_partial(request=request(hx_request="true", hx_target="secrets"), partials=PARTIALS)

    assert asked == ""
