"""One row of the file, read: typed, normalised, with its problems beside it and nothing silently corrected."""

from dataclasses import dataclass
from datetime import date

from fleet.intake.problems import RowProblem, Severity


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedRow:
    """What one row says about one device. An empty text, None or 'unknown' means that the file does not say.

    Words: grade A|B|C|D, functional_state works|faulty|dead, lock none|activation_lock|mdm|frp|firmware_password,
    owner organisation|lessor|person|funder|operator, category a catalogue category slug,
    age_evidence purchase|order|in_service|enrolment. Storage and memory are nominal GB, `battery_health` percent.
    """

    row_number: int
    serial: str = ""
    imei: str = ""
    imei2: str = ""
    meid: str = ""
    asset_tag: str = ""
    manufacturer: str = ""
    model: str = ""
    model_code: str = ""
    category_text: str = ""
    category: str = ""
    storage_gb: int | None = None
    ram_gb: int | None = None
    purchased_on: date | None = None
    age_from_on: date | None = None
    age_evidence: str = ""
    site: str = ""
    cost_centre: str = ""
    owner: str = ""
    grade: str = ""
    functional_state: str = ""
    lock: str = ""
    supervised: bool | None = None
    battery_health: int | None = None
    quantity: int = 1
    identity_key: str = ""
    problems: tuple[RowProblem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether one of its problems keeps the row out of the fleet."""
        return any(problem.severity is Severity.REFUSE for problem in self.problems)
