"""Uploading a file, looking at what it would do, confirming it or throwing it away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from b2b_portal.lib.states import IllegalTransition
from fleet.actions.uploads import UploadTooLarge, commit_upload, discard_upload, receive_upload
from fleet.check import DELIMITERS, columns_of, rows_of, source_of, steps_of
from fleet.forms import UploadForm
from fleet.models import Upload
from fleet.problem_groups import problem_groups
from fleet.states import UploadState
from fleet.upload_counts import counts_of
from records.transitions import StateChanged
from tenants.guards import member_may
from tenants.job_pages import jobs_shown_to
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

PER_PAGE = 25
READ = (UploadState.CHECKED, UploadState.COMMITTED, UploadState.UNDONE)


@member_may(Permission.FLEET_VIEW)
@require_safe
def upload_list(request: MemberRequest) -> HttpResponse:
    """Every file somebody uploaded, the latest first."""
    page = page_of(Upload.objects.all(), order=("-received_at", "-id"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    uploads = [(upload, counts_of(upload)) for upload in page.rows]
    context = {"uploads": uploads, "page": page, "links": page.links({}), "may_upload": _may_upload(request)}
    return render_page(request=request, template="fleet/uploads.html", context=context)


@member_may(Permission.FLEET_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_new(request: MemberRequest) -> HttpResponse:
    """Take a file; what it holds is read by a job."""
    if request.method != "POST":
        return render_page(request=request, template="fleet/upload_new.html", context={"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = receive_upload(file=file, filename=file.name, by=request.actor, at=timezone.now())
        except UploadTooLarge as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("fleet:upload", upload.pk)
    return render_page(request=request, template="fleet/upload_new.html", context={"form": form}, status=422)


@member_may(Permission.FLEET_VIEW)
@require_safe
def upload(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """One upload, wherever it is between the file's arrival and its rows in the fleet."""
    shown = get_object_or_404(Upload, pk=upload_id)
    context = {"upload": shown, "steps": steps_of(shown), "may_upload": _may_upload(request)}
    if shown.is_waiting and shown.job_id:
        context |= {"job": jobs_shown_to(request.organisation).filter(pk=shown.job_id).first()}
    if shown.state in READ:
        used, unused = columns_of(shown)
        context |= {
            "counts": counts_of(shown),
            "source": source_of(shown),
            "delimiter": DELIMITERS.get(shown.delimiter, ""),
            "used_columns": used,
            "unused_columns": unused,
            "groups": problem_groups(shown),
            "checked": rows_of(shown, request.GET),
        }
    return render_page(request=request, template="fleet/upload.html", context=context, partials=("upload-rows",))


@member_may(Permission.FLEET_UPLOAD)
@require_POST
def upload_commit(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """Bring the checked rows into the fleet."""
    found = get_object_or_404(Upload, pk=upload_id)
    try:
        commit_upload(upload=found, by=request.actor, at=timezone.now())
    except (IllegalTransition, StateChanged):
        messages.warning(request, _("This upload was answered already; here is how it stands now."))
    return redirect("fleet:upload", upload_id)


@member_may(Permission.FLEET_UPLOAD)
@require_POST
def upload_discard(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """Throw an upload away; nothing of it was in the fleet."""
    found = get_object_or_404(Upload, pk=upload_id)
    try:
        discard_upload(upload=found, by=request.actor, at=timezone.now())
    except (IllegalTransition, StateChanged):
        messages.warning(request, _("This upload was answered already; here is how it stands now."))
        return redirect("fleet:upload", upload_id)
    messages.success(request, _("%(file)s was discarded. Your fleet is as it was.") % {"file": found.filename})
    return redirect("fleet:uploads")


def _may_upload(request: MemberRequest) -> bool:
    return may(request.membership.role, Permission.FLEET_UPLOAD)
