"""Lycée Rosa-Parks, a public school: its council decides before it sells, and it buys for the library and classes."""

from datetime import date
from functools import cache

from b2b_portal.demo import deeds
from b2b_portal.demo.deeds import Wanted
from b2b_portal.demo.device_lists import french_inventory
from b2b_portal.demo.stage import Scene, Stage
from b2b_portal.demo.units import Batch, Kind, Unit, invent_units

_ROOMS = ("Salle informatique 1", "Salle informatique 2")
_TEACHING = ("Bâtiment A", "Bâtiment B", "Salles de sciences")
_LIBRARY, _OFFICE, _TROLLEYS = "CDI", "Administration", ("Classe mobile 1", "Classe mobile 2")


def _kind(maker: str, model: str, category: str, bought_from: date, *storage_gb: int) -> Kind:
    return Kind(maker=maker, model=model, category=category, storage_gb=storage_gb, bought_from=bought_from)


@cache
def _school() -> list[Unit]:
    """The inventory of the intendance, some of it paid for by the region."""
    batches = (
        Batch(kind=_kind("HP", "ProDesk 400 G6", "desktop", date(2019, 9, 2), 256), count=44, sites=_ROOMS),
        Batch(kind=_kind("Dell", "OptiPlex 3060", "desktop", date(2018, 9, 3), 256), count=16, sites=(_LIBRARY,)),
        Batch(kind=_kind("DELL", "Latitude 3410", "laptop", date(2020, 9, 7), 256), count=18, sites=(_OFFICE,)),
        Batch(kind=_kind("HP", "ProBook 450 G10", "laptop", date(2023, 9, 4), 256), count=36, sites=_TEACHING,
              owner="Région"),
        Batch(kind=_kind("Dell", "P2219H", "monitor", date(2018, 9, 3)), count=54, sites=(*_ROOMS, _LIBRARY)),
        Batch(kind=_kind("Epson", "EB-S41", "projector", date(2017, 9, 4)), count=14, sites=_TEACHING),
        Batch(kind=_kind("Brother", "HL-L2350DW", "printer", date(2018, 9, 3)), count=6, sites=(_OFFICE, _LIBRARY)),
        Batch(kind=_kind("Ubiquiti", "UniFi AC Lite", "network", date(2018, 9, 3)), count=12, sites=_TEACHING),
    )  # fmt: skip
    return invent_units(batches, seed=21, first_number=1)


@cache
def _trolleys() -> list[Unit]:
    """Tablets in two trolleys, of two generations."""
    older = _kind("APPLE", "IPAD 7 32GO", "tablet", date(2019, 11, 4), 32)
    newer = _kind("APPLE", "IPAD 9 64GO", "tablet", date(2023, 1, 9), 64)
    batches = (Batch(kind=older, count=32, sites=_TROLLEYS[:1]), Batch(kind=newer, count=32, sites=_TROLLEYS[1:]))
    return invent_units(batches, seed=22, first_number=401)


def _inventory(stage: Stage) -> bytes:
    return french_inventory(_school(), tag="RP")


def _tablets(stage: Stage) -> bytes:
    return french_inventory(_trolleys(), tag="RP")


_GATE = "3 avenue des Tilleuls, 35000 Rennes, loge, les jours de classe de 8 h à 12 h"

ROSA_PARKS = (
    Scene(162, "10:12", deeds.imports("inventory", "inventaire-parc-%Y.csv", _inventory)),
    Scene(157, "14:40", deeds.asks_for_offer("computer room", site=_ROOMS[0], category=["desktop", "monitor"])),
    Scene(136, "09:20", deeds.council_decides("computer room", "CA %Y-17", days_before=2)),
    Scene(135, "11:05", deeds.price_is_fixed("computer room")),
    Scene(133, "08:50", deeds.accepts_offer("computer room")),
    Scene(126, "10:30", deeds.drafts_quote(
        "library", "Postes du CDI", [Wanted("NL-M70Q-16-256-A", 16, "4"), Wanted("NL-P2422H-A", 16)],
        note="Livraison pendant les vacances, comme convenu avec l’intendance.", delivery=_GATE,
    )),
    Scene(126, "15:10", deeds.sends_quote("library")),
    Scene(124, "09:45", deeds.reads_quote("library")),
    Scene(117, "16:05", deeds.accepts_quote("library", "ENG-%Y-0042")),
    Scene(112, "09:10", deeds.receives("computer room")),
    Scene(108, "14:00", deeds.ships("library", "EXAMPLE-0708-0042")),
    Scene(104, "10:20", deeds.delivers("library")),
    Scene(72, "11:40", deeds.drafts_quote(
        "projectors", "Vidéoprojecteurs des salles de sciences",
        [Wanted("AR-EBFH52-A", 10, "3"), Wanted("AR-EBW05-B", 4)],
        note="Lampes neuves ; la dépose des anciens appareils est comprise.", delivery=_GATE,
    )),
    Scene(71, "09:30", deeds.sends_quote("projectors")),
    Scene(69, "17:15", deeds.reads_quote("projectors")),
    Scene(62, "10:50", deeds.declines_quote(
        "projectors", "Le conseil d’administration reporte cet achat au budget de l’an prochain.",
    )),
    Scene(50, "13:35", deeds.imports("tablets", "tablettes-classes-mobiles.csv", _tablets)),
    Scene(26, "10:05", deeds.asks_for_offer("projectors", category=["projector"])),
    Scene(21, "11:20", deeds.compares_offer("projectors", "Vidéo Reprise Exemple", amount="410.00", days_before=3)),
    Scene(19, "14:25", deeds.asks_for_offer("tablets", site=_TROLLEYS[0])),
    Scene(9, "15:30", deeds.drafts_quote(
        "new tablets", "Tablettes de la classe mobile 1", [Wanted("AR-IPAD10-64-A", 32, "2")],
        note="Les coques de protection sont fournies.", delivery=_GATE,
    )),
    Scene(8, "09:25", deeds.sends_quote("new tablets")),
    Scene(7, "16:40", deeds.reads_quote("new tablets")),
    Scene(4, "11:10", deeds.council_decides("tablets", "CA %Y-31", days_before=1)),
    Scene(1, "10:35", deeds.drafts_quote(
        "phones", "Téléphones de permanence", [Wanted("AR-FP4-128-A", 6)],
        internal="Dora confirme le nombre de lignes lundi.",
    )),
)  # fmt: skip
