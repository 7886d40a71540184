"""What stands in the sidebar: per room one table of places, of which a person sees those his role opens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cms.models import ContactMessage
from fleet.models import Device
from quotes.models import BuyBackOffer, Quote
from tenants.middleware.room import DESK, PORTAL
from tenants.models import SignUpRequest
from tenants.permissions import DeskPermission, Permission, may
from tenants.requests import RoomRequest


@dataclass(frozen=True)
class Place:
    """A page of the sidebar. `count` is one query, for the figure beside the words."""

    name: str
    label: str | Promise
    icon: str
    permission: str
    count: Callable[[], int] | None = None


PLACES: dict[str, tuple[Place, ...]] = {
    PORTAL: (
        Place("home", _("Overview"), "home", ""),
        Place("fleet:list", _("Fleet"), "devices", Permission.FLEET_VIEW, lambda: Device.objects.in_fleet().count()),
        Place("fleet:uploads", _("Uploads"), "upload", Permission.FLEET_VIEW),
        Place(
            "quotes:offers", _("Buy-back offers"), "recycle", Permission.OFFER_VIEW,
            lambda: BuyBackOffer.objects.awaiting_answer().count(),
        ),
        Place(
            "quotes:quotes", _("Quotes"), "file-description", Permission.QUOTE_VIEW,
            lambda: Quote.objects.awaiting_answer().count(),
        ),
        Place("quotes:orders", _("Orders"), "truck", Permission.ORDER_VIEW),
        Place("records:documents", _("Documents"), "files", Permission.DOCUMENT_VIEW),
        Place("impact:reports", _("Impact"), "leaf", Permission.IMPACT_VIEW),
    ),
    DESK: (
        Place("desk:home", _("My day"), "home", DeskPermission.VIEW),
        Place("desk:organisations", _("Organisations"), "building", DeskPermission.VIEW),
        Place("desk:stock", _("Stock"), "building-warehouse", DeskPermission.STOCK_VIEW),
        Place(
            "desk_sign_ups", _("Account requests"), "user-plus", DeskPermission.SIGN_UP_DECIDE,
            lambda: SignUpRequest.objects.open().count(),
        ),
        Place(
            "desk_messages", _("Messages"), "message", DeskPermission.CONTACT_ANSWER,
            lambda: ContactMessage.objects.open().count(),
        ),
        Place("wagtailadmin_home", _("Public site"), "world", DeskPermission.CMS_EDIT),
    ),
}  # fmt: skip


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context: the entries of the sidebar, made only where a template draws it."""
    return {"navigation": SimpleLazyObject(lambda: entries_for(request=cast(RoomRequest, request)))}


def entries_for(*, request: RoomRequest) -> list[dict[str, Any]]:
    """The places this person may open, with their counts; at most one query each."""
    if request.actor is None:
        return []
    entries = [
        {
            "label": place.label,
            "url": reverse(place.name),
            "icon": place.icon,
            "count": place.count() if place.count else 0,
        }
        for place in PLACES.get(request.room, ())
        if not place.permission or may(request.actor.role, place.permission)
    ]
    here = _nearest([str(entry["url"]) for entry in entries], request.path)
    return [{**entry, "active": entry["url"] == here} for entry in entries]


def _nearest(addresses: list[str], path: str) -> str:
    """The entry under which the page stands: the longest address that it begins with; '/' only for itself."""
    above = [address for address in addresses if path == address or (address != "/" and path.startswith(address))]
    return max(above, key=len, default="")
