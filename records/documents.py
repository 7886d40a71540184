"""Storing a document once, and reading it back unchanged.

Files lie under `<organisation uuid>/<random uuid>`: nothing of a customer is in a path, and the organisation is.
"""

import hashlib
import secrets
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from b2b_portal.lib.references import ALPHABET
from records.models import Document, KeptFile
from tenants.actor import Actor
from tenants.connection import connection
from tenants.models import Organisation, VerifyCode


class DocumentDamaged(Exception):
    """The stored bytes are not those of the document."""


def new_verify_code() -> str:
    """Sixteen letters and digits that cannot be confused, in groups of four: about 78 bits."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def store_document(
    *,
    kind: str,
    number: str,
    title: str,
    language: str,
    content: bytes,
    content_type: str,
    filename: str,
    subject: models.Model,
    by: Actor,
    at: datetime,
    verify_code: str = "",
) -> Document:
    """Keep the bytes with their SHA-256, and publish the code by which anyone can check them.

    `verify_code` is given where the document prints it (`new_verify_code`).
    """
    organisation = current_organisation()
    name = f"{organisation.pk}/{uuid4()}"
    document = Document(
        kind=kind,
        number=number,
        title=title[:300],
        language=language,
        filename=filename,
        content_type=content_type,
        storage_name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        verify_code=verify_code or new_verify_code(),
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        created_at=at,
        created_by_id=by.id,
        created_by_name=by.name,
    )
    with transaction.atomic():
        document.save(force_insert=True)
        VerifyCode.objects.create(
            code=document.verify_code,
            organisation=organisation,
            document_id=document.pk,
            kind=kind,
            number=number,
            sha256=document.sha256,
            issued_at=at,
        )
        default_storage.save(name, ContentFile(content))
    return document


def read_document(document: Document | KeptFile) -> bytes:
    """The bytes, checked against their SHA-256 and against the organisation whose folder they lie in.

    Raises: DocumentDamaged.
    """
    if not document.storage_name.startswith(f"{current_organisation().pk}/"):
        raise DocumentDamaged(f"document {document.pk} lies in another organisation's folder")
    with default_storage.open(document.storage_name) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DocumentDamaged(f"document {document.pk}: the stored bytes are not those that were issued")
    return content


def current_organisation() -> Organisation:
    """The organisation the connection works for.

    Raises: RuntimeError outside of one.
    """
    if isinstance(connection.tenant, Organisation):
        return connection.tenant
    raise RuntimeError(f"no organisation here: the connection is on {connection.schema_name!r}")
