"""Acme Industrie, a company of four sites, over half a year: lists, offers, a programme, quotes and orders."""

from datetime import date
from functools import cache

from b2b_portal.demo import deeds
from b2b_portal.demo.deeds import Wanted
from b2b_portal.demo.device_lists import hand_made_workbook, intune_export, snipe_it_export
from b2b_portal.demo.stage import Scene, Stage
from b2b_portal.demo.units import Batch, Kind, Unit, invent_units
from quotes.states import LineDecision

_LYON, _VILLEURBANNE, _PARIS, _NANTES = "Lyon – head office", "Villeurbanne – workshop", "Paris", "Nantes"
_OFFICES = (_LYON, _LYON, _PARIS, _NANTES)
_SALES, _DESIGN, _FIELD, _WORKSHOP, _IT = "210 Sales", "320 Design", "330 Field service", "410 Workshop", "900 IT"

_T14 = Kind(maker="LENOVO", model="20W000JKFR", category="laptop", storage_gb=(256, 512), serial_length=8,
            system="Windows", bought_from=date(2022, 10, 3), bought_within_days=300)  # fmt: skip
_X1 = Kind(maker="LENOVO", model="20XW005PFR", category="laptop", storage_gb=(512,), serial_length=8,
           system="Windows", bought_from=date(2022, 1, 10))  # fmt: skip
_LATITUDE = Kind(maker="Dell Inc.", model="Latitude 5420", category="laptop", storage_gb=(256, 512), serial_length=7,
                 system="Windows", bought_from=date(2021, 3, 1))  # fmt: skip
_ELITEBOOK = Kind(maker="HP", model="HP EliteBook 840 14 inch G9 Notebook PC", category="laptop", storage_gb=(512,),
                  system="Windows", bought_from=date(2022, 12, 5))  # fmt: skip
_MACBOOK = Kind(maker="Apple", model="MacBook Air (M1, 2020)", category="laptop", storage_gb=(256,), system="macOS",
                bought_from=date(2021, 5, 3))  # fmt: skip
_IPHONE_12 = Kind(maker="Apple", model="iPhone 12", category="smartphone", storage_gb=(64, 128), has_imei=True,
                  system="iOS", bought_from=date(2021, 2, 1))  # fmt: skip
_IPHONE_13 = Kind(maker="Apple", model="iPhone 13", category="smartphone", storage_gb=(128,), has_imei=True,
                  system="iOS", bought_from=date(2022, 12, 5))  # fmt: skip
_GALAXY = Kind(maker="samsung", model="SM-A536B", category="smartphone", storage_gb=(128,), serial_length=11,
               has_imei=True, system="Android", bought_from=date(2022, 12, 5))  # fmt: skip
_IPAD = Kind(maker="Apple", model="iPad (9th generation)", category="tablet", storage_gb=(64,), system="iOS",
             bought_from=date(2023, 1, 9))  # fmt: skip
_LATITUDE_5440 = Kind(maker="Dell Inc.", model="Latitude 5440", category="laptop", storage_gb=(512,), serial_length=7,
                      system="Windows", bought_from=date(2024, 2, 5), bought_within_days=400)  # fmt: skip
_MACBOOK_M3 = Kind(maker="Apple", model="MacBook Air (13-inch, M3, 2024)", category="laptop", storage_gb=(256, 512),
                   system="macOS", bought_from=date(2024, 9, 2), bought_within_days=300)  # fmt: skip
_IPHONE_15 = Kind(maker="Apple", model="iPhone 15", category="smartphone", storage_gb=(128,), has_imei=True,
                  system="iOS", bought_from=date(2024, 11, 4), bought_within_days=540)  # fmt: skip
_PRODESK = Kind(maker="HP", model="ProDesk 400 G6", category="desktop", storage_gb=(256,),
                bought_from=date(2019, 11, 4))  # fmt: skip
_OPTIPLEX = Kind(maker="Dell", model="OptiPlex 3080", category="desktop", storage_gb=(256, 512), serial_length=7,
                 bought_from=date(2020, 9, 7))  # fmt: skip
_P2419H = Kind(maker="Dell", model="P2419H", category="monitor", bought_from=date(2019, 10, 7))
_E24 = Kind(maker="HP", model="E24 G4", category="monitor", bought_from=date(2021, 3, 1))


