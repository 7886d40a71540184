"""Declaring the condition of an offer's devices: the next version of the offer, and what the fleet knows of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.translation import gettext as _

from fleet.actions.uploads import UploadTooLarge
from fleet.fleet_changed import tell_fleet_changed
from fleet.models import Device
from fleet.staging import lock_fleet
from quotes.actions.offers import OfferExpired
from quotes.models import BuyBackOffer, OfferRevision
from quotes.pricing.declaration import Declaration
from quotes.repricing import LineChange, changes_of
from quotes.revising import in_silence, revise_offer
from records.documents import current_organisation
from records.events import record_event
from records.open_cases import note_case
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.outbox import publish
from tenants.permissions import Permission, check_may

AT_ONCE = 500  # more lines than this are work for a job


class ConditionFixed(Exception):
    """The prices of this offer no longer follow what is said of its devices."""

    def __init__(self) -> None:
        super().__init__(_("This offer has been answered or confirmed: the condition of its devices stands as it is."))


class NothingDeclared(Exception):
    """Nothing was said that the offer does not hold already."""

    def __init__(self) -> None:
        super().__init__(_("Nothing changed: the offer says all of this already."))


def declare_condition(
    *,
    offer: BuyBackOffer,
    said: Mapping[UUID, Declaration],
    why: str = "",
    by: Actor,
    at: datetime,
    today: date,
    tell: Callable[[int, int], None] = in_silence,
) -> OfferRevision:
    """Make the next version of an offer from what is said of some of its lines (by id), and write it on the devices.

    `tell` hears how many lines of how many are written.

    Raises: PermissionRefused; ConditionFixed; OfferExpired; NothingDeclared.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    with transaction.atomic():
        with connection.cursor() as cursor:
            lock_fleet(cursor)
        held = BuyBackOffer.objects.select_for_update().get(pk=offer.pk)
        if not held.condition_may_be_declared:
            raise ConditionFixed
        if held.has_run_out(on=today):
            raise OfferExpired(held)
        changes = changes_of(held, said)
        if not changes:
            raise NothingDeclared
        revision = revise_offer(held, changes, why=why, by=by, at=at, tell=tell)
        _write_devices(held, changes, said, at=at)
        _tell(held, revision, by=by, at=at)
    return revision


def request_declaration(
    *, offer: BuyBackOffer, lines: Iterable[UUID], declaration: Declaration, why: str = "", by: Actor, at: datetime
) -> Job:
    """Queue a declaration for many lines.

    Raises: PermissionRefused.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    arguments = {
        "offer": str(offer.pk),
        "lines": [str(line) for line in lines],
        "declaration": declaration.to_json(),
        "why": why,
        "role": by.role,
    }
    return enqueue_job(
        kind="quotes.declare_condition",
        organisation_id=current_organisation().pk,
        arguments=arguments,
        by=by,
        at=at,
        title=offer.reference,
    )


def receive_conditions(*, offer: BuyBackOffer, file: "File[bytes]", filename: str, by: Actor, at: datetime) -> Job:
    """Keep a list of conditions under the organisation's folder and queue its reading.

    Raises: PermissionRefused; ConditionFixed; UploadTooLarge.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    if not offer.condition_may_be_declared:
        raise ConditionFixed
    if file.size > settings.UPLOAD_MOST_BYTES:
        raise UploadTooLarge
    name = f"{current_organisation().pk}/{uuid4()}"
    arguments = {"offer": str(offer.pk), "storage_name": name, "filename": filename[-300:], "role": by.role}
    with transaction.atomic():
        default_storage.save(name, file)
        return enqueue_job(
            kind="quotes.read_conditions",
            organisation_id=current_organisation().pk,
            arguments=arguments,
            by=by,
            at=at,
            title=filename[-300:],
        )


def _write_devices(
    offer: BuyBackOffer, changes: Sequence[LineChange], said: Mapping[UUID, Declaration], *, at: datetime
) -> None:
    """What is declared here holds in the fleet too; one statement for all devices of which the same is said."""
    devices: dict[Declaration, list[UUID]] = defaultdict(list)
    for change in changes:
        devices[said[change.line.pk]].append(change.line.device_id)
    for declaration, ids in devices.items():
        columns = declaration.said
        if "defects" in columns:
            columns["defects"] = sorted(columns["defects"])
        Device.objects.filter(pk__in=ids, offer_id=offer.pk).update(**columns, changed_at=at)


def _tell(offer: BuyBackOffer, revision: OfferRevision, *, by: Actor, at: datetime) -> None:
    told = {
        "version": revision.number,
        "lines": revision.line_count,
        "before": str(revision.total_before_amount),
        "after": str(revision.total_after_amount),
    }
    record_event(subject=offer, verb="offer.revised", by=by, at=at, reason=revision.why, data=told)
    note_case(offer, at=at)
    payload = {"offer": str(offer.pk), "version": str(revision.number)}
    publish(kind="offer.revised", organisation_id=current_organisation().pk, payload=payload, by=by, at=at)
    tell_fleet_changed(offer=str(offer.pk), by=by, at=at)
