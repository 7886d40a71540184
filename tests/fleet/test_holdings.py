"""What fleets teach: a range of IMEIs, and models that the catalogue lacks."""

import pytest
from django.core.files.base import ContentFile
from stdnum import luhn

from catalogue.models import CatalogueRevision, HeldDevices, LearntTac, UnlistedModel
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.holdings import note_fleet
from fleet.models import Device
from tenants.jobs import run_job_here
from tenants.models import Job

pytestmark = pytest.mark.django_db
TAC = "35999911"


def imei(number: int) -> str:
    body = f"{TAC}{number:06}"
    return body + luhn.calc_check_digit(body)


def imported(by, at, *rows: str) -> None:
    content = "\n".join(["IMEI,Manufacturer,Model,Model identifier", *rows])
    upload = receive_upload(file=ContentFile(content.encode()), filename="phones.csv", by=by, at=at)
    run_job_here(Job.objects.get(pk=upload.job_id))
    upload.refresh_from_db()
    run_job_here(commit_upload(upload=upload, by=by, at=at))


def iphones(count: int, start: int = 1) -> list[str]:
    return [f'{imei(number)},Apple,iPhone 13,"iPhone14,5"' for number in range(start, start + count)]


def test_it_works(in_acme, as_alice, now):
    imported(as_alice, now, *iphones(3))

    assert note_fleet(at=now) == {"models": 1, "tacs": 1, "unlisted": 0, "names": 0}
    assert list(LearntTac.objects.settled()) == [TAC]


def test_device_without_a_model_is_known_by_its_imei(in_acme, as_alice, now):
    imported(as_alice, now, *iphones(3))
    note_fleet(at=now)

    imported(as_alice, now, f"{imei(90)},,,", f"{imei(91)},Apple,Téléphone,")

    found = Device.objects.filter(imei__in=[imei(90), imei(91)])
    assert {(device.model_label, device.evidence, str(device.confidence)) for device in found} == {
        ("Apple iPhone 13", "learnt_tac", "0.80")
    }


def test_two_devices_settle_nothing(in_acme, as_alice, now):
    imported(as_alice, now, *iphones(2))

    note_fleet(at=now)

    assert LearntTac.objects.settled() == {}


def test_code_of_two_models_settles_nothing(in_acme, as_alice, now):
    imported(as_alice, now, *iphones(3), *(f'{imei(number)},Apple,,"iPhone13,2"' for number in range(50, 53)))

    note_fleet(at=now)

    assert LearntTac.objects.settled() == {}


def test_another_maker_in_the_row_is_believed_before_the_imei(in_acme, as_alice, now):
    imported(as_alice, now, *iphones(3))
    note_fleet(at=now)

    imported(as_alice, now, f"{imei(90)},Samsung,Téléphone,")

    assert Device.objects.get(imei=imei(90)).model_id is None


def test_what_an_imei_taught_teaches_nothing_further(in_acme, as_alice, now):
    imported(as_alice, now, *iphones(3))
    note_fleet(at=now)
    imported(as_alice, now, f"{imei(90)},,,")

    note_fleet(at=now)

    assert LearntTac.objects.get().devices == 3


def test_noting_again_notes_nothing_twice_and_makes_no_new_revision(in_acme, as_alice, now):
    imported(as_alice, now, *iphones(3))
    note_fleet(at=now)
    revision = CatalogueRevision.objects.current()

    note_fleet(at=now)

    assert (LearntTac.objects.count(), CatalogueRevision.objects.current()) == (1, revision)


def test_model_that_the_catalogue_lacks_is_counted_by_name(in_acme, as_alice, now):
    imported(as_alice, now, f"{imei(1)},Samsung,SM-G930F,", f"{imei(2)},Samsung,SM-G930F,")

    note_fleet(at=now)

    assert UnlistedModel.objects.most_held() == [("Samsung Galaxy S7", "smartphone", 2, 1)]
    assert Device.objects.get(imei=imei(1)).model_label == "Samsung Galaxy S7"


def test_devices_of_each_model_are_counted_anew(in_acme, as_alice, now):
    imported(as_alice, now, *iphones(3))
    note_fleet(at=now)
    Device.objects.filter(imei=imei(1)).update(model=None)

    note_fleet(at=now)

    assert [(row.model_id, row.devices) for row in HeldDevices.objects.for_organisation(in_acme)] == [
        ("apple-iphone-13", 2)
    ]
