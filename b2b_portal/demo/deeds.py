"""What people do in the stories of the demonstration, each by the real action and the job that follows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.http import QueryDict

from b2b_portal.demo.stage import Deed, Stage
from catalogue.models import StockOffer
from fleet.actions.bulk_changes import ask_for_change
from fleet.actions.saved_views import save_view
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.models import Site, Upload
from quotes.actions import arrivals, firming, offers, orders, outcomes, quotes
from quotes.actions.other_offers import Offered, add_other_offer
from quotes.actions.own_notes import write_own_note
from quotes.actions.programmes import move_wave, plan_programme
from quotes.actions.promised_prices import promise_price
from quotes.actions.wave_offers import request_wave_offer
from quotes.arrivals import missing_of
from quotes.arrived_devices import ticked
from quotes.models import Arrival, BuyBackOffer, Order, Programme, Quote
from quotes.pricing.waiting import months_after
from quotes.states import LineDecision
from quotes.vat_declarations import VatAnswer
from quotes.vat_rules import Deducted
from records.documents import current_organisation
from tenants.jobs import run_job_here
from tenants.models import Job

_READING = timedelta(minutes=1)
_LOOKING = timedelta(minutes=9)


@dataclass(frozen=True)
class Wanted:
    """A line of a quote: so many units of a stock offer, perhaps with a discount in per cent."""

    sku: str
    quantity: int
    discount: str = "0"


def uploads(name: str, filename: str, content: Callable[[Stage], bytes]) -> Deed:
    """The member uploads a list and lets it be read; `filename` may use the date as strftime does."""

    def deed(stage: Stage) -> None:
        upload = receive_upload(
            file=ContentFile(content(stage)), filename=f"{stage.at:{filename}}", by=stage.cast.member, at=stage.at
        )
        run_job_here(Job.objects.get(pk=str(upload.job_id)), at=stage.at + _READING)
        stage.keep(name, upload)

    return deed


def imports(name: str, filename: str, content: Callable[[Stage], bytes]) -> Deed:
    """The member uploads a list, looks at its rows, and brings them into the fleet."""
    upload_it = uploads(name, filename, content)

    def deed(stage: Stage) -> None:
        upload_it(stage)
        looked_at = stage.at + _LOOKING
        job = commit_upload(upload=stage.recall(Upload, name), by=stage.cast.member, at=looked_at)
        run_job_here(job, at=looked_at + _READING)

    return deed


def saves_view(name: str, query: str, *, is_shared: bool = False) -> Deed:
    """The member gives what the fleet table shows a name."""

    def deed(stage: Stage) -> None:
        save_view(name=name, query=QueryDict(query), is_shared=is_shared, by=stage.cast.member, at=stage.at)

    return deed


def changes_devices(filters: Mapping[str, Any], **values: str) -> Deed:
    """The member says something of all devices that a filter of the fleet finds."""

    def deed(stage: Stage) -> None:
        change = ask_for_change(selection={"filter": filters}, values=values, by=stage.cast.member, at=stage.at)
        run_job_here(Job.objects.get(pk=str(change.job_id)), at=stage.at + _READING)

    return deed


def asks_for_offer(name: str, *, site: str = "", **filters: Any) -> Deed:
    """The member asks what we pay for the devices that a filter of the fleet finds."""

    def deed(stage: Stage) -> None:
        chosen = {**filters, "site": [str(Site.objects.get(name=site).pk)]} if site else filters
        job = offers.request_offer(selection={"filter": chosen}, by=stage.cast.member, at=stage.at)
        done = run_job_here(job, at=stage.at + _READING)
        stage.keep(name, BuyBackOffer.objects.get(pk=done.result["offer"]))

    return deed


def plans_programme(name: str, title: str, *, months: int, **filters: Any) -> Deed:
    """The member spreads the sites of what a filter of the fleet finds over the months to come."""

    def deed(stage: Stage) -> None:
        programme = plan_programme(
            title=title,
            first_month_on=stage.today.replace(day=1),
            months=months,
            selection={"filter": filters},
            by=stage.cast.member,
            at=stage.at,
            today=stage.today,
        )
        stage.keep(name, programme)

    return deed


def donates_to(name: str, recipient: Mapping[str, str]) -> Deed:
    """The member says who receives what is donated of an offer."""

    def deed(stage: Stage) -> None:
        offer = stage.recall(BuyBackOffer, name)
        outcomes.name_recipient(offer=offer, recipient=recipient, by=stage.cast.member, at=stage.at)

    return deed


def promises_price(programme: str, model_slug: str, amount: str, *, month: int | None = None) -> Deed:
    """The account manager promises the least that is paid in a programme, in every month or in one after the first."""

    def deed(stage: Stage) -> None:
        planned = stage.recall(Programme, programme)
        promise_price(
            programme=planned,
            model_slug=model_slug,
            month_on=None if month is None else months_after(planned.first_month_on, month),
            amount=Decimal(amount),
            by=stage.cast.manager,
            at=stage.at,
            today=stage.today,
        )

    return deed


def moves_wave(site: str, *, programme: str, months: int) -> Deed:
    """The member lets a site be so many months after the first."""

    def deed(stage: Stage) -> None:
        planned = stage.recall(Programme, programme)
        to = months_after(planned.first_month_on, months)
        move_wave(wave=planned.waves.get(site_name=site), month_on=to, by=stage.cast.member, at=stage.at)

    return deed


def asks_for_wave_offer(name: str, *, programme: str, site: str) -> Deed:
    """The member asks for the offer of the wave of a site."""

    def deed(stage: Stage) -> None:
        wave = stage.recall(Programme, programme).waves.get(site_name=site)
        job = request_wave_offer(wave=wave, by=stage.cast.member, at=stage.at, today=stage.today)
        done = run_job_here(job, at=stage.at + _READING)
        stage.keep(name, BuyBackOffer.objects.get(pk=done.result["offer"]))

    return deed


def sells_to_staff(name: str, *, percent: str) -> Deed:
    """The member says what share of our price the staff pay."""

    def deed(stage: Stage) -> None:
        offer = stage.recall(BuyBackOffer, name)
        outcomes.set_staff_price(offer=offer, percent=Decimal(percent), by=stage.cast.member, at=stage.at)

    return deed


def accepts_offer(name: str, *, other: Mapping[LineDecision, Mapping[str, Any]] | None = None) -> Deed:
    """The member accepts an offer; `other` says for which lines (a lookup) what else becomes of the device."""
    vat = VatAnswer(
        deducted=Deducted.ALL,
        statement="Was VAT deducted when the devices that you sell were bought? Yes, for all of them",
        language="en",
    )

    def deed(stage: Stage) -> None:
        offer = stage.recall(BuyBackOffer, name)
        for decision, lookup in (other or {}).items():
            lines = offer.lines.filter(**lookup).values_list("pk", flat=True)
            offers.decide_lines(offer=offer, line_ids=list(lines), decision=decision, by=stage.cast.member)
        offers.accept_offer(offer=offer, by=stage.cast.member, at=stage.at, today=stage.today, vat=vat)

    return deed


def receives(name: str, *, but: int = 0) -> Deed:
    """What was sold arrives and is noted, all that is still missing or all but the last few of it."""

    def deed(stage: Stage) -> None:
        arrival = Arrival.objects.get(offer=stage.recall(BuyBackOffer, name))
        missing = missing_of(arrival.offer).order_by("position").values_list("pk", flat=True)
        chosen = ticked(arrival, list(missing)[: len(missing) - but])
        arrivals.note_arrival(arrival=arrival, chosen=chosen, on=stage.today, by=stage.cast.manager, at=stage.at)

    return deed


def notes_on_offer(name: str, text: str, *, expected: str | None = None) -> Deed:
    """The member tells the colleagues something about an offer, and what it should bring."""

    def deed(stage: Stage) -> None:
        write_own_note(
            offer=stage.recall(BuyBackOffer, name),
            text=text,
            expected_amount=Decimal(expected) if expected else None,
            by=stage.cast.member,
            at=stage.at,
        )

    return deed


def compares_offer(name: str, buyer: str, *, amount: str, days_before: int) -> Deed:
    """The member keeps what another buyer offers, for the council."""

    def deed(stage: Stage) -> None:
        offered_on = stage.today - timedelta(days=days_before)
        add_other_offer(
            offer=stage.recall(BuyBackOffer, name),
            offered=Offered(buyer=buyer, offered_on=offered_on, amount=Decimal(amount)),
            by=stage.cast.member,
            at=stage.at,
        )

    return deed


def declines_offer(name: str, reason: str) -> Deed:
    """The member says no, and why."""

    def deed(stage: Stage) -> None:
        offers.decline_offer(offer=stage.recall(BuyBackOffer, name), reason=reason, by=stage.cast.member, at=stage.at)

    return deed


def council_decides(name: str, reference: str, *, days_before: int) -> Deed:
    """The member notes the decision of the public body's council."""

    def deed(stage: Stage) -> None:
        offers.record_decision(
            offer=stage.recall(BuyBackOffer, name),
            reference=f"{stage.at:{reference}}",
            decided_on=stage.today - timedelta(days=days_before),
            by=stage.cast.member,
            at=stage.at,
        )

    return deed


