"""What one row says about one device."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fleet.intake.problems import RowProblem, Severity


class ParsedRow(NamedTuple):
    """What one row says. An empty text, None or 'unknown' means that the file does not say.

    Words: grade A|B|C|D, functional_state works|faulty|dead, lock none|activation_lock|mdm|frp|firmware_password,
    owner organisation|lessor|person|funder|operator, funding own|state|region|department|e_rate|grant,
    category a catalogue category slug,
    age_evidence purchase|order|in_service|enrolment. Storage and memory are nominal GB, `battery_health` percent.
    """

    row_number: int
    # in the order of DeviceNumbers
    serial: str = ""
    imei: str = ""
    imei2: str = ""
    meid: str = ""
    asset_tag: str = ""
    quantity: int = 1
    identity_key: str = ""
    # in the order of PART_FACTS
    manufacturer: str = ""
    model: str = ""
    model_code: str = ""
    category_text: str = ""
    category: str = ""
    storage_gb: int | None = None
    ram_gb: int | None = None
    grade: str = ""
    functional_state: str = ""
    purchased_on: date | None = None
    age_from_on: date | None = None
    age_evidence: str = ""
    site: str = ""
    cost_centre: str = ""
    owner: str = ""
    lessor: str = ""
    lease_reference: str = ""
    lease_ends_on: date | None = None
    purchase_amount: Decimal | None = None
    funding: str = ""
    grant_name: str = ""
    restricted_until_year: int | None = None
    lock: str = ""
    supervised: bool | None = None
    battery_health: int | None = None
    lot_key: str = ""
    problems: tuple[RowProblem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether one of its problems keeps the row out of the fleet."""
        return bool(self.problems) and any(problem.severity is Severity.REFUSE for problem in self.problems)

    def with_problems(self, more: Sequence[RowProblem]) -> "ParsedRow":
        """The same row with more problems behind its own."""
        return self._replace(problems=(*self.problems, *more)) if more else self
