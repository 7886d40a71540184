"""Which devices may be offered, and why the others may not."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from fleet.models.device import DeviceQuerySet, Owner
from fleet.sale_bans import banned, sale_bans

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

REASONS: "dict[str, StrPromise]" = {
    "personal": _("belongs to a person: set aside"),
    "leased": _("leased: goes back to the lessor"),
    "funded": _("paid for by a third party: ask the funder first"),
    "sold": _("already sold to us"),
    "e_rate": _("paid for by E-rate: not to be sold for five years"),
    "grant": _("paid for by a grant: not to be sold for five years"),
    "restricted": _("who paid forbids a sale in this year"),
    "in_offer": _("already in an offer"),
    "gone": _("marked as gone"),
    "nobodys": _("nobody has said whose it is"),
}

# What would have to happen before it may be offered.
REMEDIES: "dict[str, StrPromise]" = {
    "personal": _("Leave it with its owner. If it is your organisation's after all, change its owner in the fleet."),
    "leased": _("Give it back to the lessor by the end of the lease. If you have bought it, change its owner."),
    "funded": _(
        "Ask the funder whether it may be sold, or give it back. Once you may sell it, change its owner in the fleet."
    ),
    "sold": _("Nothing: it is ours."),
    "e_rate": _("Wait until five years after its installation. If the fleet does not know its age, say it there."),
    "grant": _(
        "Wait until it is five years old, or say in the fleet until the end of which year the grant forbids it."
    ),
    "restricted": _(
        "Wait for the end of the year that stands with the device. If who paid has agreed, change it there."
    ),
    "in_offer": _("Answer that offer, or decline it, first."),
    "gone": _("If it is there after all, a list that names it brings it back."),
    "nobodys": _("Say in the fleet whose it is."),
}

# The first that holds is the reason; behind them the bans of the day, and last an offer that holds it.
_WHOSE: Mapping[str, Q] = {
    "gone": Q(gone_at__isnull=False),
    "personal": Q(owner=Owner.PERSON),
    "leased": Q(owner=Owner.LESSOR),
    "funded": Q(owner=Owner.FUNDER),
    "sold": Q(owner=Owner.OPERATOR),
    "nobodys": Q(owner=""),
}
_HELD = {"in_offer": Q(offer_id__isnull=False)}


def _why(on: date) -> Case:
    reasons = {**_WHOSE, **sale_bans(on=on), **_HELD}
    whens = (When(condition, then=Value(code)) for code, condition in reasons.items())
    return Case(*whens, default=Value(""), output_field=CharField())


def offerable(devices: DeviceQuerySet, *, on: date) -> DeviceQuerySet:
    """Those of the devices that may be offered on a day: free, and without a ban of who paid for them."""
    return devices.free().exclude(banned(on=on))


def with_reasons(devices: DeviceQuerySet, *, on: date) -> QuerySet[Any]:
    """The devices, each with `why_not`: the code of the reason why it may not be offered, '' when it may.

    `held_by_id` is the offer that has it already.
    """
    return devices.annotate(why_not=_why(on), held_by_id=F("offer_id"))


def not_offerable(devices: DeviceQuerySet, *, on: date) -> QuerySet[Any]:
    """Those of the devices that may not be offered, each with its reason."""
    return with_reasons(devices, on=on).exclude(why_not="")


def count_left_out(devices: DeviceQuerySet, *, on: date) -> dict[str, int]:
    """How many of the devices may not be offered, by reason; one query."""
    counted = devices.order_by().annotate(why=_why(on)).values("why").annotate(count=Count("pk"))
    return {row["why"]: row["count"] for row in counted if row["why"]}
