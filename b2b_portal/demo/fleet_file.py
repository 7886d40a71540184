"""An invented device list in the shape of an Intune export: for the demonstration, tests and benchmarks.

Serial numbers and IMEIs are valid in form and belong to nobody; the same seed gives the same file.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from openpyxl import Workbook
from stdnum import luhn

HEADERS = (
    *("Device ID", "Device name", "Enrollment date", "Last check-in", "Microsoft Entra Device ID", "OS version"),
    *("Serial number", "Manufacturer", "Model", "IMEI", "Wi-Fi MAC", "Total storage", "Free storage", "Category"),
    *("Primary user UPN", "Primary user email address", "Primary user display name", "Compliance", "Managed by"),
    *("Ownership", "Supervised", "Encrypted", "OS", "Jailbroken", "ICCID", "Security patch level", "JoinType"),
)

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ0123456789"


class _Kind(NamedTuple):
    maker: str
    model: str
    storage_mb: Sequence[int]
    system: str
    serial_length: int
    has_imei: bool
    weight: int
    sold_from: int


_KINDS = (
    _Kind("LENOVO", "20W000JKFR", (243712, 487168), "Windows", 8, False, 22, 2021),
    _Kind("LENOVO", "20XW005PFR", (487168,), "Windows", 8, False, 10, 2021),
    _Kind("Dell Inc.", "Latitude 5420", (243712, 487168), "Windows", 7, False, 18, 2021),
    _Kind("HP", "HP EliteBook 840 14 inch G9 Notebook PC", (487168,), "Windows", 10, False, 12, 2022),
    _Kind("Apple", "MacBook Air (M1, 2020)", (245107,), "macOS", 10, False, 6, 2021),
    _Kind("Apple", "iPhone 13", (121856, 243712), "iOS", 10, True, 14, 2021),
    _Kind("Apple", "iPad (9th generation)", (60928,), "iOS", 10, False, 8, 2021),
    _Kind("samsung", "SM-A536B", (121856,), "Android", 11, True, 10, 2022),
)


def fleet_rows(count: int, *, seed: int = 1) -> Iterator[list[str]]:
    """`count` devices, one in twelve personal; text cells in the order of HEADERS."""
    random = Random(seed)  # noqa: S311 - invented data
    kinds = random.choices(_KINDS, weights=[kind.weight for kind in _KINDS], k=count)
    for number, kind in enumerate(kinds, start=1):
        yield _row(number, kind, random)


def write_csv(count: int, *, seed: int = 1) -> bytes:
    """The list as CSV with a byte-order mark, as Intune writes it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    writer.writerows(fleet_rows(count, seed=seed))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(count: int, *, seed: int = 1) -> bytes:
    """The list as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Devices")
    sheet.append(HEADERS)
    for row in fleet_rows(count, seed=seed):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _row(number: int, kind: _Kind, random: Random) -> list[str]:
    serial = "".join(random.choices(_LETTERS, k=kind.serial_length - 4)) + _in_base(number)
    enrolled = date(kind.sold_from, 3, 1) + timedelta(days=random.randrange(0, 900))
    person = f"user{number:05d}"
    storage = random.choice(kind.storage_mb)
    return [
        f"{random.getrandbits(32):08x}-0000-4000-8000-{number:012d}",
        f"{kind.system[:3].upper()}-{serial}",
        f"{enrolled.isoformat()} 08:12:44.0000000",
        "2026-11-20 07:40:02.0000000",
        f"{random.getrandbits(32):08x}-0000-4000-9000-{number:012d}",
        "10.0.22631" if kind.system == "Windows" else "17.6",
        serial,
        kind.maker,
        kind.model,
        _imei(number) if kind.has_imei else "",
        "",
        str(storage),
        str(storage // 3),
        "",
        f"{person}@acme.example",
        f"{person}@acme.example",
        f"User {number:05d}",
        "Compliant",
        "Intune",
        "Personal" if random.randrange(12) == 0 else "Corporate",
        "True",
        "True",
        kind.system,
        "False",
        "",
        "",
        "Entra joined",
    ]


def _in_base(number: int) -> str:
    """Four letters that no other number gives."""
    digits = ""
    for _ in range(4):
        number, rest = divmod(number, len(_LETTERS))
        digits = _LETTERS[rest] + digits
    return digits


def _imei(number: int) -> str:
    body = f"35999901{number % 1_000_000:06d}"  # 35 999901: a type code of test devices
    return body + luhn.calc_check_digit(body)
