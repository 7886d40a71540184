"""The routes by which devices leave, each with the legal reference that the organisation gives for it."""

from collections.abc import Mapping

from quotes.models import RouteReference
from quotes.states import LineDecision

ROUTES = tuple(route for route in LineDecision if route != LineDecision.KEEP)


def references() -> Mapping[str, str]:
    """What is given, by route; one query."""
    return dict(RouteReference.objects.order_by("route").values_list("route", "reference"))
