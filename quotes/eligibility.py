"""Which devices may be offered, and why the others may not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fleet.models import Device
from fleet.models.device import Owner

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

REASONS: "dict[str, StrPromise]" = {
    "personal": _("belongs to a person: set aside"),
    "leased": _("leased: goes back to the lessor"),
    "funded": _("paid for by a third party: ask the funder first"),
    "sold": _("already sold to us"),
    "in_offer": _("already in an offer"),
    "gone": _("marked as gone"),
}

_BY_OWNER = {
    Owner.PERSON: "personal",
    Owner.LESSOR: "leased",
    Owner.FUNDER: "funded",
    Owner.OPERATOR: "sold",
}


def why_not(device: Device) -> str:
    """The code of the reason why a device may not be offered; '' when it may."""
    if device.gone_at:
        return "gone"
    if device.owner != Owner.ORGANISATION:
        return _BY_OWNER[Owner(device.owner)]
    return "in_offer" if device.offer_id else ""


def sort_out(devices: Iterable[Device]) -> tuple[Sequence[Device], dict[str, int]]:
    """Part the devices into those that may be offered and a count per reason of the others."""
    offerable, left_out = [], Counter[str]()
    for device in devices:
        if reason := why_not(device):
            left_out[reason] += 1
        else:
            offerable.append(device)
    return offerable, dict(left_out)
