"""The documents page and the download of one document."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from b2b_portal.lib.keyset import TOKEN, address, page_of
from records.attachment import attachment_of
from records.documents import DocumentDamaged
from records.events import record_event
from records.models import Document, DocumentKind
from tenants.guards import member_may
from tenants.models.organisation import portal_url
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

log = logging.getLogger("portal.documents")

PER_PAGE = 25
KIND = "kind"


@member_may(Permission.DOCUMENT_VIEW)
@require_safe
def document_list(request: MemberRequest) -> HttpResponse:
    """Every document, the latest first, or those of one of the kinds that there are."""
    kind = request.GET.get(KIND, "")
    documents = Document.objects.of_kind(kind) if kind in DocumentKind.values else Document.objects.all()
    page = page_of(documents, order=("-created_at", "-id"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    known = {kind, *Document.objects.values_list("kind", flat=True).distinct()}
    context = {
        "page": page,
        "links": page.links({KIND: [kind]}),
        "kinds": [
            (value, label, address({}, **{KIND: value})) for value, label in DocumentKind.choices if value in known
        ],
        "kind": kind,
        "may_download": may(request.membership.role, Permission.DOCUMENT_DOWNLOAD),
        "verify_url": f"{portal_url()}/verify/",
    }
    return render(request, "records/documents.html", context)


@member_may(Permission.DOCUMENT_DOWNLOAD)
@require_GET
def download(request: MemberRequest, document_id: UUID) -> HttpResponse:
    """The stored bytes, checked against their hash; who took them is written down."""
    document = get_object_or_404(Document, pk=document_id)
    try:
        response = attachment_of(document)
    except (DocumentDamaged, OSError):
        log.exception("document %s could not be given out", document.pk)
        messages.error(
            request, _("%(document)s is damaged. We have been told; ask us for a copy.") % {"document": document}
        )
        return redirect("records:documents")
    record_event(subject=document, verb="document.downloaded", by=request.actor, at=timezone.now())
    return response
