"""The search for partner shops around a town."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Touchpoint
from catalogue.touchpoints import NearTouchpoint, nearest_touchpoints
from catalogue.towns import LEAST_LETTERS, MOST_LETTERS, Town, TownsFound, all_towns, find_towns, town_numbered

MOST_SHOPS = 6


class ShopSearchForm(forms.Form):
    """`place` is the town chosen among several of like names, by its number."""

    town = forms.CharField(
        label=_("Town"),
        min_length=LEAST_LETTERS,
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"list": "towns", "autocomplete": "off", "spellcheck": "false"}),
    )
    service = forms.ChoiceField(
        label=_("What for"), choices=[("", _("Anything")), *Touchpoint.Service.choices], required=False
    )
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, kw_only=True)
class ShopSearch:
    """What was asked, and the answer: shops around a town, or towns to choose from."""

    form: ShopSearchForm
    asked: str = ""
    service: str = ""
    town: Town | None = None
    found: TownsFound = field(default_factory=TownsFound)
    shops: tuple[NearTouchpoint, ...] = ()

    @property
    def names(self) -> list[str]:
        """Of every town, for the browser to suggest."""
        return sorted({town.name for town in all_towns()})


def search_shops(query: Mapping[str, str]) -> ShopSearch:
    """Answer what stands in the address of the page: nothing, a town, or a town and what for."""
    if "town" not in query:
        return ShopSearch(form=ShopSearchForm())
    form = ShopSearchForm(query)
    if not form.is_valid():
        return ShopSearch(form=form)
    asked, service = form.cleaned_data["town"], form.cleaned_data["service"]
    chosen = town_numbered(form.cleaned_data["place"]) if form.cleaned_data["place"] else None
    found = TownsFound(towns=(chosen,), is_certain=True) if chosen else find_towns(asked)
    fresh = ShopSearchForm(initial={"town": chosen.name if chosen else asked, "service": service})
    if not found.is_certain:
        return ShopSearch(form=fresh, asked=asked, service=service, found=found)
    town = found.towns[0]
    shops = tuple(nearest_touchpoints(to=town.place, most=MOST_SHOPS, service=service))
    return ShopSearch(form=fresh, asked=asked, service=service, town=town, found=found, shops=shops)
