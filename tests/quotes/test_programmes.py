"""Planning a programme: its waves, their months, who may, and what is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.models import Device, Site
from quotes.actions.programmes import (
    PlanRefused,
    ProgrammeClosed,
    close_programme,
    move_wave,
    plan_programme,
)
from quotes.models import Programme, Wave
from quotes.pricing.waiting import months_after
from records.models import Event
from tenants.permissions import PermissionRefused
from tests.deals import offer_for, today
from tests.devices import make_device
from tests.programmes import fleet_of_two_sites, planned, this_month

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]


def waves(programme: Programme) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Site, months after the first, and what of each model."""
    return [
        (
            wave.site_name,
            (wave.month_on.year - programme.first_month_on.year) * 12
            + wave.month_on.month
            - programme.first_month_on.month,
            sorted(wave.lines.values_list("model_label", "quantity")),
        )
        for wave in programme.waves.in_order()
    ]


def form(**changes) -> dict[str, str]:
    return {"title": "Laptops 2027", "first_month_on": this_month().isoformat(), "months": "2"} | changes


def words(response) -> str:
    return response.content.decode()


def test_it_works(in_acme, as_alice):
    fleet_of_two_sites()

    programme = planned(as_alice, months=2)

    assert (programme.state, programme.device_count, programme.currency) == ("planned", 4, "EUR")
    assert programme.reference.startswith("PG-")
    assert waves(programme) == [
        ("Lyon", 0, [("Apple iPhone 13", 2), ("Lenovo ThinkPad T14 Gen 2", 1)]),
        ("Brest", 1, [("Apple iPhone 13", 1)]),
    ]


def test_only_what_may_be_offered_is_planned(in_acme, as_alice):
    make_device("FREE00000001")
    make_device("LEASED000001", owner="lessor")
    make_device("GONE00000001", gone_at=timezone.now(), gone_by_name="Alice")
    offer_for([make_device("OFFERED00001")], as_alice)

    assert planned(as_alice).device_count == 1


def test_filter_of_the_fleet_narrows_the_plan(in_acme, as_alice):
    fleet_of_two_sites()

    programme = planned(as_alice, filter={"category": ["laptop"]})

    assert waves(programme) == [("Lyon", 0, [("Lenovo ThinkPad T14 Gen 2", 1)])]


def test_devices_without_a_site_or_a_model_have_a_wave_too(in_acme, as_alice):
    make_device("NOWHERE00001")
    make_device("UNKNOWN00001", model_id=None, model_label="", model_text="Blue phone")

    programme = planned(as_alice)

    assert waves(programme) == [("", 0, [("", 1), ("Apple iPhone 13", 1)])]
    assert str(programme.waves.get()) == "Without a site"


def test_device_under_another_spelling_of_a_site_is_planned_at_the_site(in_acme, as_alice):
    lyon, _brest = fleet_of_two_sites()
    spelling = Site.objects.create(name="LYON 3", sort_key="lyon 3", merged_into=lyon)
    Device.objects.filter(site__name="Brest").update(site=spelling)

    assert [(site, lines) for site, _month, lines in waves(planned(as_alice))] == [
        ("Lyon", [("Apple iPhone 13", 3), ("Lenovo ThinkPad T14 Gen 2", 1)])
    ]


@pytest.mark.parametrize(
    ("first_month_on", "months", "told"),
    [
        (dt.date(2020, 1, 1), 2, "This month is over"),
        (this_month(), 0, "1 to 36 months"),
        (this_month(), 1000, "1 to 36 months"),
        (this_month().replace(day=2), 2, "1 to 36 months"),
    ],
)
def test_impossible_months_are_refused(in_acme, as_alice, first_month_on, months, told):
    fleet_of_two_sites()

    with pytest.raises(PlanRefused, match=told):
        planned(as_alice, first_month_on=first_month_on, months=months)


def test_programme_without_devices_is_refused(in_acme, as_alice):
    make_device("LEASED000001", owner="lessor")

    with pytest.raises(PlanRefused, match="None of these devices"):
        planned(as_alice)


