import pytest

from fleet.intake.funding import read_funding, read_year


def test_it_works():
    assert read_funding("E-Rate") == "e_rate"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Own budget", "own"), ("Fonds propres", "own"), ("Région", "region"), ("Conseil départemental", "department"),
        ("État", "state"), ("Subvention", "grant"), ("e-rate", "e_rate"), ("John Smith", ""), ("", ""),
    ],
)  # fmt: skip
def test_source_is_known_by_the_words_of_lists(text, source):
    assert read_funding(text) == source


@pytest.mark.parametrize(
    ("text", "year"), [("2028", 2028), ("31/12/2028", 2028), ("2027 or 2028", None), ("soon", None)]
)
def test_year_stands_alone_or_within_a_date(text, year):
    assert read_year(text) == year