def _kind(maker: str, model: str, category: str, year: int, *storage_gb: int) -> Kind:
    return Kind(maker=maker, model=model, category=category, storage_gb=storage_gb, bought_from=date(year, 4, 4))


@cache
def _managed() -> list[Unit]:
    """What device management knows: laptops, phones, tablets, and a few devices of the people themselves."""
    batches = (
        Batch(kind=_T14, count=52, sites=_OFFICES, cost_centres=(_SALES, _IT)),
        Batch(kind=_X1, count=18, sites=(_LYON, _PARIS), cost_centres=(_SALES,)),
        Batch(kind=_LATITUDE, count=38, sites=(_LYON, _NANTES), cost_centres=(_FIELD, _WORKSHOP)),
        Batch(kind=_ELITEBOOK, count=24, sites=_OFFICES, cost_centres=(_SALES, _FIELD)),
        Batch(kind=_MACBOOK, count=12, sites=(_LYON,), cost_centres=(_DESIGN,)),
        Batch(kind=_IPHONE_12, count=26, sites=_OFFICES, cost_centres=(_SALES,)),
        Batch(kind=_IPHONE_13, count=22, sites=_OFFICES, cost_centres=(_SALES, _IT)),
        Batch(kind=_GALAXY, count=20, sites=(_NANTES, _VILLEURBANNE), cost_centres=(_FIELD,)),
        Batch(kind=_IPAD, count=14, sites=(_VILLEURBANNE,), cost_centres=(_WORKSHOP,)),
        Batch(kind=_IPHONE_13, count=8, sites=_OFFICES, cost_centres=(_SALES,), owner="person"),
        Batch(kind=_LATITUDE_5440, count=26, sites=_OFFICES, cost_centres=(_FIELD, _IT)),
        Batch(kind=_MACBOOK_M3, count=9, sites=(_LYON,), cost_centres=(_DESIGN,)),
        Batch(kind=_IPHONE_15, count=28, sites=_OFFICES, cost_centres=(_SALES, _FIELD)),
    )
    return invent_units(batches, seed=7, first_number=1)


@cache
def _desks() -> list[Unit]:
    """What stands on desks and is in no device management."""
    batches = (
        Batch(kind=_PRODESK, count=20, sites=(_VILLEURBANNE,), cost_centres=(_WORKSHOP,)),
        Batch(kind=_OPTIPLEX, count=16, sites=(_VILLEURBANNE, _NANTES), cost_centres=(_WORKSHOP, _IT)),
        Batch(kind=_P2419H, count=38, sites=(_VILLEURBANNE, _LYON), cost_centres=(_WORKSHOP, _SALES)),
        Batch(kind=_E24, count=18, sites=(_LYON, _PARIS), cost_centres=(_SALES, _DESIGN)),
    )
    return invent_units(batches, seed=8, first_number=301)


@cache
def _rooms() -> list[Unit]:
    """Meeting rooms, the network, and what stands beside them."""
    it, rest = (_IT,), ("100 General services",)
    batches = (
        Batch(kind=_kind("Logitech", "MeetUp", "conferencing", 2020), count=6, sites=_OFFICES, cost_centres=it),
        Batch(kind=_kind("Jabra", "Speak 510", "conferencing", 2019), count=8, sites=_OFFICES, cost_centres=it),
        Batch(kind=_kind("Epson", "EB-W05", "projector", 2018), count=7, sites=_OFFICES, cost_centres=rest),
        Batch(kind=_kind("Cisco", "WS-C2960X-24TS-L", "network", 2017), count=8, sites=_OFFICES, cost_centres=it),
        Batch(kind=_kind("Ubiquiti", "UAP-AC-PRO", "network", 2018), count=14, sites=_OFFICES, cost_centres=it),
        Batch(kind=_kind("Dell", "PowerEdge R440", "server", 2019), count=3, sites=(_LYON,), cost_centres=it),
        Batch(kind=_kind("HP", "LaserJet Pro M404dn", "printer", 2020), count=6, sites=_OFFICES, cost_centres=rest),
        Batch(kind=_kind("Jabra", "Evolve2 65", "headset", 2021), count=16, sites=(_LYON,), cost_centres=(_SALES,)),
        Batch(kind=_kind("De'Longhi", "Magnifica S", "small_appliance", 2020), count=3, sites=(_LYON, _PARIS),
              cost_centres=rest),
        Batch(kind=_kind("Sony", "PS4 Slim", "console", 2018, 500), count=2, sites=(_LYON,), cost_centres=rest,
              remark="Break room"),
    )  # fmt: skip
    return invent_units(batches, seed=9, first_number=501)


