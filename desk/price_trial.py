"""What is known of open offers under a draft, for the person who looks: only those of his organisations by name."""

from typing import Any

from django.db.models import Count, Q

from catalogue.models import PriceBook, PriceTrial
from desk.room import note_access, organisations_open_to
from quotes.price_trial import trial_jobs
from tenants.models import Job
from tenants.requests import StaffRequest

MOST = 100


def trial_of(request: StaffRequest, book: PriceBook) -> dict[str, Any]:
    """Template context `trial`: how far the jobs are, the offers that differ, and how many more there are."""
    different = PriceTrial.objects.filter(book=book).that_differ()
    mine = different.of(organisations_open_to(request.user))
    rows = list(mine.biggest_first().select_related("organisation")[:MOST])
    if rows:
        note_access(request=request, organisations={row.organisation for row in rows})
    return {"trial": {**progress_of(book), "rows": rows, "hidden": different.count() - mine.count()}}


def progress_of(book: PriceBook) -> dict[str, Any]:
    """How many of the organisations are done; one query."""
    ended = ~Q(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    counted = trial_jobs(book).aggregate(total=Count("pk"), done=Count("pk", filter=ended))
    return {**counted, "is_running": counted["done"] < counted["total"]}
