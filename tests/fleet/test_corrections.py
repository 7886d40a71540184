"""A row put right before it reaches the fleet is read again, and everything that depends on it follows."""

import pytest

from fleet.actions.corrections import correct_row
from fleet.actions.uploads import commit_upload
from fleet.models import Device
from fleet.summary import count_again
from records.models import Event
from records.transitions import StateChanged
from tenants.jobs import run_job_here
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.fleet.test_importing import imported, sheet, upload_of

pytestmark = pytest.mark.django_db

GOOD = "5CG1234ABC,A1,HP,EliteBook 840 G8,256,Lyon"


def row_of(upload, number):
    return upload.rows.get(row_number=number)


def corrected(upload, number, by, at, **cells):
    cells = {label.replace("_", " "): text for label, text in cells.items()}
    return correct_row(upload=upload, row=row_of(upload, number), cells=cells, by=by, at=at)


def test_it_works(in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD, ",,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)
    assert row_of(upload, 3).outcome == "refuse"

    row = corrected(upload, 3, as_alice, now, Serial_number="5CG9999XYZ")

    upload.refresh_from_db()
    assert (row.outcome, row.serial, row.problems) == ("create", "5CG9999XYZ", [])
    assert row.raw["Serial number"] == "5CG9999XYZ"
    assert upload.summary["outcomes"] == {"create": 2}
    assert (upload.summary["refused"], upload.summary["identified"], upload.summary["problems"]) == (0, 2, {})


def test_corrected_row_is_what_is_imported(in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD, ",,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)
    corrected(upload, 3, as_alice, now, Asset_tag="A2", Model="EliteBook 840 G7", Location="Nantes")
    upload.refresh_from_db()

    run_job_here(commit_upload(upload=upload, by=as_alice, at=now))

    device = Device.objects.get(asset_tag="A2")
    assert (device.site.name, device.model_text) == ("Nantes", "EliteBook 840 G7")


def test_model_of_a_corrected_row_is_identified(in_acme, as_alice, now):
    upload = upload_of(sheet("5CG1234ABC,A1,HP,Poste bleu,256,Lyon"), as_alice, now)

    row = corrected(upload, 2, as_alice, now, Model="EliteBook 840 G8")

    assert (row.model_id, row.model_label) == ("hp-elitebook-840-g8", "HP EliteBook 840 G8")


def test_number_of_another_row_is_still_the_same_device(in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD, ",,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)

    row = corrected(upload, 3, as_alice, now, Serial_number="5cg1234abc")

    assert (row.outcome, [problem["code"] for problem in row.problems]) == ("refuse", ["duplicate_in_file"])
    assert row.problems[0]["hint"] == "2"


def test_second_row_of_a_double_comes_in_once_the_first_is_another_device(in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD, GOOD), as_alice, now)
    assert row_of(upload, 3).outcome == "refuse"

    corrected(upload, 2, as_alice, now, Serial_number="5CG0000AAA", Asset_tag="A7")

    assert (row_of(upload, 3).outcome, row_of(upload, 3).problems) == ("create", [])


def test_row_that_turns_out_to_be_a_device_of_the_fleet_changes_it(in_acme, as_alice, now):
    imported(sheet(GOOD), as_alice, now)
    upload = upload_of(sheet(",,HP,EliteBook 840 G8,256,Nantes"), as_alice, now)

    row = corrected(upload, 2, as_alice, now, Serial_number="5CG1234ABC")

    assert (row.outcome, row.device_id) == ("update", Device.objects.get().pk)


def test_words_that_were_not_kept_stay_as_they_were_read(in_acme, as_alice, now):
    file = b"Serial number,Model,Condition\n,iPhone 13,B\n,iPhone 13,lovely\n"
    upload = upload_of(file, as_alice, now)

    good = corrected(upload, 2, as_alice, now, Serial_number="F2LXY1234567")
    doubtful = corrected(upload, 3, as_alice, now, Serial_number="F2LXY7654321")

    assert (good.grade, good.problems) == ("B", [])
    assert [problem["code"] for problem in doubtful.problems] == ["condition_unknown"]


def test_cell_of_a_column_there_is_not_is_ignored(in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD), as_alice, now)

    row = correct_row(upload=upload, row=row_of(upload, 2), cells={"User": "Jean"}, by=as_alice, at=now)

    assert "Jean" not in str(row.raw)


def test_address_of_a_person_is_not_kept(in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD), as_alice, now)

    row = corrected(upload, 2, as_alice, now, Location="jean@example.org")

    assert ("jean" in str(row.raw), row.site_name) == (False, "")


