"""Requests as views get them from the middleware: which room, whose, and who asks."""

from collections.abc import Mapping

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tenants.actor import Actor
from tenants.models import Membership, Organisation, User


class RoomRequest(HttpRequest):
    """Anybody's request; `organisation` and `membership` are None outside of a portal.

    `counted` is set by a page that has counted what the sidebar would count once more: the place's name to the figure.
    """

    room: str
    organisation: Organisation | None
    membership: Membership | None
    actor: Actor | None
    counted: Mapping[str, int]
    htmx: HtmxDetails


class MemberRequest(RoomRequest):
    """A member's request in the portal of the organisation, as `member_may` lets it through."""

    user: User
    organisation: Organisation
    membership: Membership
    actor: Actor


class StaffRequest(RoomRequest):
    """A request at the desk by one of the operator's people, as `staff_may` lets it through."""

    user: User
    actor: Actor
