"""What open offers would come to under a draft; they themselves keep their prices."""

from datetime import timedelta

import pytest
from django_tenants.utils import tenant_context

from catalogue.drafting import copy_price_book
from catalogue.models import BasePrice, PriceBook, PriceTrial
from quotes.models import BuyBackOffer
from quotes.price_trial import trial_jobs
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import StaffAssignment, User
from tests.conftest import HostClient
from tests.deals import offer_for, three_devices

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


@pytest.fixture
def paula(db):
    paula = User.objects.get(email="paula@renew.example")
    User.objects.filter(pk=paula.pk).update(language="en")
    return paula


@pytest.fixture
def desk_of_paula(paula):
    return HostClient("desk").sign_in(paula, "desk")


@pytest.fixture
def offer(acme, as_alice):
    with tenant_context(acme):
        return offer_for(three_devices(), as_alice)


@pytest.fixture
def draft(paula, offer, now):
    """Nothing is paid for iPhone 13 any more."""
    in_force = PriceBook.objects.in_force(currency="EUR", at=now)
    later = now + timedelta(days=30)
    book = copy_price_book(book=in_force, version="2027-01", effective_at=later, by=Actor.of(paula), at=now)
    BasePrice.objects.filter(book=book, model_id="apple-iphone-13").update(amount=0)
    return book


def run_trial(client, draft):
    assert client.post(f"/price-books/{draft.pk}/try/").status_code == 302
    for job in trial_jobs(draft):
        assert run_job_here(job).state == "done"


def test_it_works(desk_of_paula, paula, acme, draft, offer):
    StaffAssignment.objects.create(user=paula, organisation=acme)

    run_trial(desk_of_paula, draft)

    trial = PriceTrial.objects.get()
    page = desk_of_paula.get(f"/price-books/{draft.pk}/").content.decode()
    assert (trial.reference, trial.old_amount) == (offer.reference, offer.total_amount)
    assert trial.new_amount < trial.old_amount
    assert offer.reference in page


def test_offer_keeps_its_own_prices(desk_of_paula, acme, draft, offer):
    run_trial(desk_of_paula, draft)

    with tenant_context(acme):
        again = BuyBackOffer.objects.get(pk=offer.pk)
    assert (again.total_amount, again.price_book_id) == (offer.total_amount, offer.price_book_id)


def test_same_prices_make_the_same_total(desk_of_paula, paula, offer, now):
    book = PriceBook.objects.in_force(currency="EUR", at=now)
    copy = copy_price_book(book=book, version="same", effective_at=now, by=Actor.of(paula), at=now)

    run_trial(desk_of_paula, copy)

    assert list(PriceTrial.objects.values_list("new_amount", flat=True)) == [offer.total_amount]


def test_offers_of_customers_one_is_not_assigned_to_are_counted_and_not_named(desk_of_paula, acme, draft, offer):
    run_trial(desk_of_paula, draft)

    page = desk_of_paula.get(f"/price-books/{draft.pk}/").content.decode()
    assert "1 more offer, of a customer you are not assigned to, would differ." in page
    assert offer.reference not in page
    assert acme.name not in page


def test_second_click_asks_for_nothing_more(desk_of_paula, draft):
    run_trial(desk_of_paula, draft)
    first = trial_jobs(draft).count()

    desk_of_paula.post(f"/price-books/{draft.pk}/try/")

    assert trial_jobs(draft).count() in (first, 2 * first)  # another minute may have begun


def test_trial_of_a_draft_that_is_gone_fails_with_a_reason(desk_of_paula, draft):
    desk_of_paula.post(f"/price-books/{draft.pk}/try/")
    (job,) = trial_jobs(draft)
    draft.delete()

    assert run_job_here(job).problem_code == "draft_gone"


def test_account_manager_may_not_try_prices(desk, draft):
    assert desk.post(f"/price-books/{draft.pk}/try/").status_code == 403
