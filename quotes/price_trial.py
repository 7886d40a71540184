"""Open offers under the prices of a draft, before it is published: asked for by staff, worked out by a job for each
organisation. An offer keeps its own book and its own prices.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from catalogue.models import PriceBook, PriceTrial
from quotes.models import BuyBackOffer, OfferLine, OfferPrice
from quotes.repricing import Repricing, facts_behind
from quotes.states import OFFER, OfferState
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job, OpenCase
from tenants.models.job import JobQuerySet
from tenants.permissions import DeskPermission, check_may

KIND = "quotes.try_prices"
UNDECIDED = (OfferState.OPEN, OfferState.INDICATIVE, OfferState.AWAITING_AUTHORISATION, OfferState.FIRM)


def ask_for_trial(*, book: PriceBook, by: Actor, at: datetime) -> int:
    """Queue a job for each organisation with an open offer in the book's currency; a second click within a minute none.

    Returns how many organisations there are.
    Raises: PermissionRefused.
    """
    check_may(by.role, DeskPermission.PRICE_DRAFT)
    cases = OpenCase.objects.filter(kind=OFFER.name, currency=book.currency)
    organisations = list(cases.order_by("organisation_id").values_list("organisation_id", flat=True).distinct())
    for organisation_id in organisations:
        enqueue_job(
            kind=KIND,
            organisation_id=organisation_id,
            arguments={"book": str(book.pk)},
            by=by,
            at=at,
            once_key=f"{KIND} {book.pk} {organisation_id} {at:%Y-%m-%d %H:%M}",
        )
    return len(organisations)


def trial_jobs(book: PriceBook) -> JobQuerySet:
    """Return the jobs that work out the offers under this draft."""
    return Job.objects.filter(kind=KIND, arguments__book=str(book.pk))


def try_prices(*, book_id: UUID, at: datetime) -> Sequence[PriceTrial]:
    """Price the current organisation's open offers by a draft, and keep the totals in place of those of before.

    Raises: PriceBook.DoesNotExist, when the draft is gone.
    """
    book = PriceBook.objects.get(pk=book_id)
    organisation = current_organisation()
    offers = BuyBackOffer.objects.filter(state__in=UNDECIDED, currency=book.currency).order_by("pk")
    trials = [
        PriceTrial(
            book=book,
            organisation=organisation,
            offer_id=offer.pk,
            reference=offer.reference,
            currency=offer.currency,
            old_amount=offer.total_amount,
            new_amount=_total_under(book_id, offer),
            tried_at=at,
        )
        for offer in offers
    ]
    PriceTrial.objects.filter(book=book, organisation=organisation).delete()
    return PriceTrial.objects.bulk_create(trials)


def _total_under(book_id: UUID, offer: BuyBackOffer) -> Decimal:
    """As it was priced, on the day it was opened and as a lot of the same size: only the prices are others."""
    repricing = Repricing(offer, book_id=book_id)
    lines = OfferLine.objects.filter(offer=offer)
    counts = lines.exclude(price__facts={}).values_list("price_id").annotate(units=Count("pk")).order_by()
    prices = OfferPrice.objects.filter(offer=offer).in_bulk()
    total = sum((units * repricing.price(prices[price].priced_by).net.amount for price, units in counts), Decimal(0))
    older = lines.filter(price__facts={}).in_order().select_related("device__model")
    return total + sum((repricing.price(facts_behind(line)).net.amount for line in older), Decimal(0))
