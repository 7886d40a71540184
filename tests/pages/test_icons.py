"""Every icon a page names is in the list the sprite is made from, and nothing in the list is unknown to the sprite."""

import re
from pathlib import Path

from django.conf import settings

from b2b_portal.home.templatetags.state_badges import LOOKS
from b2b_portal.lib.templatetags.icon import icon

ROOT = Path(settings.BASE_DIR)
IN_TEMPLATES = re.compile(r"""\{%\s*icon\s+"([\w-]+)"|\b(?:sign|trigger_sign)=["']([a-z0-9-]+)["']""")


def listed() -> set[str]:
    lines = (ROOT / "assets" / "icons.txt").read_text().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def named_in_templates() -> dict[str, Path]:
    return {
        one or other: path
        for path in (ROOT / "templates").rglob("*.html")
        for one, other in IN_TEMPLATES.findall(path.read_text())
    }


def test_it_works():
    assert "#truck" in icon("truck")


def test_icons_in_templates_are_in_the_list():
    missing = {name: path.name for name, path in named_in_templates().items() if name not in listed()}

    assert not missing, f"add to assets/icons.txt: {missing}"


def test_icons_of_the_states_are_in_the_list():
    signs = {look.sign for looks in LOOKS.values() for look in looks.values()}

    assert signs <= listed(), f"add to assets/icons.txt: {signs - listed()}"


def test_icon_without_a_label_is_decoration():
    assert 'aria-hidden="true"' in icon("truck")


def test_icon_with_a_label_is_read_aloud_and_escaped():
    drawn = icon("truck", label='<"Shipped">')

    assert 'role="img"' in drawn
    assert "&lt;&quot;Shipped&quot;&gt;" in drawn
