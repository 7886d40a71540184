"""What customers call models, made known to all; models that the catalogue lacks."""

import pytest
from django_tenants.utils import tenant_context

from catalogue.models import DeviceModel, GivenName, IdentificationKey, UnlistedModel
from fleet.actions.model_names import name_model
from fleet.holdings import note_fleet
from fleet.identification import catalogue_index
from fleet.intake.identification import identify
from fleet.intake.parsed_row import ParsedRow

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]
WRITTEN = "Wonder Book 3"


@pytest.fixture
def named(acme, as_alice, now):
    with tenant_context(acme):
        model = DeviceModel.objects.by_name().first()
        name_model(maker=model.maker.name, model=WRITTEN, slug=model.pk, by=as_alice, at=now)
        note_fleet(at=now)
    return GivenName.objects.get()


def test_it_works(desk, named):
    page = desk.get("/models/")

    assert page.status_code == 200
    assert WRITTEN in page.content.decode()


def test_name_that_is_taught_is_read_in_every_list(desk, named):
    desk.post(f"/models/names/{named.pk}/teach/")

    row = ParsedRow(row_number=2, manufacturer=named.model.maker.name, model=WRITTEN)
    found = identify(row=row, index=catalogue_index())
    assert (found.model_slug, found.evidence) == (named.model_id, "alias")
    assert not GivenName.objects.untaught().exists()


def test_second_click_teaches_nothing_twice(desk, named):
    for _ in range(2):
        desk.post(f"/models/names/{named.pk}/teach/")

    assert IdentificationKey.objects.filter(key__contains=WRITTEN).count() == 1


def test_customers_who_say_the_same_are_counted_and_not_named(desk, named, globex):
    GivenName.objects.create(
        maker_key=named.maker_key,
        name_key=named.name_key,
        written="WONDER BOOK 3",
        model=named.model,
        organisation=globex,
    )

    (name,) = GivenName.objects.untaught().one_of_each()

    page = desk.get("/models/").content.decode()
    assert name.customers == 2
    assert globex.name not in page


def test_model_that_the_catalogue_lacks_is_listed(desk, acme):
    UnlistedModel.objects.create(
        name="Xiaomi Redmi Note 10 Pro", category_id="smartphone", organisation=acme, devices=7
    )

    assert "Xiaomi Redmi Note 10 Pro" in desk.get("/models/").content.decode()


def test_without_names_the_page_says_what_will_stand_there(desk):
    assert "No name waits" in desk.get("/models/").content.decode()
