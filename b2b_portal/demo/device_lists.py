"""The lists that organisations upload in the demonstration, in the shapes that tools and people give them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

from b2b_portal.demo.fleet_file import HEADERS as INTUNE_HEADERS
from b2b_portal.demo.units import Unit

Row = Mapping[str, str]

_SNIPE_IT_HEADERS = (
    *("ID", "Company", "Asset Name", "Asset Tag", "Serial", "Model", "Category", "Status", "Location", "Manufacturer"),
    *("Purchase Date", "Order Number", "Warranty", "Notes", "BYOD", "Cost Centre", "Storage", "Condition"),
)
_SHEET_HEADERS = (
    *("Asset tag", "Serial number", "Make", "Model", "Type", "Site", "Cost centre", "Condition", "Purchase date"),
    *("Remarks",),
)
_FRENCH_HEADERS = (
    *("N° inventaire", "Catégorie", "Marque", "Modèle", "N° de série", "Capacité", "État", "Date d'achat"),
    *("Localisation", "Propriétaire", "Observations"),
)
_ENGLISH_KINDS = {
    "laptop": "Laptops", "desktop": "Desktops", "monitor": "Monitors", "smartphone": "Mobile Phones",
    "tablet": "Tablets", "network": "Switch", "printer": "Printer", "projector": "Projector",
    "conferencing": "Conference camera", "headset": "Headset", "server": "Server", "console": "Games console",
    "small_appliance": "Coffee machine",
}  # fmt: skip
_FRENCH_KINDS = {
    "laptop": "PC portable", "desktop": "Unité centrale", "monitor": "Écran", "tablet": "Tablette",
    "smartphone": "Téléphone", "projector": "Vidéoprojecteur", "printer": "Imprimante", "network": "Borne wifi",
}  # fmt: skip
_FRENCH_CONDITIONS = {"A": "Très bon état", "B": "Bon état", "C": "État moyen", "D": "Mauvais état", "": ""}


def intune_export(units: Iterable[Unit], *, domain: str, exported_on: str) -> bytes:
    """The devices as Intune exports them, in CSV with a byte-order mark: no site, no cost centre, no purchase."""
    return _csv(INTUNE_HEADERS, (_intune_row(unit, domain, exported_on) for unit in units), delimiter=",")


def snipe_it_export(units: Iterable[Unit], *, company: str, tag: str) -> bytes:
    """The devices as Snipe-IT exports them, with two fields of the company's own."""
    return _csv(_SNIPE_IT_HEADERS, (_snipe_it_row(unit, company, tag) for unit in units), delimiter=",")


def hand_made_workbook(units: Iterable[Unit], *, title: str, tag: str) -> bytes:
    """The devices as somebody keeps them in a workbook: a title above, a line that is empty, then the table."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Equipment")
    sheet.append([title])
    sheet.append([])
    sheet.append(_SHEET_HEADERS)
    for unit in units:
        row = _sheet_row(unit, tag)
        sheet.append([row[header] for header in _SHEET_HEADERS])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def french_inventory(units: Iterable[Unit], *, tag: str) -> bytes:
    """The devices as a school's intendance keeps them: semicolons, Windows letters, dates day first."""
    return _csv(_FRENCH_HEADERS, (_french_row(unit, tag) for unit in units), delimiter=";", encoding="cp1252")


def plain_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as they stand."""
    return _csv(headers, (dict(zip(headers, row, strict=True)) for row in rows), delimiter=",")


def _csv(headers: Sequence[str], rows: Iterable[Row], *, delimiter: str, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, headers, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def _intune_row(unit: Unit, domain: str, exported_on: str) -> Row:
    person = f"user{unit.number:05d}@{domain}"
    megabytes = (unit.storage_gb or 0) * 950
    return {
        "Device ID": f"{unit.number:08x}-0000-4000-8000-{unit.number:012d}",
        "Device name": f"{unit.kind.system[:3].upper()}-{unit.serial}",
        "Enrollment date": f"{unit.bought_on.isoformat()} 08:12:44.0000000",
        "Last check-in": f"{exported_on} 07:40:02.0000000",
        "Serial number": unit.serial,
        "Manufacturer": unit.kind.maker,
        "Model": unit.kind.model,
        "IMEI": unit.imei,
        "Total storage": str(megabytes),
        "Free storage": str(megabytes // 3),
        "Primary user UPN": person,
        "Primary user email address": person,
        "Compliance": "Compliant",
        "Managed by": "Intune",
        "Ownership": "Personal" if unit.owner == "person" else "Corporate",
        "OS": unit.kind.system,
        "Jailbroken": "False",
    }


def _snipe_it_row(unit: Unit, company: str, tag: str) -> Row:
    return {
        "ID": str(unit.number),
        "Company": company,
        "Asset Name": f"{tag}-{unit.serial[-4:]}",
        "Asset Tag": f"{tag}-{unit.number:06d}",
        "Serial": unit.serial,
        "Model": unit.kind.model,
        "Category": _ENGLISH_KINDS[unit.kind.category],
        "Status": "Deployed",
        "Location": unit.site,
        "Manufacturer": unit.kind.maker,
        "Purchase Date": unit.bought_on.isoformat(),
        "Warranty": "36 months",
        "Notes": unit.remark,
        "BYOD": "1" if unit.owner == "person" else "",
        "Cost Centre": unit.cost_centre,
        "Storage": f"{unit.storage_gb} GB" if unit.storage_gb else "",
        "Condition": unit.condition,
    }


def _sheet_row(unit: Unit, tag: str) -> Row:
    return {
        "Asset tag": f"{tag}-{unit.number:06d}",
        "Serial number": unit.serial,
        "Make": unit.kind.maker,
        "Model": unit.kind.model,
        "Type": _ENGLISH_KINDS[unit.kind.category],
        "Site": unit.site,
        "Cost centre": unit.cost_centre,
        "Condition": unit.condition,
        "Purchase date": unit.bought_on.isoformat(),
        "Remarks": unit.remark,
    }


def _french_row(unit: Unit, tag: str) -> Row:
    return {
        "N° inventaire": f"{tag}{unit.bought_on:%Y}/{unit.number:04d}",
        "Catégorie": _FRENCH_KINDS[unit.kind.category],
        "Marque": unit.kind.maker,
        "Modèle": unit.kind.model,
        "N° de série": unit.serial,
        "Capacité": f"{unit.storage_gb} Go" if unit.storage_gb else "",
        "État": _FRENCH_CONDITIONS[unit.condition],
        "Date d'achat": f"{unit.bought_on:%d/%m/%Y}",
        "Localisation": unit.site,
        "Propriétaire": unit.owner,
        "Observations": unit.remark,
    }
