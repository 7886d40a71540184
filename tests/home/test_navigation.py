import pytest

from b2b_portal.home.navigation import PLACES
from tenants.middleware.room import PORTAL
from tenants.models import User
from tests.catalogue.queries import queries
from tests.devices import make_device

pytestmark = pytest.mark.django_db


def entries(client, path: str) -> list[dict]:
    return list(client.get(path).context["navigation"])


def active(client, path: str) -> list[str]:
    return [str(entry["label"]) for entry in entries(client, path) if entry["active"]]


def test_it_works(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")

    fleet = entries(acme_portal, "/fleet/")[1]

    assert (str(fleet["label"]), fleet["url"], fleet["count"], fleet["active"]) == ("Fleet", "/fleet/", 1, True)


def test_portal_has_every_place_of_its_table(acme_portal):
    assert len(entries(acme_portal, "/")) == len(PLACES[PORTAL])


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", ["Overview"]), ("/fleet/?q=x", ["Fleet"]), ("/fleet/uploads/new/", ["Uploads"]), ("/jobs/", [])],
)
def test_entry_under_which_a_page_stands_is_marked(acme_portal, path, expected):
    assert active(acme_portal, path) == expected


def test_every_entry_leads_to_a_page(acme_portal):
    for entry in entries(acme_portal, "/"):
        assert acme_portal.get(entry["url"]).status_code == 200, entry["label"]


def test_every_entry_of_the_desk_leads_to_a_page(desk):
    found = entries(desk, "/")

    labels = [str(entry["label"]) for entry in found]
    assert labels == [
        *("My day", "Organisations", "Stock", "Catalogue"),
        *("Wanted list", "Models", "Account requests", "Messages"),
    ]
    for entry in found:
        assert desk.get(entry["url"]).status_code == 200, entry["label"]


def test_editor_finds_the_public_site(desk, sam):
    User.objects.filter(pk=sam.pk).update(staff_role="editor")

    assert "Public site" in [str(entry["label"]) for entry in entries(desk, "/")]


def test_all_figures_of_the_sidebar_are_one_statement(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")

    with queries() as ran:
        figures = {str(entry["label"]): entry["count"] for entry in entries(acme_portal, "/quotes/")}

    assert (figures["Fleet"], figures["Quotes"], figures["Orders"]) == (1, 0, 0)
    assert len([query for query in ran if "fleet_device" in query]) == 1
    assert "quotes_buybackoffer" in next(query for query in ran if "fleet_device" in query)


def test_fragment_pays_for_no_sidebar(acme_portal, in_acme):
    with queries() as ran:
        acme_portal.get("/jobs/tray/", headers={"HX-Request": "true"})

    assert not [query for query in ran if "fleet_device" in query]
