"""The numbers of one row that name its device, each in its place and nothing changed without a word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fleet.intake import identifiers
from fleet.intake.cells import RowCells
from fleet.intake.layout import RowLayout
from fleet.intake.lots import names_lot
from fleet.intake.parts import Kind
from fleet.intake.problems import RowProblem
from fleet.intake.vendor_numbers import unwrap_serial

NUMBER_FIELDS = ("serial", "imei", "imei2", "meid", "asset_tag", "quantity")
_USUAL = ("serial", "imei", "asset_tag")
_COUNT = re.compile(r"(\d{1,6})(?:[.,]0+)?")


class DeviceNumbers(NamedTuple):
    """What a row's number columns say.

    `quantity` is how many devices the row stands for; `identity_key` is empty where nothing names one.
    """

    serial: str = ""
    imei: str = ""
    imei2: str = ""
    meid: str = ""
    asset_tag: str = ""
    quantity: int = 1
    identity_key: str = ""


class NumberReading(NamedTuple):
    """The numbers of a row, and the cells that hold them; `model_code` is one that a barcode gave away."""

    numbers: DeviceNumbers
    raw: Mapping[str, str]
    problems: Sequence[RowProblem] = ()
    model_code: str = ""


class NumberReader:
    """Reads the numbers of the rows of one file."""

    def __init__(self, layout: RowLayout) -> None:
        self._layout = layout.only(NUMBER_FIELDS)
        self._columns = [(column.label, column.index) for column in self._layout.columns]
        labels = {column.field: column.label for column in self._layout.columns}
        self._usual = [labels.get(field, "") for field in _USUAL]

    def read(self, values: Sequence[str], *, kind: Kind) -> NumberReading:
        """Return the numbers of a row, and say so when nothing names its device; `values` reach as far as the headers.

        Most rows hold nothing but numbers as their makers write them, and need no second look.
        """
        raw = {label: text for label, index in self._columns if (text := values[index])}
        of_serial, of_imei, of_tag = self._usual
        serial, imei, asset_tag = raw.get(of_serial, ""), raw.get(of_imei, ""), raw.get(of_tag, "")
        if len(raw) == bool(serial) + bool(imei) + bool(asset_tag) and _are_ordinary(serial, imei, asset_tag, kind):
            key = identifiers.identity_key(imei=imei, serial=serial, asset_tag=asset_tag)
            return NumberReading(DeviceNumbers(serial, imei, "", "", asset_tag, 1, key), raw)
        cells = RowCells(values=values, layout=self._layout)
        numbers, model_code = _read_numbers(cells, kind)
        if not numbers.identity_key and not (numbers.quantity > 1 and names_lot(kind)):
            _report_nameless(cells, numbers.meid)
        return NumberReading(numbers, cells.kept(), cells.problems, model_code)


def _are_ordinary(serial: str, imei: str, asset_tag: str, kind: Kind) -> bool:
    """Whether there is a number, and each stands in its own column as it is kept."""
    return bool(
        (serial or imei or asset_tag)
        and (not serial or identifiers.is_ordinary(serial))
        and (not asset_tag or identifiers.is_ordinary(asset_tag))
        and (not imei or identifiers.is_whole_imei(imei))
        and not unwrap_serial(serial, manufacturer=kind.manufacturer, model=kind.model).problem
    )


def _read_numbers(cells: RowCells, kind: Kind) -> tuple[DeviceNumbers, str]:
    """The numbers, and a model code; one in another's column is moved, one in a barcode taken out, and said."""
    imeis, strays = _imeis(cells)
    serial = cells.text("serial")
    if identifiers.looks_like_imei(serial):
        cells.report("imei_in_serial_column", "serial")
        imeis[identifiers.read_imeis(serial)[0].value] = None
        serial = ""
    serial = cells.keep("serial", identifiers.read_serial(serial))
    printed = unwrap_serial(serial, manufacturer=kind.manufacturer, model=kind.model)
    if printed.problem:
        cells.report(printed.problem, "serial", hint=printed.serial)
    meid = _meid(cells, strays)
    if not imeis and not printed.serial:
        imeis.update(dict.fromkeys(_imei_of_meid(cells, meid)))
    first, second, *_ = [*imeis, "", ""]
    asset_tag = cells.keep("asset_tag", identifiers.read_asset_tag(cells.text("asset_tag")))
    quantity = _quantity(cells, has_number=bool(first or printed.serial))
    key = identifiers.identity_key(imei=first, serial=printed.serial, asset_tag=asset_tag)
    return DeviceNumbers(printed.serial, first, second, meid, asset_tag, quantity, key), printed.model_code


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


def _report_nameless(cells: RowCells, meid: str) -> None:
    """Say that nothing names the device; where something else refuses the row already, that says enough."""
    if cells.is_refused:
        return
    if meid:
        cells.report("meid_only", "meid" if cells.says("meid") else "imei", value=meid)
    else:
        cells.report("no_identifier")
