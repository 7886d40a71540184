"""The workbook of the rows that were left out, and its way back."""

import io

import openpyxl
import pytest
from django.utils.translation import override

from fleet.intake.conditions import read_condition
from fleet.intake.mapping import propose_mapping
from fleet.intake.ownership import read_owner, read_yes_no
from fleet.meant_words import CONDITIONS, LOCKS, OWNERS
from fleet.models import Device, UploadRow
from fleet.refused_rows import write_refused_rows
from tests.catalogue.queries import queries
from tests.fleet.test_importing import imported, upload_of

pytestmark = pytest.mark.django_db

HEAD = "Serial number,IMEI,Model,Location,Ownership,Condition,Activation lock,User"
GOOD = "F2LXK1AAAA01,,iPhone 13,Lyon,,,,Zebulon Quark"
BAD = ",,iPhone 13,Lyon,{owner},{condition},{lock},Zebulon Quark"


def listed(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def bad(owner: str = "", condition: str = "", lock: str = "") -> str:
    return BAD.format(owner=owner, condition=condition, lock=lock)


def sheet_of(upload) -> "openpyxl.worksheet.worksheet.Worksheet":
    return openpyxl.load_workbook(io.BytesIO(write_refused_rows(upload))).active


def values_of(upload) -> list[tuple]:
    return list(sheet_of(upload).iter_rows(values_only=True))


def test_it_works(in_acme, as_alice, now):
    upload = upload_of(listed(GOOD, bad("personal", "good", "yes")), as_alice, now)

    head, *rows = values_of(upload)

    assert head == (
        *("Serial number", "IMEI", "Model", "Location", "Ownership", "Condition", "Activation lock"),
        *("Row", "Problem", "How to fix"),
    )
    assert [row[:8] for row in rows] == [(None, None, "iPhone 13", "Lyon", "personal", "good", "yes", 3)]
    assert "The row has no serial number, IMEI or asset tag." in rows[0][8]
    assert "Fill in one of the three, or leave the row out." in rows[0][9]


def test_sentences_are_in_the_readers_language(in_acme, as_alice, now):
    upload = upload_of(listed(bad()), as_alice, now)

    with override("fr"):
        head, row = values_of(upload)

    assert head[-3] == "Ligne"
    assert "numéro de série" in row[-2]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_corrected_rows_are_imported_when_the_file_comes_back(in_acme, as_alice, now, language):
    upload = imported(listed(GOOD, bad("personal", "good", "yes"), bad("leased", "HS: écran", "no")), as_alice, now)
    with override(language):
        book = openpyxl.load_workbook(io.BytesIO(write_refused_rows(upload)))
    for place, serial in ((2, "F2LXK1AAAA02"), (3, "F2LXK1AAAA03")):
        book.active.cell(place, 1, serial)
    content = io.BytesIO()
    book.save(content)

    again = imported(content.getvalue(), as_alice, now, "corrected.xlsx")

    assert (again.summary["created"], again.summary["outcomes"]) == (2, {"create": 2})
    devices = Device.objects.exclude(serial="F2LXK1AAAA01").order_by("serial")
    assert list(devices.values_list("owner", "grade", "functional_state", "lock")) == [
        ("person", "B", "works", "activation_lock"),
        ("lessor", "", "dead", "none"),
    ]
    assert "damage_mentioned" not in again.summary["problems"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_none_of_the_three_columns_is_read(in_acme, as_alice, now, language):
    upload = upload_of(listed(bad()), as_alice, now)
    with override(language):
        head = values_of(upload)[0]

    columns = propose_mapping(head).columns[-3:]

    assert [column.field for column in columns] == ["", "", ""]


def test_words_are_read_as_what_they_stand_for():
    assert {word: read_condition(word) for word in CONDITIONS.values()} == {
        word: meant for meant, word in CONDITIONS.items()
    }
    assert {owner: read_owner(word) for owner, word in OWNERS.items()} == {owner: owner for owner in OWNERS}
    assert [read_yes_no(LOCKS[lock]) for lock in ("activation_lock", "none")] == [True, False]


def test_people_are_not_in_it(in_acme, as_alice, now):
    upload = upload_of(listed(bad("belongs to Zebulon", "Zebulon says it is fine")), as_alice, now)

    assert "Zebulon" not in str(values_of(upload))


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("https://evil.example")', "+1", "-1+1", "@SUM(A1)", "#N/A"])
def test_what_looks_like_a_formula_is_text(in_acme, as_alice, now, text):
    content = f"Serial number\tModel\tLocation\n\tiPhone 13\t{text}".encode()
    upload = upload_of(content, as_alice, now, "x.tsv")
    UploadRow.objects.update(raw={"Location": text})  # whatever the reader makes of it

    cell = sheet_of(upload)["C2"]

    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


@pytest.mark.parametrize(("text", "kept"), [("-1", -1), ("-0.5", -0.5), ("-007", "-007"), ("000417", "000417")])
def test_negative_number_stays_a_number_and_other_digits_text(in_acme, as_alice, now, text, kept):
    upload = upload_of(listed(bad()), as_alice, now)
    UploadRow.objects.update(raw={"Location": text})

    assert sheet_of(upload)["D2"].value == kept


def test_character_that_no_workbook_holds_is_left_out(in_acme, as_alice, now):
    upload = upload_of(listed(bad()), as_alice, now)
    UploadRow.objects.update(raw={"Location": "Ly\x01on"})

    assert sheet_of(upload)["D2"].value == "Lyon"


def test_header_that_looks_like_a_formula_is_text(in_acme, as_alice, now):
    upload = upload_of(listed(bad()), as_alice, now)
    upload.mapping["columns"][3]["header"] = "=1+1"

    assert (sheet_of(upload)["D1"].data_type, sheet_of(upload)["D1"].value) == ("s", "=1+1")


def test_two_columns_of_one_name_keep_their_own_values(in_acme, as_alice, now):
    content = b"IMEI,IMEI,Model\n12,34,iPhone 13\n"
    upload = upload_of(content, as_alice, now)

    head, row = values_of(upload)

    assert (head[:2], row[:2]) == (("IMEI", "IMEI"), ("12", "34"))


def test_many_rows_take_no_more_queries_than_few(in_acme, as_alice, now):
    counts = []
    for rows in (2, 3000):
        upload = upload_of(listed(*(bad() for _row in range(rows))), as_alice, now)
        with queries() as ran:
            values = values_of(upload)
        counts.append((len(values), len(ran)))

    assert counts == [(3, counts[0][1]), (3001, counts[0][1])]
