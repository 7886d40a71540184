"""From an offer to the annex of the council's decision: its lines with what the fleet knows of their devices."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from b2b_portal.lib.letterhead import addressee_of, letterhead_of
from fleet.models import Device
from quotes.annex_document import AnnexDevice, AnnexDocument, AnnexModel, AnnexRoute, AnnexSite
from quotes.models import BuyBackOffer, OfferLine
from quotes.papers import selling_company, verify_mark
from quotes.routes import ROUTES, references
from quotes.states import LineDecision
from records.documents import current_organisation
from records.models import Document, DocumentKind, DocumentQuerySet

MOST_SHOWN = 6  # three annexes, each as PDF and as workbook


def annexes_of(offer: BuyBackOffer) -> DocumentQuerySet:
    """The annexes made so far, as PDF and as workbook, the latest first."""
    kinds = (DocumentKind.OFFER_ANNEX, DocumentKind.OFFER_ANNEX_SHEET)
    return Document.objects.about(offer).filter(kind__in=kinds).latest_first()


def leaving(offer: BuyBackOffer) -> "QuerySet[OfferLine, OfferLine]":
    """The lines on which a council decides: what is kept needs no decision."""
    return offer.lines.exclude(decision=LineDecision.KEEP)


@dataclass(frozen=True, kw_only=True)
class AnnexOffered:
    """What the page of an offer says of its annexes: those made, and of how many devices the cost is not known."""

    documents: Sequence[Document]
    without_initial: int
    leaving: int


def annex_offered(offer: BuyBackOffer) -> AnnexOffered | None:
    """The annexes of an offer; None where no council decides and none was made."""
    if not current_organisation().is_public_body:
        return None
    documents = list(annexes_of(offer)[:MOST_SHOWN])
    if not offer.is_before_council:
        return AnnexOffered(documents=documents, without_initial=0, leaving=0) if documents else None
    lines = leaving(offer)
    counted = lines.aggregate(without=Count("pk", filter=Q(device__purchase_amount__isnull=True)), leaving=Count("pk"))
    return AnnexOffered(documents=documents, without_initial=counted["without"], leaving=counted["leaving"])


def next_number(offer: BuyBackOffer) -> str:
    """The number of the next annex: what the fleet knows may change, and an annex never does."""
    made = Document.objects.about(offer).of_kind(DocumentKind.OFFER_ANNEX).count()
    return f"{offer.reference}-A{made + 1}"


def annex_document(offer: BuyBackOffer, *, number: str, verify_code: str, at: datetime) -> AnnexDocument:
    """The annex as things stand at an instant; the lines are one query, however many."""
    organisation = current_organisation()
    lines = list(leaving(offer).select_related("device__site").order_by("device__site__sort_key", "position"))
    sold = [line.net_amount for line in lines if line.decision == LineDecision.SELL]
    with override(organisation.language):
        return AnnexDocument(
            number=number,
            offer_reference=offer.reference,
            offer_version=offer.version,
            language=organisation.language,
            currency=offer.currency,
            issued_at=at,
            offered_on=timezone.localdate(offer.opened_at),
            letterhead=letterhead_of(selling_company()),
            customer=addressee_of(organisation),
            sites=_sites_of(lines),
            routes=_routes_of(lines),
            staying=offer.line_count - len(lines),
            offered_amount=sum(sold, Decimal("0.00")),
            is_firm=offer.firm_amount is not None,
            decision_reference=offer.decision_reference,
            decision_on=offer.decision_on,
            verify=verify_mark(verify_code),
        )


def _sites_of(lines: Iterable[OfferLine]) -> tuple[AnnexSite, ...]:
    sites: dict[str, dict[str, list[AnnexDevice]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        site = line.device.site
        sites[site.name if site else ""][line.model_label].append(_device_of(line))
    return tuple(
        AnnexSite(
            name=name,
            models=tuple(AnnexModel(name=model, devices=tuple(devices)) for model, devices in models.items()),
        )
        for name, models in sites.items()
    )


def _routes_of(lines: Iterable[OfferLine]) -> tuple[AnnexRoute, ...]:
    given, taken = references(), {line.decision for line in lines}
    return tuple(
        AnnexRoute(str(OfferLine.Decision(route).label), given.get(route, "")) for route in ROUTES if route in taken
    )


def _device_of(line: OfferLine) -> AnnexDevice:
    device = line.device
    return AnnexDevice(
        identifier=line.serial or line.imei,
        asset_tag=line.asset_tag,
        purchased_on=device.purchased_on,
        initial=device.purchase_amount,
        present=line.net_amount if line.decision == LineDecision.SELL else None,
        paid_by=paid_by(device),
        route=str(line.get_decision_display()),
    )


def paid_by(device: Device) -> str:
    """Who paid for it, with the grant's name; empty where nobody said."""
    return ", ".join(part for part in (str(device.get_funding_display()), device.grant_name) if part)
