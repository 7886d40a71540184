import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.device_numbers import DeviceNumbers
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.parts import PART_FACTS
from fleet.intake.problems import RowProblem
from tests.fleet.intake.sheets import codes, parse, read

IMEI, SECOND = "359999054321096", "359999054321104"


def test_it_works():
    parsed = parse(
        Serial_number="pf3a1b2c", Model="Latitude 5420", Storage="256 Go", Etat="Bon", Date_achat="15/01/2021"
    )

    assert (parsed.serial, parsed.storage_gb, parsed.grade, parsed.functional_state) == ("PF3A1B2C", 256, "B", "works")
    assert (parsed.purchased_on, parsed.age_evidence) == (date(2021, 1, 15), "purchase")
    assert (parsed.problems, parsed.is_refused) == ((), False)


def test_facts_stand_where_a_row_is_put_together():
    assert ParsedRow._fields == ("row_number", *DeviceNumbers._fields, *PART_FACTS, "lot_key", "problems")


def test_row_without_identifier_is_refused():
    parsed = parse(Serial_number="N/A", Model="Latitude 5420")

    assert (codes(parsed), parsed.is_refused, parsed.identity_key) == (["no_identifier"], True, "")


def test_rounded_imei_is_refused_once_with_its_column_and_text():
    parsed = parse(IMEI="3.59999E+14", Model="iPhone 13")

    assert parsed.problems == (RowProblem(code="imei_rounded", column="IMEI", value="3.59999E+14"),)
    assert parsed.is_refused


def test_wrong_imei_beside_a_serial_is_left_out_and_said():
    parsed = parse(Serial="PF1", IMEI="359999054321090", Model="iPhone 13")

    assert (parsed.imei, parsed.identity_key, codes(parsed)) == ("", "serial:PF1", ["imei_invalid"])
    assert not parsed.is_refused


def test_two_imeis_of_one_cell_are_first_and_second():
    parsed = parse(IMEI=f"{IMEI} / {SECOND}", Model="iPhone 13")

    assert (parsed.imei, parsed.imei2, parsed.identity_key) == (IMEI, SECOND, "imei:35999905432109")


def test_imei_in_the_serial_column_is_moved_and_said():
    parsed = parse(Serial_number=IMEI, Model="iPhone 13")

    assert (parsed.serial, parsed.imei, codes(parsed)) == ("", IMEI, ["imei_in_serial_column"])


def test_same_imei_in_both_columns_is_one_imei():
    parsed = parse(Serial_number=IMEI, IMEI=IMEI, Model="iPhone 13")

    assert (parsed.serial, parsed.imei, parsed.imei2) == ("", IMEI, "")


@pytest.mark.parametrize(
    "cells",
    [
        {"Serial": "VMware-56 4d 2a", "Model": "VMware7,1", "Manufacturer": "VMware, Inc."},
        {"Serial": "0001-0002", "Model": "Virtual Machine", "Manufacturer": "Microsoft Corporation"},
        {"Serial": "0", "Model": "Standard PC (Q35 + ICH9, 2009)", "Manufacturer": "QEMU"},
    ],
)
def test_virtual_machine_is_refused(cells):
    parsed = parse(**cells)

    assert "virtual_machine" in codes(parsed)
    assert parsed.is_refused


@pytest.mark.parametrize("serial", ["XEN41BBQ", "KVMX7Q2", "QEMU9P1L"])
def test_serial_number_that_begins_like_a_hypervisor_is_a_device(serial):
    parsed = parse(Serial=serial, Model="ThinkPad T14 Gen 2", Manufacturer="LENOVO")

    assert (parsed.serial, parsed.is_refused) == (serial, False)


def test_group_without_numbers_is_a_lot_with_its_count():
    parsed = parse(Serial="", Model="Galaxy Tab", Quantity="25")

    assert (parsed.quantity, codes(parsed)) == (25, ["quantity_row", "model_unknown"])
    assert parsed.lot_key
    assert not parsed.is_refused


def test_group_of_nothing_is_refused():
    parsed = parse(Serial="", Model="", Quantity="25")

    assert (parsed.lot_key, parsed.is_refused) == ("", True)


