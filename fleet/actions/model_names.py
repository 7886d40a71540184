"""Saying which model a text stands for: one answer fixes every row that has it, and is known from then on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fleet.fleet_changed import tell_fleet_changed
from fleet.identification import KnownModel, catalogue_index, known_models
from fleet.intake.capacities import nearest_size
from fleet.intake.own_names import NameKey, name_key
from fleet.models import Device, NamedModel, Upload
from fleet.rows_checked import tell_rows_checked
from fleet.staging import lock_fleet
from fleet.states import UploadState
from fleet.summary import count_changes, count_rows, drop_settled
from records.events import record_event
from tenants.actions import sort_key
from tenants.actor import Actor
from tenants.permissions import Permission, check_may

NAMED = "own_name"


class UnknownModel(Exception):
    """There is no such model in the catalogue."""

    def __init__(self, written: str) -> None:
        super().__init__(
            _("There is no model “%(model)s” in our catalogue. Choose one of the list, or leave it as it is.")
            % {"model": written}
        )


@dataclass(frozen=True)
class NamedRows:
    """How many rows of files that wait, and devices of the fleet, have got their model."""

    rows: int
    devices: int


def name_model(*, maker: str, model: str, slug: str, by: Actor, at: datetime) -> NamedRows:
    """Say that what is written `maker`, `model` stands for the model `slug`, here and in every list to come.

    Raises: PermissionRefused; UnknownModel.
    """
    check_may(by.role, Permission.FLEET_UPLOAD)
    known = known_models().get(slug)
    if known is None:
        raise UnknownModel(slug)
    maker_key, folded_name = name_key(maker=maker, model=model)
    with transaction.atomic():
        with connection.cursor() as cursor:
            lock_fleet(cursor)
        named, _created = NamedModel.objects.update_or_create(
            maker_key=maker_key,
            name_key=folded_name,
            defaults={
                "written": f"{maker} {model}".strip(),
                "model_id": slug,
                "named_at": at,
                "named_by_id": by.id,
                "named_by_name": by.name,
            },
        )
        key = (maker_key, folded_name)
        changed = NamedRows(
            rows=sum(
                _name_rows(upload, key, slug, known, by=by, at=at)
                for upload in Upload.objects.select_for_update().filter(state=UploadState.CHECKED).order_by("pk")
            ),
            devices=_give_model(Device.objects.in_fleet(), key, slug, known, changed_at=at),
        )
        record_event(subject=named, verb="model.named", by=by, at=at, data={"model": slug, **vars(changed)})
        if changed.devices:
            tell_fleet_changed(model=slug, by=by, at=at)
    return changed


def _name_rows(upload: Upload, key: NameKey, slug: str, known: KnownModel, *, by: Actor, at: datetime) -> int:
    """Write the model on the rows of a file that waits; only these are counted again."""
    rows = [pk for _, written in _texts(upload.rows.all(), key) for pk in written.values_list("pk", flat=True)]
    if rows:
        before = count_rows(upload_id=upload.pk, rows=rows)
        _give_model(upload.rows.all(), key, slug, known)
        drop_settled(rows)
        count_changes(upload, before=before, after=count_rows(upload_id=upload.pk, rows=rows))
        tell_rows_checked(upload, by=by, at=at)
    return len(rows)


def _texts(things: QuerySet[Any], key: NameKey) -> Iterator[tuple[int | None, QuerySet[Any]]]:
    """The things without a model whose text folds to `key`: their capacity, and those that are written alike."""
    unnamed = things.filter(model__isnull=True)
    texts = unnamed.exclude(model_text="").values_list("maker_text", "model_text", "storage_gb").distinct()
    for maker, model, storage_gb in list(texts):
        if name_key(maker=maker, model=model) == key:
            yield storage_gb, unnamed.filter(maker_text=maker, model_text=model, storage_gb=storage_gb)


def _give_model(things: QuerySet[Any], key: NameKey, slug: str, known: KnownModel, **more: Any) -> int:
    """Write the model on all rows whose text folds to `key` and that have none; one statement per capacity."""
    sizes = catalogue_index().sizes.get(slug, ())
    facts: dict[str, Any] = {"model_id": slug, "model_label": known.label, "model_sort": sort_key(known.label)}
    facts |= {"category": known.category, "evidence": NAMED, "confidence": 1, **more}
    return sum(
        written.update(**facts, storage_gb=nearest_size(storage_gb, sizes) or storage_gb)
        for storage_gb, written in _texts(things, key)
    )
