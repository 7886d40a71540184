"""Prices agreed with a customer: within what a role may grant, paid in the offers of their days, and kept by them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django_tenants.utils import tenant_context

from quotes.actions.agreements import AgreementEnded, AgreementsOverlap, Promise, agree_price, end_agreement
from quotes.models import BuyBackOffer, PriceAgreement
from quotes.papers import offer_document
from quotes.price_limits import AGREEMENT_LIMITS, BeyondLimit
from quotes.repricing import Repricing, facts_behind
from records.models import Event
from tenants.actor import Actor
from tenants.models import User
from tenants.permissions import DeskPermission, PermissionRefused, may
from tenants.roles import StaffRole
from tests.deals import offer_for, three_devices, today

pytestmark = pytest.mark.django_db
PHONE = "apple-iphone-13"


def a_promise(**changes) -> Promise:
    days = {"from_on": today(), "until_on": today() + timedelta(days=90)}
    return Promise(**{"percent": Decimal("5.0"), "reason": "Framework of 2026", **days, **changes})


def steps_of(offer, code):
    return {line.model_label: line.priced.step(code) for line in offer.lines.in_order()}


def test_it_works(in_acme, as_alice, as_sam, now):
    agree_price(promise=a_promise(), by=as_sam, at=now)

    offer = offer_for(three_devices(), as_alice)

    assert {step.rule_id for step in steps_of(offer, "agreement").values()} == {"agreement:*"}
    assert Event.objects.get(verb="agreement.made").by_name == as_sam.name


def test_agreement_of_a_model_holds_before_that_of_its_kind_and_of_everything(in_acme, as_alice, as_sam, now):
    for scope in ({}, {"category": "smartphone"}, {"model_slug": PHONE}):
        agree_price(promise=a_promise(**scope), by=as_sam, at=now)

    offer = offer_for(three_devices(), as_alice)

    assert {step.rule_id for step in steps_of(offer, "agreement").values()} == {f"agreement:{PHONE}", "agreement:*"}


def test_offer_prices_again_to_the_cent_after_the_agreement_has_ended(in_acme, as_alice, as_sam, now):
    agreement = agree_price(promise=a_promise(), by=as_sam, at=now)
    offer = offer_for(three_devices(), as_alice)
    end_agreement(agreement=agreement, by=as_sam, at=now)

    repricing = Repricing(BuyBackOffer.objects.get(pk=offer.pk))

    assert all(repricing.price(facts_behind(line)) == line.priced for line in offer.lines.in_order())


def test_it_is_paid_on_its_days_only(in_acme, as_alice, as_sam, now):
    tomorrow = today() + timedelta(days=1)
    agree_price(promise=a_promise(from_on=tomorrow), by=as_sam, at=now)
    ended = agree_price(promise=a_promise(model_slug=PHONE), by=as_sam, at=now)
    end_agreement(agreement=ended, by=as_sam, at=now)

    offer = offer_for(three_devices(), as_alice)

    assert set(steps_of(offer, "agreement").values()) == {None}
    assert [one.from_on for one in PriceAgreement.objects.in_force_on(tomorrow)] == [tomorrow]


def test_other_organisation_pays_nothing_of_it(acme, globex, as_sam, charlie, now):
    with tenant_context(acme):
        agree_price(promise=a_promise(), by=as_sam, at=now)

    with tenant_context(globex):
        offer = offer_for(three_devices(), Actor.of(charlie, role="admin"))
        assert set(steps_of(offer, "agreement").values()) == {None}
        assert not PriceAgreement.objects.exists()


def test_overlap_of_the_same_scope_is_refused_and_the_days_after_are_free(in_acme, as_sam, now):
    first = agree_price(promise=a_promise(), by=as_sam, at=now)
    with pytest.raises(AgreementsOverlap, match="end it, or choose other days"):
        agree_price(promise=a_promise(from_on=first.until_on), by=as_sam, at=now)

    later = first.until_on + timedelta(days=1)
    agree_price(promise=a_promise(from_on=later, until_on=later), by=as_sam, at=now)
    agree_price(promise=a_promise(category="laptop"), by=as_sam, at=now)

    assert PriceAgreement.objects.count() == 3


@pytest.mark.parametrize("role", AGREEMENT_LIMITS)
def test_each_role_agrees_up_to_its_limit(in_acme, now, role):
    by, limit = Actor(id="x", name="X", role=role), AGREEMENT_LIMITS[role]

    agree_price(promise=a_promise(percent=limit), by=by, at=now)
    with pytest.raises(BeyondLimit, match=f"up to {limit}%"):
        agree_price(promise=a_promise(percent=limit + Decimal("0.1"), category="laptop"), by=by, at=now)


def test_limits_stand_for_exactly_the_roles_that_may_agree():
    allowed = {role for role in StaffRole.values if may(role, DeskPermission.PRICE_AGREE)}

    assert set(AGREEMENT_LIMITS) == allowed


def test_refusal_says_who_may_go_further(in_acme, as_sam, now):
    with pytest.raises(BeyondLimit) as refused:
        agree_price(promise=a_promise(percent=Decimal(8)), by=as_sam, at=now)

    assert str(refused.value) == (
        "Your role may go up to 5%. Ask for more: Price manager up to 15%, Administrator up to 30%."
    )


def test_member_agrees_nothing(in_acme, as_alice, now):
    with pytest.raises(PermissionRefused):
        agree_price(promise=a_promise(), by=as_alice, at=now)


def test_agreement_ends_once(in_acme, as_sam, now):
    agreement = agree_price(promise=a_promise(), by=as_sam, at=now)
    end_agreement(agreement=agreement, by=as_sam, at=now)

    with pytest.raises(AgreementEnded, match=as_sam.name):
        end_agreement(agreement=agreement, by=as_sam, at=now)


@pytest.fixture
def in_english(sam):
    User.objects.filter(pk=sam.pk).update(language="en")


@pytest.fixture
def answers():
    days = {"from_on": today().isoformat(), "until_on": (today() + timedelta(days=60)).isoformat()}
    return {"percent": "4.5", "reason": "Framework of 2026", **days}


@pytest.mark.urls("b2b_portal.urls_desk")
@pytest.mark.usefixtures("in_english")
class TestAtTheDesk:
    def test_agreement_is_made_shown_and_ended(self, desk, acme, answers):
        page = desk.post("/o/acme/agreements/new/", {**answers, "model": "Apple iPhone 13"}, follow=True)

        with tenant_context(acme):
            agreement = PriceAgreement.objects.get()
        shown = page.content.decode()
        assert all(text in shown for text in ("Apple iPhone 13", "+4.5%", "Framework of 2026", "Sam Keller"))
        asked = desk.get(f"/o/acme/agreements/{agreement.pk}/end/").content.decode()
        assert "End this agreement?" in asked
        ended = desk.post(f"/o/acme/agreements/{agreement.pk}/end/", follow=True).content.decode()
        assert "Past agreements" in ended

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"percent": "6"}, "Ask for more: Price manager up to 15%"),
            ({"percent": "0"}, "greater than or equal to 0.1"),
            ({"from_on": "2020-01-01"}, "This day has passed"),
            ({"until_on": "2020-01-01"}, "The last day is not before the first."),
            ({"category": "laptop", "model": "Apple iPhone 13"}, "not both"),
            ({"category": "teapot"}, "Select a valid choice"),
            ({"reason": ""}, "required"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, desk, acme, answers, changes, sentence):
        answer = desk.post("/o/acme/agreements/new/", {**answers, **changes})

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        with tenant_context(acme):
            assert not PriceAgreement.objects.exists()

    def test_overlap_is_told_beside_the_first_day(self, desk, acme, answers):
        desk.post("/o/acme/agreements/new/", answers)

        again = desk.post("/o/acme/agreements/new/", answers)

        assert list(again.context["form"].errors) == ["from_on"]
        assert "end it, or choose other days" in again.content.decode()

    def test_empty_page_says_what_it_is_for(self, desk):
        assert "Our prices hold as they are" in desk.get("/o/acme/agreements/").content.decode()

    def test_organisation_of_somebody_else_does_not_exist(self, desk, answers):
        assert desk.get("/o/globex/agreements/").status_code == 404
        assert desk.post("/o/globex/agreements/new/", answers).status_code == 404


WORDS = {"en": "Your agreement with us: 5% more", "fr": "Votre accord avec nous"}


@pytest.mark.parametrize("language", WORDS)
def test_customer_reads_it_in_the_price_and_not_why(acme_portal, in_acme, alice, as_alice, as_sam, now, language):
    User.objects.filter(pk=alice.pk).update(language=language)
    agree_price(promise=a_promise(), by=as_sam, at=now)
    offer = offer_for(three_devices(), as_alice)
    key = offer.lines.in_order().first().group_key

    page = acme_portal.get(f"/offers/{offer.pk}/groups/{key}/").content.decode()

    assert WORDS[language] in page
    assert "Framework of 2026" not in page


def test_paper_says_it_in_the_language_of_the_organisation(in_acme, as_alice, as_sam, now):
    agree_price(promise=a_promise(), by=as_sam, at=now)
    offer = offer_for(three_devices(), as_alice)

    paper = str(offer_document(offer, verify_code="AAAA-BBBB"))

    assert WORDS[in_acme.language] in paper
