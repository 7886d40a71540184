"""The arrival of a sale at the desk: noting what has come, giving it more time."""

import datetime as dt
import io

import pytest
from django_tenants.utils import tenant_context
from openpyxl import load_workbook

from quotes.actions.offers import accept_offer
from quotes.models import Arrival, ArrivedLine
from tenants.models import OpenCase, User
from tenants.roles import StaffRole
from tests.deals import ALL_DEDUCTED, offer_for, three_devices, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]

PHONE = "F2LXK1AAAA01"


@pytest.fixture
def arrival(acme, as_alice, now) -> Arrival:
    with tenant_context(acme):
        offer = offer_for(three_devices(), as_alice)
        accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)
        return Arrival.objects.select_related("offer").get()


def address(arrival: Arrival, *, of: str = "acme") -> str:
    return f"/o/{of}/offers/{arrival.pk}/arrival/"


def words(response) -> str:
    return " ".join(response.content.decode().split())


def arrived(organisation) -> set[str]:
    with tenant_context(organisation):
        return set(ArrivedLine.objects.values_list("line__serial", flat=True))


def said(**changes) -> dict[str, object]:
    return {"arrived_on": today().isoformat(), "which": "all", "numbers": "", **changes}


def test_it_works(desk, acme, arrival):
    page = words(desk.post(address(arrival), said(), follow=True))

    assert len(arrived(acme)) == 3
    assert "the customer is told what has arrived" in page
    assert "Everything has arrived" in page
    assert "Note what has arrived" not in page


def test_pasted_numbers_are_noted_and_odd_ones_named(desk, acme, arrival):
    desk.post(address(arrival), said(which="pasted", numbers="it-0001"))

    page = words(desk.post(address(arrival), said(which="pasted", numbers=f"{PHONE}\nPF3A1B2C\nZZZ9"), follow=True))

    assert arrived(acme) == {PHONE, "PF3A1B2C"}
    assert f"Noted before: {PHONE}" in page
    assert "Not among the sold devices: ZZZ9" in page
    assert "2 of 3 devices arrived" in page


def test_ticked_devices_are_noted(desk, acme, arrival):
    line = arrival_line(acme, arrival, PHONE)

    assert f'value="{line}"' in desk.get(address(arrival)).content.decode()
    desk.post(address(arrival), said(which="ticked", line=[str(line)]))

    assert arrived(acme) == {PHONE}


def arrival_line(organisation, arrival: Arrival, serial: str):
    with tenant_context(organisation):
        return arrival.offer.lines.get(serial=serial).pk


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"which": "ticked"}, "Tick at least one"),
        ({"which": "pasted", "numbers": " \n"}, "Paste at least one"),
        ({"which": "nonsense"}, "nonsense"),
        ({"which": "ticked", "line": ["no-id"]}, "Tick at least one"),
        ({"arrived_on": "soon"}, "Enter a valid date"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(desk, acme, arrival, changes, sentence):
    response = desk.post(address(arrival), said(**changes))

    assert (response.status_code, arrived(acme)) == (422, set())
    assert sentence in words(response)


def test_day_to_come_is_refused(desk, acme, arrival):
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()

    page = words(desk.post(address(arrival), said(arrived_on=tomorrow), follow=True))

    assert "This day has not come yet." in page
    assert arrived(acme) == set()


def test_second_click_is_harmless(desk, acme, arrival):
    desk.post(address(arrival), said())

    page = words(desk.post(address(arrival), said(), follow=True))

    assert "nothing new was noted" in page
    assert len(arrived(acme)) == 3


def test_looking_writes_nothing(desk, acme, arrival):
    desk.get(address(arrival))
    desk.get(f"{address(arrival)}day/")

    assert arrived(acme) == set()


def test_finance_reads_and_does_not_note(desk, acme, arrival, sam):
    User.objects.filter(pk=sam.pk).update(staff_role=StaffRole.FINANCE)

    page = words(desk.get(address(arrival)))
    response = desk.post(address(arrival), said())

    assert "Note what has arrived" not in page
    assert (response.status_code, arrived(acme)) == (403, set())


def test_sale_of_another_organisation_is_not_found(desk, arrival):
    assert desk.get(address(arrival, of="rosa-parks")).status_code == 404
    assert desk.post(address(arrival, of="rosa-parks"), said()).status_code == 404
    assert desk.get(address(arrival, of="globex")).status_code == 404


def test_more_time_is_given_with_a_reason(desk, acme, arrival):
    day = arrival.arrive_by_on + dt.timedelta(days=7)

    page = words(desk.post(f"{address(arrival)}day/", {"arrive_by_on": day, "reason": "Strike"}, follow=True))

    with tenant_context(acme):
        assert Arrival.objects.get().arrive_by_on == day
    assert "have more time" in page


def test_more_time_without_a_reason_is_asked_again(desk, acme, arrival):
    response = desk.post(f"{address(arrival)}day/", {"arrive_by_on": arrival.arrive_by_on, "reason": ""})

    assert response.status_code == 422


def test_workbook_is_downloaded(desk, arrival):
    response = desk.get(f"/o/acme/offers/{arrival.pk}/arrival.xlsx")

    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert len(rows) == 4
    assert f"{arrival.offer.reference}-arrival.xlsx" in response["Content-Disposition"]


def test_my_day_lists_a_sale_near_its_latest_day(desk, arrival):
    OpenCase.objects.filter(kind="arrival").update(due_on=today() + dt.timedelta(days=3))

    page = desk.get("/", {"view": "soon"}).content.decode()

    assert address(arrival) in page
    assert "Devices awaited" in page


def test_offer_shows_how_far_it_is(desk, arrival):
    page = words(desk.get(f"/o/acme/offers/{arrival.pk}/"))

    assert "0 of 3 devices arrived" in page
    assert address(arrival) in page
