"""Uploading a file, looking at what it would do, confirming it, throwing it away or taking it back."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from b2b_portal.lib.states import IllegalTransition
from fleet.actions.uploads import UploadTooLarge, commit_upload, discard_upload, receive_upload, undo_upload
from fleet.causes import answered
from fleet.check import DELIMITERS, columns_of, rows_of, source_of, steps_of
from fleet.forms import PasteForm, UploadForm
from fleet.intake.profiles import PROGRAM_NAMES
from fleet.keeping import Keep, NothingToKeep, divisions_of
from fleet.models import Upload
from fleet.problem_groups import problem_groups
from fleet.states import UPLOAD, UploadState
from fleet.sum_up import is_estimate_awaited, sum_up
from fleet.undo import UploadHeld, refuse_if_held
from fleet.unnamed_models import unnamed_models
from fleet.upload_counts import counts_of
from records.events import events_of
from records.transitions import StateChanged
from tenants.guards import member_may
from tenants.job_pages import jobs_shown_to
from tenants.models import Job
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

PER_PAGE = 25
KEPT: Mapping[str, Keep | None] = {"": None, **{keep.value: keep for keep in Keep}}
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
        return _ask_for_file(request, UploadForm(), PasteForm())
    if "pasted" in request.POST:
        return _take_pasted(request)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = receive_upload(file=file, filename=file.name, by=request.actor, at=timezone.now())
        except UploadTooLarge as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("fleet:upload", upload.pk)
    return _ask_for_file(request, form, PasteForm())


def _take_pasted(request: MemberRequest) -> HttpResponse:
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _ask_for_file(request, UploadForm(), form)
    file = ContentFile(form.cleaned_data["pasted"].encode())
    upload = receive_upload(file=file, filename=_("pasted rows.tsv"), by=request.actor, at=timezone.now())
    return redirect("fleet:upload", upload.pk)


def _ask_for_file(request: MemberRequest, form: UploadForm, paste_form: PasteForm) -> HttpResponse:
    context = {"form": form, "paste_form": paste_form, "programs": PROGRAM_NAMES}
    status = 422 if form.is_bound or paste_form.is_bound else 200
    return render_page(request=request, template="fleet/upload_new.html", context=context, status=status)


@member_may(Permission.FLEET_VIEW)
@require_safe
def upload(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """One upload, wherever it is between the file's arrival and its rows in the fleet."""
    shown = get_object_or_404(Upload.objects.select_related("kept_from"), pk=upload_id)
    if shown.state == UploadState.MAPPING and _may_upload(request):
        return redirect("fleet:upload_columns", upload_id)
    context = {
        "upload": shown,
        "parts": shown.parts_kept.latest_first(),
        "steps": steps_of(shown),
        "may_upload": _may_upload(request),
    }
    if shown.job_id and (shown.is_waiting or shown.state in (UploadState.CHECKED, UploadState.COMMITTED)):
        job = jobs_shown_to(request.organisation).filter(pk=shown.job_id).first()
        context |= {
            "job": job,
            "undo_failed": _has_failed(job, "fleet.undo_upload"),
            "answer_failed": _has_failed(job, "fleet.answer_upload"),
        }
    if shown.state == UploadState.UNDONE:
        context |= {"undone": events_of(shown).filter(verb="upload.undone").first()}
    if shown.state in READ:
        used, unused = columns_of(shown)
        answers = answered(shown)
        context |= {
            "counts": counts_of(shown),
            **_summed_up(request, shown),
            "source": source_of(shown),
            "delimiter": DELIMITERS.get(shown.delimiter, ""),
            "used_columns": used,
            "unused_columns": unused,
            "groups": problem_groups(shown),
            "answered": [line for line in answers if not line.is_remembered],
            "remembered": [line for line in answers if line.is_remembered],
            "checked": rows_of(shown, request.GET),
        }
    if shown.state == UploadState.CHECKED and _may_upload(request):
        context |= {"unnamed": unnamed_models(shown.rows.asking_for_model()), "divisions": divisions_of(shown)}
    return render_page(request=request, template="fleet/upload.html", context=context, partials=("upload-rows",))


@member_may(Permission.FLEET_VIEW)
@require_safe
def upload_sum_up(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """What a list comes to, asked again until what it would bring is worked out."""
    shown = get_object_or_404(Upload, pk=upload_id, state__in=READ)
    context = {"upload": shown, **_summed_up(request, shown)}
    return render_page(request=request, template="fleet/upload_sum_up.html", context=context)


@member_may(Permission.FLEET_UPLOAD)
@require_POST
def upload_commit(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """Bring the checked rows into the fleet, all of them or those that need no more care."""
    found = get_object_or_404(Upload, pk=upload_id)
    said = request.POST.get("keep", "")
    if said not in KEPT:
        raise Http404
    try:
        commit_upload(upload=found, by=request.actor, at=timezone.now(), keep=KEPT[said])
    except NothingToKeep as refused:
        messages.error(request, str(refused))
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


@member_may(Permission.FLEET_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_undo(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """Take an import out of the fleet; a GET asks first, for browsers without script, or says why it cannot be."""
    found = get_object_or_404(Upload, pk=upload_id)
    if request.method != "POST":
        if UploadState.UNDOING not in UPLOAD.targets(found.state):
            return redirect("fleet:upload", upload_id)
        context = {"upload": found, "counts": counts_of(found), "held": _held(found)}
        return render_page(request=request, template="fleet/upload_undo.html", context=context)
    try:
        undo_upload(upload=found, by=request.actor, at=timezone.now())
    except UploadHeld as held:
        messages.error(request, str(held))
    except (IllegalTransition, StateChanged):
        messages.warning(request, _("This upload was answered already; here is how it stands now."))
    return redirect("fleet:upload", upload_id)


def _held(upload: Upload) -> str:
    try:
        refuse_if_held(upload_id=upload.pk)
    except UploadHeld as held:
        return str(held)
    return ""


def _has_failed(job: Job | None, kind: str) -> bool:
    return job is not None and job.kind == kind and job.state in (Job.State.FAILED, Job.State.PARKED)


def _summed_up(request: MemberRequest, upload: Upload) -> dict[str, str | bool]:
    """Amounts are for those who may see offers."""
    may_see = may(request.membership.role, Permission.OFFER_VIEW)
    return {
        "sum_up": sum_up(upload, with_amounts=may_see),
        "is_estimate_awaited": may_see and is_estimate_awaited(upload),
    }


def _may_upload(request: MemberRequest) -> bool:
    return may(request.membership.role, Permission.FLEET_UPLOAD)
