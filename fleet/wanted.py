"""Devices that are wanted: those of a fleet that may be offered and for which a premium is paid today."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Case, OuterRef, Q, Subquery, When

from catalogue.models import WantedModel
from fleet.models import Device
from fleet.models.device import DeviceQuerySet
from fleet.sale_bans import banned


def wanted_today(*, today: date) -> list[WantedModel]:
    """The wanted list, the highest premium first: the first entry that fits a device is the one that is paid."""
    wanted = WantedModel.objects.wanted_on(today).select_related("model__maker")
    return list(wanted.order_by("-percent", "model_id", "storage_gb", "pk"))


def wanted_devices(devices: DeviceQuerySet, *, wanted: Sequence[WantedModel], today: date) -> DeviceQuerySet:
    """Those of the devices that may be offered with a premium."""
    if not wanted:
        return devices.none()
    return devices.free().exclude(banned(on=today)).filter(reduce(or_, map(_like, wanted)))


def entry_for(model_id: str | None, storage_gb: int | None, *, wanted: Sequence[WantedModel]) -> WantedModel | None:
    """The entry by which a device of this model and storage brings more."""
    fitting = (one for one in wanted if one.model_id == model_id and one.storage_gb in (None, storage_gb))
    return next(fitting, None)


def with_premium(devices: DeviceQuerySet, *, today: date) -> DeviceQuerySet:
    """The devices, each with the premium of its model and storage at hand for `premium_of`; no statement of its own."""
    any_or_same = Q(storage_gb__isnull=True) | Q(storage_gb=OuterRef("storage_gb"))
    fitting = WantedModel.objects.wanted_on(today).filter(any_or_same, model_id=OuterRef("model_id"))
    percent = Subquery(fitting.order_by("-percent").values("percent")[:1])
    return devices.annotate(premium=Case(When(banned(on=today), then=None), default=percent))


def premium_of(device: Device) -> Decimal | None:
    """How many per cent more it brings today, None where it may not be offered."""
    percent: Decimal | None = getattr(device, "premium", None)
    return percent if device.is_free else None


def _like(wanted: WantedModel) -> Q:
    return Q(model_id=wanted.model_id) & (Q(storage_gb=wanted.storage_gb) if wanted.storage_gb else Q())
