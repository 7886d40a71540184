import pytest

from b2b_portal.lib.states import IllegalTransition
from catalogue.models import PriceBook
from catalogue.states import PRICE_BOOK, PriceBookStatus
from tests.lib.state_pairs import pairs_of, steps

ALLOWED = steps(
    """
    draft > published
    published > retired
    """
)


def test_it_works():
    assert PRICE_BOOK.check(source="draft", target="published").event == "price_book.published"


@pytest.mark.parametrize(("source", "target"), pairs_of(PRICE_BOOK))
def test_step_is_allowed_only_when_the_table_says_so(source, target):
    if (source, target) in ALLOWED:
        assert PRICE_BOOK.check(source=source, target=target).target == target
    else:
        with pytest.raises(IllegalTransition):
            PRICE_BOOK.check(source=source, target=target)


def test_states_are_those_of_the_rows():
    assert set(PRICE_BOOK.states) == set(PriceBookStatus) == set(PriceBook.Status.values)
