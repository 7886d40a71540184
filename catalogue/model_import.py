"""A workbook of device models: taken in, compared with the catalogue, and done once its changes were looked at."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from catalogue.loading.merging import merge_rows
from catalogue.model_log import note_all
from catalogue.model_reading import KnownModels, ReadModel, read_model_sheet
from catalogue.models import Category, DeviceModel, Maker, ModelUpload
from catalogue.uploaded_workbook import check_size, sheets_of
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.permissions import DeskPermission, check_may

Change = list[str | bool]


@transaction.atomic
def receive_models(*, content: bytes, filename: str, by: Actor, at: datetime) -> ModelUpload:
    """Keep a workbook and queue its reading.

    Raises: PermissionRefused; WorkbookTooLarge.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    check_size(content)
    upload = ModelUpload(
        filename=filename[:200], content=content, received_at=at, received_by_id=by.id, received_by_name=by.name
    )
    _queue(upload, applies=False, by=by, at=at)
    upload.save(force_insert=True)
    return upload


@transaction.atomic
def apply_models(*, upload: ModelUpload, by: Actor, at: datetime) -> ModelUpload:
    """Queue the changes that were shown; a second click, or a workbook without any, queues nothing.

    Raises: PermissionRefused.
    """
    check_may(by.role, DeskPermission.CATALOGUE_EDIT)
    stored = ModelUpload.objects.select_for_update().get(pk=upload.pk)
    if stored.changes and not stored.applied_at and not _is_running(stored):
        _queue(stored, applies=True, by=by, at=at)
        stored.save(update_fields=["job_id"])
    return stored


def _is_running(upload: ModelUpload) -> bool:
    return bool(upload.job_id and Job.objects.unfinished().filter(pk=upload.job_id).exists())


def _queue(upload: ModelUpload, *, applies: bool, by: Actor, at: datetime) -> None:
    job = enqueue_job(
        kind="catalogue.read_models",
        organisation_id=None,
        arguments={"upload": str(upload.pk), "applies": applies},
        by=by,
        at=at,
        title=upload.filename,
    )
    upload.job_id = job.pk


def read_models_of(upload: ModelUpload) -> list[ReadModel]:
    """Return the models of the workbook that are new or differ; nobody else changes one until the transaction ends.

    Raises: FileRefused, with every problem.
    """
    sheets = sheets_of(bytes(upload.content))
    stored = DeviceModel.objects.select_for_update(of=("self",)).select_related("maker").order_by("pk")
    known = KnownModels(
        models={model.pk: model for model in stored},
        makers=list(Maker.objects.order_by("slug")),
        categories=list(Category.objects.order_by("slug")),
    )
    return read_model_sheet(sheets, known=known)


def changes_of(read: Sequence[ReadModel]) -> list[Change]:
    """Return what the preview shows, and what is compared with it before it is done."""
    return [
        [str(each.model), each.is_new, change.fact.value, change.before, change.after]
        for each in read
        for change in each.found
    ]


def store_models(read: Sequence[ReadModel], *, filename: str, by: Actor, at: datetime) -> None:
    """Write all of them with their log: five statements."""
    makers = {each.model.maker.slug: each.model.maker for each in read if each.model.maker._state.adding}
    Maker.objects.bulk_create(makers.values())
    merge_rows([each.model for each in read], key=["slug"])
    note_all(((each.model, each.found) for each in read), reason=f"workbook {filename}", by=by, at=at)
