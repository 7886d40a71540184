"""What people change about the models themselves: two at once do not undo each other, and readers know it at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.folding import fold
from catalogue.model_facts import COLUMNS, Difference, differences, facts_of
from catalogue.model_log import note_changes
from catalogue.models import DeviceModel, Maker
from tenants.actor import Actor
from tenants.permissions import DeskPermission, check_may

_SLUG = 80


class ChangedMeanwhile(Exception):
    """The model was changed after it was read: look at `found`, from what was seen to what is, then save again."""

    def __init__(self, *, model: DeviceModel, found: Sequence[Difference]) -> None:
        self.model, self.found = model, found
        super().__init__(_("%(model)s was changed while you were at it.") % {"model": model})


class NameTaken(Exception):
    """Another model of this maker has this name, or one whose address would be the same."""

    def __init__(self, other: DeviceModel) -> None:
        self.other = other
        super().__init__(
            _("The catalogue has %(model)s already: open that one, or write another name.") % {"model": other}
        )


@transaction.atomic
def edit_model(*, changed: DeviceModel, seen: Mapping[str, str], by: Actor, at: datetime) -> list[Difference]:
    """Save the facts of `changed`, checked but not yet saved; `seen` are those that the person began with.

    Raises: PermissionRefused; ChangedMeanwhile; NameTaken.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    stored = _locked(changed.pk)
    if meanwhile := differences(seen, facts_of(stored)):
        raise ChangedMeanwhile(model=stored, found=meanwhile)
    found = differences(facts_of(stored), facts_of(changed))
    if found:
        _check_name(changed)
        changed.save(update_fields=[*(column for each in found for column in COLUMNS[each.fact]), "sort_key"])
        note_changes(changed, found, by=by, at=at)
    return found


@transaction.atomic
def add_model(*, model: DeviceModel, by: Actor, at: datetime) -> DeviceModel:
    """Save a new model, checked but for its slug, which is made here; a maker that is not saved yet is.

    Raises: PermissionRefused; NameTaken.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    model.slug = slug_of(model)
    _check_name(model)
    if model.maker._state.adding:
        model.maker.save(force_insert=True)
    model.save(force_insert=True)
    note_changes(model, differences({}, facts_of(model)), by=by, at=at)
    return model


@transaction.atomic
def set_in_use(*, model: DeviceModel, is_active: bool, by: Actor, at: datetime) -> None:
    """Take a model out of use, or back; a second click changes nothing.

    Raises: PermissionRefused.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    stored = _locked(model.pk)
    before = facts_of(stored)
    stored.is_active = is_active
    if found := differences(before, facts_of(stored)):
        stored.save(update_fields=["is_active"])
        note_changes(stored, found, by=by, at=at)


def slug_of(model: DeviceModel) -> str:
    """Return the address of a model that is new: its maker and name, a + as a word."""
    return slugify(f"{model.maker.name} {model.name.replace('+', ' plus ')}")[:_SLUG].strip("-")


def maker_called(name: str) -> Maker:
    """Return the maker of this name, however it is written; one not yet saved where there is none."""
    folded = fold(name)
    known = next((maker for maker in Maker.objects.order_by("slug") if fold(maker.name) == folded), None)
    return known or Maker(slug=slugify(name)[:40].strip("-"), name=name)


def _check_name(model: DeviceModel) -> None:
    namesakes = DeviceModel.objects.filter(maker=model.maker_id, sort_key=fold(model.name)).exclude(pk=model.pk)
    same_address = DeviceModel.objects.filter(pk=model.pk) if model._state.adding else DeviceModel.objects.none()
    if other := (namesakes | same_address).select_related("maker").first():
        raise NameTaken(other)


def _locked(slug: str) -> DeviceModel:
    return DeviceModel.objects.select_for_update(of=("self",)).select_related("maker").get(pk=slug)
