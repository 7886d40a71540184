"""Numbers as makers print them around the serial number: barcodes and codes to read over the telephone.

Sources: Apple, "Find the serial number" (barcodes carry a leading S); Lenovo, 1S labels (machine type and model of 10
characters, serial number of 8); Dell, express service code (the service tag, read as a number to base 36).
"""

import re
from typing import NamedTuple

from fleet.intake.makers import fold_maker, maker_of_name

_PRINTED = re.compile(
    r"S(?P<apple>[0-9A-HJ-NP-Z]{12}|[0-9A-HJ-NP-Z]{10})"
    r"|1S[ -]?(?P<lenovo_model>\d{2}[0-9A-Z]{8})[ -]?(?P<lenovo>[0-9A-Z]{8})"
    r"|(?P<dell>\d(?:[ -]?\d){9,10})"
)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TAG_LENGTH = 7


class PrintedNumber(NamedTuple):
    """The serial number within what was printed, the model code beside it, the code of the problem that says so."""

    serial: str
    model_code: str = ""
    problem: str = ""


def unwrap_serial(serial: str, *, manufacturer: str, model: str) -> PrintedNumber:
    """Return the serial number that a maker's barcode or code stands for; any other one is left as it is.

    Only a maker's own devices are read so, as `manufacturer` or else `model` names it.
    """
    found = _PRINTED.fullmatch(serial)
    if found is None:
        return PrintedNumber(serial=serial)
    maker = fold_maker(manufacturer) or maker_of_name(model)
    if found["apple"] and maker == "apple":
        return PrintedNumber(serial=found["apple"], problem="serial_apple_barcode")
    if found["lenovo"] and maker in ("lenovo", ""):
        return PrintedNumber(serial=found["lenovo"], model_code=found["lenovo_model"], problem="serial_lenovo_barcode")
    tag = _service_tag(found["dell"]) if found["dell"] and maker == "dell" else ""
    return PrintedNumber(serial=tag, problem="serial_express_code") if tag else PrintedNumber(serial=serial)


def _service_tag(express_code: str) -> str:
    """The seven characters of a service tag, or an empty text when the number stands for none."""
    number = int(express_code.replace(" ", "").replace("-", ""))
    tag = ""
    while number:
        number, place = divmod(number, len(_DIGITS))
        tag = _DIGITS[place] + tag
    return tag if len(tag) == _TAG_LENGTH else ""
