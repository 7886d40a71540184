"""One answer names a model for every row that is written so, in the file, in the fleet, and in lists to come."""

import pytest
from django_tenants.utils import tenant_context

from fleet.actions.model_names import UnknownModel, name_model
from fleet.models import Device, NamedModel
from fleet.unnamed_models import slug_of, unnamed_models
from records.models import Event
from tenants.permissions import PermissionRefused
from tests.fleet.test_importing import imported, sheet, upload_of

pytestmark = pytest.mark.django_db

UNKNOWN = "Poste eleve bleu"
ROWS = (f"5CG1234ABC,A1,HP,{UNKNOWN},256,Lyon", f"5CG1234ABD,A2,HP,{UNKNOWN.upper()},256,Lyon")


@pytest.fixture
def slug():
    found = slug_of("HP EliteBook 840 G8")
    assert found
    return found


def named(slug, by, at):
    return name_model(maker="HP", model=UNKNOWN, slug=slug, by=by, at=at)


def test_it_works(in_acme, as_alice, now, slug):
    upload = upload_of(sheet(*ROWS), as_alice, now)
    assert [(text.written, text.rows) for text in unnamed_models(upload.rows.all()).texts] == [
        (f"HP {UNKNOWN.upper()}", 2),
    ]

    changed = named(slug, as_alice, now)

    assert (changed.rows, changed.devices) == (2, 0)
    assert set(upload.rows.values_list("model_id", "evidence", "model_label")) == {
        (slug, "own_name", "HP EliteBook 840 G8")
    }
    assert unnamed_models(upload.rows.all()).texts == []


def test_counts_of_the_upload_follow(in_acme, as_alice, now, slug):
    upload = upload_of(sheet(*ROWS), as_alice, now)
    assert (upload.summary["identified"], upload.summary["problems"]["model_unknown"]) == (0, 2)

    named(slug, as_alice, now)

    upload.refresh_from_db()
    assert (upload.summary["identified"], upload.summary["by_evidence"]) == (2, {"own_name": 2})
    assert "model_unknown" not in upload.summary["problems"]
    assert not upload.rows.with_problems().exists()


def test_devices_of_the_fleet_get_it_too_and_remember_what_they_were(in_acme, as_alice, now, slug):
    imported(sheet(*ROWS), as_alice, now)

    changed = named(slug, as_alice, now)

    assert changed.devices == 2
    assert set(Device.objects.values_list("model_id", "category")) == {(slug, "laptop")}
    assert Device.pgh_event_model.objects.filter(pgh_label="update").count() == 2


def test_next_list_is_known(in_acme, as_alice, now, slug):
    named(slug, as_alice, now)

    upload = upload_of(sheet("5CG9999ABC,A9,Hewlett-Packard,Poste élève bleu,256,Lyon"), as_alice, now)

    assert upload.rows.get().model_id == slug
    assert upload.summary["problems"] == {}


def test_code_in_the_file_is_surer_than_what_was_said(in_acme, as_alice, now, slug):
    name_model(maker="Apple", model="iPhone 13", slug=slug, by=as_alice, at=now)

    upload = upload_of(sheet("F2LXY1234567,A9,Apple,iPhone 13,128,Lyon"), as_alice, now)

    assert upload.rows.get().model_label == "Apple iPhone 13"


def test_another_organisation_knows_nothing_of_it(as_alice, now, acme, globex, slug):
    with tenant_context(acme):
        named(slug, as_alice, now)
    with tenant_context(globex):
        assert not NamedModel.objects.exists()


def test_second_answer_counts(in_acme, as_alice, now, slug):
    named(slug, as_alice, now)
    other = slug_of("HP EliteBook 840 G7") or slug_of("Apple iPhone 13")

    named(other, as_alice, now)

    assert list(NamedModel.objects.values_list("model_id", flat=True)) == [other]


def test_it_is_written_down_who_said_so(in_acme, as_alice, now, slug):
    named(slug, as_alice, now)

    event = Event.objects.get(verb="model.named")
    assert (event.by_name, event.data["model"]) == (as_alice.name, slug)


def test_model_there_is_not_is_refused_with_a_sentence(in_acme, as_alice, now):
    with pytest.raises(UnknownModel, match="no model “Minitel”"):
        name_model(maker="", model=UNKNOWN, slug="Minitel", by=as_alice, at=now)


def test_onlooker_may_not_name(in_acme, as_bob, now, slug):
    with pytest.raises(PermissionRefused):
        named(slug, as_bob, now)


def test_page_of_an_upload_offers_answers_and_takes_one(acme_portal, in_acme, as_alice, now):
    upload = upload_of(sheet("5CG1234ABC,A1,HP,EliteBook 84O,256,Lyon"), as_alice, now)
    page = acme_portal.get(f"/fleet/uploads/{upload.pk}/").content.decode()
    assert "Which models are these?" in page

    address = f"/fleet/uploads/{upload.pk}/"
    answer = {"maker": "HP", "model": "EliteBook 84O", "label": "hp elitebook 840 g8", "back": address}
    after = acme_portal.post("/fleet/models/name/", answer, follow=True)

    assert after.redirect_chain == [(address, 302)]
    assert "1 row is now HP EliteBook 840 G8." in after.content.decode()
    assert "Which models are these?" not in after.content.decode()


def test_page_of_the_fleet_lists_what_is_not_named(acme_portal, in_acme, as_alice, now):
    assert "Every device has its model" in acme_portal.get("/fleet/models/").content.decode()

    imported(sheet(*ROWS), as_alice, now)

    assert UNKNOWN.upper() in acme_portal.get("/fleet/models/").content.decode().upper()


def test_typing_error_is_answered_with_a_sentence(acme_portal, in_acme):
    answer = {"maker": "HP", "model": UNKNOWN, "label": "Minitel", "back": "https://elsewhere.example/"}

    after = acme_portal.post("/fleet/models/name/", answer, follow=True)

    assert after.redirect_chain == [("/fleet/models/", 302)]
    assert "There is no model “Minitel”" in after.content.decode()
