"""What is asked about a device model: its facts, each figure with its source and year; its variants and its keys."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.formats import localize_input
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from catalogue.folding import fold
from catalogue.model_editing import ChangedMeanwhile, maker_called
from catalogue.model_facts import COLUMNS, Fact, differences, facts_of, read_launch, written_launch
from catalogue.models import Category, DeviceModel, IdentificationKey
from catalogue.uploaded_workbook import MOST_BYTES

# By the fields of the form: a figure, its source, the year of the source.
_FIGURES: Mapping[str, tuple[str, str, str]] = {
    Fact.LAUNCH: ("launched", "launched_source", "launched_source_year"),
    Fact.SUPPORT: ("supported_until_on", "supported_source", "supported_source_year"),
    Fact.WEIGHT: ("weight_kg", "weight_source", "weight_source_year"),
}
_FIELDS: Mapping[str, tuple[str, ...]] = {Fact.NAME: ("name",), Fact.CATEGORY: ("category",), **_FIGURES}


def category_choices() -> list[tuple[str, str]]:
    """The kinds of devices, sorted as the reader calls them."""
    return sorted(((category.slug, category.name) for category in Category.objects.order_by("slug")), key=_by_word)


def _by_word(choice: tuple[str, str]) -> str:
    return fold(choice[1])


def _source() -> forms.CharField:
    return forms.CharField(label=_("Source"), max_length=200, required=False)


def _year() -> forms.IntegerField:
    return forms.IntegerField(label=_("Year of the source"), min_value=1980, max_value=2100, required=False)


def _size(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=1_000_000, required=False)


class FactsForm(forms.Form):
    """The facts of a model, and in `seen` those that the person began with."""

    name = forms.CharField(label=_("Name"), help_text=_("Without the maker."), max_length=160)
    category = forms.ChoiceField(label=_("Kind of device"), choices=category_choices)
    launched = forms.CharField(
        label=_("Launched"),
        help_text=_("As precise as it is known: 2021, 2021-09 or 2021-09-24."),
        max_length=10,
        required=False,
    )
    launched_source, launched_source_year = _source(), _year()
    supported_until_on = forms.DateField(
        label=_("Last day of support"), help_text=_("Of its maker's updates."), widget=DayInput, required=False
    )
    supported_source, supported_source_year = _source(), _year()
    weight_kg = forms.DecimalField(
        label=_("Weight in kg"), max_digits=7, decimal_places=3, min_value=0, localize=True, required=False
    )
    weight_source, weight_source_year = _source(), _year()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order: tuple[str, ...] = ("name", "category")
    says_optional_once = True

    @classmethod
    def of(cls, model: DeviceModel) -> "FactsForm":
        """The form as it is opened."""
        return cls(initial=_written(model))

    @property
    def figures(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each figure with its fields, for the page."""
        return [(str(Fact(fact).label), [self[name] for name in names]) for fact, names in _FIGURES.items()]

    def clean_name(self) -> str:
        """Raises: ValidationError, for a name that no list could hold."""
        name: str = self.cleaned_data["name"]
        if not slugify(name.replace("+", " plus ")):
            raise forms.ValidationError(_("Write a name with at least one letter or digit."))
        return name

    def clean_launched(self) -> str:
        """Raises: ValidationError, for what is no date."""
        text: str = self.cleaned_data["launched"]
        try:
            if text:
                read_launch(text)
        except ValueError:
            raise forms.ValidationError(_("Write 2021, 2021-09 or 2021-09-24.")) from None
        return text

    def clean_weight_kg(self) -> Any:
        """Raises: ValidationError, for nothing."""
        weight = self.cleaned_data["weight_kg"]
        if weight == 0:
            raise forms.ValidationError(_("A weight is more than 0 kg: leave it empty where it is not known."))
        return weight

    def clean(self) -> dict[str, Any]:
        """A figure has all of its fields, or none."""
        for names in _FIGURES.values():
            if any(name in self.errors for name in names) or not any(self.cleaned_data.get(name) for name in names):
                continue
            for name, told in zip(names, _NEEDED, strict=True):
                if not self.cleaned_data.get(name):
                    self.add_error(name, told)
        return self.cleaned_data

    @property
    def facts_seen(self) -> dict[str, str]:
        """Those that the person began with; what is not readable was never seen."""
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    def give_to(self, model: DeviceModel) -> DeviceModel:
        """Set what was written on `model`, which is not saved."""
        said = self.cleaned_data
        model.name, model.category_id = said["name"], said["category"]
        model.launched_on, model.launched_precision = read_launch(said["launched"]) if said["launched"] else (None, "")
        for names in _FIGURES.values():
            for name in names:
                if name != "launched":
                    setattr(model, name, said[name])
        return model

    def beside(self, late: ChangedMeanwhile) -> "FactsForm":
        """The form once more, on what the model is by now: what the person changed stays, the rest is taken over."""
        base = DeviceModel.objects.get(pk=late.model.pk)
        mine = {each.fact for each in differences(self.facts_seen, facts_of(self.give_to(base)))}
        data, written = dict(self.data.items()), _written(late.model)
        for fact in {each.fact for each in late.found} - mine:
            for name in _FIELDS.get(fact, ()):
                data[name] = _typed(written[name])
        data["seen"] = written["seen"]
        return type(self)(data)


