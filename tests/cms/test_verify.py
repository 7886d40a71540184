import hashlib
from io import BytesIO

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from b2b_portal.lib.references import ALPHABET
from cms.verify.codes import NotACode, canonical_code
from cms.verify.views import FILES_AN_HOUR
from tests.cms.conftest import CONTENT
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db

UNKNOWN = "3479-ACDF-HJKM-NPQR"


def compare(site, code, content, **extra):
    return site.post(f"/en/verify/{code}/file/", {"file": BytesIO(content), **extra})


def test_it_works(site, issued):
    page = site.get(f"/en/verify/{issued.code}/").content.decode()

    assert "This document is ours" in page
    assert all(fact in page for fact in ("Invoice", "F-2026-000007", issued.sha256, issued.code))


def test_address_printed_on_the_document_answers_in_the_browsers_language(site, issued):
    answer = site.get(f"/verify/{issued.code}", headers={"accept-language": "fr"})

    assert answer.status_code == 200
    assert '<html lang="fr"' in answer.content.decode()
    assert f'href="/en/verify/{issued.code}"' in answer.content.decode()


def test_page_does_not_name_the_customer(site, issued, acme):
    page = site.get(f"/en/verify/{issued.code}/").content.decode()

    assert acme.name not in page
    assert str(acme.pk) not in page


def test_typed_code_leads_to_the_document(site, issued):
    typed = issued.code.replace("-", " ").lower()

    answer = site.get("/en/verify/", {"code": typed})

    assert answer.url == f"/en/verify/{issued.code}/"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_unknown_code_is_a_404_with_a_sentence(site, language):
    answer = site.get(f"/{language}/verify/{UNKNOWN}/")

    assert answer.status_code == 404
    assert answer.context["problem"]


def test_unknown_printed_code_ends_in_the_same_sentence(site):
    answer = site.get(f"/verify/{UNKNOWN}", follow=True)

    assert answer.status_code == 404
    assert "no document with this code" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("3479-ACDF", "sixteen letters"), ("O479-ACDF-HJKM-NPQI", "no O, I"), ("x" * 61, "60"), ("", "required")],
)
def test_code_that_cannot_be_one_gets_the_reason(site, typed, sentence):
    answer = site.get("/en/verify/", {"code": typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_impossible_code_in_the_address_is_a_404_and_shown_as_text(site):
    answer = site.get("/en/verify/<script>alert(1)<%2Fscript>/", follow=True)

    assert answer.status_code == 404
    assert "<script>alert(1)" not in answer.content.decode()


def test_same_file_is_confirmed(site, issued):
    answer = compare(site, issued.code, CONTENT)

    assert "has the same bytes" in answer.content.decode()


@pytest.mark.parametrize("content", [CONTENT + b" ", CONTENT[:-1], b"x"])
def test_other_file_differs(site, issued, content):
    answer = compare(site, issued.code, content)

    assert "differs from the document" in answer.content.decode()


def test_file_of_several_chunks_is_read_whole(site, issued):
    content = bytes(range(256)) * 2000
    type(issued).objects.filter(pk=issued.pk).update(sha256=hashlib.sha256(content).hexdigest())

    assert "has the same bytes" in compare(site, issued.code, content).content.decode()


def test_file_beyond_the_limit_is_refused_with_a_sentence(site, issued, settings):
    settings.UPLOAD_MOST_BYTES = 1 << 20

    answer = compare(site, issued.code, b"x" * ((1 << 20) + 1))

    assert answer.status_code == 413
    assert "larger than 1 MB" in answer.content.decode()


def test_no_file_gets_a_sentence(site, issued):
    answer = site.post(f"/en/verify/{issued.code}/file/", {})

    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


def test_nothing_of_the_file_is_kept(site, issued, stored_files, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    compare(site, issued.code, CONTENT * 200_000)

    assert not [path for path in (*stored_files.rglob("*"), *tmp_path.rglob("*")) if path.is_file()]


def test_file_for_an_unknown_code_is_a_404(site):
    assert compare(site, UNKNOWN, CONTENT).status_code == 404


def test_upload_without_its_token_is_refused(issued):
    strict = HostClient()
    strict.handler.enforce_csrf_checks = True

    assert compare(strict, issued.code, CONTENT).status_code == 403


def test_too_many_files_from_one_network_are_refused(site, issued):
    for _number in range(FILES_AN_HOUR):
        compare(site, issued.code, b"x")

    assert compare(site, issued.code, b"x").status_code == 429


def test_page_of_a_comparison_opened_again_leads_to_the_document(site, issued):
    assert site.get(f"/en/verify/{issued.code}/file/").url == f"/en/verify/{issued.code}/"


def test_limit_is_that_of_uploads():
    assert settings.UPLOAD_MOST_BYTES == 50 * 1024 * 1024


CODES = st.text(alphabet=ALPHABET, min_size=16, max_size=16)


@given(code=CODES, separator=st.sampled_from(["", "-", " ", "–", "\u2011", ".", "  "]), lower=st.booleans())
def test_code_is_found_however_it_is_grouped(code, separator, lower):
    printed = "-".join(code[start : start + 4] for start in range(0, 16, 4))
    typed = printed.replace("-", separator)

    assert canonical_code(typed.lower() if lower else typed) == printed


def test_u_is_read_as_v():
    assert canonical_code("uVUV-3333-4444-7777") == "VVVV-3333-4444-7777"


@given(st.text(max_size=40))
def test_anything_typed_is_a_code_or_refused(typed):
    try:
        code = canonical_code(typed)
    except NotACode:
        return
    assert canonical_code(code) == code
