"""What every model keeps to; found by looking at all of them."""

import re

import pytest
from django.apps import apps
from django.db import models

from tests.conventions.source import APPS

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.partition(".")[0] in APPS and not hasattr(model, "pgh_tracked_model")
]
EACH_MODEL = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
DEEDS = [
    (model, match.group(1))
    for model in OURS
    for field in model._meta.local_fields
    if (match := re.fullmatch(r"(?:(\w+)_)?by_name", field.name))
]


def field_of(model: type[models.Model], name: str) -> models.Field | None:
    return next((field for field in model._meta.local_fields if name in (field.name, field.attname)), None)


def test_it_works():
    assert {"tenants.Job", "fleet.Device", "quotes.Quote"} <= {model._meta.label for model in OURS}
    assert len(DEEDS) > 8


@pytest.mark.parametrize(("model", "deed"), DEEDS, ids=lambda value: getattr(value, "__name__", value))
def test_deed_has_who_and_when(model, deed):
    """`accepted_at`, `accepted_by_id` and `accepted_by_name`: one without the others cannot be told afterwards."""
    prefix = f"{deed}_" if deed else ""

    when = field_of(model, f"{prefix}at") or field_of(model, f"{deed or 'published'}_at")

    assert isinstance(when, models.DateTimeField), f"{model._meta.label} says who {deed}, not when"
    assert isinstance(field_of(model, f"{prefix}by_id"), models.CharField)
    assert field_of(model, f"{prefix}by_name").blank or not when.null


@EACH_MODEL
def test_who_and_when_are_constrained_together(model):
    """A deed that may not have been done yet is all there or not at all: the database proves it."""
    said = " ".join(str(constraint.condition) for constraint in model._meta.constraints if _is_check(constraint))

    deeds = [deed for owner, deed in DEEDS if owner is model and deed]
    loose = [deed for deed in deeds if field_of(model, f"{deed}_at").null and f"{deed}_at" not in said]

    assert not loose, f"{model._meta.label}: constrain <deed>_at with <deed>_by_name or the state for {loose}"


def _is_check(constraint: models.BaseConstraint) -> bool:
    return isinstance(constraint, models.CheckConstraint)


@EACH_MODEL
def test_instants_end_in_at_and_days_in_on(model):
    for field in model._meta.local_fields:
        if isinstance(field, models.DateTimeField):
            assert re.search(r"(^|_)at$|^last_login$|^date_joined$|^go_live|^expire", field.name), str(field)
        elif isinstance(field, models.DateField):
            assert field.name.endswith("_on"), str(field)


# What a device cost, by its owner's list: lists name no currency, so it is the owner's own.
IN_THE_CURRENCY_OF_ITS_ORGANISATION = {"purchase_amount"}


@EACH_MODEL
def test_amounts_are_decimals_beside_a_currency(model):
    amounts = [field for field in model._meta.local_fields if field.name.endswith("_amount")]

    assert all(isinstance(field, models.DecimalField) and field.decimal_places >= 2 for field in amounts)
    if {field.name for field in amounts} - IN_THE_CURRENCY_OF_ITS_ORGANISATION:
        assert "currency" in _near(model), f"{model._meta.label} has amounts of no currency"


def _near(model: type[models.Model]) -> set[str]:
    """The fields of the model and of those it belongs to."""
    owners = [field.related_model for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    return {field.name for near in (model, *owners) for field in near._meta.local_fields}


@EACH_MODEL
def test_nothing_is_a_float(model):
    assert not [str(field) for field in model._meta.local_fields if isinstance(field, models.FloatField)]


@EACH_MODEL
def test_state_of_a_model_is_one_of_its_choices(model):
    state = field_of(model, "state")
    if state is not None:
        assert state.choices, f"{model._meta.label}.state"


@EACH_MODEL
def test_ids_in_addresses_cannot_be_guessed(model):
    """A model of an organisation that has a page of its own is known by a UUID."""
    if model._meta.label == "quotes.RouteReference":
        return  # its reference is one to the law, and no address has it
    if hasattr(model, "reference") or model._meta.label in ("fleet.Device", "fleet.Upload", "records.Document"):
        assert isinstance(model._meta.pk, models.UUIDField)
