import gettext
import os
from pathlib import Path

import pytest

from b2b_portal.runtime.messages import compile_messages

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Fleet"
msgstr "Parc"

#, fuzzy
msgid "Quote"
msgstr "Citation"

msgid "%(count)s device"
msgid_plural "%(count)s devices"
msgstr[0] "%(count)s appareil"
msgstr[1] "%(count)s appareils"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(PO, encoding="utf-8")
    return source


def test_it_works(source, tmp_path):
    written = compile_messages(locale=tmp_path)

    french = gettext.translation("django", tmp_path, ["fr"])
    assert written == [source.with_suffix(".mo")]
    assert french.gettext("Fleet") == "Parc"
    assert french.ngettext("%(count)s device", "%(count)s devices", 2) == "%(count)s appareils"


def test_compile_messages_leaves_fuzzy_ones_out(source, tmp_path):
    compile_messages(locale=tmp_path)

    assert gettext.translation("django", tmp_path, ["fr"]).gettext("Quote") == "Quote"


def test_compile_messages_a_second_time_writes_nothing(source, tmp_path):
    compile_messages(locale=tmp_path)

    assert compile_messages(locale=tmp_path) == []


def test_compile_messages_of_a_changed_source_writes_again(source, tmp_path):
    [compiled] = compile_messages(locale=tmp_path)
    os.utime(compiled, (0, 0))

    assert compile_messages(locale=tmp_path) == [compiled]


def test_compile_messages_leaves_no_half_made_file(source, tmp_path):
    compile_messages(locale=tmp_path)

    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]
