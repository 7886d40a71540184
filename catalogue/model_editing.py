"""What people change about the models: each change is one row of the log, and readers of lists know it at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.folding import fold
from catalogue.model_facts import COLUMNS, Difference, Fact, differences, facts_of
from catalogue.models import DeviceModel, IdentificationKey, Maker, ModelChange, Variant
from catalogue.models.revision import record_revision
from tenants.actor import Actor
from tenants.permissions import DeskPermission, check_may


class ChangedMeanwhile(Exception):
    """Somebody else changed the model after it was read: look at `differences`, then save again."""

    def __init__(self, *, model: DeviceModel, found: Sequence[Difference]) -> None:
        self.model, self.differences = model, found
        super().__init__(_("%(model)s was changed while you were at it.") % {"model": model})


class AlreadyThere(Exception):
    """The catalogue has this model, variant or key."""


@transaction.atomic
def edit_model(*, changed: DeviceModel, seen: Mapping[str, str], by: Actor, at: datetime) -> list[Difference]:
    """Save the facts of `changed`, checked but not yet saved; `seen` are those that the person began with.

    Raises: PermissionRefused; ChangedMeanwhile.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    stored = _locked(changed.pk)
    if meanwhile := differences(seen, facts_of(stored)):
        raise ChangedMeanwhile(model=stored, found=meanwhile)
    found = differences(facts_of(stored), facts_of(changed))
    if found:
        changed.save(update_fields=[*(column for each in found for column in COLUMNS[each.fact]), "sort_key"])
        _note(changed, found, by=by, at=at)
    return found


@transaction.atomic
def add_model(*, model: DeviceModel, maker: Maker, by: Actor, at: datetime) -> DeviceModel:
    """Save a new model, checked but for its maker and slug; a maker that is not saved yet is.

    Raises: PermissionRefused; AlreadyThere.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    if maker._state.adding:
        maker.save(force_insert=True)
    model.maker, model.slug = maker, slugify(f"{maker.name} {model.name.replace('+', ' plus ')}")[:80]
    sort_key = fold(model.name)
    if DeviceModel.objects.filter(maker=maker, sort_key=sort_key).exists():
        raise AlreadyThere(_("The catalogue has a %(model)s already.") % {"model": model})
    if DeviceModel.objects.filter(pk=model.slug).exists():
        raise AlreadyThere(_("Another model has an address like this: write the name in more words."))
    model.save(force_insert=True)
    _note(model, differences({}, facts_of(model)), by=by, at=at)
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
        _note(stored, found, by=by, at=at)


@transaction.atomic
def add_variant(*, model: DeviceModel, storage_gb: int | None, ram_gb: int | None, by: Actor, at: datetime) -> Variant:
    """Add a configuration that the model was sold in, sizes in GB.

    Raises: PermissionRefused; AlreadyThere.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    variant = Variant.of_sizes(model=_locked(model.pk), storage_gb=storage_gb, ram_gb=ram_gb)
    if Variant.objects.filter(pk=variant.pk).exists():
        raise AlreadyThere(_("This variant stands in the list already."))
    variant.save(force_insert=True)
    _note(model, [Difference(Fact.VARIANT, "", variant.label)], by=by, at=at)
    return variant


@transaction.atomic
def set_variant_in_use(*, variant: Variant, is_active: bool, by: Actor, at: datetime) -> None:
    """Take a variant out of use, or back; a second click changes nothing.

    Raises: PermissionRefused.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    if Variant.objects.filter(pk=variant.pk, is_active=not is_active).update(is_active=is_active):
        shown = (variant.label, "") if not is_active else ("", variant.label)
        _note(variant.model, [Difference(Fact.VARIANT, *shown)], by=by, at=at)


@transaction.atomic
def add_key(*, key: IdentificationKey, by: Actor, at: datetime) -> IdentificationKey:
    """Add what identifies a model, checked but not yet saved.

    Raises: PermissionRefused; AlreadyThere.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    model = _locked(key.model_id)
    if IdentificationKey.objects.filter(kind=key.kind, folded_key=fold(key.key), model=model).exists():
        raise AlreadyThere(_("This key identifies the model already."))
    key.save(force_insert=True)
    _note(model, [Difference(Fact.KEY, "", _told(key))], by=by, at=at)
    return key


@transaction.atomic
def remove_key(*, key: IdentificationKey, by: Actor, at: datetime) -> None:
    """Forget a key: the log keeps it, and no file of models brings it back.

    Raises: PermissionRefused.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    told = _told(key)
    if IdentificationKey.objects.filter(pk=key.pk).delete()[0]:
        _note(key.model, [Difference(Fact.KEY, told, "")], by=by, at=at)


def others_with_key(*, kind: str, key: str, but: DeviceModel) -> list[DeviceModel]:
    """The other models in use that this key identifies, by name or by a key of its kind."""
    same = IdentificationKey.objects.of_active_models().filter(folded_key=fold(key)).exclude(model=but)
    if kind not in _NAMES:
        same = same.filter(kind=kind)
        return list(DeviceModel.objects.filter(pk__in=same.values("model")).with_names().by_name())
    named = DeviceModel.objects.active().filter(sort_key=fold(key)).exclude(pk=but.pk)
    slugs = {*same.filter(kind__in=_NAMES).values_list("model_id", flat=True), *named.values_list("pk", flat=True)}
    return list(DeviceModel.objects.filter(pk__in=slugs).with_names().by_name())


def log_of(model: DeviceModel) -> "Iterable[ModelChange]":
    """What people changed about it, the latest first."""
    return model.changes.order_by("-id")


_NAMES = frozenset({IdentificationKey.Kind.NAME.value, IdentificationKey.Kind.ALIAS.value})


def _locked(slug: str) -> DeviceModel:
    return DeviceModel.objects.select_for_update(of=("self",)).select_related("maker").get(pk=slug)


def _told(key: IdentificationKey) -> str:
    size = f" {key.storage_gb} GB" if key.storage_gb else ""
    return f"{key.kind}: {key.key}{size} ({key.source})"[:400]


def _note(model: DeviceModel, found: Iterable[Difference], *, by: Actor, at: datetime) -> None:
    """Write the log, and tell every process that what it made from the catalogue is stale."""
    ModelChange.objects.bulk_create(
        ModelChange(model=model, fact=fact, before=before[:400], after=after[:400], at=at, by_id=by.id, by_name=by.name)
        for fact, before, after in found
    )
    record_revision(reason=f"{model} changed at the desk"[:200], at=at)
