import datetime as dt
import uuid

import pytest

from fleet.actions.devices import DeviceOffered, DeviceTouched, add_device, change_device
from fleet.history import history_of
from fleet.models import Device, Site
from records.models import Event
from tenants.models import OutboxEvent, User
from tenants.permissions import PermissionRefused
from tests.devices import make_device

pytestmark = pytest.mark.django_db

NEW = "/fleet/devices/new/"
TYPED = {"serial": "F2LXK1AAAA01", "model": "Apple iPhone 13", "owner": "organisation"}


def added(portal, **typed) -> Device:
    response = portal.post(NEW, {**TYPED, **typed})
    assert response.status_code == 302, response.content.decode()
    return Device.objects.latest("created_at")


def edit(portal, device: Device, **typed):
    """What the browser sends when only these fields are touched: the others as the form shows them."""
    device.refresh_from_db()
    form = portal.get(f"/fleet/devices/{device.pk}/edit/").context["form"]
    shown = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    return portal.post(f"/fleet/devices/{device.pk}/edit/", {**shown, **typed}, follow=True)


def refusal(portal, **typed) -> str:
    response = portal.post(NEW, {**TYPED, **typed})
    assert response.status_code == 422
    assert not Device.objects.exists()
    return response.content.decode()


def test_it_works(acme_portal, in_acme):
    device = added(
        acme_portal,
        imei="35 693803 564380 9",
        storage="128 Go",
        purchased_on="2023-09-01",
        site="Lyon",
        cost_centre="210",
        grade="B",
    )

    assert (device.serial, device.imei, device.model_id, device.storage_gb) == (
        "F2LXK1AAAA01",
        "356938035643809",
        "apple-iphone-13",
        128,
    )
    assert (device.age_from_on, device.age_evidence) == (dt.date(2023, 9, 1), "purchase")
    assert (device.site.name, device.cost_centre, device.grade, device.owner) == ("Lyon", "210", "B", "organisation")
    assert "The device is in your fleet." in acme_portal.get(f"/fleet/devices/{device.pk}/").content.decode()


def test_history_says_who_added_and_who_changed_it(acme_portal, in_acme):
    device = added(acme_portal)
    edit(acme_portal, device, grade="C")

    device.refresh_from_db()
    assert [(one.title, one.by) for one in history_of(device)] == [
        ("Changed by hand", "Alice Martin"),
        ("Added by hand", "Alice Martin"),
    ]
    assert Event.objects.get(verb="device.changed").data == {"fields": ["grade"]}
    assert OutboxEvent.objects.filter(kind="fleet.changed", payload={"device": str(device.pk)}).count() == 2


def test_site_of_that_name_is_used_whatever_its_capitals(acme_portal, in_acme):
    lyon = Site.objects.create(name="Lyon", sort_key="lyon")

    assert added(acme_portal, site=" LYON ").site == lyon


def test_model_nobody_knows_is_to_be_identified(acme_portal, in_acme):
    device = added(acme_portal, model="Poste élève bleu", manufacturer="HP")

    assert (device.model_id, device.model_text, device.maker_text) == (None, "Poste élève bleu", "HP")
    assert "Model to be identified" in acme_portal.get(f"/fleet/devices/{device.pk}/").content.decode()


def test_maker_and_model_in_two_fields_are_found(acme_portal, in_acme):
    device = added(acme_portal, model="EliteBook 840 G8", manufacturer="HP")

    assert device.model_label == "HP EliteBook 840 G8"


def test_two_imeis_are_kept_apart(acme_portal, in_acme):
    device = added(acme_portal, serial="", imei="356938035643809, 490154203237518")

    assert (device.imei, device.imei2) == ("356938035643809", "490154203237518")
    edit(acme_portal, device, grade="A")
    device.refresh_from_db()
    assert device.imei2 == "490154203237518"


def test_number_read_otherwise_than_typed_is_said(acme_portal, in_acme):
    page = acme_portal.post(NEW, {**TYPED, "imei": "35693803564380"}, follow=True).content.decode()

    assert "lacks its check digit; it is read as 356938035643809" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"serial": ""}, "Fill in the serial number, the IMEI or the asset tag."),
        ({"imei": "490154203237519"}, "is not a valid IMEI"),
        ({"serial": "To be filled by O.E.M."}, "stands for a missing serial number"),
        ({"storage": "large"}, "is not a storage size we can read"),
        ({"model": "VMware Virtual Platform"}, "This is a virtual machine"),
        ({"lessor": "Grenke"}, "A lease is named below"),
        ({"battery_health": "140"}, "less than or equal to 100"),
        ({"owner": "operator"}, "Select a valid choice"),
        ({"purchased_on": "yesterday"}, "Enter a valid date"),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)
def test_what_cannot_be_is_answered_beside_its_field(acme_portal, in_acme, typed, sentence):
    assert sentence in refusal(acme_portal, **typed)


@pytest.mark.parametrize("number", [{"serial": "f2lxk1aaaa01"}, {"serial": "OTHER0000001", "imei": "356938035643809"}])
def test_device_that_is_there_is_not_made_twice(acme_portal, in_acme, number):
    there = make_device("F2LXK1AAAA01", imei="356938035643809")

    response = acme_portal.post(NEW, {**TYPED, **number})

    assert response.status_code == 422
    assert f'href="/fleet/devices/{there.pk}/"' in response.content.decode()
    assert Device.objects.count() == 1