def test_viewer_plans_moves_and_closes_nothing(in_acme, as_alice, as_bob, now):
    fleet_of_two_sites()
    programme = planned(as_alice)

    with pytest.raises(PermissionRefused):
        planned(as_bob)
    with pytest.raises(PermissionRefused):
        move_wave(wave=programme.waves.first(), month_on=this_month(), by=as_bob, at=now)
    with pytest.raises(PermissionRefused):
        close_programme(programme=programme, by=as_bob, at=now, today=today())


def test_second_click_makes_no_second_programme(in_acme, as_alice, now):
    fleet_of_two_sites()
    asked = {"title": "Twice", "first_month_on": this_month(), "months": 2, "selection": {"filter": {}}}

    made = {plan_programme(**asked, by=as_alice, at=now, today=today()).pk for _click in range(2)}

    assert len(made) == 1


def test_database_keeps_one_wave_per_site(in_acme, as_alice):
    make_device("NOWHERE00001")
    wave = planned(as_alice).waves.get()

    with pytest.raises(IntegrityError, match="wave_once_per_site"):
        Wave.objects.create(programme=wave.programme, site=None, month_on=wave.month_on)


def test_moved_wave_leaves_in_its_new_month_and_history_says_who(in_acme, as_alice, now):
    fleet_of_two_sites()
    programme = planned(as_alice)
    lyon, to = programme.waves.get(site_name="Lyon"), months_after(this_month(), 3)

    move_wave(wave=lyon, month_on=to, by=as_alice, at=now)
    move_wave(wave=lyon, month_on=to, by=as_alice, at=now)

    event = Event.objects.get(verb="programme.wave_moved")
    assert Wave.objects.get(pk=lyon.pk).month_on == to
    assert (event.by_name, event.reason) == (as_alice.name, f"Lyon · {this_month():%Y-%m} → {to:%Y-%m}")


def test_closed_programme_changes_no_more(in_acme, as_alice, now):
    fleet_of_two_sites()
    programme = planned(as_alice)

    close_programme(programme=programme, by=as_alice, at=now, today=today())

    assert (programme.state, programme.closed_by_name) == ("closed", as_alice.name)
    assert Event.objects.get(verb="programme.closed").data == {"planned": 4, "sold": 0, "left": 4}
    with pytest.raises(ProgrammeClosed):
        move_wave(wave=programme.waves.first(), month_on=months_after(this_month(), 5), by=as_alice, at=now)
    with pytest.raises(ProgrammeClosed):
        close_programme(programme=programme, by=as_alice, at=now, today=today())


def test_page_plans_and_leads_to_the_programme(acme_portal, acme):
    with tenant_context(acme):
        fleet_of_two_sites()

    asked = words(acme_portal.get(reverse("quotes:programme_new")))
    shown = words(acme_portal.post(reverse("quotes:programme_new"), form(), follow=True))

    assert [text in asked for text in ("4 devices that may be offered", "2 sites")] == [True] * 2
    assert [text in shown for text in ("Laptops 2027", "Lyon", "Brest", "Ask for the offer")] == [True] * 4


def test_page_takes_the_filter_of_the_fleet_from_its_address(acme_portal, acme):
    with tenant_context(acme):
        fleet_of_two_sites()
    url = f"{reverse('quotes:programme_new')}?category=laptop"

    asked = words(acme_portal.get(url))
    acme_portal.post(url, form())

    with tenant_context(acme):
        assert Programme.objects.get().selection == {"filter": {"category": ["laptop"]}}
    assert "It is what the filter of your fleet finds." in asked


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"first_month_on": "2020-01-01"}, "Choose a month that is not over"),
        ({"first_month_on": "soon"}, "Choose a month that is not over"),
        ({"months": "0"}, "greater than or equal to 1"),
        ({"months": "1000"}, "less than or equal to 36"),
        ({"months": "many"}, "Enter a whole number."),
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 121}, "120"),
    ],
)
def test_page_says_beside_the_field_what_is_wrong(acme_portal, acme, changes, told):
    with tenant_context(acme):
        fleet_of_two_sites()

    response = acme_portal.post(reverse("quotes:programme_new"), form(**changes))

    with tenant_context(acme):
        assert not Programme.objects.exists()
    assert response.status_code == 422
    assert told in words(response)


