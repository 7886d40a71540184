"""A workbook of device models on its way: taken in, what it would change, then done."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from b2b_portal.lib.downloads import download
from b2b_portal.lib.partials import render_page
from catalogue.model_import import apply_models, receive_models
from catalogue.model_problems import ModelProblem
from catalogue.models import ModelUpload
from catalogue.price_problems import write_problems
from catalogue.uploaded_workbook import WorkbookTooLarge
from desk.model_forms import ModelsFileForm
from desk.model_words import shown_rows
from tenants.guards import staff_may
from tenants.models import Job
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest
from tenants.views.jobs import STOP_POLLING

MOST_SHOWN = 200


@staff_may(DeskPermission.CATALOGUE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def model_upload_new(request: StaffRequest) -> HttpResponse:
    """Take a workbook in."""
    form = ModelsFileForm(request.POST, request.FILES) if request.method == "POST" else ModelsFileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = receive_models(content=file.read(), filename=file.name, by=request.actor, at=timezone.now())
        except WorkbookTooLarge as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("desk:model_upload", upload.pk)
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="desk/model_upload_new.html", context={"form": form}, status=status)


@staff_may(DeskPermission.CATALOGUE_EDIT)
@require_safe
def model_upload(request: StaffRequest, model_upload_id: UUID) -> HttpResponse:
    """How far it is; what it would change or has changed; or what to correct."""
    upload = _upload(model_upload_id)
    job = Job.objects.filter(pk=upload.job_id).first() if upload.job_id else None
    problems = [ModelProblem(**problem) for problem in upload.problems]
    rows = shown_rows(upload.changes)
    context = {
        "upload": upload,
        "job": job,
        "is_running": bool(job and not job.is_finished),
        "is_other": bool(job and job.is_finished and job.arguments["applies"] and not upload.applied_at),
        "problems": problems[:MOST_SHOWN],
        "count": len(problems),
        "most_shown": MOST_SHOWN,
        "rows": rows[:MOST_SHOWN],
        "row_count": len(rows),
        "new_count": sum(row.is_new for row in rows),
        "changed_count": sum(not row.is_new for row in rows),
    }
    return render_page(request=request, template="desk/model_upload.html", context=context)


@staff_may(DeskPermission.CATALOGUE_EDIT)
@require_POST
def model_upload_apply(request: StaffRequest, model_upload_id: UUID) -> HttpResponse:
    """Do what was shown."""
    upload = apply_models(upload=_upload(model_upload_id), by=request.actor, at=timezone.now())
    return redirect("desk:model_upload", upload.pk)


@staff_may(DeskPermission.CATALOGUE_EDIT)
@require_safe
def model_upload_progress(request: StaffRequest, model_upload_id: UUID) -> HttpResponse:
    """How far the job is, for the page that polls it; when it has ended, that page is to load anew."""
    upload = _upload(model_upload_id)
    if not request.htmx:
        return redirect("desk:model_upload", upload.pk)
    job = get_object_or_404(Job, pk=upload.job_id)
    response = render(request, "desk/model_progress.html", {"job": job, "upload": upload})
    if job.is_finished:
        response.status_code = STOP_POLLING
        response["HX-Refresh"] = "true"
    return response


@staff_may(DeskPermission.CATALOGUE_EDIT)
@require_safe
def model_upload_problems(request: StaffRequest, model_upload_id: UUID) -> HttpResponse:
    """Everything to correct, as a workbook."""
    problems = [ModelProblem(**problem) for problem in _upload(model_upload_id).problems]
    return download(write_problems(problems), name="catalogue-problems.xlsx")


def _upload(model_upload_id: UUID) -> ModelUpload:
    return get_object_or_404(ModelUpload.objects.defer("content"), pk=model_upload_id)
