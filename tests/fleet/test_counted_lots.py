"""Rows that count devices without numbers become one lot each, and no invented devices."""

import pytest

from fleet.actions.uploads import undo_upload
from fleet.models import CountedLot, Device
from fleet.undo import UploadHeld
from tenants.jobs import run_job_here
from tests.fleet.test_importing import imported, upload_of

pytestmark = pytest.mark.django_db


def lots(*rows: str) -> bytes:
    return "\n".join(["Serial number,Manufacturer,Model,Quantity,Location", *rows]).encode()


TABLETS = ",Samsung,Galaxy Tab A8,25,Lycée Sud"


def test_it_works(in_acme, as_alice, now):
    upload = imported(lots("PF1,Lenovo,ThinkPad T14 Gen 2,1,Lyon", TABLETS), as_alice, now)

    lot = CountedLot.objects.get()
    assert (lot.quantity, lot.model_text, lot.site.name, lot.owner) == (
        25,
        "Galaxy Tab A8",
        "Lycée Sud",
        "organisation",
    )
    assert Device.objects.count() == 1
    assert upload.summary["owners"] == {"organisation": 26}
    assert (upload.summary["created"], upload.summary["updated"]) == (2, 0)


def test_rows_that_say_the_same_count_together(in_acme, as_alice, now):
    imported(lots(TABLETS, TABLETS.replace("25", "5")), as_alice, now)

    assert CountedLot.objects.get().quantity == 30


def test_same_list_again_changes_nothing(in_acme, as_alice, now):
    imported(lots(TABLETS), as_alice, now)

    assert upload_of(lots(TABLETS), as_alice, now).summary["outcomes"] == {"leave": 1}


def test_later_list_says_how_many_there_are_now(in_acme, as_alice, now):
    imported(lots(TABLETS), as_alice, now)

    upload = imported(lots(TABLETS.replace("25", "20")), as_alice, now)

    assert (upload.summary["outcomes"], CountedLot.objects.get().quantity) == ({"update": 1}, 20)


def test_undone_list_takes_its_lot_with_it(in_acme, as_alice, now):
    upload = imported(lots(TABLETS), as_alice, now)

    run_job_here(undo_upload(upload=upload, by=as_alice, at=now))

    assert not CountedLot.objects.exists()


def test_undone_later_list_counts_as_before(in_acme, as_alice, now):
    imported(lots(TABLETS), as_alice, now)
    later = imported(lots(TABLETS.replace("25", "20")), as_alice, now)

    run_job_here(undo_upload(upload=later, by=as_alice, at=now))

    assert CountedLot.objects.get().quantity == 25


def test_list_is_held_by_a_later_count(in_acme, as_alice, now):
    first = imported(lots(TABLETS), as_alice, now)
    imported(lots(TABLETS.replace("25", "20")), as_alice, now)

    with pytest.raises(UploadHeld):
        undo_upload(upload=first, by=as_alice, at=now)
