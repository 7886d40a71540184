"""Slips for what an offer left out as somebody else's: one for each lessor, and for each funder and grant."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import Addressee, addressee_of, letterhead_of
from b2b_portal.lib.templatetags.formats import day
from fleet.models.device import Funding
from quotes.handover_documents import HandedDevice, HandoverDocument
from quotes.handovers import ERASED, HANDOVERS
from quotes.models import BuyBackOffer, LeftOutDevice
from quotes.papers import selling_company, verify_mark
from quotes.routes import references
from quotes.states import LineDecision
from records.documents import current_organisation
from records.models import Document, DocumentQuerySet

Owner = tuple[str, ...]


def _lessor(owner: Owner) -> Addressee | None:
    (name,) = owner
    return Addressee(name=name, address=()) if name else None


def _funder(owner: Owner) -> Addressee | None:
    """By the kind of body that paid and the grant's name, since a list names neither its address."""
    funding, grant = owner
    named = [part for part in (str(Funding(funding).label) if funding else "", grant) if part]
    return Addressee(name=named[0], address=tuple(named[1:])) if named else None


def _lease_of(device: LeftOutDevice) -> str:
    told = (
        _("contract %(contract)s") % {"contract": device.lease_reference} if device.lease_reference else "",
        _("until %(day)s") % {"day": day(device.lease_ends_on)} if device.lease_ends_on else "",
    )
    return " · ".join(part for part in told if part)


@dataclass(frozen=True, kw_only=True)
class GoingBack:
    """Why devices go back, by which columns their owners are told apart, and what a slip says of them."""

    why_not: str
    told_apart_by: tuple[str, ...]
    in_order: tuple[str, ...]
    receiver: Callable[[Owner], Addressee | None]
    note: Callable[[LeftOutDevice], str]


GOING_BACK: Mapping[LineDecision, GoingBack] = {
    LineDecision.RETURN_TO_LESSOR: GoingBack(
        why_not="leased",
        told_apart_by=("lessor",),
        in_order=("lease_reference", "lease_ends_on", "id"),
        receiver=_lessor,
        note=_lease_of,
    ),
    LineDecision.RETURN_TO_FUNDER: GoingBack(
        why_not="funded",
        told_apart_by=("funding", "grant_name"),
        in_order=("model_label", "id"),
        receiver=_funder,
        note=lambda _device: "",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Slips:
    """What goes back by one route, and the slips of it that are written."""

    route: LineDecision
    written: Sequence[Document]


def slips_offered(offer: BuyBackOffer) -> Sequence[Slips]:
    """The routes by which something goes back, each with its slips."""
    kept = list(slips_of(offer))
    return [
        Slips(route=route, written=[slip for slip in kept if slip.kind == HANDOVERS[route].kind])
        for route in GOING_BACK
        if _left_out(offer, route).exists()
    ]


def owners_of(offer: BuyBackOffer, route: LineDecision) -> Sequence[Owner]:
    """To whom devices go back by a route, in the order of their slips; empty texts where a list named nobody."""
    columns = GOING_BACK[route].told_apart_by
    return list(_left_out(offer, route).order_by(*columns).values_list(*columns).distinct())


def slips_of(offer: BuyBackOffer) -> DocumentQuerySet:
    """The slips that are written."""
    kinds = [HANDOVERS[route].kind for route in GOING_BACK]
    return Document.objects.about(offer).of_kinds(kinds).order_by("number")


def slip_number(offer: BuyBackOffer, route: LineDecision, place: int) -> str:
    """How the slip of the owner at this place is numbered, from 1: BB-26-ABCD-L1."""
    return f"{offer.reference}-{HANDOVERS[route].letter}{place}"


def return_slip(
    offer: BuyBackOffer, route: LineDecision, *, owner: Owner, number: str, at: datetime, verify_code: str
) -> HandoverDocument:
    """The devices of one owner in the customer's language, with the reference that its administrator has given."""
    organisation, handover = current_organisation(), HANDOVERS[route]
    with override(organisation.language):
        return HandoverDocument(
            heading=str(handover.kind.label),
            number=number,
            language=organisation.language,
            currency=offer.currency,
            issued_at=at,
            letterhead=letterhead_of(selling_company()),
            from_label=str(handover.from_label),
            giver=addressee_of(organisation),
            to_label=str(handover.to_label),
            receiver=GOING_BACK[route].receiver(owner),
            taker=str(handover.taker),
            offer_reference=offer.reference,
            devices=tuple(_devices(offer, route, owner)),
            statements=(*map(str, handover.states), *_reference(route, given_by=organisation.name)),
            erasure=str(ERASED),
            signatures=tuple(map(str, handover.signatures)),
            verify=verify_mark(verify_code),
        )


def _left_out(offer: BuyBackOffer, route: LineDecision) -> QuerySet[LeftOutDevice]:
    return LeftOutDevice.objects.filter(offer=offer, why_not=GOING_BACK[route].why_not)


def _reference(route: LineDecision, *, given_by: str) -> tuple[str, ...]:
    reference = references().get(route)
    told = {"name": given_by, "reference": reference}
    return (_("Legal reference given by %(name)s: %(reference)s") % told,) if reference else ()


def _devices(offer: BuyBackOffer, route: LineDecision, owner: Owner) -> Iterator[HandedDevice]:
    back = GOING_BACK[route]
    theirs = _left_out(offer, route).filter(**dict(zip(back.told_apart_by, owner, strict=True)))
    for position, device in enumerate(theirs.order_by(*back.in_order), start=1):
        yield HandedDevice(
            position=position,
            model=device.model_label or _("Unknown model"),
            condition="",
            serial=device.serial or device.imei,
            asset_tag=device.asset_tag,
            note=back.note(device),
        )
