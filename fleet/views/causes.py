"""Answering for all rows of a checked file that have one problem."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from b2b_portal.lib.partials import render_page
from b2b_portal.lib.states import IllegalTransition
from fleet.actions.answers import NotAnAnswer, answer_rows, look_words_up, take_answer_back
from fleet.cause_form import CauseForm
from fleet.causes import AT_ONCE, TITLES, may_look_up, texts_of
from fleet.intake.answers import Answer
from fleet.intake.group_fixes import FIXES
from fleet.models import Upload, UploadAnswer
from fleet.states import UploadState
from fleet.word_lookup import LOOKED_UP
from records.transitions import StateChanged
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_cause(request: MemberRequest, upload_id: UUID, cause: str) -> HttpResponse:
    """Ask what the texts with one problem stand for; a cause with one answer is answered by a click."""
    upload = get_object_or_404(Upload, pk=upload_id)
    fix = FIXES.get(cause)
    if fix is None:
        raise Http404
    if upload.state != UploadState.CHECKED:
        return redirect("fleet:upload", upload_id)
    if fix in AT_ONCE:
        answers = [Answer(code=cause, text=request.POST.get("answer", ""))]
        return _answer(request, upload, answers) if request.method == "POST" else redirect("fleet:upload", upload_id)
    texts = texts_of(upload=upload, code=cause)
    form = CauseForm(request.POST or None, code=cause, texts=texts)
    if form.is_valid():
        return _answer(request, upload, form.answers)
    context = {
        "upload": upload,
        "form": form,
        "code": cause,
        "title": TITLES[cause],
        "has_texts": bool(texts),
        "may_look_up": may_look_up(texts, code=cause),
    }
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="fleet/upload_cause.html", context=context, status=status)


@member_may(Permission.FLEET_UPLOAD)
@require_POST
def upload_words(request: MemberRequest, upload_id: UUID, cause: str) -> HttpResponse:
    """Look up in the file which words its rows have."""
    upload = get_object_or_404(Upload, pk=upload_id)
    if cause not in LOOKED_UP:
        raise Http404
    try:
        look_words_up(upload=upload, code=cause, by=request.actor, at=timezone.now())
    except (IllegalTransition, StateChanged):
        _say_answered(request)
    return redirect("fleet:upload", upload_id)


@member_may(Permission.FLEET_UPLOAD)
@require_POST
def upload_answer_back(request: MemberRequest, upload_id: UUID, answer_id: int) -> HttpResponse:
    """Take an answer back."""
    upload = get_object_or_404(Upload, pk=upload_id)
    answer = get_object_or_404(UploadAnswer, upload=upload, pk=answer_id)
    try:
        take_answer_back(upload=upload, answer=answer, by=request.actor, at=timezone.now())
    except (IllegalTransition, StateChanged):
        _say_answered(request)
    return redirect("fleet:upload", upload_id)


def _answer(request: MemberRequest, upload: Upload, answers: list[Answer]) -> HttpResponse:
    try:
        answer_rows(upload=upload, answers=answers, by=request.actor, at=timezone.now())
    except NotAnAnswer as refused:
        messages.error(request, str(refused))
    except (IllegalTransition, StateChanged):
        _say_answered(request)
    return redirect("fleet:upload", upload.pk)


def _say_answered(request: MemberRequest) -> None:
    messages.warning(request, _("This upload was answered already; here is how it stands now."))
