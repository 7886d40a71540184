"""What a plan is made of: the devices that may be offered, counted by site and model, and the place of each site."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from fleet.models.device import DeviceQuerySet
from fleet.selection import select_devices
from quotes.eligibility import offerable
from quotes.models import Wave, WaveLine

PLACE = Coalesce("site__merged_into", "site")  # a device may still carry the spelling of a site that was merged


@dataclass(frozen=True, kw_only=True)
class PlannedKind:
    """Devices of one model at one site; None for devices without a site, or without a model."""

    site_id: UUID | None
    model_id: str | None
    model_label: str
    units: int


@dataclass(frozen=True, kw_only=True)
class Plannable:
    """How many devices a plan would have, and at how many sites."""

    devices: int
    sites: int


def plannable(devices: DeviceQuerySet, *, on: date) -> Plannable:
    """Count what of the devices could be planned on a day; one query."""
    counted = offerable(devices, on=on).order_by().aggregate(devices=Count("pk"), sites=Count(PLACE, distinct=True))
    return Plannable(**counted)


def count_kinds(devices: DeviceQuerySet, *, on: date) -> list[PlannedKind]:
    """Count what may be offered of the devices on a day by site and model; one query, whatever the fleet holds."""
    kinds = offerable(devices, on=on).order_by().values("model_id", place=PLACE)
    return [
        PlannedKind(
            site_id=row["place"],
            model_id=row["model_id"],
            model_label=row["label"] if row["model_id"] else "",
            units=row["units"],
        )
        for row in kinds.annotate(label=Max("model_label"), units=Count("pk"))
    ]


def units_by_site(kinds: Sequence[PlannedKind]) -> Mapping[UUID | None, int]:
    """How many devices each site has."""
    counted: Counter[UUID | None] = Counter()
    for kind in kinds:
        counted[kind.site_id] += kind.units
    return counted


def devices_of_wave(wave: Wave) -> DeviceQuerySet:
    """The devices that are the wave's today: of the programme's choice, at its site, of the models planned there.

    Raises: UnreadableSelection, when the choice names something that does not exist any more.
    """
    site = wave.site and (wave.site.merged_into or wave.site)
    here = Q(site=site) | Q(site__merged_into=site) if site else Q(site=None)
    models = WaveLine.objects.filter(wave=wave)
    known = Q(model__in=models.exclude(model=None).values("model"))
    unknown = Q(model=None) if models.filter(model=None).exists() else Q()
    return select_devices(wave.programme.selection).filter(here, known | unknown)
