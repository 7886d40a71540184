"""The catalogue at the desk: searched by everybody, changed by price managers."""

import pytest

from catalogue.model_editing import set_in_use
from catalogue.models import DeviceModel, HeldDevices
from tenants.actor import Actor
from tenants.models import User
from tests.catalogue.queries import queries
from tests.conftest import HostClient

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]
PAGE = "/catalogue/models/apple-iphone-13/"


@pytest.fixture
def iphone(db):
    return DeviceModel.objects.select_related("maker").get(pk="apple-iphone-13")


def words(response) -> str:
    return response.content.decode()


def test_it_works(desk, iphone):
    page = words(desk.get("/catalogue/?text=iphone 13"))

    assert f'href="{PAGE}"' in page
    assert "Add a model" not in page


@pytest.mark.parametrize("key", ["iPhone14,5", "MLPF3"])
def test_key_leads_to_its_model(desk, iphone, key):
    assert f'href="{PAGE}"' in words(desk.get("/catalogue/", {"text": key}))


def test_every_person_of_the_desk_reads_and_no_stranger(client, iphone):
    for role in ("inspector", "finance_desk", "editor"):
        person = User.objects.create_user(f"{role}@renew.example", full_name=role, staff_role=role, language="en")
        assert HostClient("desk").sign_in(person, "desk").get(PAGE).status_code == 200
    assert HostClient("desk").get("/catalogue/").status_code == 302


def test_pages_follow_each_other_and_keep_the_filter(desk):
    seen, url = [], "/catalogue/?text=e"
    while url:
        response = desk.get(url)
        seen += [model.pk for model, *_ in response.context["rows"]]
        url = f"/catalogue/{response.context['links']['next']}" if response.context["links"]["next"] else ""

    found = set(seen)
    assert seen == [slug for slug in DeviceModel.objects.by_name().values_list("pk", flat=True) if slug in found]
    assert len(seen) > 50


def test_broken_page_token_is_no_page(desk):
    assert desk.get("/catalogue/?page=zzz").status_code == 404


def test_nul_in_the_search_is_no_error(desk):
    assert desk.get("/catalogue/?text=a%00b&maker=%00").status_code == 200


def test_search_without_a_match_offers_the_whole(desk):
    assert "Show the whole catalogue" in words(desk.get("/catalogue/?text=zzz"))


def test_model_says_its_figures_with_source_and_year(desk, iphone):
    page = words(desk.get(PAGE))

    assert iphone.launched_source in page
    assert "24 Sept 2021" in page
    assert "iPhone14,5" in page
    assert "€" in page


def test_holdings_are_numbers_without_names(desk, iphone, acme, globex):
    for organisation, devices in ((acme, 1200), (globex, 3)):
        HeldDevices.objects.create(model=iphone, organisation=organisation, devices=devices)

    page = words(desk.get(PAGE))

    assert "1,203 devices" in page
    assert "of 2 customers" in page
    assert globex.name not in page
    assert f'href="{PAGE}"' in words(desk.get("/catalogue/?held=1"))


def test_log_says_who_changed_what(desk, iphone, now):
    set_in_use(model=iphone, is_active=False, by=Actor("7", "Paula Roux", "price_manager"), at=now)

    page = words(desk.get(PAGE))

    assert "This model is out of use" in page
    assert "Paula Roux" in page


def test_pages_take_few_queries(desk, iphone):
    for url in ("/catalogue/?held=1&without_price=1", "/catalogue/", PAGE):
        with queries() as ran:
            desk.get(url)
        assert len(ran) <= 18, url


def test_french_reads_french(sam, iphone):
    sam.language = "fr"
    sam.save()

    page = words(HostClient("desk").sign_in(sam, "desk").get(PAGE))

    assert "24 sept. 2021" in page
    assert "Ce qui l’identifie" in page
