"""Sign-in is allauth's; ours is only who may enter which room."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from tenants.middleware.binding import ROOM_KEY, membership_of, room_key
from tenants.middleware.room import DESK
from tenants.models import User
from tenants.requests import RoomRequest


class AccountAdapter(DefaultAccountAdapter):
    """Binds a new session to its room, and knows nobody who has no business there."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation; organisations ask on the public site."""
        return False

    def authenticate(self, request: RoomRequest, **credentials: Any) -> User | None:
        """The person, if the password is right and this room is his: else the same None as a wrong password."""
        user = super().authenticate(request, **credentials)
        return user if user and may_enter(user, request) else None

    def is_safe_url(self, url: str | None) -> bool:
        """Whether somebody may be led there: on this host only; allauth would allow every host of ours."""
        host, is_secure = context.request.get_host(), context.request.is_secure()
        return url_has_allowed_host_and_scheme(url, allowed_hosts={host}, require_https=is_secure)

    def login(self, request: RoomRequest, user: User) -> None:
        super().login(request, user)
        request.session[ROOM_KEY] = room_key(request.room, request.organisation)


def may_enter(user: User, request: RoomRequest) -> bool:
    """Whether this person may sign in on this host."""
    if request.organisation:
        return membership_of(user, request.organisation) is not None
    return request.room == DESK and user.is_operator
