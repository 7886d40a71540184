"""Who may open a view: strangers go to the sign-in page, a role that does not allow it gets the reason with a 403."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from tenants.middleware.room import DESK, PORTAL
from tenants.page_before import page_before
from tenants.permissions import DeskPermission, Permission, PermissionRefused, check_may
from tenants.requests import MemberRequest, RoomRequest, StaffRequest

P = ParamSpec("P")
MemberView = Callable[Concatenate[MemberRequest, P], HttpResponse]
StaffView = Callable[Concatenate[StaffRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def member_may(permission: Permission) -> Callable[[MemberView[P]], View[P]]:
    """Open a view of the portal to the members whose role has this permission."""
    return _guard(permission, room=PORTAL)


def staff_may(permission: DeskPermission) -> Callable[[StaffView[P]], View[P]]:
    """Open a view of the desk to the operator's people whose role has this permission."""
    return _guard(permission, room=DESK)


def _guard(permission: str, *, room: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            visitor = cast(RoomRequest, request)
            if visitor.room != room or visitor.actor is None:
                return ask_to_sign_in(request)
            try:
                check_may(visitor.actor.role, permission)
                response = view(request, *args, **kwargs)
            except PermissionRefused as refused:
                raise PermissionDenied(str(refused)) from refused
            add_never_cache_headers(response)  # who signs out leaves nothing behind the back button
            return response

        guarded.permission = permission  # type: ignore[attr-defined]  # read by tests/isolation
        return guarded

    return decorate


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in page and back to the page he asked for, or on which the form he sent stands."""
    return redirect_to_login(request.get_full_path() if request.method == "GET" else page_before(request))
