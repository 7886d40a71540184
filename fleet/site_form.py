"""The forms that put a site in its place, and make it one with another."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fleet.models import Site
from fleet.site_tree import Branch, with_below


def _choices(tree: Iterable[Branch]) -> list[tuple[str, str]]:
    return [(site.id, site.indented) for site in tree]


class SiteForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Lists that write the former name still find it."),
        error_messages={"required": _("Give the site a name.")},
    )
    parent = forms.ChoiceField(label=_("Lies below"), required=False)

    def __init__(self, data: QueryDict | None = None, *, site: Site, tree: list[Branch]) -> None:
        super().__init__(data, initial={"name": site.name, "parent": str(site.parent_id or "")})
        own = with_below([str(site.pk)], tree)
        above = [("", _("Nothing: it stands by itself")), *_choices(place for place in tree if place.id not in own)]
        self.fields["parent"].choices = above  # type: ignore[attr-defined]

    @property
    def site_above(self) -> Site | None:
        """The site it is to lie below."""
        return Site.objects.filter(pk=chosen).first() if (chosen := self.cleaned_data["parent"]) else None


class MergeForm(forms.Form):
    into = forms.ChoiceField(
        label=_("The site it really is"), error_messages={"required": _("Choose the site it really is.")}
    )

    def __init__(self, *args: Any, site: Site, tree: list[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [("", _("Choose…")), *_choices(place for place in tree if place.id != str(site.pk))]
        self.fields["into"].choices = others  # type: ignore[attr-defined]

    @property
    def real_site(self) -> Site:
        """The site that was chosen."""
        return Site.objects.get(pk=self.cleaned_data["into"])
