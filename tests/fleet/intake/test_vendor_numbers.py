import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.vendor_numbers import PrintedNumber, unwrap_serial
from tests.fleet.intake.sheets import codes, parse

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def unwrap(serial, maker="", model=""):
    return unwrap_serial(serial, manufacturer=maker, model=model)


def test_it_works():
    assert unwrap("SDMPX2C9PQ1KX", "Apple Inc.") == PrintedNumber(serial="DMPX2C9PQ1KX", problem="serial_apple_barcode")
    assert unwrap("1S20XW005PFRPF3A1B2C", "LENOVO") == PrintedNumber(
        serial="PF3A1B2C", model_code="20XW005PFR", problem="serial_lenovo_barcode"
    )
    assert unwrap("2803330479", "Dell Inc.").serial == "1AD13N3"


@pytest.mark.parametrize(
    ("serial", "maker", "model", "read"),
    [
        ("SDN7HY6K669", "", "iPad 9", "DN7HY6K669"),  # the model tells the maker
        ("1S 20XW005PFR PF3A1B2C", "", "", "PF3A1B2C"),
        ("280-333-047-9", "", "Latitude 5420", "1AD13N3"),
    ],
)
def test_maker_is_told_by_the_model_or_the_label(serial, maker, model, read):
    assert unwrap(serial, maker, model).serial == read


@pytest.mark.parametrize(
    ("serial", "maker"),
    [
        ("SDMPX2C9PQ1KX", "Samsung"),
        ("SDMPX2C9PQ1KX", ""),
        ("SDMPX2C9PQ1K", "Apple"),  # eleven behind the S: no length of Apple's
        ("1S20XW005PFRPF3A1B2C", "Dell"),
        ("2803330479", "HP"),
        ("2803330479", ""),
        ("99999999999", "Dell"),  # eight characters: no service tag
        ("PF3A1B2C", "Lenovo"),
        ("", ""),
    ],
)
def test_number_of_another_maker_or_form_is_left_alone(serial, maker):
    assert unwrap(serial, maker) == PrintedNumber(serial=serial)


@given(st.text(alphabet=DIGITS, min_size=7, max_size=7))
def test_express_code_of_a_service_tag_gives_the_tag(tag):
    code = str(int(tag, 36))

    read = unwrap(code, "Dell").serial

    assert read == (tag if len(code) >= 10 and tag[0] != "0" else code)


@given(st.text(), st.sampled_from(["Apple", "Lenovo", "Dell", "HP", ""]))
def test_serial_read_again_stays_and_changes_are_always_said(serial, maker):
    once = unwrap(serial, maker)

    assert bool(once.problem) == (once.serial != serial)


def test_row_says_what_was_written_and_what_was_read():
    parsed = parse(Serial="1S20XW005PFRPF3A1B2C", Manufacturer="LENOVO", Model="ThinkPad")

    (problem, *_) = parsed.problems
    assert (parsed.serial, parsed.model_code) == ("PF3A1B2C", "20XW005PFR")
    assert (problem.code, problem.value, problem.hint) == ("serial_lenovo_barcode", "1S20XW005PFRPF3A1B2C", "PF3A1B2C")


def test_model_code_of_the_file_wins_over_the_barcodes():
    parsed = parse(Serial="1S20XW005PFRPF3A1B2C", Model="ThinkPad", Model_code="20XW00AAFR")

    assert parsed.model_code == "20XW00AAFR"


def test_meid_in_the_column_of_imeis_is_moved_and_said():
    parsed = parse(Serial="PF1", IMEI="A000000049259B", Model="iPhone 13")

    assert (parsed.imei, parsed.meid, codes(parsed)) == ("", "A000000049259B", ["meid_in_imei_column"])


def test_imei_with_software_version_is_imported_with_a_note():
    parsed = parse(IMEI="3599990543210901", Model="iPhone 13")

    (problem,) = parsed.problems
    assert (parsed.imei, parsed.is_refused) == ("359999054321096", False)
    assert (problem.value, problem.hint) == ("3599990543210901", "359999054321096")
