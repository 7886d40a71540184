"""The wanted list, kept by the price manager: what is put there holds from now on, what is taken off no longer."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.models import DeviceModel, WantedModel
from tenants.actor import Actor
from tenants.permissions import DeskPermission, check_may


class AlreadyWanted(Exception):
    """A premium is paid for this model and storage already: that one ends before another begins."""

    def __init__(self, wanted: WantedModel) -> None:
        super().__init__(
            _("%(model)s is on the list already, until %(day)s: end that entry first.")
            % {"model": wanted, "day": date_format(wanted.until_on)}
        )


class AlreadyEnded(Exception):
    """Somebody took it off the list before."""

    def __init__(self, wanted: WantedModel) -> None:
        super().__init__(
            _("%(name)s has taken %(model)s off the list already.") % {"name": wanted.ended_by_name, "model": wanted}
        )


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is paid more for: a model, in one storage (GB) or in any, until a day (the last on which it is paid)."""

    model_slug: str
    storage_gb: int | None = None
    percent: Decimal
    until_on: date
    most_units: int | None = None
    note_en: str = ""
    note_fr: str = ""


@transaction.atomic
def add_wanted(*, wish: Wish, by: Actor, at: datetime, today: date) -> WantedModel:
    """Put a model on the list.

    Raises: PermissionRefused; AlreadyWanted.
    """
    check_may(by.role, DeskPermission.PRICE_WANTED)
    model = DeviceModel.objects.select_for_update(of=("self",)).get(pk=wish.model_slug)  # one entry at a time
    same = WantedModel.objects.wanted_on(today).filter(model=model, storage_gb=wish.storage_gb).first()
    if same:
        raise AlreadyWanted(same)
    return WantedModel.objects.create(
        model=model,
        storage_gb=wish.storage_gb,
        percent=wish.percent,
        until_on=wish.until_on,
        most_units=wish.most_units,
        note_en=wish.note_en,
        note_fr=wish.note_fr,
        added_at=at,
        added_by_id=by.id,
        added_by_name=by.name,
    )


@transaction.atomic
def end_wanted(*, wanted: WantedModel, by: Actor, at: datetime) -> WantedModel:
    """Take an entry off the list; offers opened before keep its premium.

    Raises: PermissionRefused; AlreadyEnded.
    """
    check_may(by.role, DeskPermission.PRICE_WANTED)
    held = WantedModel.objects.select_for_update(of=("self",)).get(pk=wanted.pk)
    if held.ended_at:
        raise AlreadyEnded(held)
    held.ended_at, held.ended_by_id, held.ended_by_name = at, by.id, by.name
    held.save(update_fields=["ended_at", "ended_by_id", "ended_by_name"])
    return held
