"""Work that every organisation has once a day; which kinds of job that is, b2b_portal/wiring.py says."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from tenants.actor import SYSTEM
from tenants.jobs import enqueue_job
from tenants.models import Organisation


def ask_daily_jobs(*, at: datetime, today: date) -> None:
    """Queue today's jobs of every organisation that has not got them yet; asking again changes nothing."""
    kinds: Sequence[str] = import_string(settings.DAILY_JOBS)
    for organisation_id in Organisation.objects.ready().values_list("pk", flat=True):
        for kind in kinds:
            key = f"{kind}:{organisation_id}:{today}"
            enqueue_job(kind=kind, organisation_id=organisation_id, arguments={}, by=SYSTEM, at=at, once_key=key)
