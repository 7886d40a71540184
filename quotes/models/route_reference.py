"""The legal reference that an organisation gives for a route its devices may leave by: its own word, never ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quotes.models.offer import OfferLine
from quotes.states import LineDecision


class RouteReference(models.Model):
    """One route, by the decision on a line; what is kept takes none."""

    route = models.CharField(primary_key=True, max_length=20, choices=OfferLine.Decision.choices)
    reference = models.CharField(max_length=500)
    changed_at = models.DateTimeField()
    changed_by_id = models.CharField(max_length=36, blank=True)
    changed_by_name = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(route=LineDecision.KEEP) & ~models.Q(reference=""),
                name="route_reference_of_what_leaves",
                violation_error_message=_("A reference says something, of a route by which devices leave."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_route_display()}: {self.reference}"
