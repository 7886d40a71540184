"""Asking for the slips of what goes back to lessors and funders, because an offer left it out."""

from datetime import datetime

from django.utils.translation import gettext as _

from quotes.models import BuyBackOffer
from quotes.return_slips import slips_offered
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.permissions import Permission, check_may


class NothingGoesBack(Exception):
    """No device of a lessor or funder was left out."""

    def __init__(self) -> None:
        super().__init__(_("No device of a lessor or funder was left out of this offer."))


def request_return_slips(*, offer: BuyBackOffer, by: Actor, at: datetime) -> Job:
    """Queue the writing of a slip for each lessor and funder; those that are written stay as they are.

    Raises: PermissionRefused; NothingGoesBack.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    if not slips_offered(offer):
        raise NothingGoesBack
    return enqueue_job(
        kind="quotes.keep_return_slips",
        organisation_id=current_organisation().pk,
        arguments={"offer": str(offer.pk)},
        title=offer.reference,
        by=by,
        at=at,
    )
