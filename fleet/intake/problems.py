"""What can be wrong with a row, as values: one list drives the screen, the counts and the file of refused rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from b2b_portal.lib.messages import gettext_noop


class Severity(StrEnum):
    REFUSE = "refuse"  # the row does not reach the fleet
    WARN = "warn"  # the row is imported, one of its fields is left empty or needs a look


@dataclass(frozen=True, kw_only=True)
class ProblemKind:
    """What a problem code means: how grave it is, the sentence shown, what the person can do."""

    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RowProblem:
    """One thing wrong with one row: `column` is the file's own header, `value` the text found there.

    `hint` fills %(hint)s in the sentences: a row number, a suggestion. Personal values never stand in here.
    """

    code: str
    column: str = ""
    value: str = ""
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in PROBLEMS:
            raise ValueError(f"{self.code!r} is not in the table of problems")

    @property
    def severity(self) -> Severity:
        """Whether this problem keeps the row out of the fleet."""
        return PROBLEMS[self.code].severity


def _refuse(message: str, hint: str) -> ProblemKind:
    return ProblemKind(severity=Severity.REFUSE, message=message, hint=hint)


def _warn(message: str, hint: str) -> ProblemKind:
    return ProblemKind(severity=Severity.WARN, message=message, hint=hint)


PROBLEMS: Mapping[str, ProblemKind] = MappingProxyType(
    {
        "no_identifier": _refuse(
            gettext_noop("The row has no serial number, IMEI or asset tag."),
            gettext_noop("Fill in one of the three, or leave the row out."),
        ),
        "meid_only": _refuse(
            gettext_noop(
                "The row’s only number is the MEID %(value)s; devices are known by serial number, IMEI or asset tag."
            ),
            gettext_noop("Fill in one of the three, or leave the row out."),
        ),
        "duplicate_in_file": _refuse(
            gettext_noop("The same device already stands in row %(hint)s of this file."),
            gettext_noop("Keep one of the two rows."),
        ),
        "left_out": _refuse(
            gettext_noop("You left this row out."),
            gettext_noop("Take the answer back to import it."),
        ),
        "virtual_machine": _refuse(
            gettext_noop("This is a virtual machine, not a device."),
            gettext_noop("Nothing to do: it is left out."),
        ),
        "quantity_row": _warn(
            gettext_noop("%(value)s devices without serial numbers: they are counted as one lot."),
            gettext_noop("Nothing to do. With one row and one serial number for each, every device has its own price."),
        ),
        "imei_rounded": _refuse(
            gettext_noop("The spreadsheet has rounded the IMEI %(value)s: its last digits are lost."),
            gettext_noop("Format the column as text, fill in the IMEI again and upload the file once more."),
        ),
        "serial_rounded": _refuse(
            gettext_noop("The spreadsheet has turned the serial number into the number %(value)s."),
            gettext_noop("Format the column as text, fill in the serial number again and upload the file once more."),
        ),
        "asset_tag_rounded": _refuse(
            gettext_noop("The spreadsheet has turned the asset tag into the number %(value)s."),
            gettext_noop("Format the column as text, fill in the asset tag again and upload the file once more."),
        ),
        "imei_invalid": _warn(
            gettext_noop("%(value)s is not a valid IMEI: its check digit does not fit."),
            gettext_noop("Dial *#06# on the device to read it, then correct the cell."),
        ),
        "imei_placeholder": _warn(
            gettext_noop("%(value)s stands for a missing IMEI."),
            gettext_noop("Fill in the real one if the device has one."),
        ),
        "imei_in_serial_column": _warn(
            gettext_noop("The serial number %(value)s is an IMEI; it is read as one."),
            gettext_noop("Check that the two columns are not swapped."),
        ),
        "imei_completed": _warn(
            gettext_noop("The IMEI %(value)s lacks its check digit; it is read as %(hint)s."),
            gettext_noop("Nothing to do if %(hint)s stands on the device."),
        ),
        "imei_software_version": _warn(
            gettext_noop("%(value)s is an IMEI with a software version (IMEISV); the IMEI is %(hint)s."),
            gettext_noop("Nothing to do if %(hint)s stands on the device."),
        ),
        "meid_in_imei_column": _warn(
            gettext_noop("%(value)s is a MEID in the column of IMEIs; it is read as one."),
            gettext_noop("Nothing to do."),
        ),
        "serial_apple_barcode": _warn(
            gettext_noop("%(value)s begins with the S of Apple’s barcodes; the serial number is %(hint)s."),
            gettext_noop("Nothing to do if %(hint)s stands on the device."),
        ),
        "serial_lenovo_barcode": _warn(
            gettext_noop("%(value)s is a Lenovo barcode with model and serial number; the serial number is %(hint)s."),
            gettext_noop("Nothing to do if %(hint)s stands on the device."),
        ),
        "serial_express_code": _warn(
            gettext_noop("%(value)s is a Dell express service code; the service tag is %(hint)s."),
            gettext_noop("Nothing to do if %(hint)s stands on the device."),
        ),
        "hidden_row": _warn(
            gettext_noop("The row is hidden in the spreadsheet; it is imported all the same."),
            gettext_noop("Leave it out if it no longer belongs to the fleet."),
        ),
        "hidden_sheet": _warn(
            gettext_noop("The row comes from the hidden sheet %(value)s."),
            gettext_noop("Check that this is the list you meant to upload."),
        ),
        "meid_invalid": _warn(
            gettext_noop("%(value)s is not a valid MEID."),
            gettext_noop("A MEID has 14 characters, 0 to 9 and A to F."),
        ),
        "serial_placeholder": _warn(
            gettext_noop("%(value)s stands for a missing serial number."),
            gettext_noop("Fill in the number on the device's label."),
        ),
        "identifier_too_long": _warn(
            gettext_noop("The text is too long for this identifier; it is left out."),
            gettext_noop("Put one identifier in each cell."),
        ),
        "quantity_with_serial": _warn(
            gettext_noop("The row has one serial number but counts %(value)s devices: one is imported."),
            gettext_noop("Write one row for each of the others."),
        ),
        "date_unreadable": _warn(
            gettext_noop("%(value)s is not a date we can read."),
            gettext_noop("Write it as 2024-12-31."),
        ),
        "date_ambiguous": _warn(
            gettext_noop("%(value)s may start with the day or with the month: nothing in the column tells."),
            gettext_noop("Write it as 2024-12-31."),
        ),
        "date_approximate": _warn(
            gettext_noop("%(value)s names no day: %(hint)s is used."),
            gettext_noop("Write the day if the exact age matters."),
        ),
        "storage_unreadable": _warn(
            gettext_noop("%(value)s is not a storage size we can read."),
            gettext_noop("Write it as 256 GB."),
        ),
        "storage_not_offered": _warn(
            gettext_noop("This model was not sold with %(value)s GB."),
            gettext_noop("It was sold with %(hint)s GB: correct the model or the storage."),
        ),
        "storage_contradicts": _warn(
            gettext_noop("The row says %(value)s GB, but its code stands for %(hint)s GB, which we use."),
            gettext_noop("Correct the storage or the code."),
        ),
        "ram_unreadable": _warn(
            gettext_noop("%(value)s is not a memory size we can read."),
            gettext_noop("Write it as 16 GB."),
        ),
        "battery_unreadable": _warn(
            gettext_noop("%(value)s is not a battery health between 0 and 100 %%."),
            gettext_noop("Write it as 87 %%."),
        ),
        "condition_unknown": _warn(
            gettext_noop("We do not know this word for a condition."),
            gettext_noop("Write A, B, C or D, or works, faulty or dead."),
        ),
        "ownership_unknown": _warn(
            gettext_noop("We do not know this word for an owner."),
            gettext_noop("Write organisation, lessor, personal or funder."),
        ),
        "purchase_amount_unreadable": _warn(
            gettext_noop("%(value)s is not a purchase price we can read."),
            gettext_noop("Write it as 499.00."),
        ),
        "funding_unknown": _warn(
            gettext_noop("We do not know this word for who paid for a device."),
            gettext_noop("Write own, state, region, department, E-rate or grant."),
        ),
        "year_unreadable": _warn(
            gettext_noop("%(value)s names no year until which the device may not be sold."),
            gettext_noop("Write it as 2028."),
        ),
        "personal_device": _warn(
            gettext_noop("The device belongs to a person: it is set aside and never offered."),
            gettext_noop("Correct the ownership if it belongs to you."),
        ),
        "personal_value_removed": _warn(
            gettext_noop("A personal detail stood in this cell; it was not kept."),
            gettext_noop("Nothing to do."),
        ),
        "damage_mentioned": _warn(
            gettext_noop("The remarks mention damage (%(value)s)."),
            gettext_noop("State the condition of this device, so that the price is right."),
        ),
        "model_missing": _warn(
            gettext_noop("The row names no model."),
            gettext_noop("Fill in the model, or name it once the row is imported."),
        ),
        "model_unknown": _warn(
            gettext_noop("We do not recognise the model %(value)s yet."),
            gettext_noop("The device is imported and priced as soon as its model is identified."),
        ),
        "model_ambiguous": _warn(
            gettext_noop("%(value)s may be several models."),
            gettext_noop("Choose the right one: %(hint)s."),
        ),
        "model_contradicts": _warn(
            gettext_noop("The row also names the model %(value)s, but its code stands for %(hint)s, which we use."),
            gettext_noop("Correct the one of the two that is wrong."),
        ),
    }
)
