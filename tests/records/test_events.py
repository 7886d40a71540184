import pytest
from django.db import DatabaseError, transaction
from django_tenants.utils import tenant_context

from records.events import events_of, record_event
from records.models import Event
from tests.devices import make_device

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(in_acme):
    return make_device("PF3A1B2C")


def test_it_works(device, as_alice, now):
    record_event(subject=device, verb="device.seen", by=as_alice, at=now, reason="because")

    event = events_of(device).get()
    assert (event.verb, event.by_name, event.by_role, event.reason) == (
        "device.seen",
        "Alice Martin",
        "admin",
        "because",
    )


def test_latest_event_comes_first(device, as_alice, now):
    for verb in ("first", "second"):
        record_event(subject=device, verb=verb, by=as_alice, at=now)

    assert [event.verb for event in events_of(device)] == ["second", "first"]


def test_events_are_of_their_own_subject_only(device, as_alice, now):
    record_event(subject=make_device("PF3A1B2D"), verb="device.seen", by=as_alice, at=now)

    assert not events_of(device).exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_was_written_stays_written(device, as_alice, now, change):
    record_event(subject=device, verb="device.seen", by=as_alice, at=now)
    action = {"update": lambda: Event.objects.update(by_name="nobody"), "delete": Event.objects.all().delete}

    with pytest.raises(DatabaseError, match="event_append_only"), transaction.atomic():
        action[change]()


def test_events_of_one_organisation_are_not_anothers(device, as_alice, now, globex):
    record_event(subject=device, verb="device.seen", by=as_alice, at=now)

    with tenant_context(globex):
        assert not Event.objects.exists()
