"""A price book before it is published: copied from another, read from a workbook, replaced, thrown away."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from catalogue.book_events import note_event
from catalogue.loading.data_file import FileProblem, FileRefused
from catalogue.loading.prices_file import PricesFile
from catalogue.models import Category, DeviceModel, PriceBook, PriceBookEvent, PriceUpload
from catalogue.models.price_rows import PRICE_ROWS
from catalogue.price_problems import HEAD
from catalogue.price_reading import Known, read_price_sheets
from catalogue.states import PriceBookStatus
from catalogue.uploaded_workbook import check_size, sheets_of
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Organisation
from tenants.permissions import DeskPermission, check_may

_AT_ONCE = 2000


class VersionTaken(Exception):
    """A book of this version and currency exists."""

    def __init__(self, *, version: str, currency: str) -> None:
        told = _("There is a price book %(book)s already: give this one another version.")
        super().__init__(told % {"book": f"{version} {currency}"})


class NotADraft(Exception):
    """Only a draft can be replaced or thrown away."""

    def __init__(self, book: PriceBook) -> None:
        super().__init__(_("%(book)s is no draft: publish a new version instead.") % {"book": book})


@transaction.atomic
def copy_price_book(*, book: PriceBook, version: str, effective_at: datetime, by: Actor, at: datetime) -> PriceBook:
    """Make a draft with the rows of another book.

    Raises: PermissionRefused; VersionTaken.
    """
    check_may(by.role, DeskPermission.PRICE_DRAFT)
    if PriceBook.objects.filter(version=version, currency=book.currency).exists():
        raise VersionTaken(version=version, currency=book.currency)
    draft = PriceBook.objects.create(
        version=version,
        currency=book.currency,
        effective_at=effective_at,
        note=book.note,
        drafted_at=at,
        drafted_by_id=by.id,
        drafted_by_name=by.name,
    )
    with connection.cursor() as cursor:
        for row_type in PRICE_ROWS.values():
            names = [field.column for field in row_type._meta.concrete_fields if field.name not in ("id", "book")]
            columns = ", ".join(f'"{name}"' for name in names)
            table = row_type._meta.db_table
            cursor.execute(
                f'INSERT INTO "{table}" (book_id, {columns}) SELECT %s, {columns} FROM "{table}" WHERE book_id = %s',  # noqa: S608 - names of our own columns
                [draft.pk, book.pk],
            )
    note_event(draft, PriceBookEvent.Verb.DRAFTED, by=by, at=at, copied_from=str(book))
    return draft


@transaction.atomic
def receive_prices(
    *, content: bytes, filename: str, replaces: PriceBook | None, by: Actor, at: datetime
) -> PriceUpload:
    """Keep a workbook and queue its reading; `replaces` is the draft that its rows will stand for.

    Raises: PermissionRefused; WorkbookTooLarge; NotADraft.
    """
    check_may(by.role, DeskPermission.PRICE_DRAFT)
    check_size(content)
    if replaces and replaces.status != PriceBookStatus.DRAFT:
        raise NotADraft(replaces)
    upload = PriceUpload(
        filename=filename[:200],
        content=content,
        received_at=at,
        received_by_id=by.id,
        received_by_name=by.name,
        replaces=replaces,
    )
    job = enqueue_job(
        kind="catalogue.read_prices",
        organisation_id=None,
        arguments={"upload": str(upload.pk), "role": by.role},
        by=by,
        at=at,
        title=upload.filename,
    )
    upload.job_id = job.pk
    upload.save(force_insert=True)
    return upload


def read_upload(upload: PriceUpload) -> PricesFile:
    """Return what the workbook says, in a child process first and then checked against the catalogue.

    Raises: FileRefused, with every problem.
    """
    file = read_price_sheets(sheets_of(bytes(upload.content)), known=what_is_known())
    taken = PriceBook.objects.filter(version=file.book.version, currency=file.book.currency)
    if (taken.exclude(pk=upload.replaces_id) if upload.replaces_id else taken).exists():
        problem = FileProblem(where=HEAD, field="version", code="version_exists", detail={"text": str(file.book)})
        raise FileRefused([problem])
    return file


def what_is_known() -> Known:
    """The catalogue and the currencies of today, in three queries."""
    models = DeviceModel.objects.select_related("maker")
    return Known(
        models={model.pk: (str(model), model.category_id) for model in models},
        categories=list(Category.objects.order_by("slug")),
        currencies={
            *PriceBook.objects.order_by().values_list("currency", flat=True).distinct(),
            *Organisation.objects.order_by().values_list("currency", flat=True).distinct(),
        },
    )


@transaction.atomic
def store_draft(*, file: PricesFile, upload: PriceUpload, at: datetime) -> PriceBook:
    """Write the rows as a draft, in place of the one that the upload replaces; under an id of its own.

    What was worked out for the rows of before stands by their id, and is gone with them.
    """
    by = Actor(upload.received_by_id, upload.received_by_name)
    book = file.book
    drafts = PriceBook.objects.drafts().select_for_update()
    first = drafts.filter(pk=upload.replaces_id).first() if upload.replaces_id else None
    book.drafted_at, book.drafted_by_id, book.drafted_by_name = at, by.id, by.name
    if first:
        book.drafted_at, book.drafted_by_id = first.drafted_at, first.drafted_by_id
        book.drafted_by_name = first.drafted_by_name
        first.delete()
    book.uploaded_at, book.uploaded_by_id, book.uploaded_by_name = at, by.id, by.name
    book.save(force_insert=True)
    for placed in file.rows.values():
        rows = [row for _, row in placed]
        for row in rows:
            row.book = book
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=_AT_ONCE)
    replaced = {"replaced": str(first)} if first else {}
    note_event(book, PriceBookEvent.Verb.UPLOADED, by=by, at=at, file=upload.filename, **replaced)
    return book


@transaction.atomic
def discard_draft(*, book_id: UUID, by: Actor, at: datetime) -> PriceBook:
    """Throw a draft away; what was done to it stays told.

    Raises: PermissionRefused; NotADraft.
    """
    check_may(by.role, DeskPermission.PRICE_DRAFT)
    book = PriceBook.objects.select_for_update().get(pk=book_id)
    if book.status != PriceBookStatus.DRAFT:
        raise NotADraft(book)
    note_event(book, PriceBookEvent.Verb.DISCARDED, by=by, at=at)
    book.delete()
    return book
