from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2b_portal.lib.references import is_reference, make_reference


def test_it_works():
    reference = make_reference(prefix="Q", year=2026, random=Random(1))

    assert reference.startswith("Q-26-")
    assert is_reference(reference, prefix="Q")


@given(st.sampled_from(["Q", "O", "BB", "INV"]), st.integers(2000, 2099), st.randoms(use_true_random=False))
def test_reference_never_holds_a_letter_taken_for_another(prefix, year, random):
    reference = make_reference(prefix=prefix, year=year, random=random)

    assert is_reference(reference, prefix=prefix)
    assert not set(reference.rsplit("-", 1)[1]) & set("0O1IL2Z5S6G8BU")


def test_same_random_source_gives_the_same_reference():
    first = make_reference(prefix="Q", year=2026, random=Random(7))

    assert make_reference(prefix="Q", year=2026, random=Random(7)) == first


@pytest.mark.parametrize(
    "text", ["Q-26-AC7", "Q-26-AC70", "q-26-ac7k", "Q-2026-AC7K", " Q-26-AC7K", "Q-26-AC7K\n", "", "AC7K"]
)
def test_other_text_is_not_a_reference(text):
    assert not is_reference(text)


def test_reference_of_another_prefix_is_told_apart():
    assert is_reference("Q-26-AC7K", prefix="Q")
    assert not is_reference("Q-26-AC7K", prefix="O")


@pytest.mark.parametrize("prefix", ["", "q", "QUOT", "Q1"])
def test_prefix_that_is_not_capitals_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        make_reference(prefix=prefix, year=2026, random=Random(1))


@pytest.mark.parametrize("year", [26, 1999, 2100])
def test_year_not_written_in_full_is_refused(year):
    with pytest.raises(ValueError, match="year"):
        make_reference(prefix="Q", year=year, random=Random(1))