def price_is_fixed(name: str) -> Deed:
    """The account manager makes the offer firm."""

    def deed(stage: Stage) -> None:
        firming.firm_offer(offer=stage.recall(BuyBackOffer, name), by=stage.cast.manager, at=stage.at)

    return deed


def drafts_quote(
    name: str, title: str, wanted: Sequence[Wanted], *, note: str = "", delivery: str = "", internal: str = ""
) -> Deed:
    """The account manager builds a quote from stock."""

    def deed(stage: Stage) -> None:
        manager, language = stage.cast.manager, current_organisation().language
        quote = quotes.draft_quote(by=manager, at=stage.at, today=stage.today, title=title)
        terms = quotes.Terms(
            title=title,
            customer_note=note,
            internal_note=internal,
            delivery_line=delivery,
            valid_until_on=quote.valid_until_on,
        )
        lines = [_line(line, language) for line in wanted]
        quotes.save_draft(
            quote=quote, terms=terms, lines=lines, seen_at=quote.changed_at, by=manager, at=stage.at + _LOOKING
        )
        stage.keep(name, quote)

    return deed


def sends_quote(name: str) -> Deed:
    """The account manager puts it before the customer."""

    def deed(stage: Stage) -> None:
        quotes.send_quote(quote=stage.recall(Quote, name), by=stage.cast.manager, at=stage.at)

    return deed


