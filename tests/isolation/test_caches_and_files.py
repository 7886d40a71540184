"""What one organisation writes into the cache or the storage, another cannot read there."""

import pytest
from django.core.cache import cache, caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tenants.utils import schema_context, tenant_context

from fleet.actions.uploads import receive_upload
from fleet.models import Upload
from records.documents import DocumentDamaged, current_organisation, read_document, store_document
from records.models import Document

pytestmark = pytest.mark.django_db


def store(subject, by, at) -> Document:
    return store_document(
        kind="quote",
        number="Q-1",
        title="Quote",
        language="en",
        content=b"only for Acme",
        content_type="application/pdf",
        filename="quote.pdf",
        subject=subject,
        by=by,
        at=at,
    )


def test_it_works(acme):
    with tenant_context(acme):
        cache.set("greeting", "bonjour")

        assert cache.get("greeting") == "bonjour"


@pytest.mark.parametrize("alias", list(caches.settings))
def test_cache_of_one_organisation_is_empty_for_another(acme, globex, alias):
    with tenant_context(acme):
        caches[alias].set("greeting", "bonjour")

    with tenant_context(globex):
        assert caches[alias].get("greeting") is None
    with schema_context("public"):
        assert caches[alias].get("greeting") is None


def test_deleting_in_one_organisations_cache_leaves_the_others(acme, globex):
    with tenant_context(acme):
        cache.set("greeting", "bonjour")
    with tenant_context(globex):
        cache.delete("greeting")

    with tenant_context(acme):
        assert cache.get("greeting") == "bonjour"


def test_files_lie_under_their_organisation_and_tell_nothing(in_acme, as_alice, now, stored_files):
    document = store(in_acme, as_alice, now)

    assert document.storage_name.startswith(f"{in_acme.pk}/")
    assert "acme" not in document.storage_name
    assert [path.name for path in stored_files.iterdir()] == [str(in_acme.pk)]


def test_file_of_another_organisations_folder_is_not_given_out(acme, globex, as_alice, now):
    """Not even when a row of Globex names it."""
    with tenant_context(acme):
        theirs = store(acme, as_alice, now)
    with tenant_context(globex):
        forged = Document(storage_name=theirs.storage_name, sha256=theirs.sha256)

        with pytest.raises(DocumentDamaged, match="another organisation"):
            read_document(forged)


def test_document_cannot_be_stored_outside_of_an_organisation(db, acme, as_alice, now):
    with pytest.raises(RuntimeError, match="no organisation"):
        store(acme, as_alice, now)


def test_storage_name_of_an_upload_is_not_the_persons_own(in_acme, as_alice, now):
    upload = receive_upload(file=ContentFile(b"x"), filename="../../globex/list.csv", by=as_alice, at=now)

    assert Upload.objects.get().storage_name.startswith(f"{current_organisation().pk}/")
    assert default_storage.exists(upload.storage_name)
    assert ".." not in upload.storage_name
