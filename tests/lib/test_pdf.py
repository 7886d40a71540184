import io
import subprocess
import sys
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2b_portal.lib import pdf, pdf_fonts
from b2b_portal.lib.pdf import AssetRefused, AttachedFile, render_pdf
from b2b_portal.lib.pdf_fonts import FontMissing, covered_codepoints, in_our_letters

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def page(body):
    return f"<!doctype html><html lang='fr'><head><title>Devis</title></head><body>{body}</body></html>"


def render(body, **changes):
    values = {"title": "Devis", "language": "fr", "author": "Renew", "at": AT, "stylesheets": ()}
    return render_pdf(html=page(body), **(values | changes))


def text_of(content):
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_it_works():
    content = render("<h1>Devis Q-26-AC7K</h1>")

    assert content.startswith(b"%PDF-1.7")
    assert "Devis Q-26-AC7K" in text_of(content)


def test_same_input_gives_the_same_bytes():
    assert render("<p>Łódź, 1 234,56 €</p>") == render("<p>Łódź, 1 234,56 €</p>")


def test_same_input_in_another_process_gives_the_same_bytes():
    script = (
        "import hashlib; from tests.lib.test_pdf import render;"
        "print(hashlib.sha256(render('<p>Été</p><p><b>gras</b></p>')).hexdigest())"
    )

    hashes = {
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
        for _run in range(2)
    }

    assert len(hashes) == 1


def test_metadata_names_title_language_author_and_instant():
    with pikepdf.open(io.BytesIO(render("<p>x</p>"))) as document:
        info = document.docinfo
        language = str(document.Root.Lang)

    assert (str(info["/Title"]), str(info["/Author"]), language) == ("Devis", "Renew", "fr")
    assert str(info["/CreationDate"]) == "D:20261123093000Z"


def test_instant_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        render("<p>x</p>", at=AT.replace(tzinfo=None))


def test_document_is_tagged_for_screen_readers():
    with pikepdf.open(io.BytesIO(render("<h1>Titre</h1>"))) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert document.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1/logo.png", "asset:../../settings.py", "asset:nothing.woff2"]
)
@pytest.mark.parametrize(
    "markup", ["<img alt='' src='{}'>", "<link rel=stylesheet href='{}'>", "<p style='background:url({})'>x</p>"]
)
def test_address_outside_our_assets_is_refused(markup, address):
    with pytest.raises(AssetRefused):
        render(markup.format(address))


def test_image_in_a_data_address_is_drawn_without_interpolation():
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

    content = render(f"<img alt='logo' src='data:image/png;base64,{pixel}'>", variant="pdf/a-3b")

    with pikepdf.open(io.BytesIO(content)) as document:
        images = [
            item for item in document.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
    assert images
    assert not any(image.get("/Interpolate", False) for image in images)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Москва", "Moskva"),
        ("Αθήνα", "Athina"),
        ("1\u202f234,56 €", "1\u00a0234,56 €"),
        ("Zoë \u0301", "Zoë \u0301"),
        ("e\u0301te", "éte"),
        ("ready \U0001f468\u200d\U0001f4bb", "ready :man::computer:"),
        ("\ue000", "?"),
        ("\uff1cscript\uff1e", "&lt;script&gt;"),
        ("tab\x07bed", "tabbed"),
    ],
)
def test_letter_our_font_lacks_is_written_in_letters_it_has(text, printed):
    assert in_our_letters(text) == printed


@given(st.text())
def test_every_text_ends_in_letters_we_can_print(text):
    assert covered_codepoints().issuperset(map(ord, in_our_letters(text)))


def test_every_font_is_embedded_and_ours():
    content = render("<p>Łódź <b>Ő</b> <i>é</i> 東京 😀 \u202f</p>")

    with pikepdf.open(io.BytesIO(content)) as document:
        descriptors = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
    assert descriptors
    assert {str(descriptor.FontFamily) for descriptor in descriptors} == set(pdf_fonts.FAMILIES)
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


def test_letters_of_both_font_files_keep_their_own_shapes():
    # WeasyPrint merges two files of one family and weight: Łódź would read Ýód.
    content = render("<p>Łódź Zażółć Győr</p>")

    with pikepdf.open(io.BytesIO(content)) as document:
        fonts = document.pages[0].Resources.Font
        assert len(fonts.keys()) == 2


def test_missing_font_file_is_an_error_that_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf_fonts, "FONT_FOLDER", tmp_path)
    pdf_fonts.font_bytes.cache_clear()

    with pytest.raises(FontMissing, match="make setup"):
        pdf_fonts.font_bytes("inter-latin-400-normal.woff2")

    pdf_fonts.font_bytes.cache_clear()


def test_font_of_the_host_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "in_our_letters", lambda text: text)

    with pytest.raises(pdf.GlyphMissing):
        render("<p>✓ Москва</p>")


def test_attachment_stands_in_the_file_once_with_its_relationship():
    file = AttachedFile(name="data.xml", content=b"<a/>", description="The data")

    content = render("<p>x</p>", attachments=[file], variant="pdf/a-3b")

    with pikepdf.open(io.BytesIO(content)) as document:
        assert [str(item.AFRelationship) for item in document.Root.AF] == ["/Data"]
        assert document.attachments["data.xml"].get_file().read_bytes() == b"<a/>"
