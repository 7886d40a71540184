"""Globex Conseil, a newcomer: one list has been read and waits to be checked, with a few things to put right."""

from datetime import date

from b2b_portal.demo import deeds
from b2b_portal.demo.device_lists import plain_csv
from b2b_portal.demo.stage import Scene, Stage
from b2b_portal.demo.units import Batch, Kind, invent_units

_HEADERS = ("Serial number", "IMEI", "Brand", "Model", "Storage", "Condition", "Purchase date", "Office", "Comments")


def _list(stage: Stage) -> bytes:
    """A list as somebody typed it: forty good rows and some that are not."""
    laptop = Kind(maker="Lenovo", model="ThinkPad T14 Gen 1", category="laptop", storage_gb=(256,), serial_length=8,
                  bought_from=date(2020, 10, 5))  # fmt: skip
    phone = Kind(maker="Apple", model="iPhone 12", category="smartphone", storage_gb=(64, 128), has_imei=True,
                 bought_from=date(2021, 1, 11))  # fmt: skip
    batches = (Batch(kind=laptop, count=28, sites=("Lille",)), Batch(kind=phone, count=12, sites=("Lille", "Roubaix")))
    units = invent_units(batches, seed=31, first_number=1)
    rows = [
        (
            unit.serial, unit.imei, unit.kind.maker, unit.kind.model, f"{unit.storage_gb} GB", unit.condition,
            unit.bought_on.isoformat(), unit.site, unit.remark,
        )
        for unit in units
    ]  # fmt: skip
    rows += [
        rows[3],  # the same laptop a second time
        ("", "", "Lenovo", "ThinkPad T14 Gen 1", "256 GB", "B", "2020-10-12", "Lille", "label unreadable"),
        ("F7QLX0SPARE1", "359999014000011", "Apple", "iPhone 12", "64 GB", "C", "2021-02-01", "Lille", ""),
        ("PROTO0000001", "", "", "Prototype tablet", "", "", "", "Lille", ""),
        ("GLX0SCREEN01", "", "Dell", "P2419H", "", "screen cracked", "31/02/2020", "Roubaix", "cracked"),
        ("TOTAL", "", "", "45", "", "", "", "", ""),
    ]
    return plain_csv(_HEADERS, rows)


GLOBEX = (Scene(1, "17:26", deeds.uploads("first list", "globex-devices.csv", _list)),)