def reads_quote(name: str) -> Deed:
    """The member opens it."""

    def deed(stage: Stage) -> None:
        quotes.mark_seen(quote=stage.recall(Quote, name), by=stage.cast.member, at=stage.at)

    return deed


def accepts_quote(name: str, po: str) -> Deed:
    """The member accepts with a purchase order number, and states that new devices were the alternative."""

    def deed(stage: Stage) -> None:
        order = quotes.accept_quote(
            quote=stage.recall(Quote, name),
            po_number=f"{stage.at:{po}}",
            attests_new_alternative=True,
            by=stage.cast.member,
            at=stage.at,
            today=stage.today,
            ip="127.0.0.1",
        )
        stage.keep(f"order of {name}", order)

    return deed


def declines_quote(name: str, reason: str) -> Deed:
    """The member says no, and why."""

    def deed(stage: Stage) -> None:
        quotes.decline_quote(quote=stage.recall(Quote, name), reason=reason, by=stage.cast.member, at=stage.at)

    return deed


def ships(name: str, tracking: str) -> Deed:
    """The account manager hands the order over to the carrier."""

    def deed(stage: Stage) -> None:
        order = stage.recall(Order, f"order of {name}")
        orders.ship_order(order=order, tracking=tracking, by=stage.cast.manager, at=stage.at)

    return deed


def delivers(name: str) -> Deed:
    """The order has arrived: its invoice and impact report follow."""

    def deed(stage: Stage) -> None:
        order = stage.recall(Order, f"order of {name}")
        orders.deliver_order(order=order, delivered_on=stage.today, by=stage.cast.manager, at=stage.at)

    return deed


def _line(wanted: Wanted, language: str) -> quotes.LineInput:
    offer = StockOffer.objects.get(sku=wanted.sku)
    return quotes.LineInput(
        sku=offer.sku,
        description=offer.title_in(language),
        quantity=wanted.quantity,
        unit_cost=offer.unit_cost_amount,
        unit_price=offer.unit_price_amount,
        discount_percent=Decimal(wanted.discount),
    )
