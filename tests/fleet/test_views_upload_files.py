"""What goes with uploads: rows to correct, a workbook to fill in, rows pasted."""

import io

import openpyxl
import pytest

from fleet.models import Upload
from tests.fleet.test_views_uploads import GOOD, checked, page, run_jobs, sheet

pytestmark = pytest.mark.django_db

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = ",,Apple,iPhone 13,,"


def book_of(response) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(response.content))


def test_it_works(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1), NOTHING), "november.csv")
    assert f'href="{address}refused/"' in page(acme_portal, address)

    response = acme_portal.get(f"{address}refused/")

    assert (response.status_code, response["Content-Type"]) == (200, XLSX)
    assert "november - rows left out.xlsx" in response["Content-Disposition"]
    assert book_of(response).active.max_row == 2


def test_link_counts_the_rows_before_the_import_and_after(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1), NOTHING, NOTHING))
    assert "Download 2 rows left out" in page(acme_portal, address)

    acme_portal.post(f"{address}commit/")
    run_jobs()

    assert "Download 2 rows left out" in page(acme_portal, address)


def test_upload_without_refused_rows_has_no_such_file(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1)))

    assert "refused/" not in page(acme_portal, address)
    assert acme_portal.get(f"{address}refused/").status_code == 404


def test_refused_rows_of_another_organisation_are_not_found(acme_portal, globex_portal, in_acme):
    address = checked(acme_portal, sheet(NOTHING))

    assert globex_portal.get(f"{address}refused/").status_code == 404


def test_workbook_to_fill_in_is_offered_and_given(acme_portal):
    assert 'href="/fleet/uploads/template/"' in page(acme_portal, "/fleet/uploads/new/")

    response = acme_portal.get("/fleet/uploads/template/")

    assert (response["Content-Type"], response["Content-Disposition"]) == (XLSX, 'attachment; filename="devices.xlsx"')
    assert book_of(response).worksheets[0]["A1"].value == "Serial number"


def test_pasted_rows_become_an_upload(acme_portal, in_acme):
    text = "Serial number\tModel\tLocation\r\nF2LXK1AAAA01\tiPhone 13\tLyon, rue Mercière\r\n"

    address = acme_portal.post("/fleet/uploads/new/", {"pasted": text})["Location"]
    run_jobs()

    upload = Upload.objects.get()
    assert (upload.filename, upload.delimiter, upload.summary["outcomes"]) == ("pasted rows.tsv", "\t", {"create": 1})
    assert upload.rows.get().site_name == "Lyon, rue Mercière"
    assert "Import 1 device" in page(acme_portal, address)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  ", "Copy the rows in your spreadsheet"), ("x" * 500_001, "That is too much to paste.")],
    ids=["empty", "long"],
)
def test_paste_that_cannot_be_taken_is_refused_beside_the_field(acme_portal, in_acme, text, sentence):
    response = acme_portal.post("/fleet/uploads/new/", {"pasted": text})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert '<details class="more" open>' in response.content.decode()
    assert not Upload.objects.exists()


def test_viewer_may_not_paste(acme_portal_of_bob, in_acme):
    assert acme_portal_of_bob.post("/fleet/uploads/new/", {"pasted": "Serial number\nA"}).status_code == 403
    assert acme_portal_of_bob.get("/fleet/uploads/template/").status_code == 403
