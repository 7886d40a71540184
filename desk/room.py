"""The room of one organisation's case at the desk: who may enter, and that it is written down.

Everything at /o/<slug>/… passes through `in_case`, and every read of an organisation's data by the operator's people
through `note_access`.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django_tenants.utils import tenant_context

from tenants.guards import staff_may
from tenants.models import AccessLog, Organisation, User
from tenants.models.organisation import OrganisationQuerySet
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest
from tenants.roles import StaffRole

P = ParamSpec("P")
CaseView = Callable[Concatenate[StaffRequest, Organisation, P], HttpResponse]
View = Callable[..., HttpResponse]


def organisations_open_to(user: User) -> OrganisationQuerySet:
    """The organisations whose data this person may see: all for administrators, else those he is assigned to."""
    ready = Organisation.objects.ready()
    return ready if user.staff_role == StaffRole.ADMINISTRATOR else ready.assigned_to(user)


def note_access(*, request: StaffRequest, organisations: Iterable[Organisation]) -> None:
    """Write down, once per organisation, that this person opens its data by this request."""
    match = request.resolver_match
    now = timezone.now()
    AccessLog.objects.bulk_create(
        AccessLog(
            organisation=organisation,
            by_id=request.actor.id,
            by_name=request.actor.name,
            by_role=request.actor.role,
            action=f"{request.method} {match.view_name if match else ''}"[:60],
            path=request.path[:500],
            at=now,
        )
        for organisation in organisations
    )


def in_case(permission: DeskPermission) -> Callable[[CaseView[P]], View]:
    """Open a view inside an organisation to the people assigned to it; for anybody else there is no such page."""

    def decorate(view: CaseView[P]) -> View:
        @wraps(view)
        def opened(request: StaffRequest, /, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            organisation = get_object_or_404(organisations_open_to(request.user), slug=slug)
            note_access(request=request, organisations=[organisation])
            with tenant_context(organisation):
                response = view(request, organisation, *args, **kwargs)
                _finish(response)
            return response

        opened.opens_case = True  # type: ignore[attr-defined]  # read by tests/desk/test_room.py
        return staff_may(permission)(opened)

    return decorate


def _finish(response: HttpResponseBase) -> None:
    """Draw the page now: what is drawn later would look into another schema."""
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if response.streaming:
        raise RuntimeError("an answer from inside a case is drawn there, not streamed after it")
