"""Files that go with uploads: the rows that were left out, and a workbook to fill in."""

from pathlib import PurePath
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from b2b_portal.lib.downloads import download
from fleet.models import Upload
from fleet.models.upload_row import Outcome
from fleet.refused_rows import write_refused_rows
from fleet.template_workbook import template_workbook
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_VIEW)
@require_safe
def upload_refused(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """The rows that cannot be imported, each with why and what to do."""
    upload = get_object_or_404(Upload, pk=upload_id)
    if not upload.rows.filter(outcome=Outcome.REFUSE).exists():
        raise Http404
    name = _("%(file)s - rows left out.xlsx") % {"file": PurePath(upload.filename).stem}
    return download(write_refused_rows(upload), name=name)


@member_may(Permission.FLEET_UPLOAD)
@require_safe
def upload_template(request: MemberRequest) -> HttpResponse:
    """A workbook to fill in, in the reader's language."""
    return download(template_workbook(), name=_("devices.xlsx"))
