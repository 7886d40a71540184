"""Declaring the condition of an offer's devices: the next version, priced by the offer's own book and lot size."""

import datetime as dt
from decimal import Decimal

import pytest

from fleet.history import history_of
from fleet.models import Device
from quotes.actions.declarations import (
    ConditionFixed,
    NothingDeclared,
    declare_condition,
    request_declaration,
)
from quotes.actions.offers import ChoiceChanged, OfferExpired, accept_offer
from quotes.condition_words import condition_of
from quotes.models import BuyBackOffer, OfferLine, OfferRevision
from quotes.offer_versions import differences, lines_at
from quotes.papers import offer_document
from quotes.price_books import price_book
from quotes.pricing.declaration import Declaration
from quotes.pricing.price import price_device
from quotes.repricing import preview_of
from records.models import Document, DocumentKind, Event
from tenants.jobs import run_job_here
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.deals import ALL_DEDUCTED, offer_for, run_what_follows, three_devices, today
from tests.devices import make_device

pytestmark = pytest.mark.django_db

WORSE = Declaration(grade="C", cracked=False, has_charger=True, defects=frozenset({"camera", "speaker"}))


def declare(offer, by, now, *, declaration=WORSE, serials=None, on=None) -> OfferRevision:
    lines = offer.lines.all() if serials is None else offer.lines.filter(serial__in=serials)
    said = dict.fromkeys(lines.values_list("pk", flat=True), declaration)
    return declare_condition(offer=offer, said=said, why="Checked", by=by, at=now, today=on or today())


def again(offer) -> BuyBackOffer:
    return BuyBackOffer.objects.get(pk=offer.pk)


def line(offer, serial="F2LXK1AAAA01") -> OfferLine:
    return offer.lines.get(serial=serial)


