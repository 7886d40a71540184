import pytest

from fleet.models import Site
from fleet.site_tree import Branch, in_order, look_alikes, with_below
from tests.devices import make_device

TREE = [
    Branch(id="a", name="Academy", parent=""),
    Branch(id="b", name="Annex", parent="s"),
    Branch(id="r", name="Room 1", parent="b"),
    Branch(id="s", name="School", parent="a"),
]


def test_it_works():
    assert [(site.name, site.depth) for site in in_order(TREE)] == [
        ("Academy", 0),
        ("School", 1),
        ("Annex", 2),
        ("Room 1", 3),
    ]


def test_what_lies_below_is_found_at_any_depth():
    assert with_below(["s"], TREE) == {"s", "b", "r"}
    assert with_below(["r", "a"], TREE) == {"a", "s", "b", "r"}
    assert with_below([], TREE) == set()


def test_circle_loses_no_site_and_ends():
    circle = [Branch(id="x", name="X", parent="y"), Branch(id="y", name="Y", parent="x")]

    assert [site.id for site in in_order(circle)] == ["x", "y"]
    assert with_below(["x"], circle) == {"x", "y"}


@pytest.mark.django_db
def test_filter_by_a_site_finds_what_is_below_it(acme_portal, in_acme):
    school = Site.objects.create(name="School", sort_key="school")
    annex = Site.objects.create(name="Annex", sort_key="annex", parent=school)
    make_device("SCHOOL000001", site=school)
    make_device("ANNEX0000001", site=annex)
    make_device("ELSEWHERE001")

    def shown(query: str) -> set[str]:
        return {row.identifier for row in acme_portal.get(f"/fleet/?{query}").context["table"].rows}

    assert shown(f"site={school.pk}") == {"SCHOOL000001", "ANNEX0000001"}
    assert shown(f"site={annex.pk}") == {"ANNEX0000001"}
    chips = acme_portal.get(f"/fleet/?site={annex.pk}").context["table"].chips
    assert [chip.label for chip in chips] == ["Site: Annex"]


@pytest.mark.django_db
@pytest.mark.parametrize(("begins", "found"), [("210", 2), ("210 s", 1), ("cc", 0), ("%", 0)])
def test_filter_by_the_beginning_of_a_cost_centre(acme_portal, in_acme, begins, found):
    make_device("F2LXK1AAAA01", cost_centre="210 Sales")
    make_device("F2LXK1AAAA02", cost_centre="210-2 Support")
    make_device("F2LXK1AAAA03", cost_centre="320 Design")

    assert acme_portal.get("/fleet/", {"cost_centre": begins}).context["table"].total == found


def test_names_that_differ_in_signs_and_accents_look_alike():
    sites = [Branch(id=str(number), name=name, parent="") for number, name in enumerate(["Évry", "EVRY ", "Lyon", "?"])]

    assert [(one.name, other.name) for one, other in look_alikes(sites)] == [("Évry", "EVRY ")]
