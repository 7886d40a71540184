"""Saying what the columns of a file are."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from b2b_portal.lib.partials import render_page
from b2b_portal.lib.states import IllegalTransition
from fleet.actions.columns import FileDivided, NoIdentifierChosen, ask_columns_again, confirm_columns
from fleet.check import steps_of
from fleet.columns_form import ColumnsForm
from fleet.models import Upload
from fleet.states import UploadState
from records.transitions import StateChanged
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_columns(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """Ask what each column is; the answer is remembered for the next file."""
    asked = get_object_or_404(Upload, pk=upload_id)
    if asked.state != UploadState.MAPPING:
        return redirect("fleet:upload", upload_id)
    form = ColumnsForm(request.POST or None, upload=asked)
    if form.is_valid():
        try:
            confirm_columns(upload=asked, choices=form.choices, by=request.actor, at=timezone.now())
        except NoIdentifierChosen as missing:
            form.add_error(None, str(missing))
        except (IllegalTransition, StateChanged):
            _say_answered(request)
    if form.is_bound and form.is_valid():
        return redirect("fleet:upload", upload_id)
    context = {"upload": asked, "steps": steps_of(asked), "form": form}
    return render_page(
        request=request, template="fleet/columns.html", context=context, status=422 if form.is_bound else 200
    )


@member_may(Permission.FLEET_UPLOAD)
@require_POST
def upload_columns_again(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """Go back from the checked rows to the columns."""
    checked = get_object_or_404(Upload, pk=upload_id)
    try:
        ask_columns_again(upload=checked, by=request.actor, at=timezone.now())
    except FileDivided as refused:
        messages.error(request, str(refused))
        return redirect("fleet:upload", upload_id)
    except (IllegalTransition, StateChanged):
        _say_answered(request)
        return redirect("fleet:upload", upload_id)
    return redirect("fleet:upload_columns", upload_id)


def _say_answered(request: MemberRequest) -> None:
    messages.warning(request, _("This upload was answered already; here is how it stands now."))
