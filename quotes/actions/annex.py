"""Asking for the annex to a council's decision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quotes.models import BuyBackOffer
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.permissions import Permission, check_may
from tenants.sent_twice import about, wait_for_first


class NoAnnex(Exception):
    """There is nothing for a council to decide on."""

    def __init__(self) -> None:
        super().__init__(_("An annex is made while the council of a public body decides on the offer."))


def request_annex(*, offer: BuyBackOffer, by: Actor, at: datetime) -> Job:
    """Queue the writing of the annex, as PDF and as workbook; a second click is none.

    Raises: PermissionRefused; NoAnnex.
    """
    check_may(by.role, Permission.DOCUMENT_DOWNLOAD)
    if not offer.is_before_council:
        raise NoAnnex
    said = {
        "kind": "quotes.keep_annex",
        "organisation_id": current_organisation().pk,
        "arguments": {"offer": str(offer.pk)},
    }
    with transaction.atomic():
        wait_for_first(what=f"annex {offer.pk} {by.id}")
        first = Job.objects.filter(**said, created_by_id=by.id, created_at__range=about(at)).first()
        return first or enqueue_job(**said, by=by, at=at, title=offer.reference)
