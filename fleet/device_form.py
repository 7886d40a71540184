"""The form of one device: what names it, what it is, where it stands, whose it is, and how it is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from catalogue.condition import FunctionalState, Grade, Lock
from fleet.actions.devices import FREE_IN_OFFER
from fleet.filters import OWNERS_IN_FLEET
from fleet.models import Device
from fleet.models.device import Funding, Owner
from fleet.typed_device import FACTS_OF, TypedDevice, read_device

_NOT_STATED = ("", _("Not stated"))
_LEASE = ("lessor", "lease_reference", "lease_ends_on")
_PURCHASE = ("purchase_amount", "funding", "grant_name", "restricted_until_year")
_AS_TYPED = ("cost_centre", "owner", *_LEASE, *_PURCHASE, "grade", "functional_state", "lock", "battery_health")


def _text(label: Any, *, most: int, suggestions: str = "", **more: Any) -> forms.CharField:
    attrs = {"autocomplete": "off", "spellcheck": "false"} | ({"list": suggestions} if suggestions else {})
    return forms.CharField(label=label, required=False, max_length=most, widget=forms.TextInput(attrs), **more)


def _choice(label: Any, choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[_NOT_STATED, *choices])


class DeviceForm(forms.Form):
    says_optional_once = True

    serial = _text(_("Serial number"), most=100)
    imei = _text(
        _("IMEI"), most=100, help_text=_("Dial *#06# to read it. A telephone with two: write both, with a comma.")
    )
    asset_tag = _text(_("Asset tag"), most=64, help_text=_("Your own label."))
    model = _text(
        _("Model"),
        most=200,
        suggestions="known-models",
        help_text=_("Choose one of the list, or write what stands on the device: we look for it."),
    )
    manufacturer = _text(_("Maker"), most=100, help_text=_("Where the model’s name does not tell."))
    storage = _text(_("Storage"), most=40, help_text=_("As you would write it: 256 GB."))
    purchased_on = forms.DateField(label=_("Purchased on"), required=False, widget=DayInput())
    site = _text(
        _("Site"), most=300, suggestions="known-sites", help_text=_("A name nobody has used yet makes a new site.")
    )
    cost_centre = _text(_("Cost centre"), most=100)
    owner = forms.ChoiceField(label=_("Owner"), choices=OWNERS_IN_FLEET, initial=Owner.ORGANISATION)
    lessor = _text(_("Lessor"), most=200)
    lease_reference = _text(_("Lease"), most=100, help_text=_("Its number or name."))
    lease_ends_on = forms.DateField(label=_("Lease ends on"), required=False, widget=DayInput())
    purchase_amount = forms.DecimalField(
        label=_("Purchase price"),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=9,
        decimal_places=2,
        localize=True,
        help_text=_("What it cost new: a council asks for it before it sells."),
    )
    funding = _choice(_("Paid for by"), Funding.choices)
    grant_name = _text(_("Grant"), most=200, help_text=_("Its name or number."))
    restricted_until_year = forms.IntegerField(
        label=_("Not to be sold until the end of"),
        required=False,
        min_value=2000,
        max_value=2099,
        help_text=_("The last year in which who paid forbids a sale."),
    )
    grade = _choice(_("Grade"), Grade.choices)
    functional_state = _choice(_("Function"), FunctionalState.choices)
    lock = _choice(_("Lock"), Lock.choices)
    battery_health = forms.IntegerField(label=_("Battery (%)"), required=False, min_value=0, max_value=100)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, device: Device | None = None) -> None:
        super().__init__(data, initial=_written_of(device) if device else None)
        self._device = device
        self.typed = TypedDevice(facts={}, wrong=(), noticed=())
        if device and device.offer_id:
            for name in set(self.fields) - {"site", *FREE_IN_OFFER}:
                self.fields[name].disabled = name != "seen"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        fields = [name for name in FACTS_OF if self._says(name)]
        if fields and not self.errors:
            self.typed = read_device(written={name: cleaned[name] for name in FACTS_OF}, fields=fields)
            for field, sentence in self.typed.wrong:
                self.add_error(field or None, sentence)
        if cleaned.get("owner") == Owner.ORGANISATION and any(cleaned.get(name) for name in _LEASE):
            self.add_error("owner", _("A lease is named below: choose “Leased”, or empty those fields."))
        return cleaned

    @property
    def facts(self) -> Mapping[str, Any]:
        """What is to be written, by the device's columns: of a device of the fleet, only what was changed."""
        own = {name: self.cleaned_data[name] for name in _AS_TYPED if self._says(name)}
        return {**self.typed.facts, **own, **(self._age() if self._says("purchased_on") else {})}

    @property
    def site_name(self) -> str | None:
        """The site that was named; None where that of the device stays."""
        return self.cleaned_data["site"] if self._says("site") else None

    @property
    def seen_at(self) -> datetime | None:
        """When the device was last changed before the form was opened."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None

    @property
    def sections(self) -> Iterator[tuple[str | Promise, list[BoundField]]]:
        """The fields under their headings."""
        for heading, names in _SECTIONS:
            yield heading, [self[name] for name in names]

    def _says(self, name: str) -> bool:
        return self._device is None or name in self.changed_data

    def _age(self) -> dict[str, Any]:
        """A purchase tells the age best; without it, what else told the age stays."""
        bought = self.cleaned_data["purchased_on"]
        if bought is None and self._device and self._device.age_evidence != "purchase":
            return {"purchased_on": None}
        return {"purchased_on": bought, "age_from_on": bought, "age_evidence": "purchase" if bought else ""}


_SECTIONS: Sequence[tuple[str | Promise, Sequence[str]]] = (
    (_("What names it"), ("serial", "imei", "asset_tag")),
    (_("Which device it is"), ("model", "manufacturer", "storage", "purchased_on")),
    (_("Where it is, and who pays"), ("site", "cost_centre")),
    (_("Whose it is"), ("owner", *_LEASE)),
    (_("What it cost, and who paid"), _PURCHASE),
    (_("How it is"), ("grade", "functional_state", "lock", "battery_health")),
)


def _written_of(device: Device) -> dict[str, Any]:
    """A device as the form would say it."""
    return {
        **{name: getattr(device, name) for name in ("serial", "asset_tag", "purchased_on", *_AS_TYPED)},
        "imei": ", ".join(filter(None, (device.imei, device.imei2))),
        "manufacturer": device.maker_text,
        "model": device.model_label if device.model_id else device.model_text,
        "storage": gettext("%(size)d GB") % {"size": device.storage_gb} if device.storage_gb else "",
        "site": device.site.name if device.site else "",
        "seen": device.changed_at.isoformat(),
    }
