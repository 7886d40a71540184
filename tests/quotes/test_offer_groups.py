"""The groups of an offer add up to it, however its lines are decided."""

from decimal import Decimal

import pytest

from quotes import offer_groups
from quotes.actions.offers import decide_lines
from quotes.models import OfferLine
from quotes.offer_groups import group_of, groups_of, lines_of_groups, read_groups, sums_of
from quotes.states import LineDecision
from tests.catalogue.queries import queries
from tests.deals import offer_for, three_devices
from tests.devices import make_device

pytestmark = pytest.mark.django_db


def test_it_works(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    groups = groups_of(offer).groups

    assert [(group.line.model_label, group.count) for group in groups] == [
        ("Apple iPhone 13", 2),
        ("Lenovo ThinkPad T14 Gen 2", 1),
    ]


def test_groups_add_up_to_the_offer(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    assert sum(group.net_amount for group in groups_of(offer).groups) == offer.total_amount
    assert sums_of(offer).sold_amount == offer.total_amount


def test_devices_with_another_reason_for_the_same_model_stand_apart(in_acme, as_alice):
    devices = [make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02", battery_health=60)]

    offer = offer_for(devices, as_alice)

    assert [group.count for group in groups_of(offer).groups] == [1, 1]


def test_sums_follow_the_decisions(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)
    laptop = offer.lines.get(serial="PF3A1B2C")

    decide_lines(offer=offer, line_ids=[laptop.pk], decision=LineDecision.KEEP, by=as_alice)

    sums = sums_of(offer)
    assert (sums.devices, sums.sold_devices, list(sums.set_aside)) == (3, 2, [(LineDecision.KEEP, 1)])
    assert sums.sold_amount == offer.total_amount - laptop.net_amount


def test_group_whose_devices_differ_tells_how_many_of_each(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)
    one = offer.lines.get(serial="F2LXK1AAAA02")

    decide_lines(offer=offer, line_ids=[one.pk], decision=LineDecision.RECYCLE, by=as_alice)

    assert groups_of(offer).groups[0].decisions == ((LineDecision.SELL, 1), (LineDecision.RECYCLE, 1))


def test_lines_of_a_group_are_all_that_are_alike(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)
    phones = groups_of(offer).groups[0]

    serials = set(lines_of_groups(offer, [phones.key]).values_list("serial", flat=True))

    assert serials == {"F2LXK1AAAA01", "F2LXK1AAAA02"}


def test_key_that_is_no_groups_names_nothing(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    with pytest.raises(OfferLine.DoesNotExist):
        group_of(offer, key="0" * 32)


def test_steps_lead_to_the_price(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)

    (group,) = groups_of(offer).groups

    assert sum(step.amount for step in group.steps).quantize(Decimal("0.01")) == group.line.net_amount


def test_unknown_storage_says_what_more_would_bring(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01", storage_gb=None)], as_alice)

    (group,) = groups_of(offer).groups

    assert group.doubts == ("The storage is not known yet.",)
    assert all(gain.gain > 0 for gain in group.gains)
    assert group.line.net_amount + max(gain.gain for gain in group.gains) == group.line.high_amount


def test_doubtful_model_asks_for_its_confirmation_with_the_range(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01", confidence="0.60"), make_device("F2LXK1AAAA02")], as_alice)

    doubtful, sure = sorted(groups_of(offer).groups, key=lambda group: group.line.net_amount)

    assert (doubtful.has_range, sure.has_range, sure.questions) == (True, False, ())
    assert doubtful.questions == (f"Confirm the model: €{doubtful.line.net_amount} to €{sure.line.net_amount}",)
    assert sums_of(offer).high_amount == 2 * sure.line.net_amount


def test_locked_device_tells_what_is_withheld(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01", lock="mdm")], as_alice)

    assert (sums_of(offer).sold_amount, sums_of(offer).withheld_amount > 0) == (Decimal("0.00"), True)


def test_pages_of_groups_lead_there_and_back(in_acme, as_alice, monkeypatch):
    monkeypatch.setattr(offer_groups, "GROUPS_A_PAGE", 2)
    offer = offer_for([make_device(f"F2LXK1AAAA0{n}", battery_health=50 + n) for n in range(5)], as_alice)

    first = groups_of(offer)
    second = groups_of(offer, after=first.next)
    third = groups_of(offer, after=second.next)

    def serials(page):
        return [group.line.serial for group in page.groups]

    assert [len(page.groups) for page in (first, second, third)] == [2, 2, 1]
    assert (first.previous, third.next) == (0, 0)
    assert serials(groups_of(offer, before=third.previous)) == serials(second)
    assert len({*serials(first), *serials(second), *serials(third)}) == 5


def test_queries_do_not_grow_with_the_lines(in_acme, as_alice):
    offer = offer_for([make_device(f"F2LXK1AAA{n:03}") for n in range(40)], as_alice)

    with queries() as ran:
        read_groups(offer)

    assert len(ran) == 3
