"""What stands in the sidebar: per room one table of places, of which a person sees those his role opens."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, QuerySet, Value
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
    """A page of the sidebar. `counted` are the rows whose number stands beside the words."""

    name: str
    label: str | Promise
    icon: str
    permission: str
    counted: Callable[[], QuerySet[Any]] | None = None


PLACES: dict[str, tuple[Place, ...]] = {
    PORTAL: (
        Place("home", _("Overview"), "home", ""),
        Place("fleet:list", _("Fleet"), "devices", Permission.FLEET_VIEW, lambda: Device.objects.in_fleet()),
        Place("fleet:uploads", _("Uploads"), "upload", Permission.FLEET_VIEW),
        Place(
            "quotes:offers", _("Buy-back offers"), "recycle", Permission.OFFER_VIEW,
            lambda: BuyBackOffer.objects.awaiting_answer(),
        ),
        Place(
            "quotes:quotes", _("Quotes"), "file-description", Permission.QUOTE_VIEW,
            lambda: Quote.objects.awaiting_answer(),
        ),
        Place("quotes:orders", _("Orders"), "truck", Permission.ORDER_VIEW),
        Place("records:documents", _("Documents"), "files", Permission.DOCUMENT_VIEW),
        Place("impact:reports", _("Impact"), "leaf", Permission.IMPACT_VIEW),
    ),
    DESK: (
        Place("desk:home", _("My day"), "home", DeskPermission.VIEW),
        Place("desk:organisations", _("Organisations"), "building", DeskPermission.VIEW),
        Place("desk:stock", _("Stock"), "building-warehouse", DeskPermission.STOCK_VIEW),
        Place("desk:price_books", _("Price books"), "tag", DeskPermission.PRICE_DRAFT),
        Place("desk:catalogue", _("Catalogue"), "list-details", DeskPermission.VIEW),
        Place("desk:wanted", _("Wanted list"), "star", DeskPermission.VIEW),
        Place("desk:models", _("Models"), "devices", DeskPermission.CATALOGUE_TEACH),
        Place(
            "desk_sign_ups", _("Account requests"), "user-plus", DeskPermission.SIGN_UP_DECIDE,
            lambda: SignUpRequest.objects.open(),
        ),
        Place(
            "desk_messages", _("Messages"), "message", DeskPermission.CONTACT_ANSWER,
            lambda: ContactMessage.objects.open(),
        ),
        Place("wagtailadmin_home", _("Public site"), "world", DeskPermission.CMS_EDIT),
    ),
}  # fmt: skip


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context: the entries of the sidebar, made only where a template draws it."""
    return {"navigation": SimpleLazyObject(lambda: entries_for(request=cast(RoomRequest, request)))}


def entries_for(*, request: RoomRequest) -> list[dict[str, Any]]:
    """The places this person may open, with their counts: one query at most."""
    if request.actor is None:
        return []
    role = request.actor.role
    places = [place for place in PLACES.get(request.room, ()) if not place.permission or may(role, place.permission)]
    known: Mapping[str, int] = getattr(request, "counted", {})
    counts = {**_count(place for place in places if place.name not in known), **known}
    entries = [
        {"label": place.label, "url": reverse(place.name), "icon": place.icon, "count": counts.get(place.name, 0)}
        for place in places
    ]
    here = _nearest([str(entry["url"]) for entry in entries], request.path)
    return [{**entry, "active": entry["url"] == here} for entry in entries]


def _count(places: Iterable[Place]) -> dict[str, int]:
    """The figures beside the places, by name; one statement."""
    counts = [
        place.counted()
        .order_by()
        .values(place=Value(place.name))
        .annotate(rows=Count("*"))  # an index without the id is enough
        .values_list("place", "rows")
        for place in places
        if place.counted
    ]
    return dict(counts[0].union(*counts[1:], all=True)) if counts else {}


def _nearest(addresses: list[str], path: str) -> str:
    """The entry under which the page stands: the longest address that it begins with; '/' only for itself."""
    above = [address for address in addresses if path == address or (address != "/" and path.startswith(address))]
    return max(above, key=len, default="")