def test_lots_are_told_apart_by_model_and_place_and_not_by_spelling():
    rows = read(
        ["Serial", "Model", "Quantity", "Site"],
        ["", "Galaxy Tab A8", "25", "Lyon"],
        ["", "GALAXY TAB A8 noir", "30", "lyon"],
        ["", "Galaxy Tab A8", "25", "Paris"],
        ["", "Galaxy Tab A7", "25", "Lyon"],
    )

    first, same, elsewhere, other = (row.parsed.lot_key for row in rows)
    assert first == same
    assert len({first, elsewhere, other}) == 3
    assert not any(row.parsed.is_refused for row in rows)


def test_group_with_one_number_is_that_one_device():
    parsed = parse(Serial="PF1", Model="Latitude 5420", Quantity=" 4 ")

    assert (parsed.quantity, codes(parsed), parsed.is_refused) == (1, ["quantity_with_serial"], False)


@pytest.mark.parametrize(
    ("cells", "age"),
    [
        (
            {"Purchase date": "2021-10-04", "Order date": "2021-09-01"},
            (date(2021, 10, 4), date(2021, 10, 4), "purchase"),
        ),
        ({"Order date": "2021-09-01", "Enrollment date": "2022-01-01"}, (None, date(2021, 9, 1), "order")),
        ({"Date de mise en service": "2021-09-01"}, (None, date(2021, 9, 1), "in_service")),
        ({"Enrollment date": "2022-01-01 08:00:00.0000000"}, (None, date(2022, 1, 1), "enrolment")),
        ({"Enrollment date": "0001-01-01 00:00:00.0000000"}, (None, None, "")),
    ],
)
def test_age_names_its_best_evidence(cells, age):
    parsed = parse(Serial="PF1", Model="Latitude 5420", **cells)

    assert (parsed.purchased_on, parsed.age_from_on, parsed.age_evidence) == age


def test_day_and_month_are_decided_by_the_whole_column():
    rows = read(["Serial", "Model", "Purchase date"], ["A", "x", "10/4/21"], ["B", "x", "1/23/22"])

    assert [row.parsed.purchased_on for row in rows] == [date(2021, 10, 4), date(2022, 1, 23)]


def test_day_and_month_without_proof_are_asked():
    parsed = parse(Serial="PF1", Model="Latitude 5420", Purchase_date="10/4/21")

    assert (parsed.purchased_on, codes(parsed)) == (None, ["date_ambiguous"])


def test_french_headers_settle_what_nothing_proves():
    rows = read(["N° série", "Modèle", "Date d'achat"], ["A", "Latitude 5420", "04/10/2021"])

    assert rows[0].parsed.purchased_on == date(2021, 10, 4)


def test_another_date_of_the_file_proves_the_order():
    rows = read(["Serial", "Model", "Purchase date", "Delivery date"], ["A", "x", "10/4/21", "10/30/21"])

    assert rows[0].parsed.purchased_on == date(2021, 10, 4)


def test_month_alone_is_its_first_day_with_a_hint():
    parsed = parse(Serial="PF1", Model="Latitude 5420", Purchased="Sep-21")

    assert parsed.problems == (
        RowProblem(code="date_approximate", column="Purchased", value="Sep-21", hint="2021-09-01"),
    )


def test_capacity_written_into_the_name_is_the_storage():
    assert parse(Serial="PF1", Model="IPAD 9 64GO").storage_gb == 64


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Storage": "big"}, "storage_unreadable"),
        ({"RAM": "enough"}, "ram_unreadable"),
        ({"Battery health": "187 %"}, "battery_unreadable"),
        ({"Purchase date": "soon"}, "date_unreadable"),
        ({"Condition": "ask Aline"}, "condition_unknown"),
        ({"Owner": "Aline Moreau"}, "ownership_unknown"),
        ({"MEID": "hello"}, "meid_invalid"),
        ({"Remarks": "screen cracked, says Aline"}, "damage_mentioned"),
        ({"Ownership": "Personal"}, "personal_device"),
        ({"BYOD": "1"}, "personal_device"),
        ({"Site": "Aline 06 12 34 56 78"}, "personal_value_removed"),
    ],
)
def test_field_that_cannot_be_read_is_left_empty_and_named(cells, code):
    parsed = parse(Serial="PF1", Model="Latitude 5420", **cells)

    assert (codes(parsed), parsed.is_refused) == ([code], False)
    assert "aline" not in repr(parsed).lower()


@pytest.mark.parametrize(
    ("text", "health"),
    [("87%", 87), ("87", 87), ("87,5 %", 87), ("0.87", 87), ("100 %", 100), ("Normal", None), ("'-1", None)],
)
def test_battery_health_is_percent(text, health):
    parsed = parse(Serial="PF1", Model="iPhone 13", Battery_health=text)

    assert (parsed.battery_health, parsed.problems) == (health, ())


