import pytest

from fleet.intake.categories import fold_category_words
from fleet.intake.name_readings import Reading, readings_of
from fleet.intake.naming import fold_name
from tests.fleet.intake.catalogue_rows import shipped_words

KINDS = fold_category_words(shipped_words())


def readings(written: str, maker: str = "") -> list[Reading]:
    return list(readings_of(fold_name(written), maker=maker, kinds=KINDS))


def test_it_works():
    assert [reading.name for reading in readings("A54 5G (SM-A546Q) 128", "samsung")] == [
        "a54 5g sm a546q 128",
        "a54 5g 128",
        "a54 5g",
        "galaxy a54 5g",
    ]


@pytest.mark.parametrize(
    ("written", "maker", "read"),
    [
        ("Laptop Latitude 5420", "dell", "latitude 5420"),
        ("Unité centrale OptiPlex 3080", "dell", "optiplex 3080"),
        ("ThinkPad T14 Gen 2 20W0", "lenovo", "thinkpad t14 gen2"),
        ("iPhone 13 A2633", "apple", "iphone 13"),
        ("Epson Epson EB-FH52", "epson", "epson eb fh52"),
        ("MBA 13 M1", "apple", "macbook air 13in m1"),
        ("HLL2350DW", "brother", "brother hll2350dw"),
    ],
)
def test_what_stands_around_a_name_is_taken_away(written, maker, read):
    assert read in [reading.name for reading in readings(written, maker)]


@pytest.mark.parametrize(
    ("written", "category"),
    [("Écran P2419H", "monitor"), ("Casque Evolve2 65", "headset"), ("Imprimante laser HL-L2350DW", "printer")],
)
def test_kind_of_things_that_go_with_devices_has_to_be_the_models_own(written, category):
    assert {reading.category for reading in readings(written)} == {"", category}


@pytest.mark.parametrize("written", ["MacBook Pro 14 inch", "iPad Pro 11 inch"])
def test_size_of_a_screen_is_no_machine_type(written):
    assert readings(written, "apple")[-1].name == fold_name(written)


def test_number_alone_is_no_name_of_a_maker():
    assert [reading.name for reading in readings("3100", "dell")] == ["3100"]
