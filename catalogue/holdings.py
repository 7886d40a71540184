"""Taking note of what an organisation holds, in place of what was noted of it before; and teaching it to all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from catalogue.folding import fold
from catalogue.model_log import note_changes
from catalogue.model_parts import added_key
from catalogue.models import GivenName, HeldDevices, IdentificationKey, LearntTac, UnlistedModel
from catalogue.models.revision import record_revision
from tenants.actor import Actor
from tenants.models import Organisation
from tenants.permissions import DeskPermission, check_may


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """Devices by model, by (type allocation code, model), and by (name, category) that the catalogue lacks.

    `names` are what people of the organisation call models: folded maker and name, as written, slug of the model.
    """

    models: Mapping[str, int]
    tacs: Mapping[tuple[str, str], int]
    unlisted: Mapping[tuple[str, str], int]
    names: Sequence[tuple[str, str, str, str]]


def note_holdings(*, organisation: Organisation, held: Holdings, at: datetime) -> None:
    """Keep what an organisation holds.

    Other readers learn of it only when a type allocation code is settled now that was not, or no longer is.
    """
    before = LearntTac.objects.settled()
    for noted in (HeldDevices, LearntTac, UnlistedModel, GivenName):
        noted.objects.for_organisation(organisation).delete()
    HeldDevices.objects.bulk_create(
        HeldDevices(model_id=slug, organisation=organisation, devices=devices) for slug, devices in held.models.items()
    )
    LearntTac.objects.bulk_create(
        LearntTac(tac=tac, model_id=slug, organisation=organisation, devices=devices)
        for (tac, slug), devices in held.tacs.items()
    )
    UnlistedModel.objects.bulk_create(
        UnlistedModel(name=name, category_id=category, organisation=organisation, devices=devices)
        for (name, category), devices in held.unlisted.items()
    )
    GivenName.objects.bulk_create(
        GivenName(maker_key=maker, name_key=name, written=written, model_id=slug, organisation=organisation)
        for maker, name, written, slug in held.names
    )
    if LearntTac.objects.settled() != before:
        record_revision(reason="IMEIs tell their models", at=at)


def teach_name(*, name: GivenName, by: Actor, at: datetime) -> IdentificationKey:
    """Make what customers call a model known to all: an alias of the catalogue. A second click changes nothing.

    Raises: PermissionRefused.
    """
    check_may(by.role, DeskPermission.CATALOGUE_TEACH)
    with transaction.atomic():
        key, is_new = IdentificationKey.objects.get_or_create(
            kind=IdentificationKey.Kind.ALIAS,
            folded_key=fold(name.written[:160]),
            model_id=name.model_id,
            defaults={
                "key": name.written[:160],
                "source": f"said by customers, taken over by {by.name}, {at:%Y-%m-%d}",
            },
        )
        if is_new:
            note_changes(name.model, [added_key(key)], by=by, at=at)
    return key
