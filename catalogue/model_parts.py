"""What a model was sold as and what identifies it: variants and keys that people add, take out of use or take away."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.folding import fold
from catalogue.model_facts import Difference, Fact
from catalogue.model_log import note_changes
from catalogue.models import DeviceModel, IdentificationKey, Variant
from tenants.actor import Actor
from tenants.permissions import DeskPermission, check_may

_NAMES = frozenset({IdentificationKey.Kind.NAME.value, IdentificationKey.Kind.ALIAS.value})


class AlreadyThere(Exception):
    """The model has this variant or key."""


@transaction.atomic
def add_variant(*, model: DeviceModel, storage_gb: int | None, ram_gb: int | None, by: Actor, at: datetime) -> Variant:
    """Add a configuration that the model was sold in, sizes in GB.

    Raises: PermissionRefused; AlreadyThere.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    variant = Variant.of_sizes(model=_locked(model), storage_gb=storage_gb, ram_gb=ram_gb)
    if Variant.objects.filter(pk=variant.pk).exists():
        raise AlreadyThere(_("The model has this variant already."))
    variant.save(force_insert=True)
    note_changes(variant.model, [Difference(Fact.VARIANT, "", variant.label, variant.slug)], by=by, at=at)
    return variant


@transaction.atomic
def set_variant_in_use(*, variant: Variant, is_active: bool, by: Actor, at: datetime) -> None:
    """Take a variant out of use, or back; a second click changes nothing.

    Raises: PermissionRefused.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    if Variant.objects.filter(pk=variant.pk, is_active=not is_active).update(is_active=is_active):
        before, after = ("", variant.label) if is_active else (variant.label, "")
        note_changes(variant.model, [Difference(Fact.VARIANT, before, after, variant.slug)], by=by, at=at)


@transaction.atomic
def add_key(*, key: IdentificationKey, by: Actor, at: datetime) -> IdentificationKey:
    """Add what identifies a model, checked but not yet saved.

    Raises: PermissionRefused; AlreadyThere.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    model = _locked(key.model)
    if IdentificationKey.objects.filter(kind=key.kind, folded_key=fold(key.key), model=model).exists():
        raise AlreadyThere(_("This key identifies the model already."))
    key.save(force_insert=True)
    note_changes(model, [added_key(key)], by=by, at=at)
    return key


@transaction.atomic
def remove_key(*, key: IdentificationKey, by: Actor, at: datetime) -> None:
    """Take a key away: the log keeps it, and no file of models brings it back. A second click changes nothing.

    Raises: PermissionRefused.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    gone = Difference(Fact.KEY, _told(key), "", key.subject)
    if IdentificationKey.objects.filter(pk=key.pk).delete()[0]:
        note_changes(key.model, [gone], by=by, at=at)


def added_key(key: IdentificationKey) -> Difference:
    """Return what the log says of a key that is new."""
    return Difference(Fact.KEY, "", _told(key), key.subject)


def others_with_key(key: IdentificationKey) -> list[DeviceModel]:
    """Return the other models in use that this key, saved or not, identifies already, by name; two queries at most."""
    folded, kinds = fold(key.key), _NAMES if key.kind in _NAMES else {key.kind}
    same = IdentificationKey.objects.of_active_models().filter(folded_key=folded, kind__in=kinds)
    others = DeviceModel.objects.active().exclude(pk=key.model_id)
    by_key = set(same.values_list("model_id", flat=True))
    named = others.filter(sort_key=folded) if key.kind in _NAMES else others.none()
    return list((others.filter(pk__in=by_key) | named).with_names().by_name())


def _locked(model: DeviceModel) -> DeviceModel:
    return DeviceModel.objects.select_for_update(of=("self",)).select_related("maker").get(pk=model.pk)


def _told(key: IdentificationKey) -> str:
    size = f", {key.storage_gb} GB" if key.storage_gb else ""
    return f"{key.key}{size} ({key.source})"
