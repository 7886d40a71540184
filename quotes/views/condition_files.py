"""Lists of conditions: the lines of an offer to fill in, and the list that comes back."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.downloads import download
from b2b_portal.lib.partials import render_page
from fleet.actions.uploads import UploadTooLarge
from fleet.forms import UploadForm
from quotes.actions.declarations import ConditionFixed, receive_conditions
from quotes.condition_columns import COLUMNS
from quotes.condition_reading import SheetProblem
from quotes.condition_sheet import write_condition_sheet
from quotes.models import BuyBackOffer
from tenants.guards import member_may
from tenants.job_pages import jobs_shown_to
from tenants.models import Job
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.OFFER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_condition_file(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Take a list of conditions; below, what is wrong with the last one."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    if not found.condition_may_be_declared:
        messages.warning(request, str(ConditionFixed()))
        return redirect("quotes:offer", found.pk)
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if sent and form.is_valid():
        return _receive(request, found, form.cleaned_data["file"])
    job = _last_job(request, found)
    context = {
        "offer": found,
        "form": form,
        "job": job,
        "problems": _problems_of(job),
        "headers": {column.name: column.header for column in COLUMNS},
    }
    return render_page(
        request=request, template="quotes/offer_condition_file.html", context=context, status=422 if sent else 200
    )


@member_may(Permission.OFFER_REQUEST)
@require_safe
def offer_condition_sheet(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """The lines of the offer as a workbook to fill in."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    name = _("%(offer)s - condition.xlsx") % {"offer": found.reference}
    return download(write_condition_sheet(found), name=name)


def _receive(request: MemberRequest, found: BuyBackOffer, file: "UploadedFile[bytes]") -> HttpResponse:
    try:
        job = receive_conditions(offer=found, file=file, filename=file.name or "", by=request.actor, at=timezone.now())
    except (ConditionFixed, UploadTooLarge) as refused:
        messages.warning(request, str(refused))
        return redirect("quotes:offer", found.pk)
    return redirect(f"{reverse('jobs:detail', args=[job.pk])}?lead_on=1")


def _last_job(request: MemberRequest, found: BuyBackOffer) -> Job | None:
    lists = jobs_shown_to(request.organisation).filter(kind="quotes.read_conditions", arguments__offer=str(found.pk))
    return lists.latest_first().first()


def _problems_of(job: Job | None) -> list[SheetProblem]:
    return [SheetProblem(**problem) for problem in job.result.get("problems", ())] if job else []
