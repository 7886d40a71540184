"""A believable past for the demonstration, made by the same actions and jobs as people and workers use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django_tenants.utils import schema_context, tenant_context

from b2b_portal.demo.fleet_file import write_csv
from catalogue.models import StockOffer
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.models import Upload
from quotes.actions.offers import accept_offer, request_offer
from quotes.actions.orders import deliver_order, ship_order
from quotes.actions.quotes import LineInput, accept_quote, draft_quote, save_lines, send_quote
from quotes.models import BuyBackOffer, Order, Quote
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Organisation, User
from tenants.outbox import drain_outbox

EXPORTS = Path(__file__).parent / "exports"


@dataclass(frozen=True)
class Cast:
    """Who acts in one organisation's story: its own member, and the account manager."""

    member: Actor
    manager: Actor

    @classmethod
    def of(cls, *, email: str, role: str) -> "Cast":
        """Look the two up."""
        member = User.objects.get(email=email)
        return cls(Actor.of(member, role=role), Actor.of(User.objects.get(email="sam@renew.example")))


def write_history(organisations: dict[str, Organisation], *, at: datetime) -> None:
    """Acme sells old devices and buys; the school has an indicative offer, an accepted and an open quote."""
    with tenant_context(organisations["acme"]):
        _history_of_acme(Cast.of(email="alice@acme.example", role="admin"), at=at)
    with tenant_context(organisations["rosa-parks"]):
        _history_of_rosa_parks(Cast.of(email="dora@rosa-parks.example", role="buyer"), at=at)
    run_everything(at=at)


def _history_of_acme(cast: Cast, *, at: datetime) -> None:
    _import("intune-devices.csv", write_csv(180, seed=7), by=cast.member, at=at - timedelta(days=40))
    for export in ("snipeit_asset_list_export_en.csv",):
        _import(export, (EXPORTS / export).read_bytes(), by=cast.member, at=at - timedelta(days=20))
    sold = _offer({"filter": {"category": ["smartphone"]}}, by=cast.member, at=at - timedelta(days=12))
    accept_offer(offer=sold, by=cast.member, at=at - timedelta(days=11), today=timezone.localdate(at))
    _offer({"filter": {"q": "latitude"}}, by=cast.member, at=at - timedelta(days=2))
    quote = _quote("Refresh of the sales team", _lines("laptop", (25, 10)), cast, at=at - timedelta(days=9))
    _deliver(_accept(quote, cast, at=at - timedelta(days=8), po="PO-2026-0815"), cast, at=at - timedelta(days=1))


def _history_of_rosa_parks(cast: Cast, *, at: datetime) -> None:
    for export in ("fr_pme_parc_cp1252.csv", "fr_ecole_inventaire.csv"):
        _import(export, (EXPORTS / export).read_bytes(), by=cast.member, at=at - timedelta(days=15))
    _offer({"filter": {}}, by=cast.member, at=at - timedelta(days=5))
    accepted = _quote("Postes du CDI", _lines("laptop", (30,)), cast, at=at - timedelta(days=7))
    _accept(accepted, cast, at=at - timedelta(days=6), po="ENG-2026-0042")
    _quote("Tablettes des classes mobiles", _lines("tablet", (60, 12)), cast, at=at - timedelta(days=1))
    draft = draft_quote(by=cast.manager, at=at, today=timezone.localdate(at), title="Téléphones de permanence")
    save_lines(quote=draft, lines=_lines("smartphone", (6,)), by=cast.manager, at=at)


def _import(filename: str, content: bytes, *, by: Actor, at: datetime) -> Upload:
    upload = receive_upload(file=ContentFile(content), filename=filename, by=by, at=at)
    run_job_here(Job.objects.get(pk=str(upload.job_id)))
    upload.refresh_from_db()
    run_job_here(commit_upload(upload=upload, by=by, at=at))
    return upload


def _offer(selection: dict[str, Any], *, by: Actor, at: datetime) -> BuyBackOffer:
    job = run_job_here(request_offer(selection=selection, by=by, at=at))
    return BuyBackOffer.objects.get(pk=job.result["offer"])


def _lines(category: str, quantities: Sequence[int]) -> list[LineInput]:
    stock = StockOffer.objects.available().filter(model__category=category).order_by("-quantity", "sku")
    return [
        LineInput(
            sku=offer.sku,
            description=offer.title_in(current_organisation().language),
            quantity=quantity,
            unit_cost=offer.unit_cost_amount,
            unit_price=offer.unit_price_amount,
        )
        for offer, quantity in zip(stock, quantities, strict=False)
    ]


def _quote(title: str, lines: list[LineInput], cast: Cast, *, at: datetime) -> Quote:
    quote = draft_quote(by=cast.manager, at=at, today=timezone.localdate(at), title=title)
    save_lines(quote=quote, lines=lines, by=cast.manager, at=at)
    send_quote(quote=quote, by=cast.manager, at=at)
    return quote


def _accept(quote: Quote, cast: Cast, *, at: datetime, po: str) -> Order:
    return accept_quote(
        quote=quote,
        po_number=po,
        attests_new_alternative=True,
        by=cast.member,
        at=at,
        today=timezone.localdate(at),
        ip="127.0.0.1",
    )


def _deliver(order: Order, cast: Cast, *, at: datetime) -> None:
    ship_order(order=order, tracking="EXAMPLE-0001", by=cast.manager, at=at - timedelta(days=3))
    deliver_order(order=order, delivered_on=timezone.localdate(at), by=cast.manager, at=at)


def run_everything(*, at: datetime) -> None:
    """Run what follows, in this process, until nothing is left to do."""
    with schema_context("public"):
        while drain_outbox(at=at):
            pass
        for job in Job.objects.unfinished().order_by("created_at"):
            run_job_here(job)
