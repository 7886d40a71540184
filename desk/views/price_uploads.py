"""A workbook of prices on its way: taken in, read by a job, then a draft or a list of what to correct."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.downloads import download
from b2b_portal.lib.partials import render_page
from catalogue.drafting import NotADraft, receive_prices
from catalogue.models import PriceBook, PriceUpload
from catalogue.price_problems import PriceProblem, write_problems
from catalogue.states import PriceBookStatus
from catalogue.uploaded_workbook import WorkbookTooLarge
from desk.price_forms import PriceFileForm
from tenants.guards import staff_may
from tenants.models import Job
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest
from tenants.views.jobs import STOP_POLLING

MOST_SHOWN = 200


@staff_may(DeskPermission.PRICE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def price_upload_new(request: StaffRequest) -> HttpResponse:
    """Take a workbook in; `replaces` names the draft whose rows it brings anew."""
    replaces = _draft_of(request)
    form = PriceFileForm(request.POST or None, request.FILES or None) if request.method == "POST" else PriceFileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = receive_prices(
                content=file.read(), filename=file.name, replaces=replaces, by=request.actor, at=timezone.now()
            )
        except (WorkbookTooLarge, NotADraft) as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("desk:price_upload", upload.pk)
    context = {"form": form, "replaces": replaces, "newest": PriceBook.objects.newest_first().first()}
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="desk/price_upload_new.html", context=context, status=status)


def _draft_of(request: StaffRequest) -> PriceBook | None:
    try:
        asked = UUID(request.GET.get("replaces", ""))
    except ValueError:
        return None
    return get_object_or_404(PriceBook, pk=asked, status=PriceBookStatus.DRAFT)


@staff_may(DeskPermission.PRICE_DRAFT)
@require_safe
def price_upload(request: StaffRequest, price_upload_id: UUID) -> HttpResponse:
    """How far the reading is; when it is done, the draft or what to correct."""
    upload = get_object_or_404(PriceUpload.objects.defer("content"), pk=price_upload_id)
    if upload.book_id:
        return redirect("desk:price_book", upload.book_id)
    problems = [PriceProblem(**problem) for problem in upload.problems]
    context = {
        "upload": upload,
        "job": Job.objects.filter(pk=upload.job_id).first() if upload.job_id else None,
        "problems": problems[:MOST_SHOWN],
        "count": len(problems),
        "most_shown": MOST_SHOWN,
    }
    return render_page(request=request, template="desk/price_upload.html", context=context)


@staff_may(DeskPermission.PRICE_DRAFT)
@require_safe
def price_upload_progress(request: StaffRequest, price_upload_id: UUID) -> HttpResponse:
    """How far the job is, for the page that polls it; when it has ended, that page is to load anew."""
    upload = get_object_or_404(PriceUpload.objects.defer("content"), pk=price_upload_id)
    if not request.htmx:
        return redirect("desk:price_upload", upload.pk)
    job = get_object_or_404(Job, pk=upload.job_id)
    response = render(request, "desk/price_progress.html", {"job": job, "upload": upload})
    if job.is_finished:
        response.status_code = STOP_POLLING
        response["HX-Refresh"] = "true"
    return response


@staff_may(DeskPermission.PRICE_DRAFT)
@require_safe
def price_upload_problems(request: StaffRequest, price_upload_id: UUID) -> HttpResponse:
    """Everything to correct, as a workbook."""
    upload = get_object_or_404(PriceUpload.objects.defer("content"), pk=price_upload_id)
    content = write_problems([PriceProblem(**problem) for problem in upload.problems])
    return download(content, name="price-problems.xlsx")
