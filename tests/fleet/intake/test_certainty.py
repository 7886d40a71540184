"""When a person is asked what the columns of a file are."""

import pytest

from fleet.intake.certainty import is_certain
from fleet.intake.mapping import propose_mapping


@pytest.mark.parametrize(
    ("headers", "certain"),
    [
        ("Serial number,Model", True),
        ("Serial number,Location", False),
        ("Serial number,Lessor", True),
        ("Serial number,Lease contract", True),
        ("N° de série,Fin de location", True),
        ("Asset tag,Lessor", False),  # what a lessor knows of a device is its serial number
        ("Lessor,Lease contract,Lease end date", False),
    ],
)
def test_it_works(headers, certain):
    assert is_certain(propose_mapping(headers.split(","))) is certain
