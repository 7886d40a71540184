"""What the machine does for offers, quotes and orders."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.downloads import XLSX
from catalogue.models import PriceBook
from catalogue.models.price_book import NoPriceBookInForce
from fleet.models import Upload
from fleet.models.device import DeviceQuerySet
from fleet.selection import UnreadableSelection, select_devices
from quotes.actions.renewal import devices_in
from quotes.documents import (
    offer_title,
    order_confirmation_title,
    quote_title,
    render_offer_pdf,
    render_order_confirmation_pdf,
    render_quote_pdf,
)
from quotes.fleet_estimate import estimate_fleet
from quotes.models import BuyBackOffer, FleetEstimate, Order, Quote, Wave
from quotes.notifications import tell_quote_sent
from quotes.offer_sheet import write_offer_sheet
from quotes.offer_versions import document_number
from quotes.opening import BelowMinimum, NothingOfferable, open_offer
from quotes.papers import offer_document, order_confirmation_document, quote_document
from quotes.price_trial import try_prices
from quotes.programme_plan import devices_of_wave
from quotes.upload_estimate import estimate_upload
from records.documents import current_organisation, new_verify_code, store_document
from records.models import Document, DocumentKind
from tenants.jobs import JobFailed, JobRun, job_kind


@job_kind("quotes.open_offer")
def open_offer_of_selection(run: JobRun) -> Mapping[str, Any]:
    """Price the selected devices, those of a wave, or those of the offer that the new one replaces."""
    before, of_wave = run.arguments.get("replaces", ""), run.arguments.get("wave", "")
    replaces = BuyBackOffer.objects.select_related("wave").get(pk=before) if before else None
    wave = Wave.objects.select_related("programme", "site__merged_into").get(pk=of_wave) if of_wave else None
    try:
        devices = _devices_to_offer(run, replaces, wave)
        run.progress(step="pricing", done=0, total=devices.count())
        offer = open_offer(
            devices=devices,
            replaces=replaces,
            wave=replaces.wave if replaces else wave,
            by=replace(run.by, role=run.arguments["role"]),
            at=run.at,
            today=timezone.localdate(run.at),
        )
    except NothingOfferable as refused:
        raise JobFailed("nothing_offerable", str(refused)) from refused
    except UnreadableSelection as unreadable:
        why = _("The choice of devices names a site, a kind or a list that is no longer there. Choose them anew.")
        raise JobFailed("selection_unreadable", why) from unreadable
    except BelowMinimum as refused:
        raise JobFailed("below_minimum", str(refused)) from refused
    return {"offer": str(offer.pk), "reference": offer.reference, "lines": offer.line_count}


def _devices_to_offer(run: JobRun, replaces: BuyBackOffer | None, wave: Wave | None) -> DeviceQuerySet:
    if wave:
        return devices_of_wave(wave)
    return devices_in(replaces) if replaces else select_devices(run.arguments["selection"])


@job_kind("quotes.estimate_fleet")
def estimate_value_of_fleet(run: JobRun) -> Mapping[str, Any]:
    """Work out again what the fleet would bring; without prices in force there is nothing to say."""
    try:
        estimate = estimate_fleet(at=run.at, today=timezone.localdate(run.at))
    except NoPriceBookInForce:
        FleetEstimate.objects.all().delete()
        return {"book": ""}
    return {
        "book": estimate.book_version,
        "devices": estimate.devices,
        "priced": estimate.priced,
        "net": str(estimate.net_amount),
    }


@job_kind("quotes.try_prices")
def try_prices_of_draft(run: JobRun) -> Mapping[str, Any]:
    """Work out what the open offers would come to under a draft; it may be gone by now."""
    try:
        trials = try_prices(book_id=UUID(run.arguments["book"]), at=run.at)
    except PriceBook.DoesNotExist as gone:
        raise JobFailed("draft_gone", _("This draft was replaced or discarded.")) from gone
    return {"offers": len(trials)}


def leave_upload_unpriced(run: JobRun, failure: JobFailed) -> None:
    """Its page waits for no figure any more."""
    Upload.objects.filter(pk=run.arguments["upload"], estimate=None).update(estimate={})


@job_kind("quotes.estimate_upload", on_failure=leave_upload_unpriced)
def estimate_value_of_upload(run: JobRun) -> Mapping[str, Any]:
    """Work out what the checked rows of an upload would bring."""
    return estimate_upload(upload_id=run.arguments["upload"], at=run.at, today=timezone.localdate(run.at))


@job_kind("quotes.keep_offer")
def keep_offer(run: JobRun) -> Mapping[str, Any]:
    """Print an offer and keep it; a job of its own, since thousands of groups take minutes to set."""
    offer = BuyBackOffer.objects.get(pk=run.arguments["offer"])
    code, version = new_verify_code(), int(run.arguments.get("version", 1))
    paper = offer_document(offer, verify_code=code, version=version)
    number = document_number(offer, version)
    document = _keep(DocumentKind.OFFER, offer, render_offer_pdf(paper), offer_title(paper), code, run, number=number)
    return {"document": str(document.pk)}


@job_kind("quotes.write_offer_sheet")
def keep_offer_sheet(run: JobRun) -> Mapping[str, Any]:
    """Write the lines of a large offer as a workbook and keep it; the same version is written once per language."""
    offer, language = BuyBackOffer.objects.get(pk=run.arguments["offer"]), run.arguments["language"]
    number = document_number(offer, offer.version)
    run.progress(step="printing", done=0, total=offer.line_count)
    with override(language):
        known = Document.objects.about(offer).of_kind(DocumentKind.OFFER_SHEET)
        document = None if offer.lines_may_change else known.filter(number=number, language=language).first()
        document = document or store_document(
            kind=DocumentKind.OFFER_SHEET,
            number=number,
            title=_("Devices of the buy-back offer %(offer)s") % {"offer": number},
            language=language,
            content=write_offer_sheet(offer),
            content_type=XLSX,
            filename=f"{run.at:%Y-%m-%d}_{number.replace(' ', '-')}.xlsx",
            subject=offer,
            by=run.by,
            at=run.at,
        )
    return {"document": str(document.pk)}


@job_kind("quotes.keep_quote")
def keep_quote(run: JobRun) -> Mapping[str, Any]:
    """Print a sent quote and keep it."""
    quote = Quote.objects.get(pk=run.arguments["quote"])
    code = new_verify_code()
    paper = quote_document(quote, verify_code=code)
    document = _keep(DocumentKind.QUOTE, quote, render_quote_pdf(paper), quote_title(paper), code, run)
    return {"document": str(document.pk)}


@job_kind("quotes.keep_order_confirmation")
def keep_order_confirmation(run: JobRun) -> Mapping[str, Any]:
    """Print the confirmation of an order and keep it."""
    order = Order.objects.select_related("quote").get(pk=run.arguments["order"])
    code = new_verify_code()
    paper = order_confirmation_document(order, verify_code=code)
    content = render_order_confirmation_pdf(paper)
    title = order_confirmation_title(paper)
    document = _keep(DocumentKind.ORDER_CONFIRMATION, order, content, title, code, run)
    return {"document": str(document.pk)}


@job_kind("quotes.tell_quote_sent")
def notify_quote_sent(run: JobRun) -> Mapping[str, Any]:
    """Write to the members who may accept it."""
    return {"mails": tell_quote_sent(quote=Quote.objects.get(pk=run.arguments["quote"]))}


def _keep(
    kind: DocumentKind,
    subject: BuyBackOffer | Quote | Order,
    content: bytes,
    title: str,
    code: str,
    run: JobRun,
    *,
    number: str = "",
) -> Document:
    organisation = current_organisation()
    number = number or str(subject)
    return store_document(
        kind=kind,
        number=number,
        title=title,
        language=organisation.language,
        content=content,
        content_type="application/pdf",
        filename=f"{run.at:%Y-%m-%d}_{number.replace(' ', '-')}_{organisation.slug}.pdf",
        subject=subject,
        by=run.by,
        at=run.at,
        verify_code=code,
    )
