"""Prices set by hand: within what the role may, as the last step, kept through versions, gone with a new condition."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django_tenants.utils import tenant_context

from quotes.actions.declarations import declare_condition
from quotes.actions.hand_prices import (
    HandPriced,
    NothingToSet,
    OfferMoved,
    PriceFixed,
    price_by_rules,
    set_price,
)
from quotes.actions.offers import accept_offer
from quotes.models import BuyBackOffer, OfferLine
from quotes.offer_groups import groups_of
from quotes.offer_versions import differences, lines_at
from quotes.papers import offer_document
from quotes.price_limits import HAND_LIMITS, BeyondLimit
from quotes.pricing.declaration import Declaration
from quotes.repricing import Repricing, facts_behind
from records.models import Event
from tenants.actor import Actor
from tenants.models import User
from tenants.permissions import DeskPermission, PermissionRefused, may
from tenants.roles import StaffRole
from tests.deals import ALL_DEDUCTED, offer_for, run_what_follows, three_devices, today
from tests.devices import make_device

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(in_acme, as_alice) -> BuyBackOffer:
    return offer_for(three_devices(), as_alice)


def phones_of(offer):
    (group,) = [one for one in groups_of(offer).groups if "iPhone" in one.line.model_label]
    return group


def changed(offer, percent="5") -> Decimal:
    """The phones' price by our rules, so many per cent more."""
    net = price_by_rules(phones_of(offer).line).amount
    return (net * (100 + Decimal(percent)) / 100).quantize(Decimal("0.01"))


def set_phones(offer, by, now, *, amount=None, version=None, reason="competitor", note="They got 230 elsewhere"):
    asked = HandPriced(amount=changed(offer) if amount is None else amount, reason=reason, note=note)
    version = offer.version if version is None else version
    key = phones_of(offer).key
    return set_price(offer=offer, key=key, asked=asked, seen_version=version, by=by, at=now, today=today())


def test_it_works(offer, as_sam, now):
    before, amount = offer.total_amount, changed(offer)
    ruled = price_by_rules(phones_of(offer).line).amount

    revision = set_phones(offer, as_sam, now)

    offer = BuyBackOffer.objects.get()
    group = phones_of(offer)
    last = group.line.priced.steps[-1]
    assert (group.line.net_amount, group.count, offer.version) == (amount, 2, 2)
    assert (last.code, last.rule_id, last.amount) == ("by_hand", "by_hand:competitor", amount - ruled)
    assert offer.total_amount == before + 2 * (amount - ruled) == revision.total_after_amount
    assert sum(line.net_amount for line in offer.lines.all()) == offer.total_amount


def test_price_replays_to_the_cent(offer, as_sam, now):
    set_phones(offer, as_sam, now)

    repricing = Repricing(BuyBackOffer.objects.get())

    assert all(repricing.price(facts_behind(line)) == line.priced for line in offer.lines.in_order())


def test_version_before_still_reads_as_it_was(offer, as_sam, now):
    before = [line.net_amount for line in offer.lines.in_order()]
    set_phones(offer, as_sam, now)
    offer.refresh_from_db()

    assert [line.net_amount for line in lines_at(offer, version=1)] == before
    (difference,) = differences(offer, older=1, newer=2)
    assert (difference.units, difference.after.net_amount) == (2, phones_of(offer).line.net_amount)


def test_price_by_the_rules_undoes_it(offer, as_sam, now):
    total = offer.total_amount
    set_phones(offer, as_sam, now)
    offer.refresh_from_db()

    set_phones(offer, as_sam, now, amount=changed(offer, "0"))

    offer.refresh_from_db()
    assert (offer.total_amount, offer.version) == (total, 3)
    assert phones_of(offer).line.priced.step("by_hand") is None


def test_new_condition_is_priced_by_the_rules_again(offer, as_sam, as_alice, now):
    amount = changed(offer)
    set_phones(offer, as_sam, now)
    line = phones_of(offer).line

    said = {line.pk: Declaration(grade="C")}
    declare_condition(offer=offer, said=said, by=as_alice, at=now, today=today())

    line = OfferLine.objects.select_related("price").get(pk=line.pk)
    assert line.priced.step("by_hand") is None
    assert line.net_amount < amount
    past = {one.pk: one.net_amount for one in lines_at(BuyBackOffer.objects.get(), version=2)}
    assert past[line.pk] == amount


def test_confirming_what_was_assumed_keeps_the_price(offer, as_sam, as_alice, now):
    amount = changed(offer)
    set_phones(offer, as_sam, now)
    line = phones_of(offer).line

    said = {line.pk: Declaration(grade="B")}
    declare_condition(offer=offer, said=said, by=as_alice, at=now, today=today())

    line.refresh_from_db()
    assert (line.net_amount, line.is_declared) == (amount, True)


@pytest.mark.parametrize("role", HAND_LIMITS)
@pytest.mark.parametrize("sign", [1, -1])
def test_each_role_goes_up_and_down_to_its_limit(offer, now, role, sign):
    by, limit = Actor(id="x", name="X", role=role), HAND_LIMITS[role]

    with pytest.raises(BeyondLimit, match=f"up to {limit}%"):
        set_phones(offer, by, now, amount=changed(offer, sign * (limit + 1)))
    set_phones(offer, by, now, amount=changed(offer, sign * (limit - 1)))

    assert BuyBackOffer.objects.get().version == 2


def test_two_steps_do_not_go_further_than_one(offer, as_sam, now):
    set_phones(offer, as_sam, now, amount=changed(offer, "9"))
    offer.refresh_from_db()

    with pytest.raises(BeyondLimit):
        set_phones(offer, as_sam, now, amount=changed(offer, "18"))


