"""A customer's programme as the desk sees it, and the least prices that are promised for it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from b2b_portal.lib.partials import render_page
from desk.promise_form import PromiseForm
from desk.room import in_case
from quotes.actions.programmes import ProgrammeClosed
from quotes.actions.promised_prices import PromiseRefused, promise_price
from quotes.chronicle import chronicle_of
from quotes.models import Programme
from quotes.programme_progress import progress_of
from quotes.programme_terms import promises_of
from tenants.models import Organisation
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest


@in_case(DeskPermission.VIEW)
@require_safe
def programme(request: StaffRequest, organisation: Organisation, programme_id: UUID) -> HttpResponse:
    """How far it is, and its price table."""
    return _show(request, organisation, get_object_or_404(Programme, pk=programme_id))


@in_case(DeskPermission.PRICE_AGREE)
@require_POST
def price_promise(request: StaffRequest, organisation: Organisation, programme_id: UUID) -> HttpResponse:
    """Promise a least price, or end the promise, for offers to come."""
    found = get_object_or_404(Programme, pk=programme_id)
    now = timezone.now()
    today = timezone.localdate(now)
    form = PromiseForm(request.POST, programme=found, progress=progress_of(found, today=today))
    if not form.is_valid():
        return _show(request, organisation, found, form=form)
    try:
        promise_price(programme=found, **form.cleaned_data, by=request.actor, at=now, today=today)
    except PromiseRefused as refused:
        form.add_error("amount", str(refused))
        return _show(request, organisation, found, form=form)
    except ProgrammeClosed as closed:
        messages.warning(request, str(closed))
    else:
        messages.success(request, _("Offers of its waves pay it from now on; the customer sees the table."))
    return redirect("desk:programme", organisation.slug, found.pk)


def _show(
    request: StaffRequest, organisation: Organisation, found: Programme, *, form: PromiseForm | None = None
) -> HttpResponse:
    now = timezone.now()
    progress = progress_of(found, today=timezone.localdate(now))
    may_promise = may(request.actor.role, DeskPermission.PRICE_AGREE) and not found.is_closed
    context = {
        "organisation": organisation,
        "programme": found,
        "progress": progress,
        "promises": promises_of(found, at=now),
        "form": (form or PromiseForm(programme=found, progress=progress)) if may_promise else None,
        "history": chronicle_of(found, for_customer=False),
    }
    status = 422 if form else 200
    return render_page(request=request, template="desk/programme.html", context=context, status=status)