def test_asset_tag_alone_names_a_device_too(acme_portal, in_acme):
    added(acme_portal, serial="", asset_tag="A-17")

    assert (
        "has this device already"
        in acme_portal.post(NEW, {**TYPED, "serial": "", "asset_tag": "A-17"}).content.decode()
    )


def test_edit_writes_only_what_was_changed(acme_portal, in_acme):
    device = make_device(
        "F2LXK1AAAA01",
        evidence="apple_identifier",
        confidence="1.00",
        model_code="iPhone14,5",
        age_evidence="enrolment",
    )

    page = edit(acme_portal, device, serial="F2LXK1AAAA02", owner="lessor", lessor="Grenke", lease_ends_on="2027-06-30")

    device.refresh_from_db()
    assert (device.serial, device.owner, device.lessor) == ("F2LXK1AAAA02", "lessor", "Grenke")
    assert (device.evidence, device.model_code, device.age_from_on) == (
        "apple_identifier",
        "iPhone14,5",
        dt.date(2022, 3, 1),
    )
    assert page.redirect_chain == [(f"/fleet/devices/{device.pk}/", 302)]


def test_nothing_changed_writes_nothing(acme_portal, in_acme):
    device = added(acme_portal, site="Lyon", storage="128")
    before = Device.pgh_event_model.objects.count()

    edit(acme_portal, device)

    assert Device.pgh_event_model.objects.count() == before
    assert not Event.objects.filter(verb="device.changed").exists()


def test_number_of_another_device_cannot_be_taken(acme_portal, in_acme):
    other, device = make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02")

    response = edit(acme_portal, device, serial="F2LXK1AAAA01")

    assert response.status_code == 422
    assert f'href="/fleet/devices/{other.pk}/"' in response.content.decode()


def test_device_in_an_offer_keeps_what_the_offer_names(acme_portal, in_acme, as_alice, now):
    device = make_device("F2LXK1AAAA01", grade="A", offer_id=uuid.uuid4())
    assert "stands in a buy-back offer" in acme_portal.get(f"/fleet/devices/{device.pk}/edit/").content.decode()

    edit(acme_portal, device, grade="D", serial="OTHER0000001", cost_centre="210", site="Lyon")

    device.refresh_from_db()
    assert (device.grade, device.serial) == ("A", "F2LXK1AAAA01")
    assert (device.cost_centre, device.site.name) == ("210", "Lyon")
    with pytest.raises(DeviceOffered, match="only its site and cost centre"):
        change_device(device=device, seen_at=device.changed_at, facts={"grade": "D"}, site=None, by=as_alice, at=now)


def test_change_by_somebody_else_meanwhile_is_not_overwritten(acme_portal, in_acme, as_alice, now):
    device = make_device("F2LXK1AAAA01", grade="A")
    seen_at = device.changed_at
    edit(acme_portal, device, grade="B")

    with pytest.raises(DeviceTouched, match="changed meanwhile"):
        change_device(device=device, seen_at=seen_at, facts={"grade": "C"}, site=None, by=as_alice, at=now)
    late = acme_portal.post(f"/fleet/devices/{device.pk}/edit/", {**TYPED, "seen": seen_at.isoformat(), "grade": "C"})
    assert (late.status_code, Device.objects.get().grade) == (422, "B")


def test_device_that_was_sold_is_not_edited(acme_portal, in_acme):
    sold = make_device("F2LXK1AAAA01", owner="operator")

    assert acme_portal.get(f"/fleet/devices/{sold.pk}/edit/").status_code == 404
    assert "/edit/" not in acme_portal.get(f"/fleet/devices/{sold.pk}/").content.decode()


def test_viewer_finds_no_door_and_may_not_enter(acme_portal_of_bob, in_acme, as_bob, now):
    device = make_device("F2LXK1AAAA01")

    assert NEW not in acme_portal_of_bob.get("/fleet/").content.decode()
    assert "/edit/" not in acme_portal_of_bob.get(f"/fleet/devices/{device.pk}/").content.decode()
    assert acme_portal_of_bob.post(NEW, TYPED).status_code == 403
    assert acme_portal_of_bob.get(f"/fleet/devices/{device.pk}/edit/").status_code == 403
    with pytest.raises(PermissionRefused):
        add_device(facts={"serial": "F2LXK1AAAA03"}, site="", by=as_bob, at=now)


def test_other_organisation_edits_nothing(globex_portal, in_acme):
    device = make_device("F2LXK1AAAA01")

    assert globex_portal.get(f"/fleet/devices/{device.pk}/edit/").status_code == 404
    assert globex_portal.post(f"/fleet/devices/{device.pk}/edit/", TYPED).status_code == 404


def test_doors_stand_on_the_empty_fleet_and_on_the_full_one(acme_portal, in_acme):
    assert "Add a single device" in acme_portal.get("/fleet/").content.decode()
    device = make_device("F2LXK1AAAA01")

    assert NEW in acme_portal.get("/fleet/").content.decode()
    assert f"/fleet/devices/{device.pk}/edit/" in acme_portal.get(f"/fleet/devices/{device.pk}/").content.decode()


def test_form_speaks_french(acme_portal, in_acme, alice):
    User.objects.filter(pk=alice.pk).update(language="fr")

    page = acme_portal.get(NEW).content.decode()

    assert "Ajouter un appareil" in page
    assert "Numéro de série" in page
