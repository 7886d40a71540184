"""Acme's data in words that stand nowhere else: made by the real actions and jobs, looked for in what others get."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache

from django.core.files.base import ContentFile
from django.db import connection, models
from django.http import QueryDict
from django.utils import timezone
from django_tenants.utils import tenant_context

from b2b_portal.demo.history import run_everything
from catalogue.models import StockOffer
from fleet.actions.bulk_changes import ask_for_change
from fleet.actions.saved_views import save_view
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.models import BulkChange, Device, SavedView, Site, Upload
from impact.models import ImpactReport
from quotes.actions.agreements import Promise, agree_price
from quotes.actions.declarations import declare_condition
from quotes.actions.offers import request_offer
from quotes.actions.orders import deliver_order, ship_order
from quotes.actions.own_notes import write_own_note
from quotes.actions.programmes import plan_programme
from quotes.actions.quotes import LineInput, Terms, accept_quote, draft_quote, save_draft, send_quote
from quotes.models import BuyBackOffer, Order, OtherOffer, OwnNote, PriceAgreement, Programme, Quote
from quotes.offer_groups import groups_of
from quotes.pricing.declaration import Declaration
from records.kept_files import keep_file
from records.models import Document
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Organisation

SHEET = """Serial number,Asset tag,Manufacturer,Model,Storage,Location,Cost centre
{word}SN01,{word}-TAG-1,Apple,iPhone 13,128 GB,{word}-Lyon,{word}-CC
{word}SN02,{word}-TAG-2,LENOVO,ThinkPad T14 Gen 2,512 GB,{word}-Lyon,{word}-CC
,,LENOVO,ThinkPad T14 Gen 2,512 GB,{word}-Lyon,{word}-CC
"""


@dataclass
class Canary:
    """What stands in one organisation: ids by the names that addresses use, and the words to look for."""

    slug: str
    ids: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    # written by members for members alone: not even the operator may find it
    own_words: set[str] = field(default_factory=set)

    def found_in(self, content: str) -> set[str]:
        """The words that stand in `content`."""
        return {word for word in self.words if word.casefold() in content.casefold()}

    def fingerprint(self) -> dict[str, str]:
        """One digest per table of the organisation: what nobody changed stays the same."""
        with connection.cursor() as cursor:
            cursor.execute(_digests(Organisation.objects.get(slug=self.slug).schema_name))
            return dict(cursor.fetchall())


def make_canary(*, slug: str, word: str, member: Actor, manager: Actor, at: datetime) -> Canary:
    """Write a device list, an offer, quotes, an order, an invoice and a report into an organisation."""
    canary = Canary(slug, words={word})
    organisation = Organisation.objects.get(slug=slug)
    with tenant_context(organisation):
        upload = _import(word, member, at)
        programme = _programme(word, member, at)
        offer = _declared(word, _offer(member, at), member, at)
        save_view(name=f"{word} view", query=QueryDict("grade=A"), is_shared=True, by=member, at=at)
        ask_for_change(selection={"filter": {}}, values={"cost_centre": f"{word}-CC2"}, by=member, at=at)
        note = _own_note(word, offer, member, at)
        other = _other_offer(word, offer, member, at)
        agreement = _agreement(word, manager, at)
        order = _order(word, member, manager, at)
        draft = _quote(f"{word} draft", word, manager, at)
    run_everything(at=at)
    with tenant_context(organisation):
        for name, row in _rows(upload, offer, order):
            canary.ids[name] = str(row.pk)
        canary.ids |= {
            "slug": slug,
            "key": groups_of(offer).groups[0].key,
            "draft_id": str(draft.pk),
            "note_id": str(note.pk),
            "other_id": str(other.pk),
            "agreement_id": str(agreement.pk),
            "programme_id": str(programme.pk),
            "wave_id": str(programme.waves.get().pk),
            "row_number": "2",
            "cause": "storage_unreadable",
        }
        canary.lines = [str(pk) for pk in offer.lines.values_list("pk", flat=True)]
        canary.devices = [str(pk) for pk in Device.objects.values_list("pk", flat=True)]
        canary.words |= {
            programme.reference,
            offer.reference,
            order.reference,
            order.quote.reference,
            draft.reference,
            member.name,
        }
        canary.words |= set(Document.objects.values_list("number", flat=True))
        canary.words |= set(Document.objects.values_list("verify_code", flat=True))
    canary.own_words = {note.text, other.buyer, "987654.32", "987,654.32"}
    canary.words |= {organisation.name, note.text, other.buyer}
    canary.ids["code"] = _verify_code(organisation)
    return canary


def _rows(upload: Upload, offer: BuyBackOffer, order: Order) -> Iterator[tuple[str, models.Model]]:
    yield "upload_id", upload
    yield "device_id", Device.objects.earliest("serial")
    yield "site_id", Site.objects.get()
    yield "view_id", SavedView.objects.get()
    yield "change_id", BulkChange.objects.get()
    yield "offer_id", offer
    yield "quote_id", order.quote
    yield "order_id", order
    yield "report_id", ImpactReport.objects.get()
    yield "document_id", Document.objects.earliest("created_at", "id")
    yield "job_id", Job.objects.filter(kind="quotes.open_offer", organisation__schema_name=connection.schema_name).get()


def _import(word: str, by: Actor, at: datetime) -> Upload:
    file = ContentFile(SHEET.format(word=word).encode())
    upload = receive_upload(file=file, filename=f"{word}-list.csv", by=by, at=at)
    run_job_here(Job.objects.get(pk=upload.job_id))
    upload.refresh_from_db()
    run_job_here(commit_upload(upload=upload, by=by, at=at))
    return Upload.objects.get(pk=upload.pk)


def _programme(word: str, by: Actor, at: datetime) -> Programme:
    today = timezone.localdate(at)
    asked = {"first_month_on": today.replace(day=1), "months": 1, "selection": {"filter": {}}}
    return plan_programme(title=f"{word} programme", **asked, by=by, at=at, today=today)


def _offer(by: Actor, at: datetime) -> BuyBackOffer:
    job = run_job_here(request_offer(selection={"filter": {}}, by=by, at=at))
    return BuyBackOffer.objects.get(pk=job.result["offer"])


def _declared(word: str, offer: BuyBackOffer, by: Actor, at: datetime) -> BuyBackOffer:
    said = dict.fromkeys(offer.lines.values_list("pk", flat=True), Declaration(has_charger=False))
    declare_condition(offer=offer, said=said, why=f"{word} seen", by=by, at=at, today=timezone.localdate(at))
    offer.refresh_from_db()
    return offer


def _agreement(word: str, by: Actor, at: datetime) -> PriceAgreement:
    today = timezone.localdate(at)
    promise = Promise(percent=Decimal(1), from_on=today, until_on=today, reason=f"{word} agreement")
    return agree_price(promise=promise, by=by, at=at)


def _own_note(word: str, offer: BuyBackOffer, by: Actor, at: datetime) -> OwnNote:
    text = f"{word[::-1]} holds out"
    return write_own_note(offer=offer, text=text, expected_amount=Decimal("987654.32"), by=by, at=at)


def _other_offer(word: str, offer: BuyBackOffer, by: Actor, at: datetime) -> OtherOffer:
    """Written past the action, which refuses it to a company: its addresses have to be as shut there."""
    buyer = f"{word[::-1]} buys elsewhere"
    paper = ContentFile(f"%PDF-1.7\n{buyer}\n%%EOF\n".encode())
    return OtherOffer.objects.create(
        offer=offer,
        buyer=buyer,
        file=keep_file(file=paper, filename="offer.pdf", by=by, at=at),
        offered_on=timezone.localdate(at),
        amount=Decimal("987654.32"),
        added_at=at,
        added_by_id=by.id,
        added_by_name=by.name,
    )


def _quote(title: str, word: str, by: Actor, at: datetime) -> Quote:
    today = timezone.localdate(at)
    quote = draft_quote(by=by, at=at, today=today, title=title)
    stock = StockOffer.objects.available().filter(model__category="laptop").order_by("sku")[0]
    terms = Terms(
        title=title,
        customer_note=f"{word} note",
        internal_note=f"{word} internal",
        delivery_line=f"{word} Street",
        valid_until_on=quote.valid_until_on,
    )
    line = LineInput(
        sku=stock.sku,
        description=f"{word} laptop",
        quantity=2,
        unit_cost=stock.unit_cost_amount,
        unit_price=Decimal("777.77"),
    )
    save_draft(quote=quote, terms=terms, lines=[line], seen_at=quote.changed_at, by=by, at=at)
    return quote


def _order(word: str, member: Actor, manager: Actor, at: datetime) -> Order:
    today = timezone.localdate(at)
    quote = _quote(f"{word} refresh", word, manager, at)
    send_quote(quote=quote, by=manager, at=at)
    order = accept_quote(
        quote=quote, po_number=f"{word}-PO", attests_new_alternative=True, by=member, at=at, today=today, ip="127.0.0.1"
    )
    ship_order(order=order, tracking=f"{word}-TRACK", by=manager, at=at)
    deliver_order(order=order, delivered_on=today, by=manager, at=at)
    return order


def _verify_code(organisation: Organisation) -> str:
    with tenant_context(organisation):
        return Document.objects.latest("created_at").verify_code


@cache
def _digests(schema: str) -> str:
    """One statement for all tables of a schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        tables = [name for (name,) in cursor.fetchall() if name != "django_migrations"]
    digest = "md5(string_agg(t::text, chr(10) ORDER BY t::text))"
    return " UNION ALL ".join(f'SELECT \'{table}\', {digest} FROM "{schema}"."{table}" t' for table in tables)
