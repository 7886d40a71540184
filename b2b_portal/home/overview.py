"""What an organisation's home page says: what waits for the reader, the headline figures, what happened lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from b2b_portal.home.deals import OpenDeal, deals_on_the_table
from b2b_portal.home.figures import FleetValue, ImpactSoFar, impact_so_far, value_of_fleet
from b2b_portal.home.milestones import Milestone, latest_milestones
from b2b_portal.home.wanted import WantedHere, wanted_of_fleet
from b2b_portal.lib.templatetags.formats import month
from fleet.models import Device, Upload
from fleet.states import UploadState
from fleet.table import Tally, tally_fleet
from quotes.models import BuyBackOffer, OfferApproval, Order, Wave
from records.documents import current_organisation
from records.models import Document, DocumentKind
from tenants.models import Organisation
from tenants.permissions import Permission, may

LATELY = 8
SHOWN_UPLOADS = 3
SHOWN_APPROVALS = 3
SHOWN_DOCUMENTS = 5


@dataclass(frozen=True, kw_only=True)
class Next:
    """One thing to do: what, why, where."""

    title: str
    text: str
    url: str
    action: str
    sign: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The home page of one reader; what his role does not open is None or empty."""

    tally: Tally
    orders: int
    value: FleetValue | None
    impact: ImpactSoFar | None
    to_do: list[Next]
    on_the_table: list[OpenDeal]
    documents: list[Document]
    steps: list[dict[str, str | Promise]]
    lately: list[Milestone]
    wanted: Sequence[WantedHere] = ()

    @property
    def wanted_units(self) -> int:
        """How many devices bring more today."""
        return sum(one.units for one in self.wanted)


STEPS = (
    gettext_lazy("Upload your fleet"),
    gettext_lazy("Sell what you retire"),
    gettext_lazy("Buy refurbished"),
    gettext_lazy("File the documents"),
)


def overview_of(*, role: str, person_id: str, today: date) -> Overview:
    """Gather the page: a fixed number of queries, whatever the fleet holds."""
    tally = tally_fleet(devices=Device.objects.in_fleet(), today=today)
    deals = deals_on_the_table(role=role)
    return Overview(
        tally=tally,
        orders=Order.objects.on_the_way().count(),
        value=value_of_fleet(),
        impact=impact_so_far() if may(role, Permission.IMPACT_VIEW) else None,
        to_do=[*_to_approve(role, person_id), *_wave_due(role, today), *_to_do(role, tally, deals)],
        on_the_table=deals,
        documents=latest_documents() if may(role, Permission.DOCUMENT_VIEW) else [],
        steps=_first_steps(tally),
        lately=latest_milestones(count=LATELY),
        wanted=wanted_of_fleet(today=today) if tally.devices else (),
    )


def latest_documents() -> list[Document]:
    """The last few that were filed."""
    return list(Document.objects.latest_first()[:SHOWN_DOCUMENTS])


def _to_do(role: str, tally: Tally, deals: list[OpenDeal]) -> list[Next]:
    found = _checked_uploads() if may(role, Permission.FLEET_UPLOAD) else []
    offers = sum(deal.machine == "offer" and deal.awaits_answer for deal in deals)
    quotes = sum(deal.machine == "quote" and deal.awaits_answer for deal in deals)
    if offers:
        found.append(_answer_offers(offers))
    if quotes:
        found.append(_answer_quotes(quotes))
    if not found and not tally.devices and may(role, Permission.FLEET_UPLOAD):
        found.append(_upload_first())
    if not found and tally.old and may(role, Permission.OFFER_REQUEST):
        found.append(_sell_old(tally.old))
    return found


def _to_approve(role: str, person_id: str) -> list[Next]:
    """Sales of others that wait for this reader as their second person; one query."""
    if not may(role, Permission.OFFER_ACCEPT):
        return []
    waiting = OfferApproval.objects.waiting().for_others_than(person_id).select_related("offer").order_by("asked_at")
    return [
        Next(
            title=_("%(name)s wants to accept %(offer)s") % {"name": approval.asked_by_name, "offer": approval.offer},
            text=_("A sale of this amount needs a second person: approve it or refuse it."),
            url=reverse("quotes:offer", args=[approval.offer_id]),
            action=_("Answer"),
            sign="user-check",
            tone="orange",
        )
        for approval in waiting[:SHOWN_APPROVALS]
    ]


