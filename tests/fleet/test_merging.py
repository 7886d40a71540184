"""Several lists of one fleet, merged on its numbers: an MDM's, the asset list, the lease schedule."""

from datetime import date, timedelta

import pytest

from fleet.actions.corrections import correct_row
from fleet.bulk_change import CHANGEABLE
from fleet.intake.fields import AGE_EVIDENCE
from fleet.merging import MERGED
from fleet.models import Device
from fleet.models.device import FACTS
from fleet.undo import take_back
from tests.fleet.test_answers import assert_counts_are_right
from tests.fleet.test_importing import imported, upload_of

pytestmark = pytest.mark.django_db

MDM = b"""Serial number,Manufacturer,Model identifier,Model,Enrollment date,Ownership
F9FXH0A1Q1GC,Apple,"iPad11,6",iPad,2022-09-05,Corporate
"""
ASSETS = """N° série,N° inventaire,Marque,Modèle,Date d'achat,Site
F9FXH0A1Q1GC,INV-7,Apple,iPad,12/06/2021,Lycée Sud
""".encode()
LEASES = b"""Serial number,Model,Lessor,Lease contract,Lease end date
F9FXH0A1Q1GC,iPad,Grenke (fictitious),LS-1044,2025-06-30
"""


def known(*lists: bytes, by, at) -> Device:
    for number, content in enumerate(lists):
        imported(content, by, at, f"list-{number}.csv")
    return Device.objects.get()


def test_it_works(in_acme, as_alice, now):
    device = known(MDM, ASSETS, by=as_alice, at=now)

    assert (device.serial, device.asset_tag, device.site.name) == ("F9FXH0A1Q1GC", "INV-7", "Lycée Sud")
    assert (device.age_from_on, device.age_evidence) == (date(2021, 6, 12), "purchase")


def test_every_fact_is_merged():
    assert set(MERGED) == {*FACTS, *CHANGEABLE["gone"]}


@pytest.mark.parametrize("lists", [(MDM, ASSETS), (ASSETS, MDM)], ids=["mdm-first", "assets-first"])
def test_purchase_is_believed_before_an_enrolment_whichever_file_comes_first(lists, in_acme, as_alice, now):
    device = known(*lists, by=as_alice, at=now)

    assert (device.age_from_on, device.age_evidence) == (date(2021, 6, 12), "purchase")


@pytest.mark.parametrize("lists", [(MDM, ASSETS), (ASSETS, MDM)], ids=["mdm-first", "assets-first"])
def test_maker_s_code_is_believed_before_a_bare_name(lists, in_acme, as_alice, now):
    device = known(*lists, by=as_alice, at=now)

    assert (device.evidence, device.model_code) == ("apple_identifier", "iPad11,6")


def test_enrolled_again_is_no_younger(in_acme, as_alice, now):
    device = known(MDM, MDM.replace(b"2022-09-05", b"2024-01-08"), by=as_alice, at=now)

    assert device.age_from_on == date(2022, 9, 5)


def test_later_purchase_date_corrects_an_earlier_one(in_acme, as_alice, now):
    device = known(ASSETS, ASSETS.replace(b"12/06/2021", b"13/06/2021"), by=as_alice, at=now)

    assert device.age_from_on == date(2021, 6, 13)


def test_lease_schedule_says_whose_it_is_and_the_mdm_does_not_take_it_back(in_acme, as_alice, now):
    device = known(MDM, LEASES, MDM.replace(b"2022-09-05", b"2022-09-04"), by=as_alice, at=now)

    assert (device.owner, device.lessor, device.lease_reference) == ("lessor", "Grenke (fictitious)", "LS-1044")
    assert device.lease_ends_on == date(2025, 6, 30)


def test_device_said_to_be_personal_may_be_said_to_be_ours(in_acme, as_alice, now):
    device = known(MDM.replace(b"Corporate", b"Personal"), MDM, by=as_alice, at=now)

    assert device.owner == "organisation"


