"""What the machine does after a fleet has changed: it looks whether another organisation lists the same devices."""

from collections.abc import Mapping
from typing import Any

from fleet.listed_numbers import list_numbers
from tenants.jobs import JobRun, job_kind


@job_kind("fleet.list_numbers")
def list_numbers_of_fleet(run: JobRun) -> Mapping[str, Any]:
    """Write the fleet's part of the index of IMEIs again. Its result says nothing: members may read it."""
    list_numbers()
    return {}
