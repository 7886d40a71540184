"""Devices of an invented fleet: serial numbers and IMEIs are valid in form and belong to nobody.

The same plan gives the same devices; a device keeps its number in every list it stands in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum import luhn

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ0123456789"
_SCATTER = 7919  # a prime that does not divide 30 ** 4: neighbours get letters far apart, and no two the same
_TEST_TYPE_CODE = "35999901"  # of test devices
_CONDITIONS = {"": 46, "A": 14, "B": 26, "C": 10, "D": 4}  # out of a hundred devices


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A model as lists write it, and how such devices came into the house."""

    maker: str
    model: str
    category: str
    storage_gb: Sequence[int] = ()
    serial_length: int = 10
    has_imei: bool = False
    system: str = ""
    bought_from: date
    bought_within_days: int = 200


@dataclass(frozen=True, kw_only=True)
class Batch:
    """So many devices of a kind, at these sites, for these cost centres."""

    kind: Kind
    count: int
    sites: Sequence[str]
    cost_centres: Sequence[str] = ("",)
    owner: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One device, with everything a list may say of it; `condition` is a grade or empty."""

    number: int
    kind: Kind
    serial: str
    imei: str
    storage_gb: int | None
    bought_on: date
    site: str
    cost_centre: str
    condition: str
    owner: str
    remark: str


def invent_units(batches: Iterable[Batch], *, seed: int, first_number: int) -> list[Unit]:
    """The devices of a plan; numbers go up from `first_number`, so that no two plans of a fleet share one."""
    random = Random(seed)  # noqa: S311 - invented data
    return [_unit(number, batch, random) for number, batch in enumerate(_one_by_one(batches), start=first_number)]


def _one_by_one(batches: Iterable[Batch]) -> Iterator[Batch]:
    for batch in batches:
        yield from [batch] * batch.count


def _unit(number: int, batch: Batch, random: Random) -> Unit:
    kind = batch.kind
    bought_on = kind.bought_from + timedelta(days=random.randrange(kind.bought_within_days))
    return Unit(
        number=number,
        kind=kind,
        serial="".join(random.choices(_LETTERS, k=kind.serial_length - 4)) + _in_letters(number),
        imei=_imei(number) if kind.has_imei else "",
        storage_gb=random.choice(kind.storage_gb) if kind.storage_gb else None,
        bought_on=bought_on - timedelta(days=max(0, bought_on.weekday() - 4)),  # nothing is bought on a Sunday
        site=random.choice(batch.sites),
        cost_centre=random.choice(batch.cost_centres),
        condition=random.choices(list(_CONDITIONS), list(_CONDITIONS.values()))[0],
        owner=batch.owner,
        remark=batch.remark,
    )


def _in_letters(number: int) -> str:
    """Four letters that no other number gives."""
    letters, number = "", number * _SCATTER % len(_LETTERS) ** 4
    for _ in range(4):
        number, rest = divmod(number, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters


def _imei(number: int) -> str:
    body = f"{_TEST_TYPE_CODE}{400_000 + number:06d}"
    return body + str(luhn.calc_check_digit(body))