def test_page_without_devices_says_why(acme_portal, in_acme):
    make_device("LEASED000001", owner="lessor")

    response = acme_portal.post(reverse("quotes:programme_new"), form())

    assert response.status_code == 422
    assert "None of these devices can be offered" in words(response)


def test_filter_that_names_nothing_is_a_bad_request(acme_portal):
    assert acme_portal.get(reverse("quotes:programme_new"), {"category": "spoon"}).status_code == 400


def test_wave_is_moved_on_its_page(acme_portal, in_acme, as_alice):
    fleet_of_two_sites()
    wave = planned(as_alice).waves.get(site_name="Lyon")
    url, to = reverse("quotes:wave_move", args=[wave.programme_id, wave.pk]), months_after(this_month(), 2)

    moved = words(acme_portal.post(url, {"month_on": to.isoformat()}, follow=True))
    refused = acme_portal.post(url, {"month_on": "2020-01-01"})

    assert f"Lyon leaves in {to:%B %Y}." in moved
    assert (refused.status_code, "Choose one of the months that are not over." in words(refused)) == (422, True)


def test_programme_is_closed_on_a_page_that_asks_first(acme_portal, in_acme, as_alice):
    fleet_of_two_sites()
    programme = planned(as_alice)
    url = reverse("quotes:programme_close", args=[programme.pk])

    asked = words(acme_portal.get(url))
    closed = words(acme_portal.post(url, follow=True))

    assert "4 planned devices were not offered." in asked
    assert "This programme is closed" in closed
    assert "Ask for the offer" not in closed
    assert acme_portal.get(url).status_code == 302


def test_other_organisation_and_viewer_are_refused(globex_portal, acme_portal_of_bob, acme, as_alice):
    with tenant_context(acme):
        fleet_of_two_sites()
        wave = planned(as_alice).waves.first()
    pages = [
        reverse("quotes:programme", args=[wave.programme_id]),
        reverse("quotes:wave", args=[wave.programme_id, wave.pk]),
    ]
    deeds = [
        reverse("quotes:programme_close", args=[wave.programme_id]),
        reverse("quotes:wave_move", args=[wave.programme_id, wave.pk]),
        reverse("quotes:wave_offer", args=[wave.programme_id, wave.pk]),
    ]

    assert [globex_portal.get(page).status_code for page in pages] == [404, 404]
    assert [globex_portal.post(deed).status_code for deed in deeds] == [404] * 3
    assert [acme_portal_of_bob.get(page).status_code for page in pages] == [200, 200]
    assert [acme_portal_of_bob.post(deed).status_code for deed in deeds] == [403] * 3
    assert "Lyon" not in words(globex_portal.get(reverse("quotes:programmes")))
    assert "Ask for the offer" not in words(acme_portal_of_bob.get(pages[0]))


def test_wave_of_another_programme_is_not_found(acme_portal, in_acme, as_alice):
    fleet_of_two_sites()
    wave, other = planned(as_alice).waves.first(), planned(as_alice, title="Other")

    assert acme_portal.get(reverse("quotes:wave", args=[other.pk, wave.pk])).status_code == 404


def test_empty_list_says_what_a_programme_is(acme_portal, acme_portal_of_bob):
    url = reverse("quotes:programmes")

    assert "Plan a programme" in words(acme_portal.get(url))
    assert "Plan a programme" not in words(acme_portal_of_bob.get(url))


def test_pages_in_french(acme_portal, in_acme, as_alice):
    fleet_of_two_sites()
    programme = planned(as_alice)
    acme_portal.post("/preferences/", {"language": "fr"})

    page = words(acme_portal.get(reverse("quotes:programme", args=[programme.pk])))

    assert [text in page for text in ("Vagues", "Demander l’offre", "Par modèle")] == [True] * 3
