"""The list into the same table by django-import-export, in bulk.

It writes into `fleet_device` of an organisation of its own, so it pays for the same columns, indexes, constraints and
history. It looks up no model in a catalogue, keeps no row as it was written, compares nothing with what is there, and
shows nobody a check before it writes: all of that is ours alone.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from import_export import fields, resources, widgets
from import_export.formats.base_formats import XLSX
from import_export.instance_loaders import CachedInstanceLoader

from fleet.models import Device, Site

COLUMNS = {
    "asset_tag": "Asset tag",
    "serial": "Serial number",
    "imei": "IMEI",
    "maker_text": "Manufacturer",
    "model_text": "Model",
    "storage_gb": "Storage (GB)",
    "ram_gb": "RAM (GB)",
    "purchased_on": "Purchase date",
    "cost_centre": "Cost centre",
    "grade": "Condition",
}
OWNERS = {"Corporate": "organisation", "Personal": "person"}


class Text(widgets.CharWidget):
    """An empty cell is an empty text."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return "" if value is None else super().clean(value, row, **kwargs)


class SiteByName(widgets.Widget):
    """A site by its name, made where it is missing and asked for once."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, Site] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Site:
        if value not in self._found:
            self._found[value], _ = Site.objects.get_or_create(sort_key=value.lower(), defaults={"name": value})
        return self._found[value]


class Owner(widgets.Widget):
    """Our word for theirs."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return OWNERS[value]


def _field(name: str) -> fields.Field:
    kinds = {"storage_gb": widgets.IntegerWidget, "ram_gb": widgets.IntegerWidget, "purchased_on": widgets.DateWidget}
    return fields.Field(attribute=name, column_name=COLUMNS[name], widget=kinds.get(name, Text)())


class DeviceResource(resources.ModelResource):
    """Twelve columns, in batches of a thousand and one transaction; existing devices are found by serial number."""

    asset_tag, serial, imei = _field("asset_tag"), _field("serial"), _field("imei")
    maker_text, model_text = _field("maker_text"), _field("model_text")
    storage_gb, ram_gb, purchased_on = _field("storage_gb"), _field("ram_gb"), _field("purchased_on")
    cost_centre, grade = _field("cost_centre"), _field("grade")

    class Meta:
        model = Device
        import_id_fields = ("serial",)
        use_bulk = True
        batch_size = 1000
        use_transactions = True
        skip_unchanged = False
        fields = (*COLUMNS, "site", "owner")

    def __init__(self, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._at = at
        self.fields["site"] = fields.Field(attribute="site", column_name="Site", widget=SiteByName())
        self.fields["owner"] = fields.Field(attribute="owner", column_name="Ownership", widget=Owner())

    def before_save_instance(self, instance: Device, row: Any, **kwargs: Any) -> None:
        instance.created_at = instance.created_at or self._at
        instance.changed_at = self._at


class TunedDeviceResource(DeviceResource):
    """With what its documentation says makes it faster: one query for all existing devices, no differences shown."""

    class Meta:
        instance_loader_class = CachedInstanceLoader
        skip_diff = True
        skip_html_diff = True
        report_skipped = False


def import_workbook(path: Path, *, resource: type[DeviceResource], at: datetime) -> None:
    """Read the workbook as the library does, and import it into the organisation in whose context this runs."""
    dataset = XLSX().create_dataset(path.read_bytes())
    result = resource(at=at).import_data(dataset, raise_errors=True)
    assert result.totals["new"] == len(dataset), result.totals