def test_limits_stand_for_exactly_the_roles_that_may_set():
    assert set(HAND_LIMITS) == {role for role in StaffRole.values if may(role, DeskPermission.PRICE_SET)}


def test_second_person_at_once_is_told(offer, as_sam, now):
    set_phones(offer, as_sam, now)

    with pytest.raises(OfferMoved):
        set_phones(offer, as_sam, now, amount=changed(offer, "3"), version=1)

    assert BuyBackOffer.objects.get().version == 2


def test_answered_offer_keeps_its_prices(offer, as_sam, as_alice, now):
    accept_offer(offer=offer, vat=ALL_DEDUCTED, by=as_alice, at=now, today=today())

    with pytest.raises(PriceFixed):
        set_phones(offer, as_sam, now)


def test_same_price_is_no_version(offer, as_sam, now):
    with pytest.raises(NothingToSet):
        set_phones(offer, as_sam, now, amount=changed(offer, "0"))

    assert BuyBackOffer.objects.get().version == 1


def test_what_has_no_price_by_our_rules_cannot_be_set(in_acme, as_alice, as_sam, now):
    offer = offer_for([make_device("F2LXK1AAAA09", defects=["swollen_battery"])], as_alice)
    (group,) = groups_of(offer).groups
    asked = HandPriced(amount=Decimal(10), reason="goodwill")

    with pytest.raises(NothingToSet, match="Our rules pay nothing"):
        set_price(offer=offer, key=group.key, asked=asked, seen_version=1, by=as_sam, at=now, today=today())


def test_member_sets_nothing(offer, as_alice, now):
    with pytest.raises(PermissionRefused):
        set_phones(offer, as_alice, now)


def test_paper_of_the_version_says_it_in_neutral_words(offer, as_sam, now):
    set_phones(offer, as_sam, now)
    offer.refresh_from_db()

    paper = str(offer_document(offer, verify_code="AAAA-BBBB", version=2))

    assert "account manager" in paper or "chargé" in paper
    assert "They got 230 elsewhere" not in paper
    run_what_follows()
    offer.refresh_from_db()
    assert Decimal(offer.waiting[0]) == offer.total_amount


@pytest.mark.parametrize("language", ["en", "fr"])
def test_customer_reads_who_set_it_and_not_why(acme_portal, offer, alice, as_sam, now, language):
    User.objects.filter(pk=alice.pk).update(language=language)
    set_phones(offer, as_sam, now)
    offer.refresh_from_db()
    words = {
        "en": ("Set by your account manager", "Prices set by your account manager"),
        "fr": ("Fixé par votre chargé de compte", "Prix fixés par votre chargé de compte"),
    }[language]

    group = acme_portal.get(f"/offers/{offer.pk}/groups/{phones_of(offer).key}/").content.decode()
    page = acme_portal.get(f"/offers/{offer.pk}/").content.decode()

    assert words[0] in group
    assert words[1] in page
    assert "They got 230" not in page + group
    assert "ompetitor" not in page + group


@pytest.mark.urls("b2b_portal.urls_desk")
class TestAtTheDesk:
    @pytest.fixture(autouse=True)
    def _in_english(self, sam):
        User.objects.filter(pk=sam.pk).update(language="en")

    @pytest.fixture
    def address(self, offer):
        return f"/o/acme/offers/{offer.pk}/groups/{phones_of(offer).key}/price/"

    @pytest.fixture
    def answers(self, offer):
        return {"amount": str(changed(offer)), "reason": "competitor", "note": "Seen", "version": "1"}

    def test_price_is_set_and_told_in_full(self, desk, acme, address, answers):
        asked = desk.get(address).content.decode()
        page = desk.post(address, answers, follow=True).content.decode()

        assert all(text in asked for text in ("Price by our rules", "±10%"))
        told = ("The price is set", "Prices set by hand", "A competitor offers another price", "Seen", "Sam Keller")
        assert all(text in page for text in told)
        with tenant_context(acme):
            assert Event.objects.get(verb="offer.price_set").data["reason"] == "competitor"

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"amount": "9999"}, "Ask for more"),
            ({"amount": "much"}, "is not an amount"),
            ({"amount": "-5"}, "zero or more"),
            ({"reason": "teapot"}, "Select a valid choice"),
            ({"reason": ""}, "required"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, desk, acme, address, answers, changes, sentence):
        answer = desk.post(address, {**answers, **changes})

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        with tenant_context(acme):
            assert BuyBackOffer.objects.get().version == 1

    def test_second_person_reads_that_somebody_was_faster(self, desk, address, answers):
        desk.post(address, answers)

        page = desk.post(address, {**answers, "amount": "1"}, follow=True).content.decode()

        assert "Somebody changed this offer meanwhile" in page

    def test_case_of_somebody_else_does_not_exist(self, desk, address):
        assert desk.get(address.replace("/acme/", "/globex/")).status_code == 404

    def test_group_leads_there_while_the_offer_is_open(self, desk, acme, offer, address, as_alice, now):
        group = address.removesuffix("price/")
        assert address in desk.get(group).content.decode()
        with tenant_context(acme):
            accept_offer(offer=offer, vat=ALL_DEDUCTED, by=as_alice, at=now, today=today())

        assert address not in desk.get(group).content.decode()
        assert desk.get(address).url == f"/o/acme/offers/{offer.pk}/"


def test_hand_price_stands_apart_from_the_facts(offer, as_sam, now):
    set_phones(offer, as_sam, now)
    facts = facts_behind(phones_of(BuyBackOffer.objects.get()).line)

    assert facts.by_hand
    assert "by_hand" not in replace(facts, by_hand=None).to_json()
