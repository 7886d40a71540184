"""A session is bound to the room it was opened in; on any other host it is nobody's."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse

from tenants.actor import Actor
from tenants.middleware.room import DESK, SITE
from tenants.models import Membership, Organisation, User
from tenants.requests import RoomRequest

ROOM_KEY = "room"


def room_key(room: str, organisation: Organisation | None) -> str:
    """What a session is bound to."""
    return f"{room}:{organisation.pk}" if organisation else room


def membership_of(user: User, organisation: Organisation) -> Membership | None:
    """The person's running membership, or None."""
    return Membership.objects.for_organisation(organisation).active().filter(user=user).first()


class SessionBindingMiddleware:
    """Sets `request.membership` and `request.actor`; a person who has no business here is anonymous."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: RoomRequest) -> HttpResponse:
        request.membership = request.actor = None
        if request.room == SITE:
            request.user = AnonymousUser()
        elif isinstance(request.user, User) and not _admit(request, request.user):
            request.user = AnonymousUser()
            request.membership = request.actor = None
            request.session = SessionStore()
        return self.get_response(request)


def _admit(request: RoomRequest, user: User) -> bool:
    if request.session.get(ROOM_KEY) != room_key(request.room, request.organisation):
        return False
    if request.room == DESK:
        request.actor = Actor.of(user)
        return user.is_operator
    if request.organisation:
        request.membership = membership_of(user, request.organisation)
        if request.membership:
            request.actor = Actor.of(user, role=request.membership.role)
    return request.membership is not None
