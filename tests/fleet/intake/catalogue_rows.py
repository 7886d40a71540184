"""A catalogue small enough to see: the models of the sample exports and their nearest neighbours."""

from functools import cache

from fleet.intake.catalogue_index import CatalogueIndex
from tests.catalogue.shipped import shipped_catalogue

ROWS = (
    *(("name", "iPhone 13", "iphone-13", size, "Apple", "smartphone") for size in (128, 256, 512)),
    ("apple_identifier", "iPhone14,5", "iphone-13", None, "Apple", "smartphone"),
    ("part_number", "MLPF3LL/A", "iphone-13", 128, "Apple", "smartphone"),
    ("a_number", "A2633", "iphone-13", None, "Apple", "smartphone"),
    *(("name", "iPhone 13 Pro", "iphone-13-pro", size, "Apple", "smartphone") for size in (128, 256)),
    *(("name", "iPhone SE (2nd generation)", "iphone-se-2", size, "Apple", "smartphone") for size in (64, 128, 256)),
    *(("name", "iPad (9th generation)", "ipad-9", size, "Apple", "tablet") for size in (64, 256)),
    ("apple_identifier", "iPad12,1", "ipad-9", None, "Apple", "tablet"),
    ("part_number", "MK2K3", "ipad-9", 64, "Apple", "tablet"),
    ("name", "MacBook Air (M1, 2020)", "macbook-air-m1", 256, "Apple", "laptop"),
    ("apple_identifier", "MacBookAir10,1", "macbook-air-m1", None, "Apple", "laptop"),
    ("name", "MacBook Pro (13-inch, M1, 2020)", "macbook-pro-13-m1", 256, "Apple", "laptop"),
    ("name", "MacBook Pro (13-inch, M2, 2022)", "macbook-pro-13-m2", 256, "Apple", "laptop"),
    ("a_number", "A2338", "macbook-pro-13-m1", None, "Apple", "laptop"),
    ("a_number", "A2338", "macbook-pro-13-m2", None, "Apple", "laptop"),
    *(("name", "Latitude 5420", "latitude-5420", size, "Dell", "laptop") for size in (256, 512)),
    ("name", "Latitude 5430", "latitude-5430", 256, "Dell", "laptop"),
    ("dell_sku", "0A20", "latitude-5420", None, "Dell", "laptop"),
    ("name", "Chromebook 3100", "chromebook-3100", 16, "Dell", "chromebook"),
    ("alias", "Dell 3100", "chromebook-3100", None, "Dell", "chromebook"),
    ("name", "EliteBook 840 G9", "elitebook-840-g9", 512, "HP", "laptop"),
    ("hp_board", "8AB3", "elitebook-840-g9", None, "HP", "laptop"),
    ("name", "ProDesk 400 G7", "prodesk-400-g7", 1000, "HP", "desktop"),
    ("name", "Chromebook 11 G8 EE", "chromebook-11-g8", 32, "HP", "chromebook"),
    ("alias", "Chromebook 11 G8", "chromebook-11-g8", None, "HP", "chromebook"),
    ("name", "ThinkPad X1 Carbon Gen 9", "x1-carbon-9", 512, "Lenovo", "laptop"),
    ("lenovo_type", "20XW", "x1-carbon-9", None, "Lenovo", "laptop"),
    ("name", "Galaxy A53 5G", "galaxy-a53", 128, "Samsung", "smartphone"),
    ("android_code", "SM-A536B", "galaxy-a53", None, "Samsung", "smartphone"),
    ("name", "Galaxy Tab Active3", "tab-active3", 64, "Samsung", "tablet"),
    ("android_code", "SM-T575", "tab-active3", None, "Samsung", "tablet"),
    ("name", "TravelMate B3", "travelmate-b3", None, "Acer", "laptop"),
)  # fmt: skip


@cache
def shipped_words() -> tuple[tuple[str, str], ...]:
    """What the shipped catalogue says that people write for each kind of device."""
    categories = shipped_catalogue()["categories"]
    return tuple(
        (word, category["slug"])
        for category in categories
        for word in (category["slug"], category["name_en"], category["name_fr"], *category["words"])
    )


@cache
def small_index() -> CatalogueIndex:
    return CatalogueIndex.build(ROWS, category_words=shipped_words())
