"""The numbers of one row that name its device, each in its place and nothing changed without a word."""

from collections.abc import Iterator
from dataclasses import dataclass

from fleet.intake import identifiers
from fleet.intake.cells import RowCells
from fleet.intake.vendor_numbers import unwrap_serial


@dataclass(frozen=True, kw_only=True, slots=True)
class DeviceNumbers:
    """What a row's number columns say; `model_code` is one that a barcode gave away beside the serial number."""

    serial: str
    imei: str
    imei2: str
    meid: str
    model_code: str


def read_numbers(cells: RowCells) -> DeviceNumbers:
    """Return the numbers of a row; one in another's column is moved, one in a barcode taken out, and said."""
    imeis: dict[str, None] = {}
    strays = []
    for field in ("imei", "imei2"):
        text = cells.text(field)
        if identifiers.looks_like_meid(text):
            cells.report("meid_in_imei_column", field)
            strays.append(text)
            continue
        for reading in identifiers.read_imeis(text):
            imei = cells.keep(field, reading)
            if imei:
                imeis[imei] = None
    serial = cells.text("serial")
    if identifiers.looks_like_imei(serial):
        cells.report("imei_in_serial_column", "serial")
        imeis[identifiers.read_imeis(serial)[0].value] = None
        serial = ""
    serial, model_code = _serial(cells, serial)
    meid = cells.keep("meid", identifiers.read_meid(cells.text("meid")))
    if not meid and strays:
        meid = identifiers.read_meid(strays[0]).value
    if not imeis and not serial:
        imeis.update(dict.fromkeys(_imei_of_meid(cells, meid)))
    first, second, *_ = [*imeis, "", ""]
    return DeviceNumbers(serial=serial, imei=first, imei2=second, meid=meid, model_code=model_code)


def _imei_of_meid(cells: RowCells, meid: str) -> Iterator[str]:
    """A MEID of decimal digits alone is the IMEI without its check digit (3GPP2 S.R0048)."""
    if meid.isdecimal():
        (reading,) = identifiers.read_imeis(meid)
        if reading.value:
            cells.report("imei_completed", "meid", value=meid, hint=reading.value)
            yield reading.value


def _serial(cells: RowCells, text: str) -> tuple[str, str]:
    serial = cells.keep("serial", identifiers.read_serial(text))
    printed = unwrap_serial(serial, manufacturer=cells.text("manufacturer"), model=cells.text("model"))
    if printed.problem:
        cells.report(printed.problem, "serial", hint=printed.serial)
    return printed.serial, printed.model_code
