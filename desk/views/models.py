"""Models that customers hold and the catalogue does not know, or not by the name that they use."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalogue.holdings import teach_name
from catalogue.models import GivenName, UnlistedModel
from tenants.guards import staff_may
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest

MOST = 200


@staff_may(DeskPermission.CATALOGUE_TEACH)
@require_safe
def models(request: StaffRequest) -> HttpResponse:
    """What customers call models, the most said first; what they hold that the catalogue lacks."""
    names = GivenName.objects.untaught().one_of_each().select_related("model__maker")
    context = {
        "names": names[:MOST],
        "unlisted": UnlistedModel.objects.most_held()[:MOST],
        "may_edit": may(request.actor.role, DeskPermission.CATALOGUE_EDIT),
    }
    return render(request, "desk/models.html", context)


@staff_may(DeskPermission.CATALOGUE_TEACH)
@require_POST
def teach(request: StaffRequest, name_id: int) -> HttpResponse:
    """Make a name known to every customer's lists."""
    name = get_object_or_404(GivenName.objects.select_related("model__maker"), pk=name_id)
    teach_name(name=name, by=request.actor, at=timezone.now())
    told = _("“%(name)s” is read as %(model)s from now on, in every list.")
    messages.success(request, told % {"name": name.written, "model": name.model})
    return redirect("desk:models")
