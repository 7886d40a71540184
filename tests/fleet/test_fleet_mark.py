"""What was compared once is not compared again, unless anything in the fleet was written since."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from fleet import staging
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.fleet_mark import read_fleet_mark
from fleet.models import CountedLot, Device, Site, Upload
from tenants.jobs import run_job_here
from tenants.models import Job

pytestmark = pytest.mark.django_db
LIST = """Serial number,Manufacturer,Model,Location
PF3A1B2C,LENOVO,ThinkPad T14 Gen 2,Lyon
PF3A1B2D,LENOVO,ThinkPad T14 Gen 2,Paris
"""


def read(by, at, content=LIST) -> Upload:
    upload = receive_upload(file=ContentFile(content.encode()), filename="parc.csv", by=by, at=at)
    run_job_here(Job.objects.get(pk=upload.job_id))
    upload.refresh_from_db()
    return upload


def commit(upload, by, at) -> Upload:
    run_job_here(commit_upload(upload=upload, by=by, at=at))
    upload.refresh_from_db()
    return upload


def write_device():
    Device.objects.filter(serial="PF3A1B2C").update(asset_tag="A-9")


def remove_device():
    Device.objects.filter(serial="PF3A1B2C").delete()


def add_device():
    Device.objects.create(serial="PF3A1B2E", created_at=timezone.now(), changed_at=timezone.now())


def write_site():
    Site.objects.filter(name="Lyon").update(name="Lyon 2")


def write_lot():
    written = {"created_at": timezone.now(), "changed_at": timezone.now()}
    upload = Upload.objects.get()
    CountedLot.objects.create(lot_key="x", quantity=3, first_upload=upload, last_upload=upload, **written)


def test_it_works(in_acme, as_alice, now):
    commit(read(as_alice, now), as_alice, now)

    assert read_fleet_mark() == read_fleet_mark()
    assert len(read_fleet_mark()) <= Upload._meta.get_field("fleet_mark").max_length


@pytest.mark.parametrize("change", [write_device, remove_device, add_device, write_site, write_lot])
def test_every_change_gives_another_mark(in_acme, as_alice, now, change):
    commit(read(as_alice, now), as_alice, now)
    before = read_fleet_mark()

    change()

    assert read_fleet_mark() != before


def test_fleet_that_nobody_touched_is_compared_once(in_acme, as_alice, now, monkeypatch):
    commit(read(as_alice, now), as_alice, now)
    again = read(as_alice, now)
    monkeypatch.setattr(staging, "compare_with_fleet", None)

    assert commit(again, as_alice, now).summary["unchanged"] == 2


def test_device_that_went_between_check_and_import_is_made_again(in_acme, as_alice, now):
    commit(read(as_alice, now), as_alice, now)
    again = read(as_alice, now)
    assert again.summary["outcomes"] == {"leave": 2}
    remove_device()

    assert commit(again, as_alice, now).summary["created"] == 1
    assert Device.objects.filter(serial="PF3A1B2C").exists()


def test_device_that_came_between_check_and_import_is_not_made_twice(in_acme, as_alice, now):
    upload = read(as_alice, now)
    assert upload.summary["outcomes"] == {"create": 2}
    commit(read(as_alice, now, LIST.replace("Paris", "Nice")), as_alice, now)

    summary = commit(upload, as_alice, now).summary

    assert (summary["created"], summary["updated"], summary["unchanged"]) == (0, 1, 1)
