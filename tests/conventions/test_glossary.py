"""The words of docs/glossary.md: in the code, on the screens, in their translation."""

import re
from functools import cache

import pytest
from babel.messages.pofile import read_po

from tests.conventions.markdown import ROOT, table_rows

PAGE = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## .+$", PAGE, re.MULTILINE)
ROWS = [(row[0].strip("`"), *row[1:]) for heading in HEADINGS for row in table_rows(PAGE, heading)]
ON_SCREENS = [row for row in ROWS if row[1]]
APPS = ("b2b_portal", "tenants", "records", "catalogue", "fleet", "quotes", "invoices", "impact", "desk", "cms")
FRENCH = ROOT / "locale/fr/LC_MESSAGES/django.po"

CALL = re.compile(r"""\b(?:\w*gettext\w*|_)\(\s*("[a-z_]+",\s*)?"((?:[^"\\]|\\.)+)\"""")
TRANSLATE = re.compile(r"""\{% translate (["'])(.+?)\1""")
BLOCK = re.compile(r"""\{% (blocktranslate)[^%]*%\}(.*?)\{% endblocktranslate""", re.DOTALL)


@cache
def code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for app in APPS for path in (ROOT / app).rglob("*.py"))


@cache
def screens() -> str:
    """Every text of a screen or document, each on a line."""
    templates = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    texts = [found[-1] for pattern in (CALL, TRANSLATE, BLOCK) for found in pattern.findall(code() + templates)]
    return "\n".join(map(folded, texts))


@cache
def translation() -> list[tuple[str, str]]:
    """Every English text with its French one, folded; the plural forms apart."""
    with FRENCH.open("rb") as file:
        messages = [message for message in read_po(file, locale="fr") if message.id]
    pairs = [(in_forms(message.id), in_forms(message.string)) for message in messages]
    return [(folded(english[0]), folded(french)) for english, forms in pairs for french in forms]


def in_forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def folded(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split())


def test_it_works():
    assert ROWS[0][:3] == ("Organisation", "Organisation", "Organisation")
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_code_word_stands_in_the_code(row):
    assert re.search(rf"\b{re.escape(row[0])}\b", code()), f"no code says {row[0]}: take it out of docs/glossary.md"


@pytest.mark.parametrize("row", ON_SCREENS, ids=lambda row: row[0])
def test_english_word_stands_on_a_screen(row):
    found = re.search(rf"(?<!\w){re.escape(folded(row[1]))}", screens())

    assert found, f"no screen says {row[1]!r}: the glossary has it for {row[0]}"


@pytest.mark.skipif(not FRENCH.exists(), reason="there is no translation yet")
@pytest.mark.parametrize("row", ON_SCREENS, ids=lambda row: row[0])
def test_french_word_stands_in_the_translation(row):
    english = re.compile(rf"(?<!\w){re.escape(folded(row[1]))}(?!\w)")

    said = [french for text, french in translation() if english.search(text)]

    assert any(folded(row[2]) in french for french in said), f"{row[1]} is « {row[2]} » here, and there {said}"
