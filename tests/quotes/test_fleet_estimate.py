"""What the fleet would bring: the same prices as an offer, added up by age."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalogue.models import PriceBook
from fleet.ages import BANDS
from fleet.models import Device
from quotes.fleet_estimate import estimate_fleet
from quotes.models import FleetEstimate
from tenants.actor import SYSTEM
from tenants.jobs import enqueue_job, run_job_here
from tests.catalogue.queries import queries
from tests.deals import offer_for, run_what_follows, today
from tests.devices import make_device

pytestmark = pytest.mark.django_db


def estimate() -> FleetEstimate:
    return estimate_fleet(at=timezone.now(), today=today())


def years_ago(years: float) -> dt.date:
    return today() - dt.timedelta(days=int(365.25 * years) + 1)


def mixed_fleet() -> list[Device]:
    return [
        make_device("A000000001", grade="A", battery_health=70, age_from_on=years_ago(4.5)),
        make_device("A000000002", age_from_on=years_ago(4.5)),
        make_device("A000000003", grade="C", lock="mdm", age_from_on=years_ago(1.5)),
        make_device("A000000004", model="lenovo-thinkpad-t14-g2", age_from_on=years_ago(3.5)),
        make_device("A000000005", model="lenovo-thinkpad-t14-g2", storage_gb=None, age_from_on=years_ago(3.5)),
        make_device("A000000006", model_id=None, model_label="", category="", age_from_on=None),
    ]


def test_it_works(in_acme):
    mixed_fleet()

    found = estimate()

    assert (found.devices, found.offerable, found.priced) == (6, 6, 5)
    assert [band["band"] for band in found.bands] == ["1", "3", "4", "unknown"]


def test_sum_is_that_of_an_offer_for_the_same_devices(in_acme, as_alice):
    devices = mixed_fleet()

    found = estimate()

    assert found.net_amount == offer_for(devices, as_alice).total_amount > 0
    assert sum(Decimal(band["net_amount"]) for band in found.bands) == found.net_amount


def test_devices_that_cannot_be_offered_are_counted_and_not_valued(in_acme, as_alice):
    make_device("B000000001", owner="person")
    make_device("B000000002", owner="lessor")
    offer_for([make_device("B000000003")], as_alice)

    found = estimate()

    assert (found.devices, found.offerable, found.net_amount) == (3, 0, Decimal(0))


def test_devices_that_are_gone_are_not_valued(in_acme):
    make_device("C000000002", gone_at=timezone.now(), gone_by_id="1", gone_by_name="Alice Martin")

    assert estimate().devices == 0


def test_devices_that_were_sold_are_not_of_the_fleet(in_acme):
    make_device("C000000001", owner="operator")

    assert estimate().devices == 0


@pytest.mark.parametrize(
    ("years", "band"), [(0.5, "0"), (1.1, "1"), (4.9, "4"), (5.1, "5"), (12, "5"), (None, "unknown")]
)
def test_band_is_that_of_the_whole_years_in_use(in_acme, years, band):
    make_device("D000000001", age_from_on=None if years is None else years_ago(years))

    assert [found["band"] for found in estimate().bands] == [band]
    assert band in BANDS


def test_latest_estimate_takes_the_place_of_the_one_before(in_acme):
    estimate()
    make_device("E000000001")
    estimate()

    assert FleetEstimate.objects.get().devices == 1


def test_statements_do_not_grow_with_the_fleet(in_acme):
    make_device("F000000000")
    estimate()
    with queries() as few:
        estimate()
    for number in range(1, 12):
        make_device(f"F{number:09}")
    with queries() as many:
        estimate()

    assert len(few) == len(many)


def test_job_without_prices_in_force_says_nothing(in_acme):
    estimate()
    PriceBook.objects.update(status="retired", retired_at=timezone.now(), retired_by_name="Nobody")

    job = run_job_here(
        enqueue_job(
            kind="quotes.estimate_fleet", organisation_id=in_acme.pk, arguments={}, by=SYSTEM, at=timezone.now()
        )
    )

    assert (job.state, job.result, FleetEstimate.objects.count()) == ("done", {"book": ""}, 0)


def test_import_is_followed_by_an_estimate(in_acme, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Serial number,Model,Storage\nAAAA0001,iPhone 13,128 GB\n")
    call_command("fleet_import", "acme", str(file), "--commit", "--json", stdout=io.StringIO())

    run_what_follows()

    assert FleetEstimate.objects.get().devices == 1
