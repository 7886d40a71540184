"""The saved views as the row of links above the fleet table."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from b2b_portal.lib.keyset import Parameters
from fleet.models import SavedView
from fleet.table import parameters_of


@dataclass(frozen=True, kw_only=True)
class ViewLink:
    """A view by its name; `is_current` when the table shows just that."""

    id: UUID
    name: str
    url: str
    is_shared: bool
    is_current: bool


def links_of(views: Iterable[SavedView], *, shown: Parameters) -> list[ViewLink]:
    """The links to the views, beside the table that shows `shown`."""
    here = _in_any_order(shown)
    return [
        ViewLink(
            id=view.pk,
            name=view.name,
            url=reverse("fleet:saved_view", args=[view.pk]),
            is_shared=view.is_shared,
            is_current=_in_any_order(parameters_of(QueryDict(view.query))) == here,
        )
        for view in views
    ]


def _in_any_order(parameters: Parameters) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in parameters.items() if values}