@pytest.mark.parametrize(("text", "lock"), [("true", "activation_lock"), ("No", "none"), ("Not Present", "")])
def test_activation_lock_is_read(text, lock):
    assert parse(Serial="PF1", Model="iPhone 13", Activation_Lock_Enabled=text).lock == lock


def test_words_for_nothing_are_no_maker_and_no_model():
    parsed = parse(Serial="PF1", Manufacturer="To be filled by O.E.M.", Model="Unknown", Site="?")

    assert (parsed.manufacturer, parsed.model, parsed.site, codes(parsed)) == ("", "", "", ["model_missing"])


def test_row_shorter_than_the_header_is_read():
    (row,) = read(["Serial", "Model", "Storage", "Site"], ["PF1", "Latitude 5420"])

    assert (row.parsed.serial, row.parsed.storage_gb, row.parsed.site) == ("PF1", None, "")


@pytest.mark.parametrize(
    "text", ["a" * 2_000 + "@", "1" * 2_000, "1/" * 1_000, "1 " * 1_000, "ipad " * 400, "9 gen " * 330, ". " * 999]
)
def test_long_cells_cost_no_more_than_a_moment(text):
    headers = [
        "Serial",
        "IMEI",
        "Asset tag",
        "Model",
        "Model code",
        "Storage",
        "RAM",
        "Purchase date",
        "Site",
        "Condition",
    ]
    started = time.process_time()

    read(headers, *([f"{number}{text}"[:2_000]] * len(headers) for number in range(20)))

    assert time.process_time() - started < 1


@given(st.lists(st.text(), min_size=12, max_size=12))
def test_no_text_makes_a_row_raise(cells):
    headers = [
        "Serial",
        "IMEI",
        "Asset tag",
        "Model",
        "Model code",
        "Storage",
        "RAM",
        "Purchase date",
        "Site",
        "Condition",
    ]

    for row in read([*headers, "Quantity", "Battery health"], cells):
        parsed = row.parsed
        assert parsed.is_refused or parsed.identity_key
        assert max(map(len, (parsed.serial, parsed.asset_tag))) <= 64
        assert len(parsed.imei) in (0, 15)


@pytest.mark.parametrize(
    "cells", [{"Bailleur": "Grenke"}, {"Lease contract": "LS-1"}, {"Fin de location": "30/06/2025"}]
)
def test_row_that_names_a_lease_is_a_lessor_s(cells):
    assert parse(Serial="PF1", Model="Latitude 5420", **cells).owner == "lessor"


def test_lease_without_an_end_is_none():
    parsed = parse(Serial="PF1", Model="Latitude 5420", Lease_Expiration="1970-01-01", Lessor="N/A")

    assert (parsed.owner, parsed.lessor, parsed.lease_ends_on) == ("", "", None)


def test_row_says_what_a_device_cost_and_who_paid():
    cells = {"Valeur initiale": "1 299,00 €", "Source de financement": "Région", "Subvention": "Lycée 4.0"}

    parsed = parse(Serial="PF1", Model="Latitude 5420", **cells, **{"Inaliénable jusqu'en": "31/12/2028"})

    assert (str(parsed.purchase_amount), parsed.funding) == ("1299.00", "region")
    assert (parsed.grant_name, parsed.restricted_until_year) == ("Lycée 4.0", 2028)


def test_price_of_nothing_is_an_unknown_price():
    assert parse(Serial="PF1", Purchase_Price="0.00").purchase_amount is None


@pytest.mark.parametrize(
    ("header", "text", "code"),
    [
        ("Purchase price", "see invoice", "purchase_amount_unreadable"),
        ("Funded by", "John Smith", "funding_unknown"),
        ("Restricted until", "for ever", "year_unreadable"),
    ],
)
def test_what_cannot_be_read_of_a_purchase_is_told(header, text, code):
    parsed = parse(Serial="PF1", Model="Latitude 5420", **{header: text})

    assert code in [problem.code for problem in parsed.problems]
    assert not parsed.is_refused


def test_word_for_who_paid_is_not_kept_for_it_may_be_a_name():
    parsed = parse(Serial="PF1", Funded_by="John Smith")

    assert all("Smith" not in problem.value for problem in parsed.problems)
