"""The annex to a council's decision to sell: every device by site and model, with what it cost and what it brings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import Addressee, Letterhead, VerifyMark
from b2b_portal.lib.printing import print_document
from quotes.documents import InvalidDocument

MOST_PRINTED = 3000  # more devices than this stand in the workbook alone: nobody turns a hundred pages


@dataclass(frozen=True, kw_only=True)
class AnnexDevice:
    """One device; `initial` is what it cost new, None where nobody knows; `present` None where it is not sold."""

    identifier: str
    asset_tag: str
    purchased_on: date | None
    initial: Decimal | None
    present: Decimal | None
    paid_by: str
    route: str


@dataclass(frozen=True, kw_only=True)
class AnnexModel:
    """The devices of one model at one site."""

    name: str
    devices: tuple[AnnexDevice, ...]

    @property
    def present(self) -> Decimal:
        """What they bring."""
        return _known(device.present for device in self.devices)

    @property
    def initial(self) -> Decimal | None:
        """What they cost, as far as it is known; None where it is known of none."""
        return known_or_none(device.initial for device in self.devices)

    @property
    def without_initial(self) -> int:
        """Of how many of them nobody knows what they cost."""
        return sum(device.initial is None for device in self.devices)


@dataclass(frozen=True, kw_only=True)
class AnnexSite:
    """The devices of one site; `name` is empty for those without one."""

    name: str
    models: tuple[AnnexModel, ...]

    @property
    def quantity(self) -> int:
        """How many devices."""
        return sum(len(model.devices) for model in self.models)

    @property
    def present(self) -> Decimal:
        """What they bring."""
        return _known(model.present for model in self.models)

    @property
    def initial(self) -> Decimal | None:
        """What they cost, as far as it is known."""
        return known_or_none(model.initial for model in self.models)


@dataclass(frozen=True)
class AnnexRoute:
    """A route that the annex proposes, with the legal reference its owner gives; '' where none is given."""

    name: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class AnnexComparison:
    """One of the offers for the devices to sell that the body has received; `is_ours` marks this one."""

    buyer: str
    offered_on: date
    amount: Decimal
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class AnnexDocument:
    """An annex as it was made; its devices bring together what is offered for them, or it cannot exist."""

    number: str
    offer_reference: str
    offer_version: int
    language: str
    currency: str
    issued_at: datetime
    offered_on: date
    letterhead: Letterhead
    customer: Addressee
    sites: tuple[AnnexSite, ...]
    routes: tuple[AnnexRoute, ...] = ()
    compared: tuple[AnnexComparison, ...] = ()
    staying: int
    offered_amount: Decimal
    is_firm: bool
    decision_reference: str = ""
    decision_on: date | None = None
    verify: VerifyMark

    def __post_init__(self) -> None:
        if self.offered_amount != self.present_amount:
            raise InvalidDocument("the devices do not add up to the offer")

    @property
    def devices(self) -> Iterable[AnnexDevice]:
        """Every device, by site and model."""
        return (device for site in self.sites for model in site.models for device in model.devices)

    @property
    def quantity(self) -> int:
        """How many devices leave."""
        return sum(site.quantity for site in self.sites)

    @property
    def present_amount(self) -> Decimal:
        """What they bring."""
        return _known(site.present for site in self.sites)

    @property
    def initial_amount(self) -> Decimal | None:
        """What they cost, as far as it is known."""
        return known_or_none(site.initial for site in self.sites)

    @property
    def without_initial(self) -> int:
        """Of how many devices nobody knows what they cost."""
        return sum(model.without_initial for site in self.sites for model in site.models)

    @property
    def lists_devices(self) -> bool:
        """Whether the printed annex names every device."""
        return self.quantity <= MOST_PRINTED


def _known(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal("0.00"))


def known_or_none(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None, not 0, where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal("0.00")) if known else None


def annex_title(document: AnnexDocument) -> str:
    """The title of the file, in the document's language."""
    with override(document.language):
        return _("Annex %(number)s to the decision on the sale of devices") % {"number": document.number}


def render_annex_pdf(document: AnnexDocument) -> bytes:
    """Return the PDF of an annex; the same value gives the same bytes."""
    title = annex_title(document)
    context = {
        "document": document,
        "title": title,
        "letterhead": document.letterhead,
        "verify": document.verify,
    }
    return print_document(
        template="offer_annex.html",
        title=title,
        language=document.language,
        author=document.letterhead.name,
        at=document.issued_at,
        context=context,
    )
