import datetime as dt

import pytest
from django.utils import timezone

from fleet.ages import whole_months
from fleet.models import Device, Site
from fleet.table_columns import DEFAULT, OWN, chosen_columns, supplied_columns
from tenants.models import User
from tests.catalogue.queries import queries
from tests.devices import make_device

pytestmark = pytest.mark.django_db


def table(client, query: str):
    return client.get(f"/fleet/?{query}").context["table"]


def cells(client, query: str) -> list[str]:
    """The texts of the first row."""
    return [cell.text for cell in table(client, query).rows[0].cells]


def heads(client, query: str) -> list[str]:
    return [str(head.label) for head in table(client, query).heads]


def test_it_works(acme_portal, in_acme):
    site = Site.objects.create(name="Lyon", sort_key="lyon")
    facts = {"asset_tag": "ACM-1", "cost_centre": "210 Sales", "imei": "490154203237518", "lock": "mdm"}
    make_device("F2LXK1AAAA01", site=site, **facts)

    query = "columns=lock&columns=asset_tag&columns=imei&columns=storage&columns=cost_centre&columns=owner&columns=site"

    assert heads(acme_portal, query) == ["Asset tag", "IMEI", "Storage", "Site", "Cost centre", "Owner", "Lock"]
    assert cells(acme_portal, query)[:6] == ["ACM-1", "490154203237518", "128 GB", "Lyon", "210 Sales", "Ours"]


def test_every_column_can_be_shown_of_a_device_of_which_nothing_is_known(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", model_id=None, model_label="", storage_gb=None, age_from_on=None, owner="", category="")

    shown = cells(acme_portal, "&".join(f"columns={name}" for name in [*OWN, *supplied_columns()] if name != "status"))

    assert set(shown) == {"–"}


@pytest.mark.parametrize(
    ("since", "today", "months"),
    [
        (dt.date(2022, 1, 31), dt.date(2022, 2, 28), 0),
        (dt.date(2022, 1, 15), dt.date(2025, 3, 15), 38),
        (dt.date(2022, 1, 15), dt.date(2025, 3, 14), 37),
        (dt.date(2030, 1, 1), dt.date(2025, 1, 1), 0),
    ],
)
def test_age_counts_whole_months(since, today, months):
    assert whole_months(since=since, today=today) == months


def test_age_says_from_what_it_is_counted(acme_portal, in_acme):
    day = timezone.localdate()
    make_device("F2LXK1AAAA01", age_from_on=day.replace(year=day.year - 3, day=1), age_evidence="enrolment")

    cell = table(acme_portal, "columns=age").rows[0].cells[0]

    assert cell.text == "3 y 0 m"
    assert "from the day it was enrolled" in cell.title


def test_unknown_column_is_left_out_and_none_gives_the_usual_ones():
    assert chosen_columns(["nonsense", "grade"], OWN) == ["grade"]
    assert chosen_columns(["nonsense"], OWN) == list(DEFAULT)
    assert chosen_columns([], OWN) == list(DEFAULT)


def test_usual_columns_ticked_make_the_plain_table(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")

    assert table(acme_portal, "&".join(f"columns={name}" for name in DEFAULT)).is_plain


def test_columns_stay_with_filters_pages_and_order_and_are_no_filter(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="A")

    shown = table(acme_portal, "columns=age&columns=model&grade=A")

    assert shown.heads[0].sort.url == "?columns=age&columns=model&grade=A&sort=-model"
    assert shown.chips[0].remove_url == "?columns=age&columns=model"
    assert shown.filter_address == "?grade=A"


def test_value_is_the_price_of_the_book_for_the_device_alone(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="B", functional_state="works")

    cell = table(acme_portal, "columns=value").rows[0].cells[0]

    assert cell.text.startswith("€")


def test_value_is_a_range_where_the_storage_decides(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="B", storage_gb=None)

    cell = table(acme_portal, "columns=value").rows[0].cells[0]

    assert " to €" in cell.text
    assert "The storage is not known yet." in cell.title


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"owner": "lessor"}, "Leased"),
        ({"lock": "mdm"}, "Withheld until the device is released from its management (MDM)"),
        ({"model_id": None, "model_label": ""}, "The model is not known yet."),
    ],
)
def test_no_value_says_why(acme_portal, in_acme, changes, reason):
    make_device("F2LXK1AAAA01", **changes)

    cell = table(acme_portal, "columns=value").rows[0].cells[0]

    assert (cell.text, reason) == ("–", cell.title)


def test_value_costs_two_statements_where_it_is_chosen_and_none_where_not(acme_portal, in_acme):
    for number in range(60):
        make_device(f"SERIAL{number:06}")
    table(acme_portal, "columns=value")  # the price book stays in memory

    def statements(query: str) -> int:
        with queries() as ran:
            table(acme_portal, query)
        return len(ran)

    assert statements("columns=model&columns=value") == statements("columns=model") + 2


def test_value_is_offered_to_who_may_see_offers_only(acme_portal, in_acme, monkeypatch):
    make_device("F2LXK1AAAA01")
    monkeypatch.setattr("fleet.views.devices.may", lambda role, permission: permission != "offer.view")

    assert "Estimated value" not in [str(choice.label) for choice in table(acme_portal, "").choices]
    assert heads(acme_portal, "columns=value") == heads(acme_portal, "")


def test_columns_speak_french(acme_portal, in_acme, alice):
    User.objects.filter(pk=alice.pk).update(language="fr")
    make_device("F2LXK1AAAA01", age_from_on=timezone.localdate() - dt.timedelta(days=800))

    seen = acme_portal.get("/fleet/?columns=age&columns=value&columns=storage").content.decode()

    for words in ("Valeur estimée", "128 Go", "2 a 2 m", "Colonnes"):
        assert words in seen


def test_no_device_knows_its_neighbours_organisation(globex_portal, in_acme):
    make_device("F2LXK1AAAA01")
    assert Device.objects.exists()

    assert "F2LXK1AAAA01" not in globex_portal.get("/fleet/?columns=asset_tag").content.decode()
