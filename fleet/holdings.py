"""What a fleet teaches: how many of each model there are, what IMEIs belong to, what the catalogue lacks, own names."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.db.models.functions import Left

from catalogue.holdings import Holdings, note_holdings
from fleet.intake import learnt_tacs, outside_catalogue
from fleet.models import Device, NamedModel
from records.documents import current_organisation

# What an organisation says itself, and what we have from IMEIs, proves nothing to others.
_NO_PROOF = ("own_name", learnt_tacs.EVIDENCE)
_SURE = Decimal("0.95")


def note_fleet(*, at: datetime) -> dict[str, int]:
    """Note what the current organisation's fleet holds; four queries over it."""
    fleet = Device.objects.in_fleet()
    sure = fleet.filter(model__isnull=False, confidence__gte=_SURE).exclude(evidence__in=_NO_PROOF)
    tacs = sure.exclude(imei="").annotate(tac=Left("imei", learnt_tacs.LENGTH)).values_list("tac", "model_id")
    unlisted = fleet.filter(model__isnull=True, evidence__in=outside_catalogue.EVIDENCE)
    names = NamedModel.objects.values_list("maker_key", "name_key", "written", "model_id")
    models = fleet.filter(model__isnull=False).values_list("model_id").annotate(devices=Count("pk")).order_by()
    held = Holdings(
        models=dict(models),
        tacs=_counted(tacs),
        unlisted=_counted(unlisted.values_list("model_label", "category")),
        names=list(names.order_by("name_key")),
    )
    note_holdings(organisation=current_organisation(), held=held, at=at)
    return {name: len(rows) for name, rows in vars(held).items()}


def _counted(pairs: QuerySet[Device, tuple[str, str]]) -> dict[tuple[str, str], int]:
    return {(first, second): devices for first, second, devices in pairs.annotate(devices=Count("pk")).order_by()}
