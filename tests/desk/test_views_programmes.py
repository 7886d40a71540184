"""Programmes at the desk: how far a customer's is, and what is promised for it."""

import pytest
from django.urls import reverse
from django_tenants.utils import tenant_context

from quotes.actions.programmes import move_wave
from quotes.models import Programme, PromisedPrice
from quotes.pricing.waiting import months_after
from tenants.models import User
from tests.catalogue.queries import queries
from tests.programmes import fleet_of_two_sites, offer_of, planned, this_month

pytestmark = pytest.mark.django_db
DESK = "b2b_portal.urls_desk"
PHONE = "apple-iphone-13"


@pytest.fixture
def programme(acme, as_alice) -> Programme:
    with tenant_context(acme):
        fleet_of_two_sites()
        return planned(as_alice)


def address(programme: Programme, *, slug: str = "acme", name: str = "programme") -> str:
    return reverse(f"desk:{name}", args=[slug, programme.pk], urlconf=DESK)


def said(**changes) -> dict[str, str]:
    return {"model_slug": PHONE, "month_on": "", "amount": "12.50"} | changes


def words(response) -> str:
    return response.content.decode()


def test_it_works(desk, acme, acme_portal, programme):
    promised = words(desk.post(address(programme, name="price_promise"), said(), follow=True))

    customer = words(acme_portal.get(f"/programmes/{programme.pk}/"))
    assert [text in promised for text in ("€12.50", "every month", "Sam Keller", "Lyon")] == [True] * 4
    assert [text in customer for text in ("Least prices promised", "€12.50")] == [True] * 2


def test_case_lists_the_programmes(desk, programme):
    assert programme.reference in words(desk.get(reverse("desk:case", args=["acme"], urlconf=DESK)))
    assert programme.reference in words(desk.get(reverse("desk:case_programmes", args=["acme"], urlconf=DESK)))


def test_desk_sees_the_offers_of_waves_and_asks_for_none(desk, acme, as_alice, programme):
    with tenant_context(acme):
        offer = offer_of(programme.waves.get(site_name="Lyon"), as_alice)

    page = words(desk.get(address(programme)))

    assert f"/o/acme/offers/{offer.pk}/" in page
    assert "Ask for the offer" not in page
    assert "Wave Lyon of the programme" in words(desk.get(f"/o/acme/offers/{offer.pk}/"))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"amount": "100000"}, "Your role may go up to 5%"),
        ({"amount": "0"}, "above 0"),
        ({"amount": "much"}, "Enter a number."),
        ({"model_slug": "spoon"}, "Select a valid choice."),
        ({"month_on": "2020-01-01"}, "Select a valid choice."),
        ({"model_slug": ""}, "This field is required."),
    ],
)
def test_wrong_promise_is_refused_beside_its_field(desk, acme, programme, changes, told):
    response = desk.post(address(programme, name="price_promise"), said(**changes))

    with tenant_context(acme):
        assert not PromisedPrice.objects.exists()
    assert (response.status_code, told in words(response)) == (422, True)


def test_promise_for_a_month_and_its_end(desk, acme, programme):
    month_on = this_month().isoformat()
    desk.post(address(programme, name="price_promise"), said(month_on=month_on))
    ended = words(desk.post(address(programme, name="price_promise"), said(month_on=month_on, amount=""), follow=True))

    with tenant_context(acme):
        assert list(PromisedPrice.objects.order_by("pk").values_list("amount", flat=True))[1] is None
    assert "Nothing is promised yet" in ended


def test_promise_for_the_month_to_which_a_wave_was_moved(desk, acme, as_alice, programme, now):
    later = months_after(this_month(), 5)
    with tenant_context(acme):
        move_wave(wave=programme.waves.get(site_name="Lyon"), month_on=later, by=as_alice, at=now)

    desk.post(address(programme, name="price_promise"), said(month_on=later.isoformat()))

    with tenant_context(acme):
        assert PromisedPrice.objects.get().month_on == later


def test_who_may_agree_on_no_price_reads_only(desk, sam, programme):
    User.objects.filter(pk=sam.pk).update(staff_role="inspector")

    assert "Promise a least price" not in words(desk.get(address(programme)))
    assert desk.post(address(programme, name="price_promise"), said()).status_code == 403


def test_programme_of_another_organisation_is_not_found(desk, programme):
    assert desk.get(address(programme, slug="rosa-parks")).status_code == 404
    assert desk.get(address(programme, slug="globex")).status_code == 404


def test_page_in_french(desk, programme):
    desk.post("/preferences/", {"language": "fr"})

    assert "Promettre un prix minimal" in words(desk.get(address(programme)))


def test_page_costs_the_same_with_many_promises(desk, acme, programme):
    desk.get(address(programme))
    with queries() as few:
        desk.get(address(programme))
    for month in range(2):
        desk.post(address(programme, name="price_promise"), said(amount=f"{month + 1}"))

    with queries() as many:
        desk.get(address(programme))

    assert len(many) == len(few)
