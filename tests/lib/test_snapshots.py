from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2b_portal.lib.snapshots import UnknownShape, from_plain, to_plain


@dataclass(frozen=True, kw_only=True)
class Part:
    name: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Whole:
    kind: Literal["a", "b"]
    parts: tuple[Part, ...]
    pair: tuple[str, int]
    on: date
    at: datetime
    spare: Part | None
    sure: bool


wholes = st.builds(
    Whole,
    kind=st.sampled_from(["a", "b"]),
    parts=st.lists(
        st.builds(Part, name=st.text(), amount=st.decimals(allow_nan=False, allow_infinity=False, places=3))
    ).map(tuple),
    pair=st.tuples(st.text(), st.integers()),
    on=st.dates(),
    at=st.datetimes(timezones=st.just(UTC)),
    spare=st.none() | st.builds(Part, name=st.text(), amount=st.just(Decimal("1.50"))),
    sure=st.booleans(),
)


def test_it_works():
    part = Part(name="x", amount=Decimal("1.50"))

    assert to_plain(part) == {"name": "x", "amount": "1.50"}
    assert from_plain(Part, {"name": "x", "amount": "1.50"}) == part


@given(wholes)
def test_value_read_back_is_equal_and_writes_the_same(whole):
    plain = to_plain(whole)

    again = from_plain(Whole, plain)

    assert again == whole
    assert to_plain(again) == plain


def test_float_is_refused():
    with pytest.raises(UnknownShape, match="float"):
        to_plain(Part(name="x", amount=1.5))


def test_missing_field_is_refused():
    with pytest.raises(KeyError, match="amount"):
        from_plain(Part, {"name": "x"})


def test_unforeseen_type_is_refused():
    @dataclass(frozen=True)
    class Odd:
        names: set[str]

    with pytest.raises(UnknownShape):
        from_plain(Odd, {"names": ["x"]})