def test_it_works(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    revision = declare(offer, as_alice, now, serials=["F2LXK1AAAA01"])

    declared = line(offer)
    assert (declared.grade, declared.grade_is_assumed, declared.is_declared) == ("C", False, True)
    assert declared.defects == ["camera", "speaker"]
    assert (revision.number, revision.line_count, again(offer).version) == (2, 1, 2)
    assert revision.total_after_amount == again(offer).total_amount < revision.total_before_amount


def test_other_lines_keep_their_price(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    before = line(offer, "F2LXK1AAAA02").priced

    declare(offer, as_alice, now, serials=["F2LXK1AAAA01"])

    assert line(offer, "F2LXK1AAAA02").priced == before


def test_total_stays_the_sum_of_the_lines(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    declare(offer, as_alice, now)

    assert again(offer).total_amount == sum(offer.lines.values_list("net_amount", flat=True))


def test_every_line_can_be_priced_again_from_its_book_to_the_cent(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    declare(offer, as_alice, now, serials=["F2LXK1AAAA01"])

    for one in offer.lines.all():
        replayed = price_device(one.priced_by, price_book(offer.price_book_id), at=today(), lot_units=3)
        assert replayed == one.priced


def test_lot_bonus_of_the_whole_offer_holds_for_the_one_line_that_is_declared(in_acme, as_alice, now):
    offer = offer_for([make_device(f"F2LXK1AAA{n:03}") for n in range(60)], as_alice)

    declare(offer, as_alice, now, serials=["F2LXK1AAA007"])

    assert "lot_bonus" in [step.code for step in line(offer, "F2LXK1AAA007").priced.steps]


def test_devices_of_the_fleet_know_what_was_declared(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    declare(offer, as_alice, now, serials=["F2LXK1AAAA01"])

    device = Device.objects.get(serial="F2LXK1AAAA01")
    assert (device.grade, device.cracked, device.has_charger) == ("C", False, True)
    assert device.defects == ["camera", "speaker"]
    assert Device.objects.get(serial="F2LXK1AAAA02").grade == ""


def test_history_of_a_device_tells_of_the_declaration(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    declare(offer, as_alice, now)

    latest = history_of(Device.objects.get(serial="F2LXK1AAAA01"))[0]
    assert (latest.title, latest.by) == ("Condition declared in a buy-back offer", as_alice.name)
    assert {(str(change.label), change.after) for change in latest.changes} >= {
        ("charger", "yes"),
        ("defects", "Camera does not work, Speaker or microphone does not work"),
    }


def test_unsaid_answers_stay_as_they_were(in_acme, as_alice, now):
    offer = offer_for([make_device("F2LXK1AAAA01", battery_health=70, lock="mdm")], as_alice)

    declare(offer, as_alice, now, declaration=Declaration(has_charger=False))

    declared = line(offer)
    assert (declared.battery_health, declared.lock, declared.grade_is_assumed) == (70, "mdm", True)


def test_confirming_what_was_assumed_declares_it_at_the_same_price(in_acme, as_alice, now):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)

    revision = declare(offer, as_alice, now, declaration=Declaration(grade="B"))

    assert revision.total_before_amount == revision.total_after_amount
    assert condition_of(line(offer)) == "Grade B, 128 GB (declared)"


def test_saying_the_same_twice_makes_no_version(in_acme, as_alice, now):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)
    declare(offer, as_alice, now)

    with pytest.raises(NothingDeclared):
        declare(offer, as_alice, now)

    assert again(offer).version == 2


def test_storage_and_model_narrow_the_range(in_acme, as_alice, now):
    offer = offer_for([make_device("F2LXK1AAAA01", storage_gb=None, confidence="0.60")], as_alice)

    declare(offer, as_alice, now, declaration=Declaration(storage_gb=256, confirmed=True))

    priced = line(offer).priced
    assert (priced.questions, priced.doubts) == ((), ())
    assert Device.objects.get().storage_gb == 256
    assert Device.objects.get().confidence == 1


@pytest.mark.parametrize(
    "worse",
    [
        Declaration(cracked=True),
        Declaration(functional_state="faulty"),
        Declaration(battery_health=40),
        Declaration(lock="mdm"),
        Declaration(defects=frozenset({"swollen_battery"})),
    ],
)
def test_worse_condition_pays_less(in_acme, as_alice, now, worse):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)

    revision = declare(offer, as_alice, now, declaration=worse)

    assert revision.total_after_amount < revision.total_before_amount


def test_preview_tells_what_saving_then_makes(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    preview = preview_of(offer, offer.lines.all(), WORSE)

    assert (preview.units, preview.before) == (3, offer.total_amount)
    assert again(offer).version == 1
    assert declare(offer, as_alice, now).total_after_amount == preview.after


def test_preview_of_many_lines_is_two_queries(in_acme, as_alice):
    offer = offer_for([make_device(f"F2LXK1AAA{n:03}") for n in range(40)], as_alice)

    with queries() as ran:
        preview_of(offer, offer.lines.all(), WORSE)

    assert len(ran) == 2


def test_queries_do_not_grow_with_the_lines(in_acme, as_alice, now):
    counts = []
    for letter, size in (("A", 2), ("B", 40)):
        offer = offer_for([make_device(f"F2LXK1{letter}AA{n:03}") for n in range(size)], as_alice)
        with queries() as ran:
            declare(offer, as_alice, now)
        counts.append(len(ran))

    assert counts[0] == counts[1]


def test_versions_are_told_apart_whichever_two_are_compared(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    declare(offer, as_alice, now)
    declare(again(offer), as_alice, now, declaration=Declaration(grade="D"), serials=["PF3A1B2C"])
    offer = again(offer)

    first = differences(offer, older=1, newer=2)
    both = differences(offer, older=1, newer=3)
    second = differences(offer, older=2, newer=3)

    assert [(one.units, one.before.grade, one.after.grade) for one in second] == [(1, "C", "D")]
    assert sorted((one.units, one.before.grade, one.after.grade) for one in both) == [(1, "B", "D"), (2, "B", "C")]
    assert sum(one.gain for one in both) == sum(one.gain for one in (*first, *second))


def test_lines_of_an_older_version_stand_as_they_stood(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    before = [(one.pk, one.net_amount, condition_of(one)) for one in offer.lines.in_order()]

    declare(offer, as_alice, now)

    assert [(one.pk, one.net_amount, condition_of(one)) for one in lines_at(again(offer), version=1)] == before


def test_document_of_each_version_is_kept(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    run_what_follows()

    declare(offer, as_alice, now)
    run_what_follows()

    titles = Document.objects.filter(kind=DocumentKind.OFFER).order_by("created_at").values_list("title", "number")
    assert sorted(titles) == [
        (f"Buy-back offer {offer.reference}", offer.reference),
        (f"Buy-back offer {offer.reference}, version 2", f"{offer.reference} v2"),
    ]


def test_document_of_an_older_version_is_printed_with_its_own_prices_even_late(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    declare(offer, as_alice, now)

    papers = [offer_document(again(offer), verify_code="X", version=version) for version in (1, 2)]

    assert [paper.net_amount for paper in papers] == [offer.total_amount, again(offer).total_amount]
    assert ["(declared)" in paper.lines[0].condition for paper in papers] == [False, True]


def test_who_accepts_the_total_of_an_older_version_is_told(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    declare(offer, as_alice, now)

    with pytest.raises(ChoiceChanged, match="declared condition"):
        accept_offer(
            offer=again(offer), by=as_alice, at=now, today=today(), seen_total=offer.total_amount, vat=ALL_DEDUCTED
        )


def test_declaration_writes_an_event(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    declare(offer, as_alice, now)

    event = Event.objects.get(verb="offer.revised")
    assert (event.subject_id, event.by_id, event.reason, event.data["version"]) == (
        str(offer.pk),
        as_alice.id,
        "Checked",
        2,
    )


def test_public_body_declares_while_the_price_is_indicative(in_rosa_parks, as_dora, now):
    offer = offer_for(three_devices(), as_dora)

    assert declare(offer, as_dora, now).number == 2


def test_viewer_may_not_declare(in_acme, as_alice, as_bob, now):
    offer = offer_for(three_devices(), as_alice)

    with pytest.raises(PermissionRefused):
        declare(offer, as_bob, now)
    with pytest.raises(PermissionRefused):
        request_declaration(offer=offer, lines=[], declaration=WORSE, by=as_bob, at=now)


def test_accepted_offer_takes_no_declaration(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)

    with pytest.raises(ConditionFixed):
        declare(offer, as_alice, now)


def test_offer_that_has_run_out_takes_no_declaration(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    with pytest.raises(OfferExpired):
        declare(offer, as_alice, now, on=today() + dt.timedelta(days=31))


def test_many_lines_are_declared_by_a_job(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    lines = list(offer.lines.values_list("pk", flat=True))

    job = run_job_here(request_declaration(offer=offer, lines=lines, declaration=WORSE, by=as_alice, at=now))

    assert (job.state, job.result["version"], job.result["lines"]) == ("done", 2, 3)
    assert line(offer).grade == "C"


def test_job_for_an_answered_offer_fails_with_a_sentence(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    lines = list(offer.lines.values_list("pk", flat=True))
    job = request_declaration(offer=offer, lines=lines, declaration=WORSE, by=as_alice, at=now)
    accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)

    job = run_job_here(job)

    assert (job.state, "stands as it is" in str(job.problem)) == ("failed", True)


def test_declaration_survives_the_arguments_of_a_job():
    assert Declaration.from_json(WORSE.to_json()) == WORSE
    assert Declaration.from_json({"defects": []}).said == {"defects": frozenset()}
    assert Decimal(1) == Declaration(confirmed=True).said["confidence"]


def test_comparing_versions_makes_the_same_queries_for_one_line_and_for_many(in_acme, as_alice, now):
    counts = []
    for letter, size in (("A", 2), ("B", 40)):
        offer = offer_for([make_device(f"F2LXK1{letter}AA{n:03}") for n in range(size)], as_alice)
        declare(offer, as_alice, now)
        with queries() as ran:
            (only,) = differences(again(offer), older=1, newer=2)
        counts.append(len(ran))
        assert only.units == size

    assert counts[0] == counts[1]
