"""Every sentence of the portal stands in locale/fr, translated: `make messages` collects them."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.conventions.markdown import ROOT

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
APPS = ("b2b_portal", "tenants", "records", "catalogue", "fleet", "quotes", "invoices", "impact", "desk", "cms")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
# A space that may break before : ; ? ! », or after «; and an apostrophe that is straight.
UNFRENCH = re.compile(r" [:;?!»]|« |'")

Key = tuple[str | None, str | tuple[str, ...]]


@cache
def french() -> Catalog:
    with (ROOT / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def messages() -> list[Message]:
    return [message for message in french() if message.id]


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Singular and plural; the one form of a message without."""
    return text if isinstance(text, tuple) else (text,)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def written_in_python() -> Iterator[Key]:
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        yield from found_in(path.read_text(encoding="utf-8"))


def written_in_templates() -> Iterator[Key]:
    for path in (ROOT / "templates").rglob("*.*"):
        yield from found_in(as_python(path))


def as_python(template: Path) -> str:
    """What Django gives to xgettext: the strings as calls, all else as X; unindented, it can be read as Python."""
    source = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    return "\n".join(line.strip() for line in source.splitlines())


def found_in(source: str) -> Iterator[Key]:
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield context, message


def test_it_works():
    assert french().get("Fleet").string == "Parc"
    assert set(found_in('pgettext_lazy("offer", "Open") + _("Fleet")')) == {("offer", "Open"), (None, "Fleet")}


def test_catalogue_holds_what_the_code_says_and_nothing_else():
    written = {*written_in_python(), *written_in_templates()}
    collected = {(message.context, message.id) for message in messages()}

    assert not written - collected, "new sentences: run `make messages` and translate them"
    assert not collected - written, "sentences that nobody says any more: run `make messages`"


def test_every_message_is_translated():
    missing = [message.id for message in messages() if message.fuzzy or not all(forms(message.string))]

    assert missing == [], "translate them in locale/fr"


def test_translations_keep_the_placeholders():
    wrong = [
        (message.id, text)
        for message in messages()
        for text in forms(message.string)
        if placeholders(text) not in [placeholders(original) for original in forms(message.id)]
    ]

    assert wrong == []


def test_translation_is_written_as_french_is():
    wrong = [text for message in messages() for text in forms(message.string) if UNFRENCH.search(text)]

    assert wrong == []
