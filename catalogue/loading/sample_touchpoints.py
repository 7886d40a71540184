"""Sample shops: an invented one in each of the 400 largest towns of France, the same ones at every call."""

from typing import Any

from django.utils.text import slugify

from catalogue.loading.touchpoints_file import FORM
from catalogue.towns import Town, all_towns

TOWNS = 400
STATED_ON = "2026-11-24"
EVERY_SERVICE = ("samples", "lots", "repair")
# By the town's place in the list: every third one does all, the others a part.
SERVICES = (EVERY_SERVICE, ("samples", "lots"), ("lots",))
HOURS = (
    ("Monday to Saturday, 10:00–19:00", "Du lundi au samedi, de 10 h à 19 h"),
    ("Tuesday to Saturday, 9:30–12:30 and 14:00–18:30", "Du mardi au samedi, de 9 h 30 à 12 h 30 et de 14 h à 18 h 30"),
)


def sample_touchpoints() -> dict[str, Any]:
    """What a file of them would hold. No postcode: an invented street has none."""
    towns = all_towns()[:TOWNS]
    return {
        "format": FORM,
        "stated_on": STATED_ON,
        "touchpoints": [_touchpoint(town, place) for place, town in enumerate(towns)],
    }


def _touchpoint(town: Town, place: int) -> dict[str, Any]:
    english, french = HOURS[place % len(HOURS)]
    return {
        "slug": f"sample-{slugify(town.name)}-{town.number}",
        "name": f"Renew {town.name}",
        "address_line": "1 rue de l’Exemple",
        "town": town.name,
        "latitude": f"{town.place.latitude:.5f}",
        "longitude": f"{town.place.longitude:.5f}",
        "services": list(SERVICES[place % len(SERVICES)]),
        "opening_hours_en": english,
        "opening_hours_fr": french,
        "is_sample": True,
    }