_NEEDED = (
    _("Write the figure, or leave its source and year empty."),
    _("Say where the figure stands: a figure without a source is not kept."),
    _("Say which year the source is of."),
)


def _written(model: DeviceModel) -> dict[str, Any]:
    columns = [column for fact in _FIGURES for column in COLUMNS[Fact(fact)]]
    return {
        **{column: getattr(model, column) for column in columns},
        "name": model.name,
        "category": model.category_id,
        "launched": written_launch(model),
        "weight_kg": model.weight_kg.normalize() if model.weight_kg else None,
        "seen": json.dumps(facts_of(model)),
    }


def _typed(value: Any) -> str:
    """As a person would write it into the form."""
    return str(localize_input(value)) if isinstance(value, Decimal) else str("" if value is None else value)


class NewModelForm(FactsForm):
    """A model that the catalogue lacks; a maker that it lacks too is made with it."""

    maker = forms.CharField(label=_("Maker"), max_length=80)

    field_order = ("maker", "name", "category")

    def __init__(self, *args: Any, makers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.makers = makers
        self.fields["maker"].widget.attrs.update({"list": "makers", "autocomplete": "off"})

    def clean_maker(self) -> str:
        """Raises: ValidationError, for a name that no list could hold."""
        if not slugify(self.cleaned_data["maker"]):
            raise forms.ValidationError(_("Write a name with at least one letter or digit."))
        return str(self.cleaned_data["maker"])

    def give_to(self, model: DeviceModel) -> DeviceModel:
        """Its maker as well."""
        model.maker = maker_called(self.cleaned_data["maker"])
        return super().give_to(model)


class VariantForm(forms.Form):
    """A configuration that a model was sold in."""

    storage_gb = _size(_("Storage in GB"))
    ram_gb = _size(_("Memory in GB"))

    says_optional_once = True

    def __init__(self, *args: Any, category: Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not category.has_storage:
            del self.fields["storage_gb"]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError, without any size."""
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Write the storage, the memory, or both."))
        return self.cleaned_data


class KeyForm(forms.Form):
    """What identifies a model, and where that stands. `also` are other models whose key it is, once that was read."""

    kind = forms.ChoiceField(label=_("Kind of key"), choices=IdentificationKey.Kind)
    key = forms.CharField(label=_("As the maker writes it"), max_length=160)
    storage_gb = _size(_("Storage in GB"))
    source = forms.CharField(
        label=_("Source"), help_text=_("Where this stands, such as the maker's list of models."), max_length=200
    )
    also = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, model: DeviceModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        self.fields["storage_gb"].help_text = _("Only where the key itself tells it, as a part number does.")
        if not model.category.has_storage:
            del self.fields["storage_gb"]

    def clean_key(self) -> str:
        """Raises: ValidationError, for a key that would fit every empty cell."""
        if not fold(self.cleaned_data["key"]):
            raise forms.ValidationError(_("A key holds at least one letter or digit."))
        return str(self.cleaned_data["key"])

    @property
    def made(self) -> IdentificationKey:
        """The key, not saved."""
        said = {name: self.cleaned_data[name] for name in ("kind", "key", "source")}
        return IdentificationKey(model=self.model, storage_gb=self.cleaned_data.get("storage_gb"), **said)


class ModelsFileForm(forms.Form):
    file = forms.FileField(
        label=_("Drop a workbook here, or choose one"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Choose a workbook: download the catalogue, change it, save it as .xlsx."),
            "empty": _("This file is empty. Save the workbook again and upload that file."),
        },
    )

    most_megabytes: ClassVar[int] = MOST_BYTES // 1024**2
