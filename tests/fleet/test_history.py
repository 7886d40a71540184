from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from fleet.history import MOST, history_of
from fleet.models import Device, Site, Upload
from quotes.actions.offers import decline_offer, request_offer
from quotes.models import BuyBackOffer
from tenants.jobs import run_job_here
from tests.devices import make_device

pytestmark = pytest.mark.django_db


def committed_upload(filename: str, at) -> Upload:
    return Upload.objects.create(
        filename=filename,
        storage_name=filename,
        sha256="0" * 64,
        size=1,
        state="committed",
        received_at=at,
        received_by_name="Bob",
        committed_at=at,
        committed_by_name="Alice Martin",
    )


def told(device: Device) -> list[tuple[str, str]]:
    device.refresh_from_db()
    return [(happening.title, happening.by) for happening in history_of(device)]


def test_it_works(in_acme, now):
    upload = committed_upload("intune.csv", now)
    device = make_device("F2LXK1AAAA01", first_upload=upload, last_upload=upload)

    assert told(device) == [("Added from intune.csv", "Alice Martin")]


def test_change_by_an_upload_tells_what_changed_from_what_to_what(in_acme, now):
    make_device("F2LXK1AAAA01", grade="A", site=Site.objects.create(name="Lyon", sort_key="lyon"))
    upload = committed_upload("november.csv", now)
    nantes = Site.objects.create(name="Nantes", sort_key="nantes")

    Device.objects.update(grade="B", site=nantes, battery_health=80, last_upload=upload, changed_at=now)

    latest = history_of(Device.objects.get())[0]
    assert (latest.title, latest.by, latest.at) == ("Changed by november.csv", "Alice Martin", now)
    assert [(str(change.label), change.before, change.after) for change in latest.changes] == [
        ("Site", "Lyon", "Nantes"),
        ("grade", "A: like new", "B: light traces of use"),
        ("battery (%)", "–", "80"),
    ]


def test_change_that_no_reader_follows_is_not_told(in_acme, now):
    device = make_device("F2LXK1AAAA01")

    Device.objects.update(evidence="alias", changed_at=now)

    assert told(device) == [("Added to the fleet", "")]


def test_offer_is_told_by_its_number_and_who_asked_for_it(in_acme, as_alice, now):
    device = make_device("F2LXK1AAAA01")
    run_job_here(request_offer(selection={"devices": [str(device.pk)]}, by=as_alice, at=now))
    offer = BuyBackOffer.objects.get()

    decline_offer(offer=offer, reason="", by=as_alice, at=now + timedelta(days=1))

    assert told(device)[:2] == [
        (f"Released from the offer {offer.reference}", as_alice.name),
        (f"Put into the buy-back offer {offer.reference}", as_alice.name),
    ]


def test_long_history_shows_its_end(in_acme, now):
    make_device("F2LXK1AAAA01")
    for number in range(MOST + 10):
        Device.objects.update(cost_centre=f"C{number}", changed_at=now + timedelta(minutes=number))

    history = history_of(Device.objects.get())

    assert len(history) == MOST
    assert history[0].changes[0].after == f"C{MOST + 9}"


def test_one_statement_writes_a_version_of_every_device_it_changed_and_of_no_other(in_acme, now):
    changed, other = make_device("F2LXK1AAAA01", grade="A"), make_device("F2LXK1AAAA02", grade="B")

    Device.objects.update(grade="B", changed_at=now)

    assert versions_of(changed) == [("update", "A")]
    assert versions_of(other) == []


def test_removed_device_leaves_its_last_version(in_acme):
    device = make_device("F2LXK1AAAA01", grade="A")
    kept = device.pk

    device.delete()

    assert versions_of(Device(pk=kept)) == [("delete", "A")]


def versions_of(device: Device) -> list[tuple[str, str]]:
    kept = apps.get_model("fleet", "DeviceHistory").objects.filter(pgh_obj_id=device.pk)
    return list(kept.order_by("pgh_id").values_list("pgh_label", "grade"))


def test_no_trigger_writes_history_row_by_row(in_acme):
    """Each call of such a trigger looks through all rows before it: 100,000 devices took a hundred seconds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, (tgtype & 1) = 1 FROM pg_trigger"
            " WHERE tgrelid = 'fleet_device'::regclass AND NOT tgisinternal"
        )
        row_by_row = dict(cursor.fetchall())

    assert sorted(row_by_row.values()) == [False, False], row_by_row
