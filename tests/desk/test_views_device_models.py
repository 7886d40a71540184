"""Changing device models at the desk: facts, new models, variants and keys."""

import json

import pytest

from catalogue.models import DeviceModel, IdentificationKey, Maker, ModelChange, UnlistedModel, Variant
from fleet.identification import catalogue_index
from fleet.intake.identification import identify
from fleet.intake.parsed_row import ParsedRow
from tenants.models import User
from tests.conftest import HostClient

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]
PAGE = "/catalogue/models/apple-iphone-13/"


@pytest.fixture
def paula(db):
    return User.objects.get(email="paula@renew.example")


@pytest.fixture
def desk_of_paula(paula):
    return HostClient("desk").sign_in(paula, "desk")


@pytest.fixture
def iphone(db):
    return DeviceModel.objects.get(pk="apple-iphone-13")


def words(response) -> str:
    return response.content.decode()


def opened(client, page=f"{PAGE}edit/"):
    """The fields of the form as a browser would send them back."""
    form = client.get(page).context["form"]
    return {field.html_name: "" if field.value() is None else str(field.value()) for field in form}


def read_as(**row):
    return identify(row=ParsedRow(row_number=2, **row), index=catalogue_index())


def test_it_works(desk_of_paula, iphone):
    fields = {
        **opened(desk_of_paula),
        "weight_kg": "0.175",
        "weight_source": "Data sheet",
        "weight_source_year": "2022",
    }

    response = desk_of_paula.post(f"{PAGE}edit/", fields)

    assert response.status_code == 302, words(response)
    change = ModelChange.objects.get()
    assert (change.fact, change.after, change.by_name) == ("weight", "0.175 kg (Data sheet, 2022)", "Paula Roux")


def test_form_sent_back_as_it_was_changes_nothing(desk_of_paula, iphone):
    assert desk_of_paula.post(f"{PAGE}edit/", opened(desk_of_paula)).status_code == 302
    assert not ModelChange.objects.exists()


def test_account_manager_opens_no_form_and_posts_nothing(desk, iphone):
    key = iphone.keys.first()
    forms = ["edit/", "keys/new/", "variants/new/"]
    deeds = ["use/", f"keys/{key.pk}/remove/", f"variants/{iphone.variants.first().pk}/use/"]

    assert {desk.get(f"{PAGE}{form}").status_code for form in forms} == {403}
    assert {desk.post(f"{PAGE}{deed}").status_code for deed in [*forms, *deeds]} == {403}
    assert desk.get("/catalogue/new/").status_code == 403
    assert not ModelChange.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"launched": "soon"}, "Write 2021, 2021-09 or 2021-09-24."),
        ({"launched_source": ""}, "a figure without a source is not kept"),
        ({"launched_source_year": ""}, "Say which year the source is of."),
        ({"launched": "", "weight_kg": "0", "weight_source": "x"}, "A weight is more than 0 kg"),
        ({"weight_kg": ""}, "or leave its source and year empty"),
        ({"name": "…"}, "at least one letter or digit"),
        ({"category": "teapot"}, "teapot is not one of the available choices"),
        ({"name": "iPhone 12"}, "The catalogue has Apple iPhone 12 already"),
    ],
)
def test_mistake_is_told_beside_the_field_and_nothing_is_saved(desk_of_paula, iphone, wrong, told):
    response = desk_of_paula.post(f"{PAGE}edit/", {**opened(desk_of_paula), **wrong})

    assert response.status_code == 422
    assert told in words(response)
    assert not ModelChange.objects.exists()


def test_figure_that_is_not_known_any_more_is_emptied_whole(desk_of_paula, iphone):
    empty = {"launched": "", "launched_source": "", "launched_source_year": ""}

    desk_of_paula.post(f"{PAGE}edit/", {**opened(desk_of_paula), **empty})

    iphone.refresh_from_db()
    assert (iphone.launched_on, iphone.launched_precision) == (None, "")


def test_second_person_reads_what_changed_and_keeps_his_own(desk_of_paula, iphone):
    first, second = opened(desk_of_paula), opened(desk_of_paula)
    desk_of_paula.post(f"{PAGE}edit/", {**first, "name": "iPhone 13 (2021)"})

    response = desk_of_paula.post(f"{PAGE}edit/", {**second, "launched": "2021-09"})

    assert response.status_code == 409
    assert "iPhone 13 (2021)" in words(response)
    assert ModelChange.objects.count() == 1
    merged = {field.html_name: str(field.value() or "") for field in response.context["form"]}
    assert (merged["name"], merged["launched"]) == ("iPhone 13 (2021)", "2021-09")
    assert desk_of_paula.post(f"{PAGE}edit/", merged).status_code == 302
    iphone.refresh_from_db()
    assert (iphone.name, iphone.launched_precision) == ("iPhone 13 (2021)", "month")


@pytest.mark.parametrize("seen", ["", "[1]", "{", json.dumps({"name": "x"})])
def test_form_without_what_was_seen_overwrites_nothing(desk_of_paula, iphone, seen):
    fields = {**opened(desk_of_paula), "name": "iPhone XIII", "seen": seen}

    assert desk_of_paula.post(f"{PAGE}edit/", fields).status_code == 409
    assert not ModelChange.objects.exists()


def test_french_writes_decimals_with_a_comma(paula, iphone):
    paula.language = "fr"
    paula.save()
    client = HostClient("desk").sign_in(paula, "desk")
    fields = {**opened(client), "weight_kg": "0,175", "weight_source": "Fiche", "weight_source_year": "2022"}

    assert client.post(f"{PAGE}edit/", fields).status_code == 302

    iphone.refresh_from_db()
    assert str(iphone.weight_kg) == "0.175"