def test_list_that_does_not_say_whose_they_are_changes_no_owner(in_acme, as_alice, now):
    device = known(MDM.replace(b"Corporate", b"Personal"), ASSETS, by=as_alice, at=now)

    assert device.owner == "person"


def test_device_of_a_first_list_without_owners_is_ours(in_acme, as_alice, now):
    assert known(ASSETS, by=as_alice, at=now).owner == "organisation"


def test_weaker_list_changes_nothing_and_says_so(in_acme, as_alice, now):
    imported(ASSETS, as_alice, now)
    imported(MDM, as_alice, now)

    weaker = b"Serial number,Model,Enrollment date\nF9FXH0A1Q1GC,iPad,2023-01-01\n"

    assert upload_of(weaker, as_alice, now).summary["outcomes"] == {"leave": 1}


def test_undone_list_leaves_what_the_others_said(in_acme, as_alice, now):
    imported(ASSETS, as_alice, now, "assets.csv")
    lease = imported(LEASES, as_alice, now, "leases.csv")

    take_back(upload_id=lease.pk, at=now)

    device = Device.objects.get()
    assert (device.owner, device.lessor, device.lease_ends_on) == ("organisation", "", None)


def test_every_evidence_of_age_has_a_rank():
    assert all(f"WHEN '{evidence}'" in MERGED["age_evidence"] for _, evidence in AGE_EVIDENCE)


SCHEDULE = b"""Serial number,Lessor,Lease contract,Lease end date
F9FXH0A1Q1GC,Grenke (fictitious),LS-1044,2025-06-30
C02XK1AAJG5H,Grenke (fictitious),LS-1044,2025-06-30
"""


def asked(upload) -> dict[int, list[str]]:
    return {row.row_number: [problem["code"] for problem in row.problems] for row in upload.rows.in_file_order()}


def test_lease_schedule_without_models_is_checked_without_a_question(in_acme, as_alice, now):
    imported(MDM, as_alice, now)

    upload = upload_of(SCHEDULE, as_alice, now, "leases.csv")

    assert upload.state == "checked"
    assert asked(upload) == {2: [], 3: ["model_missing"]}  # the second device is new: its model is nowhere
    assert upload.summary["problems"] == {"model_missing": 1}
    assert_counts_are_right(upload)


def test_model_is_missed_where_the_fleet_knows_the_device_without_one(in_acme, as_alice, now):
    imported(SCHEDULE, as_alice, now, "leases.csv")

    upload = upload_of(SCHEDULE.replace(b"2025", b"2026"), as_alice, now, "later.csv")

    assert upload.summary["outcomes"] == {"update": 2}
    assert asked(upload) == {2: ["model_missing"], 3: ["model_missing"]}


def test_same_schedule_asks_nothing_once_another_list_has_named_the_model(in_acme, as_alice, now):
    imported(SCHEDULE, as_alice, now, "leases.csv")
    imported(MDM, as_alice, now + timedelta(hours=1))

    again = upload_of(SCHEDULE, as_alice, now + timedelta(hours=2), "leases.csv")

    assert asked(again) == {2: [], 3: ["model_missing"]}


def test_known_model_is_not_missed_after_a_row_was_put_right(in_acme, as_alice, now):
    imported(MDM, as_alice, now)
    upload = upload_of(SCHEDULE, as_alice, now, "leases.csv")

    row = correct_row(
        upload=upload, row=upload.rows.get(row_number=2), cells={"Lease contract": "LS-9"}, by=as_alice, at=now
    )

    assert (row.problems, row.outcome) == ([], "update")


def test_name_that_says_little_of_a_known_device_asks_nothing(in_acme, as_alice, now):
    imported(MDM, as_alice, now)

    upload = upload_of(ASSETS, as_alice, now)

    assert upload.summary["outcomes"] == {"update": 1}
    assert upload.summary["problems"] == {}
    assert not upload.rows.asking_for_model().exists()
