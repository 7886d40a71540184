"""Asking for a large offer as a workbook."""

from datetime import datetime

from quotes.models import BuyBackOffer
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.permissions import Permission, check_may

MOST_AT_ONCE = 2000  # more lines than this are work for a job


def request_offer_sheet(*, offer: BuyBackOffer, language: str, by: Actor, at: datetime) -> Job:
    """Queue the writing of its lines in this language.

    Raises: PermissionRefused.
    """
    check_may(by.role, Permission.DOCUMENT_DOWNLOAD)
    return enqueue_job(
        kind="quotes.write_offer_sheet",
        organisation_id=current_organisation().pk,
        arguments={"offer": str(offer.pk), "language": language},
        by=by,
        at=at,
        title=offer.reference,
    )