@cache
def _newcomers() -> list[Unit]:
    """Bought since summer."""
    newer = Kind(maker="LENOVO", model="21AH00BSFR", category="laptop", storage_gb=(512,), serial_length=8,
                 system="Windows", bought_from=date(2023, 3, 6))  # fmt: skip
    return invent_units(
        [Batch(kind=newer, count=16, sites=_OFFICES, cost_centres=(_SALES,))], seed=10, first_number=701
    )


def _june(stage: Stage) -> bytes:
    return intune_export(_managed(), domain="acme.example", exported_on=stage.today.isoformat())


def _inventory(stage: Stage) -> bytes:
    return snipe_it_export([*_managed(), *_desks()], company="Acme Industrie", tag="ACM")


def _equipment(stage: Stage) -> bytes:
    return hand_made_workbook(_rooms(), title="Acme Industrie – rooms and network", tag="ACM")


def _october(stage: Stage) -> bytes:
    still_there = [unit for unit in _managed() if unit.kind is not _IPHONE_12]
    return intune_export([*still_there, *_newcomers()], domain="acme.example", exported_on=stage.today.isoformat())


_LYON_DOCK = "12 rue de la Fonderie, 69007 Lyon, goods entrance, weekdays 8–12"
# Who receives laptops of the field service.
_RECIPIENT = {
    "name": "Ateliers du Réemploi (fictitious)",
    "kind": "association",
    "registration": "W691234567",
    "address_line": "5 quai de l’Exemple",
    "postcode": "69007",
    "city": "Lyon",
}

