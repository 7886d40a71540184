"""How far two places are from each other, as the crow flies."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of WGS 84 (Moritz, Geodetic Reference System 1980, 2000)


class Place(NamedTuple):
    """Degrees, north and east positive."""

    latitude: float
    longitude: float


def great_circle_km(start: Place, end: Place) -> float:
    """Kilometres along the great circle, by the haversine formula: within 0.5% of the ellipsoid."""
    north, south = radians(start.latitude), radians(end.latitude)
    half_up, half_across = (north - south) / 2, radians(start.longitude - end.longitude) / 2
    chord = sin(half_up) ** 2 + cos(north) * cos(south) * sin(half_across) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
