"""What customers see of the wanted list: on their home page, in their fleet, and in the public estimate."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.models.device import Owner
from quotes.models import BuyBackOffer
from tenants.jobs import run_job_here
from tenants.models import Job
from tests.catalogue.queries import queries
from tests.conftest import HostClient
from tests.deals import offer_for, three_devices
from tests.devices import make_device
from tests.wanted import want

pytestmark = pytest.mark.django_db
LIST = "Model\tStorage\tCondition\tQuantity\nApple iPhone 13\t128 GB\tB\t25\nLenovo ThinkPad T14 Gen 2\t\tB\t3"


def page(client, path="/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(acme_portal, in_acme):
    three_devices()
    want(note_en="For a buyer in Lille", note_fr="Pour un acheteur", most_units=500)

    home = page(acme_portal)

    assert "We pay more today for 2 of your devices" in home
    assert "For a buyer in Lille" in home
    assert "We look for up to 500, from all customers." in home
    assert "+8%" in home


def test_one_click_asks_for_an_offer_of_exactly_these(acme_portal, in_acme):
    three_devices()
    want()

    acme_portal.post("/fleet/request-offer/?wanted=yes", {"scope": "matching"})

    job = run_job_here(Job.objects.get(kind="quotes.open_offer"))
    offer = BuyBackOffer.objects.get(pk=job.result["offer"])
    assert {line.model_label for line in offer.lines.all()} == {"Apple iPhone 13"}
    assert all(line.priced.step("premium") for line in offer.lines.in_order())


def test_viewer_sees_the_card_and_no_button(acme_portal_of_bob, in_acme):
    three_devices()
    want()

    home = page(acme_portal_of_bob)

    assert "We pay more today for 2" in home
    assert "Ask for an offer for" not in home


def test_who_holds_none_sees_no_card(acme_portal, in_acme):
    make_device("PF3A1B2C", model="lenovo-thinkpad-t14-g2")
    want()

    assert "We pay more" not in page(acme_portal)


def test_other_organisation_counts_its_own(acme_portal, acme, globex, charlie):
    with tenant_context(acme):
        three_devices()
    want()

    assert "We pay more" not in page(HostClient("globex").sign_in(charlie, "portal", globex))
    assert "We pay more today for 2" in page(acme_portal)


def test_what_may_not_be_offered_is_not_counted(acme_portal, in_acme, as_alice):
    want()
    make_device("F2LXK1AAAA07", owner=Owner.LESSOR)
    offer_for([make_device("F2LXK1AAAA08")], as_alice)

    assert "We pay more" not in page(acme_portal)


def test_highest_entry_that_fits_is_the_one_shown(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", storage_gb=256)
    want()
    want(storage_gb=256, percent=Decimal(12))

    (here,) = acme_portal.get("/").context["overview"].wanted

    assert (here.entry.percent, here.units) == (12, 1)


def test_past_entry_is_gone(acme_portal, in_acme):
    three_devices()
    want(until_on=timezone.localdate() - timedelta(days=1))

    assert "We pay more" not in page(acme_portal)


def test_fleet_marks_the_models_and_filters_them(acme_portal, in_acme):
    three_devices()
    want()

    everything, filtered = page(acme_portal, "/fleet/"), page(acme_portal, "/fleet/?wanted=yes")

    assert everything.count("wanted: brings more today") == 2
    assert "PF3A1B2C" in everything
    assert "PF3A1B2C" not in filtered
    assert filtered.count("wanted: brings more today") == 2


def test_filter_without_a_list_finds_nothing(acme_portal, in_acme):
    three_devices()

    assert "No device matches" in page(acme_portal, "/fleet/?wanted=yes")


def test_table_asks_no_more_for_more_wanted_models(acme_portal, in_acme):
    three_devices()
    want()
    page(acme_portal, "/fleet/")
    with queries() as few:
        page(acme_portal, "/fleet/")
    want(model_slug="lenovo-thinkpad-t14-g2")

    with queries() as more:
        page(acme_portal, "/fleet/")

    assert len(more) == len(few)


@pytest.mark.parametrize(
    ("language", "mark"),
    [("en", "Wanted model: we pay 8% more"), ("fr", "Modèle recherché\u00a0: nous payons 8\u00a0% de plus")],
)
def test_public_estimate_marks_the_model_and_pays_the_premium(site, language, mark):
    form = {"line-TOTAL_FORMS": "0", "line-INITIAL_FORMS": "0", "rows": LIST}
    before = site.post(f"/{language}/estimate/", form)
    want()

    after = site.post(f"/{language}/estimate/", form)

    assert mark not in before.content.decode()
    assert after.content.decode().count(mark) == 1
    assert after.context["found"].figures.low > before.context["found"].figures.low
