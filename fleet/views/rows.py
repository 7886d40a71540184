"""Putting one row of a checked file right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from b2b_portal.lib.partials import render_page
from fleet.actions.corrections import correct_row
from fleet.models import Upload, UploadRow
from fleet.problem_groups import sentences_of
from fleet.rereading import layout_of
from fleet.row_form import RowForm
from fleet.states import UploadState
from records.transitions import StateChanged
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_row(request: MemberRequest, upload_id: UUID, row_number: int) -> HttpResponse:
    """Show the cells of a row with what is wrong with them, and read it again as they are put right."""
    upload = get_object_or_404(Upload, pk=upload_id)
    row = get_object_or_404(UploadRow, upload=upload, row_number=row_number)
    if upload.state != UploadState.CHECKED:
        return redirect("fleet:upload", upload_id)
    form = RowForm(request.POST or None, row=row, layout=layout_of(upload))
    if form.is_valid():
        try:
            row = correct_row(upload=upload, row=row, cells=form.cells, by=request.actor, at=timezone.now())
        except StateChanged as changed:
            messages.warning(request, str(changed))
            return redirect("fleet:upload", upload_id)
        if row.outcome != "refuse":
            messages.success(request, _("Row %(row)d can be imported.") % {"row": row_number})
            return redirect(f"{reverse('fleet:upload', args=[upload_id])}#upload-rows")
        form = RowForm(row=row, layout=layout_of(upload))
    context = {"upload": upload, "row": row, "form": form, "problems": sentences_of(row)}
    status = 422 if request.method == "POST" else 200
    return render_page(request=request, template="fleet/upload_row.html", context=context, status=status)
