"""One wave of a programme: its models, its month, its offers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from b2b_portal.lib.partials import render_page
from b2b_portal.lib.templatetags.formats import month
from quotes.actions.programmes import ProgrammeClosed, move_wave
from quotes.actions.wave_offers import WaveInOffer, request_wave_offer
from quotes.models import Wave
from quotes.programme_form import MoveForm
from quotes.programme_progress import progress_of_wave
from quotes.refusals import told
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest
from tenants.views.jobs import LEAD_ON


@member_may(Permission.OFFER_VIEW)
@require_safe
def wave(request: MemberRequest, programme_id: UUID, wave_id: UUID) -> HttpResponse:
    """How far it is by model, its offers, and where it may be moved."""
    return _show(request, _wave(programme_id, wave_id))


@member_may(Permission.OFFER_REQUEST)
@require_POST
def wave_move(request: MemberRequest, programme_id: UUID, wave_id: UUID) -> HttpResponse:
    """Let it leave in another month."""
    found = _wave(programme_id, wave_id)
    now = timezone.now()
    form = MoveForm(request.POST, wave=found, today=timezone.localdate(now))
    if not form.is_valid():
        return _show(request, found, move_form=form, status=422)
    month_on = form.cleaned_data["month_on"]
    with told(request, done=_("%(wave)s leaves in %(month)s.") % {"wave": found, "month": month(month_on)}):
        move_wave(wave=found, month_on=month_on, by=request.actor, at=now)
    return redirect("quotes:wave", found.programme_id, found.pk)


@member_may(Permission.OFFER_REQUEST)
@require_POST
def wave_offer(request: MemberRequest, programme_id: UUID, wave_id: UUID) -> HttpResponse:
    """Ask for its offer, and wait for it on the job's page; where it is there already, show it."""
    found = _wave(programme_id, wave_id)
    now = timezone.now()
    try:
        job = request_wave_offer(wave=found, by=request.actor, at=now, today=timezone.localdate(now))
    except WaveInOffer as there:
        messages.info(request, str(there))
        return redirect("quotes:offer", there.offer.pk)
    except ProgrammeClosed as closed:
        messages.warning(request, str(closed))
        return redirect("quotes:programme", found.programme_id)
    return redirect(f"{reverse('jobs:detail', args=[job.pk])}?{LEAD_ON}=1")


def _wave(programme_id: UUID, wave_id: UUID) -> Wave:
    return get_object_or_404(Wave.objects.select_related("programme"), pk=wave_id, programme=programme_id)


def _show(request: MemberRequest, found: Wave, *, move_form: MoveForm | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    part, models = progress_of_wave(found, today=today)
    may_request = may(request.actor.role, Permission.OFFER_REQUEST) and not found.programme.is_closed
    context = {
        "programme": found.programme,
        "part": part,
        "models": models,
        "offers": found.offers.latest_first(),
        "move_form": move_form or MoveForm(wave=found, today=today),
        "may_request": may_request,
    }
    return render_page(request=request, template="quotes/wave.html", context=context, status=status)
