"""The page that asks what the columns of a file are."""

import pytest

from fleet.states import UploadState
from tenants.jobs import run_job_here
from tenants.models import Job
from tests.fleet.test_columns import UNSURE
from tests.fleet.test_importing import sheet, upload_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(in_acme, as_alice, now):
    return upload_of(UNSURE, as_alice, now, "salle.csv")


def address(upload):
    return f"/fleet/uploads/{upload.pk}/columns/"


def test_it_works(acme_portal, asked):
    answer = acme_portal.post(address(asked), {"column-0": "serial", "column-1": "site", "column-2": "model"})
    asked.refresh_from_db()
    run_job_here(Job.objects.get(pk=asked.job_id))

    asked.refresh_from_db()
    assert answer.url == f"/fleet/uploads/{asked.pk}/"
    assert (asked.state, asked.rows.filter(site_name="rouge").count()) == (UploadState.CHECKED, 1)


def test_upload_that_is_asked_about_leads_to_the_question(acme_portal, asked):
    page = acme_portal.get(f"/fleet/uploads/{asked.pk}/", follow=True)

    assert page.redirect_chain == [(address(asked), 302)]
    assert "Boîtier" in page.content.decode()
    assert "5CG1234ABC · 5CG9876XYZ · 5CG4567KLM" in page.content.decode()


def test_guess_comes_first_and_says_so(acme_portal, asked):
    page = acme_portal.get(address(asked)).content.decode()

    assert page.index("Boîtier") < page.index("Please check") < page.index("Modèle") < page.index("Truc")


def test_personal_column_is_named_and_cannot_be_chosen(acme_portal, asked):
    page = acme_portal.get(address(asked)).content.decode()

    assert "Never kept, because people or secrets stand there: Adresse mail." in " ".join(page.split())
    assert 'name="column-3"' not in page
    assert "jean@example.org" not in page


def test_field_given_twice_is_said_beside_both(acme_portal, asked):
    answer = acme_portal.post(address(asked), {"column-0": "serial", "column-1": "serial", "column-2": "model"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“Truc” is this already" in page
    assert "“Boîtier” is this already" in page


def test_answer_without_a_name_for_devices_is_refused_with_a_sentence(acme_portal, asked):
    answer = acme_portal.post(address(asked), {"column-2": "model"})

    assert answer.status_code == 422
    assert "No column holds serial numbers" in answer.content.decode()


def test_field_there_is_not_is_refused(acme_portal, asked):
    assert acme_portal.post(address(asked), {"column-0": "colour"}).status_code == 422


def test_second_click_changes_nothing(acme_portal, asked):
    acme_portal.post(address(asked), {"column-0": "serial", "column-2": "model"})

    answer = acme_portal.post(address(asked), {"column-0": "asset_tag", "column-2": "model"})

    asked.refresh_from_db()
    assert answer.status_code == 302
    assert asked.mapping["columns"][0]["field"] == "serial"


def test_columns_can_be_changed_after_a_look_at_the_rows(acme_portal, in_acme, as_alice, now):
    checked = upload_of(sheet("5CG1234ABC,A1,HP,EliteBook 840 G8,256,Lyon"), as_alice, now)
    assert "Change the columns" in acme_portal.get(f"/fleet/uploads/{checked.pk}/").content.decode()

    page = acme_portal.post(f"{address(checked)}again/", follow=True).content.decode()

    assert "Location" in page
    assert "Lyon" in page


def test_onlooker_is_told_who_answers(acme_portal_of_bob, asked):
    page = acme_portal_of_bob.get(f"/fleet/uploads/{asked.pk}/").content.decode()

    assert "Somebody who may upload devices has to say so" in page
    assert acme_portal_of_bob.get(address(asked)).status_code == 403


def test_columns_are_asked_in_a_handful_of_statements(acme_portal, asked, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        acme_portal.get(address(asked))
