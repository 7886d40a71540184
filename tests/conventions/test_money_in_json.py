"""No amount is a float, not even inside a column of JSON."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from tests.isolation.canary import make_canary

MONEY = re.compile(r"amount|price|cost|total|net|gross|vat|fee|bonus|value", re.IGNORECASE)


def floats(value: Any, path: str = "") -> Iterator[str]:
    """Where floats stand in a JSON value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from floats(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from floats(inner, f"{path}[]")
    elif isinstance(value, float):
        yield path


def json_columns() -> Iterator[models.Field]:
    for model in apps.get_models():
        if model._meta.app_label in settings.TENANT_APPS:
            yield from (field for field in model._meta.local_fields if isinstance(field, models.JSONField))


@pytest.fixture
def story(in_acme, as_alice, as_sam, now) -> None:
    """Rows of every kind: a fleet, an offer, an order, an invoice, a report."""
    make_canary(slug="acme", word="Xylocanary", member=as_alice, manager=as_sam, at=now)


def test_it_works():
    assert list(floats({"lines": [{"net_amount": 1.5, "quantity": 2}]})) == [".lines[].net_amount"]
    assert {str(field) for field in json_columns()} >= {"quotes.OfferPrice.waterfall", "invoices.Invoice.content"}


def test_amounts_in_json_are_text(story):
    found = [
        f"{field}{path}"
        for field in json_columns()
        for value in field.model.objects.values_list(field.name, flat=True)
        for path in floats(value)
    ]

    assert not [path for path in found if MONEY.search(path.rpartition(".")[2])], "write str(amount)"


def test_every_column_was_looked_at(story):
    empty = [str(field) for field in json_columns() if not field.model.objects.exists()]

    assert not empty
