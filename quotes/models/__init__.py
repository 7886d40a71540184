"""Offers buy, quotes sell, orders deliver."""

from quotes.models.approval import AcceptanceRule, OfferApproval
from quotes.models.arrival import Arrival, ArrivedLine, Delivery
from quotes.models.estimate import FleetEstimate
from quotes.models.left_out import LeftOutDevice
from quotes.models.offer import BuyBackOffer, OfferLine
from quotes.models.offer_price import OfferPrice
from quotes.models.offer_revision import OfferLineChange, OfferRevision
from quotes.models.order import Order, OrderLine
from quotes.models.other_offer import OtherOffer
from quotes.models.outcome import DonationRecipient, StaffSale
from quotes.models.own_note import OwnNote
from quotes.models.price_agreement import PriceAgreement
from quotes.models.programme import Programme, Wave, WaveLine
from quotes.models.promised_price import PromisedPrice
from quotes.models.quote import Quote, QuoteLine
from quotes.models.route_reference import RouteReference
from quotes.models.vat import VatDeclaration

__all__ = [
    "AcceptanceRule",
    "Arrival",
    "ArrivedLine",
    "BuyBackOffer",
    "Delivery",
    "DonationRecipient",
    "FleetEstimate",
    "LeftOutDevice",
    "OfferApproval",
    "OfferLine",
    "OfferLineChange",
    "OfferPrice",
    "OfferRevision",
    "Order",
    "OrderLine",
    "OtherOffer",
    "OwnNote",
    "PriceAgreement",
    "Programme",
    "PromisedPrice",
    "Quote",
    "QuoteLine",
    "RouteReference",
    "StaffSale",
    "VatDeclaration",
    "Wave",
    "WaveLine",
]
