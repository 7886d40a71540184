"""A stored document as an answer to a browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from records.documents import read_document
from records.models import Document, KeptFile

# Whatever the bytes are, a browser neither guesses at them nor runs anything in them.
INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


def attachment_of(document: Document | KeptFile) -> HttpResponse:
    """The bytes, checked against their hash, to be saved under the document's file name.

    Raises: DocumentDamaged; OSError, when the file is missing.
    """
    response = HttpResponse(read_document(document), content_type=document.content_type, headers=INERT)
    response["Content-Disposition"] = content_disposition_header(True, document.filename) or "attachment"
    return response
