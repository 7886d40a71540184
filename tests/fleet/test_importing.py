import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from b2b_portal.demo.fleet_file import HEADERS, write_csv, write_xlsx
from fleet.actions.uploads import commit_upload, discard_upload, receive_upload
from fleet.models import Device, Site, Upload, UploadRow
from fleet.states import UploadState
from records.transitions import StateChanged
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.permissions import PermissionRefused

pytestmark = pytest.mark.django_db


def upload_of(content: bytes, by, at, filename="devices.csv") -> Upload:
    upload = receive_upload(file=ContentFile(content), filename=filename, by=by, at=at)
    run_job_here(Job.objects.get(pk=upload.job_id))
    upload.refresh_from_db()
    return upload


def imported(content: bytes, by, at, filename="devices.csv") -> Upload:
    upload = upload_of(content, by, at, filename)
    run_job_here(commit_upload(upload=upload, by=by, at=at))
    upload.refresh_from_db()
    return upload


def sheet(*rows: str) -> bytes:
    return "\n".join(["Serial number,Asset tag,Manufacturer,Model,Storage,Location", *rows]).encode()


def test_it_works(in_acme, as_alice, now):
    upload = imported(write_csv(25), as_alice, now)

    assert (upload.state, Device.objects.count()) == (UploadState.COMMITTED, 25)
    assert upload.summary["created"] == 25


def test_workbook_and_csv_of_one_list_give_the_same_devices(in_acme, as_alice, now):
    imported(write_csv(25), as_alice, now)

    upload = imported(write_xlsx(25), as_alice, now, "devices.xlsx")

    assert (upload.summary["created"], upload.summary["unchanged"]) == (0, 25)


def test_checking_changes_nothing_in_the_fleet(in_acme, as_alice, now):
    upload = upload_of(write_csv(5), as_alice, now)

    assert upload.state == UploadState.CHECKED
    assert upload.summary["outcomes"] == {"create": 5}
    assert not Device.objects.exists()


def test_second_file_changes_what_it_says_and_leaves_what_it_does_not(in_acme, as_alice, now):
    imported(sheet("PF3A1B2C,A-1,LENOVO,ThinkPad T14 Gen 2,256 GB,Lyon"), as_alice, now)

    upload = imported(sheet("PF3A1B2C,,LENOVO,ThinkPad T14 Gen 2,512 GB,"), as_alice, now)

    device = Device.objects.get()
    assert (upload.summary["updated"], device.storage_gb, device.asset_tag, device.site.name) == (1, 512, "A-1", "Lyon")


def test_device_known_by_tag_only_is_found_again(in_acme, as_alice, now):
    imported(sheet(",A-1,LENOVO,ThinkPad T14 Gen 2,,"), as_alice, now)

    upload = imported(sheet(",A-1,LENOVO,ThinkPad T14 Gen 2,256 GB,"), as_alice, now)

    assert (upload.summary["created"], upload.summary["updated"], Device.objects.count()) == (0, 1, 1)


def test_sites_are_made_once_whatever_their_case(in_acme, as_alice, now):
    imported(sheet("PF3A1B2C,,LENOVO,T14,,Lyon", "PF3A1B2D,,LENOVO,T14,,LYON"), as_alice, now)

    assert Site.objects.count() == 1


def test_personal_device_is_kept_apart_and_never_offered(in_acme, as_alice, now):
    row = dict.fromkeys(HEADERS, "") | {"Serial number": "F2LXK1AAAA01", "Model": "iPhone 13", "Ownership": "Personal"}
    content = (",".join(HEADERS) + "\n" + ",".join(row.values())).encode()

    imported(content, as_alice, now)

    assert Device.objects.get().owner == "person"
    assert not Device.objects.free().exists()


def test_personal_values_are_stored_nowhere(in_acme, as_alice, now):
    upload = upload_of(write_csv(20), as_alice, now)

    stored = json.dumps(list(upload.rows.values("raw", "problems", "model_text")), default=str) + json.dumps(
        upload.mapping
    )

    assert "@acme.example" not in stored
    assert "User 000" not in stored


def test_history_of_a_device_shows_what_changed(in_acme, as_alice, now):
    imported(sheet("PF3A1B2C,,LENOVO,ThinkPad T14 Gen 2,256 GB,"), as_alice, now)
    imported(sheet("PF3A1B2C,,LENOVO,ThinkPad T14 Gen 2,512 GB,"), as_alice, now)

    history = Device.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "storage_gb")

    assert list(history) == [("update", 256)]


def test_same_file_again_writes_no_history(in_acme, as_alice, now):
    imported(write_csv(5), as_alice, now)

    imported(write_csv(5), as_alice, now)

    assert Device.pgh_event_model.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "picture.xlsx", "not_a_spreadsheet"),
        (b"", "empty.csv", "empty"),
        (b"red\ngreen\n", "shirts.csv", "no_header"),
    ],
)
def test_file_that_is_no_device_list_fails_with_a_sentence(in_acme, as_alice, now, content, filename, code):
    upload = upload_of(content, as_alice, now, filename)

    assert upload.state == UploadState.FAILED
    assert upload.problem_code == code
    assert upload.problem.endswith(".")
    assert not upload.rows.exists()


def test_two_rows_that_turn_out_to_be_one_device_count_once(in_acme, as_alice, now):
    imported(b"Serial number,IMEI,Model\nF2LXK1AAAA01,359999010000032,iPhone 13", as_alice, now)

    upload = upload_of(b"Serial number,IMEI,Model\nF2LXK1AAAA01,,iPhone 13\n,359999010000032,iPhone 13", as_alice, now)

    assert upload.summary["outcomes"] == {"leave": 1, "refuse": 1}
    second = UploadRow.objects.of(upload).get(outcome="refuse")
    assert (second.device_id, second.problems[-1]["code"], second.problems[-1]["hint"]) == (
        None,
        "duplicate_in_file",
        "2",
    )


def test_committing_twice_is_refused(in_acme, as_alice, now):
    upload = upload_of(write_csv(5), as_alice, now)
    same = Upload.objects.get(pk=upload.pk)
    commit_upload(upload=upload, by=as_alice, at=now)

    with pytest.raises(StateChanged):
        commit_upload(upload=same, by=as_alice, at=now)


def test_discarding_throws_the_staged_rows_away(in_acme, as_alice, now):
    upload = upload_of(write_csv(5), as_alice, now)

    discard_upload(upload=upload, by=as_alice, at=now)

    assert upload.state == UploadState.DISCARDED
    assert not upload.rows.exists()


def test_viewer_may_not_upload(in_acme, as_bob, now):
    with pytest.raises(PermissionRefused):
        receive_upload(file=ContentFile(b"x"), filename="x.csv", by=as_bob, at=now)


def test_command_prints_what_scripts_rely_on(acme, tmp_path: Path, capsys):
    file = tmp_path / "devices.csv"
    file.write_bytes(write_csv(5))

    call_command("fleet_import", "acme", str(file), "--commit", "--json")

    result = json.loads(capsys.readouterr().out)
    assert (result["state"], result["devices"], result["created"], result["encoding"]) == (
        "committed",
        5,
        5,
        "utf-8-sig",
    )
    assert result["problems"].keys() <= {"personal_device"}


def test_command_for_an_unknown_organisation_fails(db, tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("fleet_import", "nowhere", str(tmp_path / "x.csv"))
