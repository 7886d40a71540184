import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from catalogue.distance import Place
from catalogue.models import Touchpoint
from catalogue.touchpoints import nearest_touchpoints
from catalogue.towns import find_towns

pytestmark = pytest.mark.django_db

NANTES = Place(47.21725, -1.55336)


def slugs(near):
    return [one.touchpoint.town for one in near]


def test_it_works():
    near = nearest_touchpoints(to=NANTES, most=3)

    assert slugs(near)[0] == "Nantes"
    assert near[0].whole_km == 0
    assert [one.distance_km for one in near] == sorted(one.distance_km for one in near)


def test_nearest_shop_may_be_in_another_town():
    [quimper] = nearest_touchpoints(to=find_towns("Quimper").towns[0].place, most=1)
    Touchpoint.objects.filter(town="Quimper").update(is_active=False)

    [other] = nearest_touchpoints(to=quimper.touchpoint.place, most=1)

    assert other.touchpoint.town != "Quimper"
    assert other.whole_km > 5


def test_shops_may_be_asked_for_one_service():
    near = nearest_touchpoints(to=NANTES, most=400, service="repair")

    assert 0 < len(near) < 400
    assert all(one.touchpoint.repairs for one in near)


def test_number_of_queries_does_not_grow_with_the_shops():
    nearest_touchpoints(to=NANTES, most=1)  # the first of a test also chooses the schema
    with CaptureQueriesContext(connection) as few:
        nearest_touchpoints(to=NANTES, most=1)
    with CaptureQueriesContext(connection) as many:
        nearest_touchpoints(to=NANTES, most=400)

    assert len(few) == len(many)


def test_no_shop_is_an_empty_list():
    Touchpoint.objects.update(is_active=False)

    assert nearest_touchpoints(to=NANTES, most=5) == []


def test_name_of_a_sample_says_so_in_the_readers_language():
    shop = Touchpoint(name="Renew Nantes", is_sample=True)

    with override("fr"):
        assert shop.shown_name == "Renew Nantes (exemple)"
    with override("en"):
        assert shop.shown_name == "Renew Nantes (sample)"
    assert Touchpoint(name="Corner").shown_name == "Corner"


def test_opening_hours_and_services_are_in_the_readers_language():
    shop = Touchpoint(opening_hours_en="Monday", opening_hours_fr="lundi", shows_samples=True, repairs=True)

    with override("fr"):
        assert (shop.opening_hours, shop.services) == ("lundi", ["Voir un exemple", "Réparation"])


def test_shop_is_never_deleted():
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        Touchpoint.objects.all()[:1].get().delete()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"latitude": 91}, "touchpoint_on_earth"),
        ({"longitude": -181}, "touchpoint_on_earth"),
        ({"shows_samples": False, "takes_lots": False, "repairs": False}, "touchpoint_has_a_service"),
    ],
)
def test_impossible_shop_is_refused_by_the_database(changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Touchpoint.objects.filter(town="Nantes").update(**changes)
