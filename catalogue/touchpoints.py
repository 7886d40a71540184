"""The partner shops around a place."""

from dataclasses import dataclass
from heapq import nsmallest

from catalogue.distance import Place, great_circle_km
from catalogue.models import Touchpoint


@dataclass(frozen=True, kw_only=True)
class NearTouchpoint:
    """A shop, and how far it is as the crow flies."""

    touchpoint: Touchpoint
    distance_km: float

    @property
    def whole_km(self) -> int:
        """0 for less than a kilometre."""
        return int(self.distance_km) if self.distance_km < 1 else round(self.distance_km)


def nearest_touchpoints(*, to: Place, most: int, service: str = "") -> list[NearTouchpoint]:
    """The nearest shops that are open to customers, nearest first; two queries, however many there are."""
    offered = Touchpoint.objects.active().offering(service)
    places = offered.values_list("pk", "latitude", "longitude", "slug")
    far = {
        (great_circle_km(to, Place(float(north), float(east))), slug): pk
        for pk, north, east, slug in places.order_by("slug")
    }
    nearest = {far[key]: key[0] for key in nsmallest(most, far)}
    found = Touchpoint.objects.in_bulk(list(nearest))
    return [NearTouchpoint(touchpoint=found[pk], distance_km=distance) for pk, distance in nearest.items()]
