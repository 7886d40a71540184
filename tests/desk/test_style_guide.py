"""The style guide: every component, in both themes, on one page of the desk."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from b2b_portal.home.templatetags.state_badges import LOOKS
from desk.style_guide import SECTIONS, THEMES
from tests.conventions.test_templates import COMPONENT, COMPONENTS, component_name

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]

GUIDE = Path(settings.BASE_DIR) / "templates/desk/style_guide"


@pytest.fixture
def page(desk) -> str:
    return desk.get("/styleguide/").content.decode()


def test_it_works(page):
    assert "Style guide" in page


@pytest.mark.parametrize("component", [component_name(path) for path in COMPONENTS])
def test_component_stands_in_the_guide(component):
    drawn = {
        name.replace("_", "-") for path in GUIDE.glob("*.html") for name in COMPONENT.findall(path.read_text("utf-8"))
    }

    assert component in drawn, f"draw <c-{component}> in templates/desk/style_guide/, in every variant"


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_section_is_led_to_and_says_how_it_is_written(page, section):
    assert f'href="#{section.name}"' in page
    assert f'id="{section.name}"' in page
    assert section.written


def test_every_section_is_drawn_once_in_each_theme(page):
    grounds = re.findall(r'class="guide-ground" data-bs-theme="(\w+)"', page)

    assert grounds == list(THEMES) * len(SECTIONS)


def test_no_id_stands_there_twice(page):
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]


def test_every_state_of_every_machine_is_shown(page):
    missing = [str(look.label) for looks in LOOKS.values() for look in looks.values() if str(look.label) not in page]

    assert not missing


def test_nothing_comes_of_what_is_sent_from_the_guide(desk):
    response = desk.post("/styleguide/", {"name": "x"})

    assert response.status_code == 302
    assert response["Location"] == "/styleguide/"


def test_guide_is_not_for_strangers(desk):
    desk.logout()

    assert desk.get("/styleguide/").status_code == 302
