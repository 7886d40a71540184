import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import imei as imei_rules

from fleet.intake.identifiers import (
    identity_key,
    is_blank,
    is_placeholder,
    looks_like_imei,
    looks_like_meid,
    plain_text,
    read_asset_tag,
    read_imeis,
    read_meid,
    read_serial,
)

IMEI = "359999012345674"
NOTES = ("imei_completed", "imei_software_version")
any_text = st.one_of(st.text(), st.text(alphabet="0123456789 -.E+|/'=\"()"))


def imeis(text):
    return [reading.value or reading.problem for reading in read_imeis(text)]


def test_it_works():
    assert read_serial(" pf3a1b2c\u00a0").value == "PF3A1B2C"
    assert imeis("35-999901-234567-4") == [IMEI]
    assert read_asset_tag("000417").value == "000417"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ('="000417"', "000417"),
        ("'000417", "000417"),
        ("\u200b000417\ufeff", "000417"),
        ("\uff10\uff11", "01"),
        ("  ", ""),
    ],
)
def test_wrapping_is_taken_off(written, plain):
    assert plain_text(written) == plain


@pytest.mark.parametrize("text", ["", " ", "N/A", "n.c.", "?", "-", "Inconnu", "non renseigné", "0", "xx"])
def test_cell_that_says_nothing_is_blank(text):
    assert is_blank(text)
    assert (read_serial(text).value, read_serial(text).problem, imeis(text)) == ("", "", [])


@pytest.mark.parametrize(
    "text", ["To be filled by O.E.M.", "Default string", "System Serial Number", "00000000", "XXXXXX"]
)
def test_what_firmware_says_for_want_of_a_number_is_no_serial(text):
    assert is_placeholder(text)
    assert (read_serial(text).value, read_serial(text).problem) == ("", "serial_placeholder")


@pytest.mark.parametrize("text", ["1.00E+05", "1,23457E+11", "1E+05"])
def test_serial_turned_into_a_number_is_not_guessed(text):
    assert (read_serial(text).value, read_serial(text).problem) == ("", "serial_rounded")
    assert read_asset_tag(text).problem == "asset_tag_rounded"


@pytest.mark.parametrize("text", ["1E5QK13", "12345E7", "E1234567", "5CD0371ABC"])
def test_service_tag_that_only_looks_like_a_number_is_a_serial(text):
    assert read_serial(text).value == text


def test_letter_o_and_zero_are_never_exchanged():
    assert read_serial("5CD0O1I1").value == "5CD0O1I1"


def test_serial_that_is_a_sentence_is_left_out():
    assert read_serial("see the label below the battery, or " * 3).problem == "identifier_too_long"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (IMEI, [IMEI]),
        ("35 999901 234567 4", [IMEI]),
        ("359999012345674.0", [IMEI]),
        ("359999012345674,0", [IMEI]),
        ("35999901234567", [IMEI]),  # without its check digit
        ("3599990123456701", [IMEI]),  # IMEISV
        ("359999054321096 / 359999054321104", ["359999054321096", "359999054321104"]),
        ("359999054321096|359999054321104", ["359999054321096", "359999054321104"]),
        ("359999054321096\n359999054321104", ["359999054321096", "359999054321104"]),
        ("359999054321096 359999054321104", ["359999054321096", "359999054321104"]),
        ("3.59999E+14", ["imei_rounded"]),
        ("3,6E+14", ["imei_rounded"]),
        ("3.59999012345674E+15", ["imei_rounded"]),
        ("359999012345675", ["imei_invalid"]),
        ("1234", ["imei_invalid"]),
        ("yes", ["imei_invalid"]),
        ("1/2/3/4/5/6/7/8", ["imei_invalid"]),
        ("000000000000000", ["imei_placeholder"]),
        ("111111111111111", ["imei_placeholder"]),
        ("123456789012345", ["imei_placeholder"]),
    ],
)
def test_imei_is_read_or_named_as_what_it_is(text, found):
    assert imeis(text) == found


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (IMEI, ""),
        (f"{IMEI}.0", ""),
        ("35999901234567", "imei_completed"),
        ("3599990123456701", "imei_software_version"),
    ],
)
def test_imei_that_was_not_written_so_is_noted(text, note):
    assert [(reading.value, reading.problem) for reading in read_imeis(text)] == [(IMEI, note)]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("A000000049259B", True), ("a0-00-00-00-49-25-9b", True), ("35999901234567", False), (IMEI, False), ("", False)],
)
def test_meid_is_known_in_a_foreign_column(text, is_one):
    assert looks_like_meid(text) is is_one


@pytest.mark.parametrize(
    "text", ["'-1", "-1", "1970-01-01 00:00:00", "0001-01-01T00:00:00Z", "9999-12-31 23:59:59.9999999", "1970-01-01"]
)
def test_what_programs_write_for_never_is_blank(text):
    assert is_blank(text)
    assert (read_serial(text), read_asset_tag(text), read_imeis(text)) == (read_serial(""), read_asset_tag(""), [])


@pytest.mark.parametrize("text", ["1", "-12", "1970-01-02", "9999-12-31-A"])
def test_number_that_only_resembles_never_is_kept(text):
    assert read_asset_tag(text).value == text


@given(st.integers(min_value=35 * 10**12, max_value=36 * 10**12), st.integers(min_value=0, max_value=99))
def test_software_version_and_check_digit_name_the_same_device(body, version):
    (completed,), (versioned,) = read_imeis(str(body)), read_imeis(f"{body}{version:02}")

    assert completed.value == versioned.value


@pytest.mark.parametrize(
    ("text", "is_one"), [(IMEI, True), ("35-999901-234567-4", True), ("35999901234567", False), ("", False)]
)
def test_imei_is_known_in_a_foreign_column(text, is_one):
    assert looks_like_imei(text) is is_one


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("A000000049259B", "A000000049259B", ""),
        ("a0-00-00-00-49-25-9b", "A000000049259B", ""),
        ("293608736500703710", "AF0123450ABCDE", ""),
        ("N/A", "", ""),
        ("hello", "", "meid_invalid"),
    ],
)
def test_meid_becomes_fourteen_hexadecimal_digits(text, value, problem):
    assert (read_meid(text).value, read_meid(text).problem) == (value, problem)


def test_identity_is_the_imei_before_the_serial_before_the_tag():
    assert identity_key(imei=IMEI, serial="PF1", asset_tag="7") == "imei:35999901234567"
    assert identity_key(imei="", serial="PF1", asset_tag="7") == "serial:PF1"
    assert identity_key(imei="", serial="", asset_tag="acm-7") == "tag:ACM-7"
    assert identity_key(imei="", serial="", asset_tag="") == ""


@given(any_text)
def test_reading_a_serial_or_tag_again_changes_nothing(text):
    for read in (read_serial, read_asset_tag):
        once = read(text).value
        assert len(once) <= 64
        assert not once or read(once).value == once


@given(any_text)
def test_whatever_is_read_as_an_imei_is_one(text):
    for reading in read_imeis(text):
        assert reading.value or reading.problem
        assert reading.problem in ("", *NOTES) or not reading.value
        assert not reading.value or (imei_rules.is_valid(reading.value) and imeis(reading.value) == [reading.value])


@given(any_text)
def test_reading_a_meid_again_changes_nothing(text):
    once = read_meid(text).value

    assert not once or read_meid(once).value == once