def test_model_out_of_use_is_read_in_no_list_and_comes_back(desk_of_paula, iphone):
    desk_of_paula.post(f"{PAGE}use/")
    assert read_as(manufacturer="Apple", model="iPhone 13").model_slug != iphone.pk

    desk_of_paula.post(f"{PAGE}use/", {"in_use": "1"})
    assert read_as(manufacturer="Apple", model="iPhone 13").model_slug == iphone.pk


def test_unlisted_model_is_added_prefilled_and_read_at_once(desk_of_paula, acme):
    UnlistedModel.objects.create(name="Wonderfone Wonder 5", category_id="smartphone", organisation=acme, devices=7)
    page = words(desk_of_paula.get("/models/"))
    assert "?name=Wonderfone%20Wonder%205&amp;category=smartphone" in page
    fields = opened(desk_of_paula, "/catalogue/new/?name=Wonderfone Wonder 5&category=smartphone")
    assert (fields["maker"], fields["name"], fields["category"]) == ("Wonderfone", "Wonder 5", "smartphone")

    response = desk_of_paula.post("/catalogue/new/", fields)

    assert response.url == "/catalogue/models/wonderfone-wonder-5/"
    assert read_as(manufacturer="Wonderfone", model="Wonder 5").model_slug == "wonderfone-wonder-5"


def test_account_manager_finds_no_way_to_add_an_unlisted_model(desk, acme):
    UnlistedModel.objects.create(name="Wonder 5", category_id="smartphone", organisation=acme, devices=7)

    assert "Add to the catalogue" not in words(desk.get("/models/"))


def test_whole_name_is_divided_after_the_longest_maker_we_know(desk_of_paula):
    Maker.objects.create(slug="appleby", name="Appleby")

    fields = opened(desk_of_paula, "/catalogue/new/?name=apple iPhone 99")

    assert (fields["maker"], fields["name"]) == ("Apple", "iPhone 99")


def test_model_that_is_there_is_refused_with_the_way_to_it(desk_of_paula, iphone):
    response = desk_of_paula.post("/catalogue/new/", {"maker": "APPLE", "name": "iphone 13", "category": "smartphone"})

    assert response.status_code == 422
    assert f'href="{PAGE}"' in words(response)


def test_new_variant_is_a_size_at_once(desk_of_paula, iphone):
    empty = desk_of_paula.post(f"{PAGE}variants/new/", {})
    made = desk_of_paula.post(f"{PAGE}variants/new/", {"storage_gb": "1024"})
    again = desk_of_paula.post(f"{PAGE}variants/new/", {"storage_gb": "1024"})

    assert [response.status_code for response in (empty, made, again)] == [422, 302, 422]
    assert 1024 in catalogue_index().sizes[iphone.pk]


def test_variant_out_of_use_is_no_size(desk_of_paula, iphone):
    variant = Variant.objects.filter(model=iphone, storage_gb=128).first()

    desk_of_paula.post(f"{PAGE}variants/{variant.pk}/use/")

    variant.refresh_from_db()
    assert not variant.is_active
    assert "Put back in use" in words(desk_of_paula.get(PAGE))


def test_variant_of_another_model_is_not_found(desk_of_paula, iphone):
    other = Variant.objects.exclude(model=iphone).first()

    assert desk_of_paula.post(f"{PAGE}variants/{other.pk}/use/").status_code == 404


def test_new_key_is_read_at_once_and_gone_when_taken_away(desk_of_paula, iphone):
    asked = {"kind": "alias", "key": "Le petit treize", "source": "A letter"}

    assert desk_of_paula.post(f"{PAGE}keys/new/", asked).status_code == 302
    assert read_as(manufacturer="Apple", model="Le petit treize").model_slug == iphone.pk

    key = IdentificationKey.objects.get(key="Le petit treize")
    desk_of_paula.post(f"{PAGE}keys/{key.pk}/remove/")
    assert read_as(manufacturer="Apple", model="Le petit treize").model_slug != iphone.pk


def test_key_of_another_model_is_shown_before_it_is_saved(desk_of_paula, iphone):
    asked = {"kind": "apple_identifier", "key": "iPhone14,4", "source": "A letter"}

    response = desk_of_paula.post(f"{PAGE}keys/new/", asked)

    assert response.status_code == 422
    assert "Apple iPhone 13 mini" in words(response)
    assert not ModelChange.objects.exists()
    assert desk_of_paula.post(f"{PAGE}keys/new/", {**asked, "also": "apple-iphone-13-mini"}).status_code == 302
    assert read_as(manufacturer="Apple", model="iPhone14,4").evidence == "ambiguous"


def test_yes_to_one_key_is_no_yes_to_another(desk_of_paula, iphone):
    asked = {"kind": "apple_identifier", "key": "iPhone14,2", "source": "A letter", "also": "apple-iphone-13-mini"}

    assert desk_of_paula.post(f"{PAGE}keys/new/", asked).status_code == 422


def test_key_without_a_letter_or_a_source_is_refused(desk_of_paula, iphone):
    response = desk_of_paula.post(f"{PAGE}keys/new/", {"kind": "alias", "key": "--", "source": ""})

    assert response.status_code == 422
    assert "at least one letter or digit" in words(response)
    assert "This field is required" in words(response)