ACME = (
    Scene(171, "09:42", deeds.imports("june", "intune-devices-%Y-%m.csv", _june)),
    Scene(164, "14:05", deeds.imports("inventory", "snipe-it-assets-%Y-%m.csv", _inventory)),
    Scene(158, "10:18", deeds.asks_for_offer("old phones", q="iPhone 12")),
    Scene(154, "16:31", deeds.accepts_offer("old phones")),
    Scene(151, "11:02", deeds.drafts_quote(
        "sales laptops", "Laptops for the sales team",
        [Wanted("AR-T14G2-16-512-A", 25, "3"), Wanted("AR-P2419H-B", 25)],
        note="As discussed on the phone: same keyboard and docking as your current T14s.", delivery=_LYON_DOCK,
    )),
    Scene(151, "15:20", deeds.sends_quote("sales laptops")),
    Scene(150, "09:05", deeds.reads_quote("sales laptops")),
    Scene(146, "10:47", deeds.accepts_quote("sales laptops", "PO-%Y-0815")),
    Scene(141, "13:30", deeds.ships("sales laptops", "EXAMPLE-2206-0815")),
    Scene(137, "11:15", deeds.delivers("sales laptops")),
    Scene(133, "11:20", deeds.receives("old phones")),
    Scene(104, "17:08", deeds.imports("rooms", "meeting-rooms-and-network.xlsx", _equipment)),
    Scene(96, "09:26", deeds.asks_for_offer("field laptops", q="Latitude")),
    Scene(92, "11:20", deeds.donates_to("field laptops", _RECIPIENT)),
    Scene(92, "11:24", deeds.sells_to_staff("field laptops", percent="60")),
    Scene(91, "14:52", deeds.accepts_offer("field laptops", other={
        LineDecision.RECYCLE: {"grade": "D"}, LineDecision.KEEP: {"grade": "A"},
        LineDecision.DONATE: {"grade": "C", "position__lte": 24}, LineDecision.STAFF_SALE: {"position__lte": 6},
    })),
    Scene(88, "10:10", deeds.drafts_quote(
        "headsets", "Headsets and cameras for the meeting rooms",
        [Wanted("NL-EV265-A", 40, "5"), Wanted("NL-MEETUP-A", 6)],
        note="The ear cushions are new; the cameras come with wall mounts.", delivery=_LYON_DOCK,
    )),
    Scene(88, "11:34", deeds.sends_quote("headsets")),
    Scene(86, "08:55", deeds.reads_quote("headsets")),
    Scene(80, "16:02", deeds.declines_quote(
        "headsets", "Our group has signed a framework contract for headsets in the meantime.",
    )),
    Scene(74, "15:05", deeds.receives("field laptops", but=4)),
    Scene(60, "09:50", deeds.asks_for_offer("projectors", category=["projector", "console"])),
    Scene(55, "10:25", deeds.declines_offer(
        "projectors", "We give them to the vocational school next door instead.",
    )),
    Scene(49, "09:40", deeds.receives("field laptops", but=1)),
    Scene(48, "14:15", deeds.drafts_quote(
        "field phones", "Phones for field service", [Wanted("NL-A54-128-A", 24), Wanted("AR-IP13-128-B", 6, "2")],
        delivery="Route de Vannes 40, 44100 Nantes, reception",
        internal="Wants delivery before the end of October; offered 2 % on the iPhones.",
    )),
    Scene(47, "09:12", deeds.sends_quote("field phones")),
    Scene(45, "17:40", deeds.reads_quote("field phones")),
    Scene(44, "08:58", deeds.accepts_quote("field phones", "PO-%Y-1022")),
    Scene(39, "12:05", deeds.ships("field phones", "EXAMPLE-1010-1022")),
    Scene(35, "15:45", deeds.delivers("field phones")),
    Scene(29, "09:31", deeds.imports("october", "intune-devices-%Y-%m.csv", _october)),
    Scene(28, "10:04", deeds.saves_view("Laptops to renew", "category=laptop&age=36&sort=since", is_shared=True)),
    Scene(28, "10:12", deeds.saves_view("My phones", "category=smartphone&owner=organisation")),
    Scene(27, "16:20", deeds.changes_devices({"category": ["tablet"]}, cost_centre="900 IT")),
    Scene(24, "11:06", deeds.plans_programme(
        "refresh", "Laptops and phones, all sites", months=6, category=["laptop", "smartphone"], age="36",
    )),
    Scene(24, "11:09", deeds.moves_wave(_VILLEURBANNE, programme="refresh", months=0)),
    Scene(24, "11:10", deeds.moves_wave(_LYON, programme="refresh", months=1)),
    Scene(23, "08:57", deeds.promises_price("refresh", "lenovo-thinkpad-t14-g2", "120.00")),
    Scene(23, "08:58", deeds.promises_price("refresh", "lenovo-thinkpad-t14-g2", "110.00", month=4)),
    Scene(23, "08:59", deeds.promises_price("refresh", "apple-iphone-13", "150.00")),
    Scene(23, "09:48", deeds.asks_for_wave_offer("workshop phones", programme="refresh", site=_VILLEURBANNE)),
    Scene(20, "15:12", deeds.accepts_offer("workshop phones")),
    Scene(13, "10:40", deeds.drafts_quote(
        "workstations", "Workstations for the design office",
        [Wanted("AR-PR3650-32-1024-A", 6), Wanted("NL-P2422H-A", 12, "4")], delivery=_LYON_DOCK,
        note="Two screens for each workstation, as you asked.",
    )),
    Scene(12, "14:03", deeds.sends_quote("workstations")),
    Scene(12, "16:48", deeds.reads_quote("workstations")),
    Scene(9, "11:22", deeds.accepts_quote("workstations", "PO-%Y-1187")),
    Scene(6, "09:15", deeds.asks_for_offer(
        "workshop", site=_VILLEURBANNE, category=["desktop", "monitor"],
    )),
    Scene(5, "11:40", deeds.notes_on_offer(
        "workshop", "Still in the books at this amount: below it, Finance wants to be asked first.", expected="2500.00",
    )),
    Scene(4, "15:55", deeds.drafts_quote(
        "tablets", "Tablets for the workshop", [Wanted("AR-IPAD9-64-A", 20), Wanted("NL-TABA9P-64-A", 10)],
        delivery="Workshop, 5 rue du Modèle, 69100 Villeurbanne", note="Either line can be accepted without the other.",
    )),
    Scene(3, "09:08", deeds.sends_quote("tablets")),
    Scene(3, "10:30", deeds.ships("workstations", "EXAMPLE-2111-1187")),
    Scene(2, "11:17", deeds.reads_quote("tablets")),
    Scene(1, "16:20", deeds.drafts_quote(
        "access points", "Wireless network, Nantes", [Wanted("NL-UAPACPRO-A", 14), Wanted("NL-C2960X24-B", 3)],
        internal="Wait for the floor plan before sending.",
    )),
)  # fmt: skip
