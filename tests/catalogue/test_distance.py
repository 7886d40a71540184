import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.distance import EARTH_RADIUS_KM, Place, great_circle_km

PARIS, MARSEILLE, LYON = Place(48.85341, 2.3488), Place(43.29695, 5.38107), Place(45.74846, 4.84671)
PLACES = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))
HALF_ROUND = 3.141592653589793 * EARTH_RADIUS_KM


def test_it_works():
    assert round(great_circle_km(PARIS, MARSEILLE)) == 661


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [
        (Place(0, 0), Place(0, 1), 111.195),  # a degree of the equator: 2 pi R / 360
        (Place(0, 0), Place(90, 0), 10007.557),  # a quarter of a meridian
        (Place(0, 0), Place(0, 180), 20015.115),  # half way round
        (Place(36.12, -86.67), Place(33.94, -118.40), 2886.448),  # BNA to LAX, 2887.26 at R = 6372.8 (Rosetta Code)
        (Place(0, 179.5), Place(0, -179.5), 111.195),  # over the date line
    ],
)
def test_distance_is_that_of_known_pairs(start, end, km):
    assert great_circle_km(start, end) == pytest.approx(km, abs=0.01)


@given(start=PLACES, end=PLACES)
def test_distance_is_the_same_both_ways_and_never_more_than_half_round(start, end):
    there, back = great_circle_km(start, end), great_circle_km(end, start)

    assert there == pytest.approx(back)
    assert 0 <= there <= HALF_ROUND + 1e-6


@given(PLACES)
def test_distance_of_a_place_to_itself_is_nothing(place):
    assert great_circle_km(place, place) == 0


@given(start=PLACES, way=PLACES, end=PLACES)
def test_distance_by_a_third_place_is_not_shorter(start, way, end):
    assert great_circle_km(start, end) <= great_circle_km(start, way) + great_circle_km(way, end) + 1e-6
