"""What a visitor downloads before he has read a word: at most 150 kB, without pictures."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.html import strip_tags

pytestmark = pytest.mark.django_db

MOST_BYTES = 150_000
LINKED = re.compile(r"""<(?:link|script|use)\b[^>]*?\b(?:href|src)=["']/static/([^"'#]+)""")
FONT = re.compile(r"""@font-face\s*{[^}]*url\(["']?\.\./([^"')]+)[^}]*unicode-range:([^;}]*)""")
IS_COMPRESSED_ALREADY = (".woff2", ".png")


def files_of(page: str) -> set[str]:
    """The static files that a page names, and the fonts that its letters need."""
    named = set(LINKED.findall(page))
    sheets = "".join(text_of(name) for name in named if name.endswith(".css"))
    letters = {ord(letter) for letter in strip_tags(page)}
    return named | {path for path, ranges in FONT.findall(sheets) if letters & codes_in(ranges)}


def codes_in(ranges: str) -> set[int]:
    """The codes of `U+0000-00FF, U+0131`."""
    ends = [part.strip().removeprefix("U+").split("-") for part in ranges.split(",")]
    return {code for pair in ends for code in range(int(pair[0], 16), int(pair[-1], 16) + 1)}


def text_of(name: str) -> str:
    return Path(finders.find(name)).read_text(encoding="utf-8")


def wire_bytes(name: str) -> int:
    """As a browser gets it that knows gzip only: WhiteNoise makes brotli too, which is smaller still."""
    content = Path(finders.find(name)).read_bytes()
    return len(content) if name.endswith(IS_COMPRESSED_ALREADY) else len(gzip.compress(content, 9))


def weights(page: str) -> dict[str, int]:
    return {"": len(page.encode()), **{name: wire_bytes(name) for name in files_of(page)}}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_works(site, language):
    weighed = weights(site.get(f"/{language}/").content.decode())

    assert sum(weighed.values()) <= MOST_BYTES, weighed
    assert "vendor/inter/inter-latin-wght-normal.woff2" in weighed
    assert "vendor/tabler/site.min.css" in weighed


def test_site_sends_neither_the_whole_of_tabler_nor_its_scripts(site):
    scripts = {name for name in files_of(site.get("/en/").content.decode()) if name.endswith(".js")}

    assert scripts == {"portal/theme.js"}


def test_server_compresses_what_it_sends():
    assert (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
        in (settings.BASE_DIR / "b2b_portal/settings.py").read_text()
    )


def test_page_without_a_form_sets_no_cookie(site):
    assert not site.get("/en/").cookies
