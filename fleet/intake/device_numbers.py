"""The numbers of one row that name its device, each in its place and nothing changed without a word."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from fleet.intake import identifiers
from fleet.intake.cells import RowCells
from fleet.intake.vendor_numbers import unwrap_serial

NUMBER_FIELDS = ("serial", "imei", "imei2", "meid", "asset_tag", "quantity")
_COUNT = re.compile(r"(\d{1,6})(?:[.,]0+)?")


class DeviceNumbers(NamedTuple):
    """What a row's number columns say; `model_code` is one that a barcode gave away beside the serial number.

    `quantity` is how many devices the row stands for; `identity_key` is empty where nothing names one.
    """

    serial: str
    imei: str
    imei2: str
    meid: str
    asset_tag: str
    model_code: str
    quantity: int
    identity_key: str


def read_numbers(cells: RowCells, *, manufacturer: str, model: str) -> DeviceNumbers:
    """Return the numbers of a row; one in another's column is moved, one in a barcode taken out, and said."""
    imeis, strays = _imeis(cells)
    serial = cells.text("serial")
    if identifiers.looks_like_imei(serial):
        cells.report("imei_in_serial_column", "serial")
        imeis[identifiers.read_imeis(serial)[0].value] = None
        serial = ""
    serial = cells.keep("serial", identifiers.read_serial(serial))
    printed = unwrap_serial(serial, manufacturer=manufacturer, model=model)
    if printed.problem:
        cells.report(printed.problem, "serial", hint=printed.serial)
    meid = _meid(cells, strays)
    if not imeis and not printed.serial:
        imeis.update(dict.fromkeys(_imei_of_meid(cells, meid)))
    first, second, *_ = [*imeis, "", ""]
    asset_tag = cells.keep("asset_tag", identifiers.read_asset_tag(cells.text("asset_tag")))
    has_number = bool(first or printed.serial)
    quantity = _quantity(cells, has_number=has_number)
    key = identifiers.identity_key(imei=first, serial=printed.serial, asset_tag=asset_tag)
    return DeviceNumbers(
        serial=printed.serial,
        imei=first,
        imei2=second,
        meid=meid,
        asset_tag=asset_tag,
        model_code=printed.model_code,
        quantity=quantity,
        identity_key=key,
    )


def _imeis(cells: RowCells) -> tuple[dict[str, None], list[str]]:
    """The IMEIs of a row in their order, and the MEIDs that stand where IMEIs should."""
    imeis: dict[str, None] = {}
    strays = []
    for field in ("imei", "imei2"):
        text = cells.text(field)
        if not text:
            continue
        if identifiers.looks_like_meid(text):
            cells.report("meid_in_imei_column", field)
            strays.append(text)
            continue
        for reading in identifiers.read_imeis(text):
            imei = cells.keep(field, reading)
            if imei:
                imeis[imei] = None
    return imeis, strays


def _meid(cells: RowCells, strays: list[str]) -> str:
    meid = cells.keep("meid", identifiers.read_meid(cells.text("meid")))
    return identifiers.read_meid(strays[0]).value if not meid and strays else meid


def _imei_of_meid(cells: RowCells, meid: str) -> Iterator[str]:
    """A MEID of decimal digits alone is the IMEI without its check digit (3GPP2 S.R0048)."""
    if meid.isdecimal():
        (reading,) = identifiers.read_imeis(meid)
        if reading.value:
            cells.report("imei_completed", "meid", value=meid, hint=reading.value)
            yield reading.value


def _quantity(cells: RowCells, *, has_number: bool) -> int:
    found = _COUNT.fullmatch(cells.text("quantity").strip())
    quantity = int(found[1]) if found else 1
    if quantity > 1:
        cells.report("quantity_with_serial" if has_number else "quantity_row", "quantity", value=str(quantity))
    return 1 if has_number else quantity


def report_nameless(cells: RowCells, meid: str) -> None:
    """Say that nothing names the device; where something else refuses the row already, that says enough."""
    if cells.is_refused:
        return
    if meid:
        cells.report("meid_only", "meid" if cells.says("meid") else "imei", value=meid)
    else:
        cells.report("no_identifier")
