"""Devices for tests, written as a commit would write them."""

import datetime as dt

from django.utils import timezone

from fleet.models import Device

_MODELS = {
    "apple-iphone-13": ("Apple iPhone 13", "smartphone", 128),
    "lenovo-thinkpad-t14-g2": ("Lenovo ThinkPad T14 Gen 2", "laptop", 512),
}


def make_device(serial: str, *, model: str = "apple-iphone-13", **changes) -> Device:
    label, category, storage_gb = _MODELS[model]
    values = {
        "serial": serial,
        "model_id": model,
        "model_label": label,
        "model_sort": label.lower(),
        "category": category,
        "storage_gb": storage_gb,
        "age_from_on": dt.date(2022, 3, 1),
        "owner": "organisation",
        "evidence": "name",
        "confidence": "0.90",
        "created_at": timezone.now(),
        "changed_at": timezone.now(),
        **changes,
    }
    return Device.objects.create(**values)
