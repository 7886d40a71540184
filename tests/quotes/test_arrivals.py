"""Sold devices arrive: in time they count as agreed, later at most what their day gives."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.db.models.functions import Round
from openpyxl import load_workbook
from pypdf import PdfReader

from b2b_portal.lib.templatetags.formats import day
from catalogue.drafting import copy_price_book
from catalogue.models import BasePrice, PriceBook
from catalogue.publishing import publish_price_book
from quotes.actions.arrival_days import REMIND, move_latest_day, remind_of_arrivals
from quotes.actions.arrivals import ArrivalRefused, note_arrival
from quotes.actions.firming import firm_offer
from quotes.actions.offers import accept_offer, decide_lines, record_decision
from quotes.arrival_page import progress_of
from quotes.arrival_sheet import write_arrival_sheet
from quotes.arrivals import missing_of
from quotes.arrived_devices import all_missing, numbered, numbers_in, ticked
from quotes.models import Arrival, ArrivedLine, BuyBackOffer, Delivery
from quotes.price_terms import book_on_terms
from quotes.pricing.price import price_device
from quotes.states import ArrivalState, LineDecision
from records.documents import read_document
from records.events import events_of
from records.models import Document, DocumentKind
from tenants.actor import Actor
from tenants.models import OpenCase, User
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.deals import ALL_DEDUCTED, offer_for, run_what_follows, three_devices, today
from tests.devices import make_device

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
PHONE, LAPTOP = "F2LXK1AAAA01", "PF3A1B2C"


def sold(by: Actor, at: dt.datetime) -> Arrival:
    offer = offer_for(three_devices(), by)
    accept_offer(offer=offer, by=by, at=at, today=today(), vat=ALL_DEDUCTED)
    return Arrival.objects.select_related("offer").get(offer=offer)


@pytest.fixture
def arrival(in_acme, as_alice, now) -> Arrival:
    """Three sold devices, two of them alike."""
    return sold(as_alice, now)


def new_book(*, times: str, from_day: dt.date, by: Actor, at: dt.datetime) -> PriceBook:
    """A book in force from a day on, by which an iPhone 13 brings so many times as much."""
    paula = Actor.of(User.objects.get(email="paula@renew.example"))
    begins = at + (from_day - at.date()) - DAY / 24
    book = copy_price_book(
        book=PriceBook.objects.in_force(currency="EUR", at=at), version="later", effective_at=begins, by=paula, at=at
    )
    base = BasePrice.objects.filter(book=book, model_id="apple-iphone-13")
    base.update(amount=Round(F("amount") * Decimal(times), 2))
    return publish_price_book(book=book, by=by, at=at)


@pytest.fixture
def cheaper(arrival, as_sam, now) -> PriceBook:
    return new_book(times="0.5", from_day=arrival.arrive_by_on, by=as_sam, at=now)


def note(arrival: Arrival, by: Actor, at: dt.datetime, *, after: int, chosen=None) -> Delivery:
    """Note, so many days after the latest one (before it, when negative), what came on that day."""
    day = arrival.arrive_by_on + after * DAY
    chosen = chosen or all_missing(arrival)
    return note_arrival(arrival=arrival, chosen=chosen, on=day, by=by, at=at + (day - today()))


def counted(arrival: Arrival) -> dict[str, tuple[Decimal, Decimal]]:
    rows = ArrivedLine.objects.filter(line__offer=arrival.offer)
    return {row.line.serial: (row.agreed_amount, row.counted_amount) for row in rows.select_related("line")}


def test_it_works(arrival, cheaper, as_sam, now):
    note(arrival, as_sam, now, after=-3, chosen=numbered(arrival, [PHONE]))
    note(arrival, as_sam, now, after=3)

    amounts = counted(arrival)
    agreed, late = amounts[PHONE][0], amounts["F2LXK1AAAA02"]
    assert amounts[PHONE] == (agreed, agreed)
    assert late[0] == agreed
    assert 0 < late[1] < agreed
    assert Arrival.objects.get().state == ArrivalState.ARRIVED


# --- until when ---


def test_sale_gives_its_devices_35_days(arrival):
    assert arrival.arrive_by_on == today() + 35 * DAY


def test_how_many_days_there_are_is_a_setting(in_acme, as_alice, now, settings):
    settings.OFFER_ARRIVAL_DAYS = 10

    assert sold(as_alice, now).arrive_by_on == today() + 10 * DAY


def test_offer_that_is_not_accepted_waits_for_no_device(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    assert progress_of(offer, today=today()) is None


def test_confirmation_of_sale_says_the_day_and_what_follows(arrival):
    run_what_follows()

    content = read_document(Document.objects.get(kind=DocumentKind.SALE))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert "at the price of its day of arrival, and never more than agreed" in text
    assert f"arrive by {day(arrival.arrive_by_on)}" in text


def test_offer_says_it_before_the_sale(in_acme, as_alice):
    offer_for(three_devices(), as_alice)
    run_what_follows()

    content = read_document(Document.objects.get(kind=DocumentKind.OFFER))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert "locked for devices that arrive within 35 days of the sale" in text


def test_awaited_sale_stands_on_the_desks_list_until_everything_is_there(arrival, as_sam, now):
    case = OpenCase.objects.get(kind="arrival")
    assert (case.due_on, case.devices, case.reference) == (arrival.arrive_by_on, 3, arrival.offer.reference)

    note(arrival, as_sam, now, after=-1, chosen=numbered(arrival, [PHONE]))
    assert OpenCase.objects.get(kind="arrival").case_state == ArrivalState.PARTLY_ARRIVED

    note(arrival, as_sam, now, after=-1)
    assert not OpenCase.objects.filter(kind="arrival").exists()


# --- noting ---


def test_only_what_is_sold_is_awaited(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    kept = offer.lines.get(serial=PHONE)
    decide_lines(offer=offer, line_ids=[kept.pk], decision=LineDecision.KEEP, by=as_alice)
    accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)
    arrival = Arrival.objects.get()

    assert missing_of(offer).count() == 2
    assert numbered(arrival, [PHONE]).unknown == [PHONE]
    assert not ticked(arrival, [kept.pk]).lines.exists()


def test_device_that_is_noted_twice_stays_as_it_was(arrival, as_sam, now):
    first = note(arrival, as_sam, now, after=-2, chosen=numbered(arrival, [PHONE]))

    with pytest.raises(ArrivalRefused, match="nothing new"):
        note(arrival, as_sam, now, after=5, chosen=numbered(arrival, [PHONE]))
    note(arrival, as_sam, now, after=5)

    assert ArrivedLine.objects.get(line__serial=PHONE).delivery == first
    assert Delivery.objects.count() == 2


def test_numbers_are_found_by_serial_imei_or_tag_however_they_are_written(arrival):
    arrival.offer.lines.filter(serial=LAPTOP).update(imei="356938035643809")

    chosen = numbered(arrival, ["356938 035643809", "it-0001", "f2lxk1aaaa02", "NOTHERE"])

    assert {line.serial for line in chosen.lines} == {LAPTOP, PHONE, "F2LXK1AAAA02"}
    assert chosen.unknown == ["NOTHERE"]


def test_number_that_several_devices_bear_is_not_guessed(arrival):
    arrival.offer.lines.filter(serial__startswith="F2LXK1").update(asset_tag="BOX 7")

    chosen = numbered(arrival, ["box 7"])

    assert (list(chosen.lines), chosen.several) == ([], ["box 7"])


def test_pasted_list_is_read_with_any_mark_between():
    assert numbers_in("A1\r\nB2, C3;D4\tE 5\n\nA1") == ["A1", "B2", "C3", "D4", "E 5"]


@pytest.mark.parametrize(("days", "why"), [(1, "not come yet"), (-1, "before the devices were sold")])
def test_day_to_come_or_before_the_sale_is_refused(arrival, as_sam, now, days, why):
    with pytest.raises(ArrivalRefused, match=why):
        note_arrival(arrival=arrival, chosen=all_missing(arrival), on=today() + days * DAY, by=as_sam, at=now)

    assert not Delivery.objects.exists()


def test_inspector_notes_and_finance_does_not(arrival, now):
    note(arrival, Actor(id="1", name="Ines", role="inspector"), now, after=-9, chosen=numbered(arrival, [PHONE]))

    with pytest.raises(PermissionRefused):
        note(arrival, Actor(id="2", name="Fin", role="finance"), now, after=-9)


def test_customer_does_not_note(arrival, as_alice, now):
    with pytest.raises(PermissionRefused):
        note(arrival, as_alice, now, after=-9)


def test_noting_takes_as_many_queries_for_many_devices_as_for_few(in_acme, as_alice, as_sam, now):
    def asked(count: int, start: int) -> int:
        offer = offer_for([make_device(f"F2LXK2{place:06}") for place in range(start, start + count)], as_alice)
        accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)
        arrival = Arrival.objects.get(offer=offer)
        with queries() as seen:
            note(arrival, as_sam, now, after=2)
        return len(seen)

    asked(1, 0)  # what is read once and kept
    assert asked(2, 10) == asked(40, 100)


# --- the price of late devices ---


def test_late_price_is_that_of_its_day_to_the_cent(arrival, cheaper, as_sam, now):
    delivery = note(arrival, as_sam, now, after=4)

    assert delivery.price_book == cheaper
    terms = book_on_terms(cheaper.pk, arrival.offer.priced_on)
    for row in ArrivedLine.objects.select_related("price", "line__price"):
        units = arrival.offer.line_count
        again = price_device(row.line.priced_by, terms, at=delivery.arrived_on, lot_units=units).net.amount
        assert row.counted_amount == min(again, row.agreed_amount)
        assert row.price.priced.net.amount == row.counted_amount


def test_late_device_never_counts_more_than_agreed(arrival, as_sam, now):
    new_book(times="3", from_day=arrival.arrive_by_on, by=as_sam, at=now)

    note(arrival, as_sam, now, after=4, chosen=numbered(arrival, [PHONE]))

    ((agreed, late),) = counted(arrival).values()
    assert late == agreed


def test_book_that_took_effect_after_the_arrival_does_not_count(arrival, as_sam, now):
    book = new_book(times="0.5", from_day=arrival.arrive_by_on + 10 * DAY, by=as_sam, at=now)
    day = arrival.arrive_by_on + DAY

    delivery = note_arrival(
        arrival=arrival, chosen=all_missing(arrival), on=day, by=as_sam, at=now + (day - today()) + 20 * DAY
    )

    assert delivery.price_book != book


def test_on_the_latest_day_the_agreed_price_holds(arrival, cheaper, as_sam, now):
    delivery = note(arrival, as_sam, now, after=0)

    assert delivery.price_book is None
    assert all(agreed == late for agreed, late in counted(arrival).values())


def test_what_was_agreed_stays_with_the_offer(arrival, cheaper, as_sam, now):
    total = arrival.offer.total_amount

    note(arrival, as_sam, now, after=2)

    offer = BuyBackOffer.objects.get()
    assert offer.total_amount == total == offer.lines.aggregate(total=Sum("net_amount"))["total"]
    progress = progress_of(offer, today=today())
    assert (progress.agreed, progress.counted - progress.agreed) == (total, progress.lost)


def test_no_price_in_force_is_said(arrival, as_sam, now):
    BuyBackOffer.objects.update(currency="SEK")

    with pytest.raises(ArrivalRefused, match="No price book"):
        note(arrival, as_sam, now, after=2)


def test_database_refuses_more_than_was_agreed_and_less_than_nothing(arrival, as_sam, now):
    note(arrival, as_sam, now, after=-2)

    for amount in (F("agreed_amount") + 1, Decimal("-0.01")):
        with pytest.raises(IntegrityError), transaction.atomic():
            ArrivedLine.objects.update(counted_amount=amount)


def test_firm_price_of_a_public_body_holds_however_late(in_rosa_parks, as_dora, as_sam, now):
    offer = offer_for(three_devices(), as_dora)
    record_decision(offer=offer, reference="CA 2026-41", decided_on=today(), by=as_dora, at=now)
    firm_offer(offer=offer, by=as_sam, at=now)
    accept_offer(offer=offer, by=as_dora, at=now, today=today())
    arrival = Arrival.objects.select_related("offer").get()
    new_book(times="0.5", from_day=arrival.arrive_by_on, by=as_sam, at=now)

    note(arrival, as_sam, now, after=30)

    assert all(agreed == late for agreed, late in counted(arrival).values())
    assert "firm price holds" in progress_of(offer, today=today()).lock


# --- what is told ---


def test_arrival_is_in_the_history_and_told(arrival, cheaper, as_sam, now, mailoutbox):
    run_what_follows()
    mailoutbox.clear()

    note(arrival, as_sam, now, after=3, chosen=numbered(arrival, [PHONE]))
    run_what_follows()

    event = events_of(arrival.offer).get(verb="offer.arrived")
    agreed, late = counted(arrival)[PHONE]
    assert (event.data["devices"], event.data["agreed"], event.data["counted"]) == (1, str(agreed), str(late))
    (mail,) = [mail for mail in mailoutbox if mail.to == ["alice@acme.example"]]
    assert mail.subject == f"{arrival.offer.reference}: 1 device has arrived"
    assert "after the latest day" in mail.body
    assert "2 devices are still missing." in mail.body


def test_arrival_is_told_in_the_readers_language(arrival, as_sam, alice, now, mailoutbox):
    User.objects.filter(pk=alice.pk).update(language="fr")

    note(arrival, as_sam, now, after=-3)
    run_what_follows()

    (mail,) = [mail for mail in mailoutbox if mail.to == ["alice@acme.example"]]
    assert "3 appareils sont arrivés" in mail.subject
    assert "Tout est arrivé." in mail.body


# --- reminding ---


def test_reminder_comes_once_some_days_before(arrival, now, mailoutbox):
    soon = arrival.arrive_by_on - REMIND

    assert remind_of_arrivals(at=now, today=soon - DAY) == 0
    assert remind_of_arrivals(at=now, today=soon) == 1
    assert remind_of_arrivals(at=now, today=soon + DAY) == 0

    run_what_follows()
    (mail,) = [mail for mail in mailoutbox if mail.to == ["alice@acme.example"]]
    assert "3 devices are still missing." in mail.body
    assert mail.body.count("never more than agreed") == 1


def test_nobody_is_reminded_of_what_is_there_or_over(arrival, as_sam, now):
    assert remind_of_arrivals(at=now, today=arrival.arrive_by_on + DAY) == 0

    note(arrival, as_sam, now, after=-9)

    assert remind_of_arrivals(at=now, today=arrival.arrive_by_on) == 0


def test_moved_day_is_reminded_of_anew(arrival, as_sam, now):
    remind_of_arrivals(at=now, today=arrival.arrive_by_on)
    give_more(arrival, as_sam, now, days=20)

    assert remind_of_arrivals(at=now, today=arrival.arrive_by_on) == 1


# --- more time ---


def give_more(arrival: Arrival, by: Actor, at: dt.datetime, *, days: int, reason: str = "Strike") -> int:
    day = arrival.arrive_by_on + days * DAY
    return move_latest_day(arrival=arrival, arrive_by_on=day, reason=reason, by=by, at=at, today=today())


def test_more_time_keeps_its_reason_and_is_told(arrival, as_sam, now, mailoutbox):
    before = arrival.arrive_by_on

    give_more(arrival, as_sam, now, days=10, reason=" Strike of the carrier ")
    run_what_follows()

    event = events_of(arrival.offer).get(verb="offer.arrival_moved")
    assert (event.reason, event.data["before"]) == ("Strike of the carrier", before.isoformat())
    assert OpenCase.objects.get(kind="arrival").due_on == before + 10 * DAY
    assert mailoutbox
    assert all("Strike of the carrier" in mail.body for mail in mailoutbox)


def test_what_came_late_counts_as_agreed_once_it_has_more_time(arrival, cheaper, as_sam, now):
    note(arrival, as_sam, now, after=3, chosen=numbered(arrival, [PHONE]))
    note(arrival, as_sam, now, after=9)

    restored = give_more(arrival, as_sam, now, days=5)

    amounts = counted(arrival)
    assert restored == 1
    assert amounts[PHONE][0] == amounts[PHONE][1]
    assert amounts["F2LXK1AAAA02"][0] > amounts["F2LXK1AAAA02"][1]
    assert ArrivedLine.objects.get(line__serial=PHONE).price == arrival.offer.lines.get(serial=PHONE).price


@pytest.mark.parametrize("days", [0, -1, 26])
def test_day_that_is_no_later_or_too_late_is_refused(arrival, as_sam, now, days):
    with pytest.raises(ArrivalRefused, match="at the latest"):
        give_more(arrival, as_sam, now, days=days)


def test_more_time_without_a_reason_is_refused(arrival, as_sam, now):
    with pytest.raises(ArrivalRefused, match="Say why"):
        give_more(arrival, as_sam, now, days=3, reason=" ")


def test_inspector_gives_no_more_time(arrival, now):
    with pytest.raises(PermissionRefused):
        give_more(arrival, Actor(id="1", name="Ines", role="inspector"), now, days=3)


# --- the workbook ---


def test_workbook_lists_what_is_missing_first(arrival, cheaper, as_sam, now):
    note(arrival, as_sam, now, after=3, chosen=numbered(arrival, [PHONE]))

    rows = list(load_workbook(io.BytesIO(write_arrival_sheet(arrival))).active.values)

    assert [(row[0], row[5]) for row in rows[1:]] == [
        ("F2LXK1AAAA02", "not arrived"),
        (LAPTOP, "not arrived"),
        (PHONE, "late"),
    ]
    agreed, late = counted(arrival)[PHONE]
    assert (Decimal(str(rows[3][7])), Decimal(str(rows[3][8]))) == (agreed, late)