def test_it_is_written_down_which_row_and_columns(in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD), as_alice, now)

    corrected(upload, 2, as_alice, now, Location="Nantes", Model="EliteBook 840 G8")

    assert Event.objects.get(verb="upload.corrected").data == {"row": 2, "columns": ["Location"]}


def test_imported_row_stays(in_acme, as_alice, now):
    upload = imported(sheet(GOOD), as_alice, now)

    with pytest.raises(StateChanged):
        corrected(upload, 2, as_alice, now, Location="Nantes")


def test_onlooker_may_not_correct(in_acme, as_alice, as_bob, now):
    upload = upload_of(sheet(GOOD), as_alice, now)

    with pytest.raises(PermissionRefused):
        corrected(upload, 2, as_bob, now, Location="Nantes")


def test_page_shows_what_is_wrong_and_takes_the_cell(acme_portal, in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD, ",,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)
    address = f"/fleet/uploads/{upload.pk}/rows/3/"
    assert address in acme_portal.get(f"/fleet/uploads/{upload.pk}/").content.decode()
    assert "no serial number, IMEI or asset tag" in acme_portal.get(address).content.decode()

    still = acme_portal.post(address, {"cell-5": "Paris"})
    mended = acme_portal.post(address, {"cell-0": "5CG9999XYZ", "cell-3": "EliteBook 840 G8"}, follow=True)

    assert (still.status_code, "Paris" in still.content.decode()) == (422, True)
    assert "Row 3 can be imported." in mended.content.decode()


def test_page_of_a_row_there_is_not_is_not_found(acme_portal, in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD), as_alice, now)

    assert acme_portal.get(f"/fleet/uploads/{upload.pk}/rows/99/").status_code == 404


def test_correction_costs_what_it_touches_not_what_the_file_holds(in_acme, as_alice, now):
    short = upload_of(
        sheet(GOOD, *(f"5CG00{number:05},,HP,EliteBook 840 G8,256,Lyon" for number in range(5))), as_alice, now
    )
    long = upload_of(
        sheet(GOOD, *(f"5CG01{number:05},,HP,EliteBook 840 G8,256,Lyon" for number in range(200))), as_alice, now
    )
    corrected(short, 3, as_alice, now, Location="Nice")

    with queries() as few:
        corrected(short, 2, as_alice, now, Location="Nantes")
    with queries() as many:
        corrected(long, 2, as_alice, now, Location="Nantes")

    assert len(many) == len(few) <= 30


def test_counts_after_a_correction_are_those_of_all_rows(in_acme, as_alice, now):
    imported(sheet(GOOD), as_alice, now)
    upload = upload_of(sheet(GOOD, GOOD, ",,HP,Poste bleu,256,Lyon", "5CG9999XYZ,,HP,Poste bleu,,Lyon"), as_alice, now)

    corrected(upload, 2, as_alice, now, Serial_number="5CG7777AAA", Asset_tag="A7")
    corrected(upload, 4, as_alice, now, Serial_number="5CG8888BBB", Model="EliteBook 840 G8")

    upload.refresh_from_db()
    told = dict(upload.summary)
    count_again(upload)
    assert upload.summary == told
    assert told["outcomes"] == {"create": 3, "leave": 1}


def test_corrected_row_that_is_the_device_of_another_row_stays_out(in_acme, as_alice, now):
    imported(sheet(GOOD), as_alice, now)
    upload = upload_of(sheet(GOOD, "5CG9999XYZ,,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)

    row = corrected(upload, 3, as_alice, now, Serial_number="", Asset_tag="A1")

    assert (row.outcome, row.problems[-1]["hint"], row_of(upload, 2).outcome) == ("refuse", "2", "leave")


def test_form_says_once_what_is_needed(acme_portal, in_acme, as_alice, now):
    upload = upload_of(sheet(GOOD), as_alice, now)

    shown = acme_portal.get(f"/fleet/uploads/{upload.pk}/rows/2/").content.decode()

    assert "Only a serial number, an IMEI or an asset tag is needed" in shown
    assert "form-label-description" not in shown
