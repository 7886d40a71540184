"""Documents are stored once, and read back as they were or not at all."""

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from records.documents import DocumentDamaged, current_organisation, new_verify_code, read_document, store_document
from records.models import Document
from tenants.models import VerifyCode

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7 the bytes"


@pytest.fixture
def document(in_acme, as_alice, now) -> Document:
    return store(in_acme, as_alice, now)


def store(subject, by, at, **changes) -> Document:
    values = {
        "kind": "quote",
        "number": "Q-26-AC7K",
        "title": "Quote Q-26-AC7K",
        "language": "en",
        "content": CONTENT,
        "content_type": "application/pdf",
        "filename": "quote.pdf",
        **changes,
    }
    return store_document(**values, subject=subject, by=by, at=at)


def test_it_works(document):
    assert read_document(document) == CONTENT
    assert document.size == len(CONTENT)


def test_code_on_the_paper_leads_to_the_hash(document, acme):
    found = VerifyCode.objects.get(code=document.verify_code)

    assert (found.sha256, found.organisation, found.number) == (document.sha256, acme, "Q-26-AC7K")


def test_code_that_was_printed_is_the_one_that_is_kept(in_acme, as_alice, now):
    code = new_verify_code()

    assert store(in_acme, as_alice, now, verify_code=code).verify_code == code


def test_codes_are_long_and_cannot_be_misread():
    codes = {new_verify_code() for _turn in range(200)}

    assert len(codes) == 200
    assert all(len(code) == 19 and not set(code) & set("01ILOU") for code in codes)


def test_bytes_that_were_altered_are_not_given_out(document, stored_files):
    (stored_files / document.storage_name).write_bytes(CONTENT + b" and more")

    with pytest.raises(DocumentDamaged):
        read_document(document)


def test_file_that_is_gone_is_an_error_of_the_system(document):
    default_storage.delete(document.storage_name)

    with pytest.raises(FileNotFoundError):
        read_document(document)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_stored_document_never_changes(document, change):
    action = {"update": lambda: Document.objects.update(title="Another"), "delete": Document.objects.all().delete}

    with pytest.raises(DatabaseError, match="document_immutable"), transaction.atomic():
        action[change]()


def test_change_that_is_rolled_back_leaves_no_document(in_acme, as_alice, now):
    with transaction.atomic():
        store(in_acme, as_alice, now)
        transaction.set_rollback(True)

    assert not Document.objects.exists()
    assert not VerifyCode.objects.filter(organisation=in_acme).exists()


def test_organisation_is_that_of_the_connection(in_acme):
    assert current_organisation() == in_acme


def test_there_is_no_organisation_on_public(db):
    with pytest.raises(RuntimeError, match="public"):
        current_organisation()
