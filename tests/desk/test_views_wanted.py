"""The wanted list at the desk: kept by the price manager, read by everybody there."""

from datetime import timedelta

import pytest

from catalogue.models import WantedModel
from catalogue.wanted import AlreadyEnded, AlreadyWanted, add_wanted, end_wanted
from tenants.actor import Actor
from tenants.models import User
from tenants.permissions import PermissionRefused
from tests.conftest import HostClient
from tests.wanted import PHONE, a_wish, want

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


@pytest.fixture
def paula(db):
    paula = User.objects.get(email="paula@renew.example")
    User.objects.filter(pk=paula.pk).update(language="en")
    return paula


@pytest.fixture
def desk_of_paula(paula):
    return HostClient("desk").sign_in(paula, "desk")


@pytest.fixture
def answers(now):
    day = (now + timedelta(days=30)).date().isoformat()
    return {
        "model": "Apple iPhone 13",
        "percent": "7.5",
        "until_on": day,
        "most_units": "500",
        "note_en": "For a buyer in Lille",
        "note_fr": "Pour un acheteur à Lille",
    }


def test_it_works(desk_of_paula, answers):
    answer = desk_of_paula.post("/wanted/new/", answers, follow=True)

    page = answer.content.decode()
    assert "Apple iPhone 13 is on the wanted list from now on." in page
    assert "+7.5%" in page
    assert "For a buyer in Lille" in page
    assert WantedModel.objects.get().added_by_name == "Paula Roux"


def test_list_without_entries_says_what_it_is_for(desk_of_paula):
    assert "Nothing is wanted more than the rest" in desk_of_paula.get("/wanted/").content.decode()


def test_account_manager_reads_the_list_and_cannot_change_it(desk, answers):
    wanted = want()

    page = desk.get("/wanted/").content.decode()

    assert "Apple iPhone 13" in page
    assert "/wanted/new/" not in page
    assert desk.post("/wanted/new/", answers).status_code == 403
    assert desk.post(f"/wanted/{wanted.pk}/end/").status_code == 403


def test_action_itself_refuses_an_account_manager(as_sam, now):
    with pytest.raises(PermissionRefused):
        add_wanted(wish=a_wish(), by=as_sam, at=now, today=now.date())


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("model", "Apple iTeapot", "The catalogue has no such model"),
        ("percent", "0", "greater than or equal to 1"),
        ("percent", "51", "less than or equal to 50"),
        ("until_on", "2020-01-01", "This day has passed"),
        ("note_fr", "", "Write the note in this language too."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(desk_of_paula, answers, field, value, sentence):
    answer = desk_of_paula.post("/wanted/new/", {**answers, field: value})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not WantedModel.objects.exists()


def test_same_model_and_storage_stand_on_the_list_once(desk_of_paula, answers):
    want()
    again = desk_of_paula.post("/wanted/new/", answers)
    other_storage = desk_of_paula.post("/wanted/new/", {**answers, "storage_gb": "256"})

    assert (again.status_code, other_storage.status_code) == (422, 302)
    assert "end that entry first" in again.content.decode()


def test_what_has_run_out_may_be_wanted_again(paula, now):
    want(until_on=now.date() - timedelta(days=1))

    add_wanted(wish=a_wish(), by=Actor.of(paula), at=now, today=now.date())

    assert list(WantedModel.objects.wanted_on(now.date()).values_list("model_id", flat=True)) == [PHONE]


def test_question_before_the_end_changes_nothing(desk_of_paula):
    wanted = want()

    page = desk_of_paula.get(f"/wanted/{wanted.pk}/end/").content.decode()

    assert "Take Apple iPhone 13 off the wanted list?" in page
    assert WantedModel.objects.get().ended_at is None


def test_end_says_who_and_when(desk_of_paula, now):
    wanted = want()

    page = desk_of_paula.post(f"/wanted/{wanted.pk}/end/", follow=True).content.decode()

    assert "No longer wanted" in page
    assert WantedModel.objects.get().ended_by_name == "Paula Roux"
    assert not WantedModel.objects.wanted_on(now.date()).exists()


def test_second_end_is_told_who_was_faster(desk_of_paula, paula, now):
    wanted = want()
    end_wanted(wanted=wanted, by=Actor.of(paula), at=now)

    page = desk_of_paula.post(f"/wanted/{wanted.pk}/end/", follow=True).content.decode()

    assert "Paula Roux has taken Apple iPhone 13 off the list already." in page
    with pytest.raises(AlreadyEnded):
        end_wanted(wanted=wanted, by=Actor.of(paula), at=now)


def test_action_refuses_a_second_entry(paula, now):
    want()

    with pytest.raises(AlreadyWanted):
        add_wanted(wish=a_wish(), by=Actor.of(paula), at=now, today=now.date())


def test_list_takes_the_same_queries_however_long_it_is(desk_of_paula, django_assert_max_num_queries):
    for slug in ("apple-iphone-12", PHONE, "lenovo-thinkpad-t14-g2"):
        want(model_slug=slug)

    with django_assert_max_num_queries(10):
        assert desk_of_paula.get("/wanted/").status_code == 200
