"""An organisation's case: what there is of it, and each list in full."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from desk.cases import LISTS, CaseList
from desk.room import in_case
from fleet.models import Device
from records.attachment import attachment_of
from records.documents import DocumentDamaged
from records.events import record_event
from records.models import Document
from tenants.models import Membership, Organisation
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest

SHOWN = 5
PER_PAGE = 25
MOST_MEMBERS = 20


@in_case(DeskPermission.VIEW)
@require_safe
def case(request: StaffRequest, organisation: Organisation) -> HttpResponse:
    """The latest of everything, and who the people are."""
    members = Membership.objects.for_organisation(organisation).active().select_related("user")
    context = {
        "organisation": organisation,
        "sections": [_section(one, organisation) for one in LISTS.values()],
        "device_count": Device.objects.in_fleet().count(),
        "members": members.order_by("user__full_name", "pk")[:MOST_MEMBERS],
        "may_build": may(request.actor.role, DeskPermission.QUOTE_BUILD),
    }
    return render_page(request=request, template="desk/case.html", context=context)


@in_case(DeskPermission.VIEW)
@require_safe
def case_list(request: StaffRequest, organisation: Organisation, name: str) -> HttpResponse:
    """One list in full, page by page."""
    shown = LISTS[name]
    page = page_of(shown.rows(), order=shown.order, size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    context = {
        "organisation": organisation,
        "list": shown,
        "page": page,
        "links": page.links({}),
        "base": _base(shown, organisation),
        "may_build": may(request.actor.role, DeskPermission.QUOTE_BUILD),
    }
    return render_page(request=request, template="desk/case_list.html", context=context)


@in_case(DeskPermission.VIEW)
@require_GET
def document(request: StaffRequest, organisation: Organisation, document_id: UUID) -> HttpResponse:
    """A stored document, as the customer gets it."""
    found = get_object_or_404(Document.objects.for_operator(), pk=document_id)
    try:
        response = attachment_of(found)
    except (DocumentDamaged, OSError):
        messages.error(
            request, _("%(document)s is damaged or lost: its bytes are not what was issued.") % {"document": found}
        )
        return redirect("desk:case_documents", organisation.slug)
    record_event(subject=found, verb="document.downloaded", by=request.actor, at=timezone.now())
    return response


def _section(one: CaseList, organisation: Organisation) -> dict[str, Any]:
    rows = list(one.rows().order_by(*one.order)[: SHOWN + 1])
    return {
        "list": one,
        "rows": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "base": _base(one, organisation),
    }


def _base(one: CaseList, organisation: Organisation) -> str:
    return reverse(f"desk:case_{one.name}", args=[organisation.slug])