def _wave_due(role: str, today: date) -> list[Next]:
    """The first wave whose month has come and that nobody has asked an offer for."""
    if not may(role, Permission.OFFER_REQUEST):
        return []
    due = Wave.objects.due(on=today).select_related("programme").annotate(devices=Sum("lines__quantity"))
    wave = due.in_order().first()
    if wave is None:
        return []
    devices: int = getattr(wave, "devices", None) or 0
    told = ngettext(
        "%(count)d device is planned in the programme “%(programme)s”. Ask for its offer.",
        "%(count)d devices are planned in the programme “%(programme)s”. Ask for their offer.",
        devices,
    )
    return [
        Next(
            title=_("%(wave)s is due: %(month)s") % {"wave": wave, "month": month(wave.month_on)},
            text=told % {"count": devices, "programme": wave.programme.title},
            url=reverse("quotes:wave", args=[wave.programme_id, wave.pk]),
            action=_("See the wave"),
            sign="calendar",
            tone="blue",
        )
    ]


def _checked_uploads() -> list[Next]:
    checked = Upload.objects.filter(state=UploadState.CHECKED).latest_first()[:SHOWN_UPLOADS]
    return [
        Next(
            title=upload.filename,
            text=_("The file is read and compared with your fleet. Nothing is imported until you say so."),
            url=reverse("fleet:upload", args=[upload.pk]),
            action=_("Check and import"),
            sign="file-spreadsheet",
            tone="orange",
        )
        for upload in checked
    ]


def _answer_offers(offers: int) -> Next:
    return Next(
        title=ngettext("%(count)d buy-back offer waits for you", "%(count)d buy-back offers wait for you", offers)
        % {"count": offers},
        text=_("See how each price was made, choose what you sell, and accept or decline."),
        url=reverse("quotes:offers"),
        action=_("Answer"),
        sign="recycle",
        tone="blue",
    )


def _answer_quotes(quotes: int) -> Next:
    return Next(
        title=ngettext("%(count)d quote waits for you", "%(count)d quotes wait for you", quotes) % {"count": quotes},
        text=_("Accept it with your purchase order number, or decline it and say why."),
        url=reverse("quotes:quotes"),
        action=_("Answer"),
        sign="file-description",
        tone="blue",
    )


def _upload_first() -> Next:
    return Next(
        title=_("Upload your fleet"),
        text=_("The export of your device management, or any list with serial numbers: we find the columns ourselves."),
        url=reverse("fleet:upload_new"),
        action=_("Upload devices"),
        sign="upload",
        tone="blue",
    )


def _sell_old(old: int) -> Next:
    return Next(
        title=ngettext("%(count)d device is older than four years", "%(count)d devices are older than four years", old)
        % {"count": old},
        text=_("Tick them in the fleet and ask what we pay for them."),
        url=f"{reverse('fleet:list')}?age=48",
        action=_("See them"),
        sign="hourglass",
        tone="orange",
    )


def _first_steps(tally: Tally) -> list[dict[str, str | Promise]]:
    """Where a new organisation is on its first round; empty once it has been all the way."""
    reached = Organisation.objects.filter(pk=current_organisation().pk).values_list(
        Exists(BuyBackOffer.objects.filter(decided_at__isnull=False)),
        Exists(Order.objects.all()),
        Exists(Document.objects.of_kind(DocumentKind.INVOICE)),
    )
    done = [tally.devices > 0, *reached.get()]
    if all(done):
        return []
    current = done.index(False)
    return [
        {"label": label, "state": "done" if is_done else "current" if place == current else "todo", "url": ""}
        for place, (label, is_done) in enumerate(zip(STEPS, done, strict=True))
    ]
