"""A file whose columns are not certain is asked about, and the answer is kept for the next one."""

import pytest
from django_tenants.utils import tenant_context

from b2b_portal.lib.states import IllegalTransition
from fleet.actions.columns import NoIdentifierChosen, ask_columns_again, confirm_columns
from fleet.intake.choices import ChosenTwice
from fleet.models import RememberedColumn, Upload
from fleet.states import UploadState
from tenants.jobs import run_job_here
from tenants.permissions import PermissionRefused
from tests.fleet.test_importing import imported, sheet, upload_of

pytestmark = pytest.mark.django_db

# "Boîtier" says nothing; its cells are serial numbers.
UNSURE = (
    "Boîtier;Truc;Modèle;Adresse mail\n"
    "5CG1234ABC;rouge;HP EliteBook 840 G8;jean@example.org\n"
    "5CG9876XYZ;bleu;HP EliteBook 840 G8;anne@example.org\n"
    "5CG4567KLM;vert;HP EliteBook 840 G8;paul@example.org\n"
).encode()


def answered(upload: Upload, choices, by, at) -> Upload:
    run_job_here(confirm_columns(upload=upload, choices=choices, by=by, at=at))
    upload.refresh_from_db()
    return upload


def test_it_works(in_acme, as_alice, now):
    upload = upload_of(UNSURE, as_alice, now)
    assert (upload.state, upload.rows.count()) == (UploadState.MAPPING, 0)

    answered(upload, {0: "serial", 1: "", 2: "model"}, as_alice, now)

    assert (upload.state, upload.summary["rows"], upload.summary["outcomes"]) == ("checked", 3, {"create": 3})


def test_certain_file_is_not_asked_about(in_acme, as_alice, now):
    assert upload_of(sheet("5CG1234ABC,A1,HP,EliteBook 840 G8,256,Lyon"), as_alice, now).state == UploadState.CHECKED


def test_cells_are_kept_for_the_question_but_no_persons(in_acme, as_alice, now):
    upload = upload_of(UNSURE, as_alice, now)

    assert upload.samples == [
        ["5CG1234ABC", "5CG9876XYZ", "5CG4567KLM"],
        ["rouge", "bleu", "vert"],
        upload.samples[2],
        [],
    ]


def test_cells_are_gone_once_answered(in_acme, as_alice, now):
    upload = answered(upload_of(UNSURE, as_alice, now), {}, as_alice, now)

    assert upload.samples == []


def test_second_file_is_not_asked_about(in_acme, as_alice, now):
    answered(upload_of(UNSURE, as_alice, now), {0: "asset_tag", 1: "site", 2: "model"}, as_alice, now)

    upload = upload_of(UNSURE + b"5CG1111AAA;noir;HP EliteBook 840 G8;x@example.org\n", as_alice, now)

    assert upload.state == UploadState.CHECKED
    assert set(upload.rows.values_list("asset_tag", "site_name")[:1]) <= {("5CG1234ABC", "rouge")}


def test_answer_of_one_organisation_is_not_known_to_another(as_alice, now, acme, globex):
    with tenant_context(acme):
        answered(upload_of(UNSURE, as_alice, now), {0: "asset_tag"}, as_alice, now)
        assert RememberedColumn.objects.count() == 1
    with tenant_context(globex):
        assert RememberedColumn.objects.count() == 0


def test_correction_outlives_what_we_know_of_the_program(in_acme, as_alice, now):
    file = sheet("5CG1234ABC,A1,HP,EliteBook 840 G8,256,Lyon")
    upload = upload_of(file, as_alice, now)
    ask_columns_again(upload=upload, by=as_alice, at=now)
    place = [column["header"] for column in upload.mapping["columns"]].index("Location")
    answered(upload, {place: "cost_centre"}, as_alice, now)

    upload = upload_of(sheet("5CG9999ABC,A2,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)

    assert list(upload.rows.values_list("cost_centre", "site_name")) == [("Lyon", "")]


def test_nothing_is_remembered_of_what_was_known(in_acme, as_alice, now):
    upload = upload_of(sheet("5CG1234ABC,A1,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)
    ask_columns_again(upload=upload, by=as_alice, at=now)

    answered(upload, {column["index"]: column["field"] for column in upload.mapping["columns"]}, as_alice, now)

    assert not RememberedColumn.objects.exists()


def test_two_columns_for_one_field_are_refused(in_acme, as_alice, now):
    upload = upload_of(UNSURE, as_alice, now)

    with pytest.raises(ChosenTwice):
        confirm_columns(upload=upload, choices={0: "serial", 1: "serial"}, by=as_alice, at=now)

    upload.refresh_from_db()
    assert upload.state == UploadState.MAPPING


def test_file_without_a_name_for_devices_is_asked_about_until_it_has_one(in_acme, as_alice, now):
    upload = upload_of(b"Couleur;Mod\xc3\xa8le\nrouge;iPhone 13\nvert;iPhone 13\n", as_alice, now)
    assert upload.state == UploadState.MAPPING

    with pytest.raises(NoIdentifierChosen):
        confirm_columns(upload=upload, choices={}, by=as_alice, at=now)


def test_personal_column_stays_closed_whatever_is_chosen(in_acme, as_alice, now):
    upload = answered(upload_of(UNSURE, as_alice, now), {0: "serial", 3: "site"}, as_alice, now)

    assert not upload.rows.exclude(site_name="").exists()
    assert [header for _profile, header in RememberedColumn.objects.as_mapping()] == ["boitier"]


def test_onlooker_may_not_answer(in_acme, as_alice, as_bob, now):
    upload = upload_of(UNSURE, as_alice, now)

    with pytest.raises(PermissionRefused):
        confirm_columns(upload=upload, choices={}, by=as_bob, at=now)


def test_columns_of_what_is_imported_are_not_asked_again(in_acme, as_alice, now):
    upload = imported(sheet("5CG1234ABC,A1,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)

    with pytest.raises(IllegalTransition):
        ask_columns_again(upload=upload, by=as_alice, at=now)
