"""What an organisation holds of the wanted list: per entry how many devices, and until when they bring more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from catalogue.models import WantedModel
from fleet.models import Device
from fleet.wanted import entry_for, wanted_devices, wanted_today


@dataclass(frozen=True, kw_only=True)
class WantedHere:
    """One entry of the list, and how many devices bring its premium."""

    entry: WantedModel
    units: int


def wanted_of_fleet(*, today: date) -> Sequence[WantedHere]:
    """What of the list the current organisation may offer, most devices first; two queries at most."""
    wanted = wanted_today(today=today)
    held = wanted_devices(Device.objects.all(), wanted=wanted, today=today) if wanted else Device.objects.none()
    counted: Counter[WantedModel] = Counter()
    for group in held.order_by().values("model_id", "storage_gb").annotate(units=Count("pk")):
        entry = entry_for(group["model_id"], group["storage_gb"], wanted=wanted)
        if entry:
            counted[entry] += group["units"]
    return [WantedHere(entry=entry, units=units) for entry, units in counted.most_common()]
