"""One row of the file, read: typed, normalised, with its problems beside it and nothing silently corrected."""

import re
from dataclasses import dataclass
from datetime import date

from fleet.intake import capacities, identifiers
from fleet.intake.categories import CategoryWords, read_category
from fleet.intake.cells import RowCells
from fleet.intake.conditions import damage_in, read_condition
from fleet.intake.dates import DateOrder, read_date
from fleet.intake.device_numbers import DeviceNumbers, read_numbers
from fleet.intake.fields import AGE_EVIDENCE
from fleet.intake.naming import capacity_in_name
from fleet.intake.ownership import read_owner, read_yes_no
from fleet.intake.problems import RowProblem, Severity

_HYPERVISORS = (
    r"(?:vmware|virtualbox|innotek|parallels|qemu|kvm|xen|bochs|proxmox|hvm domu|virtual machine|virtual platform|"
    r"standard pc|google compute|amazon ec2|hyper-v)"
)
_VIRTUAL = re.compile(_HYPERVISORS, re.IGNORECASE)
# "VMware-56 4d 9f …" names its hypervisor; XEN41BBQ is an honest serial number of three letters and some more.
_VIRTUAL_SERIAL = re.compile(rf"{_HYPERVISORS}(?![a-z0-9])", re.IGNORECASE)
_PERCENT = re.compile(r"0[.,](\d{2})|(\d{1,3})(?:[.,]\d+)? ?%?")
_COUNT = re.compile(r"(\d{1,6})(?:[.,]0+)?")
_LOCKS = {True: "activation_lock", False: "none", None: ""}


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


def parse_row(*, row_number: int, cells: RowCells, category_words: CategoryWords) -> ParsedRow:
    """Return what a row says of its device; a problem leaves its field empty, it never raises."""
    numbers = read_numbers(cells)
    serial, imei = numbers.serial, numbers.imei
    asset_tag = cells.keep("asset_tag", identifiers.read_asset_tag(cells.text("asset_tag")))
    quantity = _quantity(cells, has_number=bool(serial or imei))
    key = identifiers.identity_key(imei=imei, serial=serial, asset_tag=asset_tag)
    if not key and not cells.is_refused:
        if numbers.meid:
            cells.report("meid_only", "meid" if cells.says("meid") else "imei", value=numbers.meid)
        else:
            cells.report("no_identifier")
    manufacturer, model, model_code = _model(cells, numbers)
    grade, functional_state = _condition(cells)
    purchased_on, age_from_on, age_evidence = _age(cells)
    return ParsedRow(
        row_number=row_number,
        serial=serial,
        imei=imei,
        imei2=numbers.imei2,
        meid=numbers.meid,
        asset_tag=asset_tag,
        manufacturer=manufacturer,
        model=model,
        model_code=model_code,
        category_text=cells.words("category"),
        category=_category(cells, model, category_words),
        storage_gb=_storage(cells),
        ram_gb=_memory(cells),
        purchased_on=purchased_on,
        age_from_on=age_from_on,
        age_evidence=age_evidence,
        site=cells.words("site"),
        cost_centre=cells.words("cost_centre"),
        owner=_owner(cells),
        grade=grade,
        functional_state=functional_state,
        lock=_LOCKS[read_yes_no(cells.text("activation_lock"))],
        supervised=read_yes_no(cells.text("supervised")),
        battery_health=_battery(cells),
        quantity=quantity,
        identity_key=key,
        problems=tuple(cells.problems),  # last: the readers above add to them
    )


def _quantity(cells: RowCells, *, has_number: bool) -> int:
    found = _COUNT.fullmatch(cells.text("quantity").strip())
    quantity = int(found[1]) if found else 1
    if quantity > 1:
        cells.report("quantity_with_serial" if has_number else "quantity_row", "quantity", value=str(quantity))
    return 1 if has_number else quantity


def _model(cells: RowCells, numbers: DeviceNumbers) -> tuple[str, str, str]:
    manufacturer, model, model_code = (cells.words(field) for field in ("manufacturer", "model", "model_code"))
    model_code = model_code or numbers.model_code
    if _VIRTUAL.match(manufacturer) or _VIRTUAL.match(model) or _VIRTUAL_SERIAL.match(numbers.serial):
        cells.report("virtual_machine", "model")
    elif not model and not model_code:
        cells.report("model_missing", "model")
    return manufacturer, model, model_code


def _category(cells: RowCells, model: str, words: CategoryWords) -> str:
    """What the row calls the device, else what the model's name says: it is kept where no model is known."""
    return read_category(cells.text("category"), words=words) or words.category_within(model)


def _age(cells: RowCells) -> tuple[date | None, date | None, str]:
    """The purchase date, and the best date that tells the age with what it is evidence of."""
    dates: dict[str, date] = {}
    for field, _ in AGE_EVIDENCE:
        if not cells.text(field):
            continue
        order = cells.layout.date_orders.get(field, DateOrder.UNKNOWN)
        reading = read_date(text=identifiers.plain_text(cells.text(field)), order=order)
        if reading.problem:
            cells.report(reading.problem, field, hint=reading.value.isoformat() if reading.value else "")
        if reading.value:
            dates[field] = reading.value
    best = next(((dates[field], evidence) for field, evidence in AGE_EVIDENCE if field in dates), (None, ""))
    return dates.get("purchased_on"), *best


def _storage(cells: RowCells) -> int | None:
    text = cells.text("storage") if cells.says("storage") else capacity_in_name(cells.text("model"))
    size = capacities.parse_storage(text=text) if text else None
    if size is None and cells.says("storage"):
        cells.report("storage_unreadable", "storage")
    return size


def _memory(cells: RowCells) -> int | None:
    size = capacities.parse_memory(text=cells.text("ram")) if cells.says("ram") else None
    if size is None and cells.says("ram"):
        cells.report("ram_unreadable", "ram")
    return size


def _condition(cells: RowCells) -> tuple[str, str]:
    damage = damage_in(cells.text("remarks"))
    if damage:
        cells.report("damage_mentioned", "remarks", value=damage)
    if not cells.says("condition"):
        return "", ""
    condition = read_condition(cells.text("condition"))
    if condition is None:
        cells.report("condition_unknown", "condition")
    return condition or ("", "")


def _owner(cells: RowCells) -> str:
    owner = "person" if read_yes_no(cells.text("byod")) else read_owner(cells.text("ownership"))
    if owner == "person":
        cells.report("personal_device", "ownership")
    elif not owner and cells.says("ownership"):
        cells.report("ownership_unknown", "ownership")
    return owner


def _battery(cells: RowCells) -> int | None:
    """Health in percent. Words such as "Normal", and -1 for "not asked", say nothing that counts."""
    text = identifiers.plain_text(cells.text("battery_health"))
    if not any(sign.isdigit() for sign in text) or text.startswith("-"):
        return None
    found = _PERCENT.fullmatch(text)
    health = int(found[1] or found[2]) if found else 101
    if health > 100:
        cells.report("battery_unreadable", "battery_health")
        return None
    return health
