from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fleet.models import Device, Upload
from fleet.states import UploadState
from tenants.jobs import run_job_here
from tenants.models import Job
from tests.catalogue.queries import queries

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25
HEADERS = "Serial number,Asset tag,Manufacturer,Model,Storage,Location"
GOOD = "F2LXK1AAAA0{},TAG-{},Apple,iPhone 13,128 GB,Lyon"


def sheet(*rows: str) -> bytes:
    return "\n".join([HEADERS, *rows]).encode()


def send(client, content: bytes, filename: str = "devices.csv"):
    return client.post("/fleet/uploads/new/", {"file": SimpleUploadedFile(filename, content)})


def run_jobs() -> None:
    for job in Job.objects.filter(state=Job.State.QUEUED):
        run_job_here(job)


def checked(client, content: bytes, filename: str = "devices.csv") -> str:
    """Upload, have it read; the address of its page."""
    address = send(client, content, filename)["Location"]
    run_jobs()
    return address


def page(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_it_works(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1), GOOD.format(2, 2)))

    assert acme_portal.post(f"{address}commit/")["Location"] == address
    run_jobs()

    assert "Added to the fleet" in page(acme_portal, address)
    assert Device.objects.count() == 2


def test_uploaded_file_waits_for_its_turn_with_its_progress(acme_portal, in_acme):
    address = send(acme_portal, sheet(GOOD.format(1, 1)))["Location"]

    waiting = page(acme_portal, address)

    assert "Waiting for its turn." in waiting
    assert f'hx-get="/jobs/{Upload.objects.get().job_id}/progress/"' in waiting
    assert "commit/" not in waiting


def test_check_page_says_first_what_would_happen(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1), GOOD.format(1, 1), ",,Apple,iPhone 13,,"))

    counts = acme_portal.get(address).context["counts"]

    assert (counts.created, counts.updated, counts.unchanged, counts.refused) == (1, 0, 0, 2)
    assert "Import 1 device" in page(acme_portal, address)


def test_check_page_says_how_the_file_was_read(acme_portal, in_acme):
    content = "N° de série;Modèle;Constructeur;Utilisateur\nF2LXK1AAAA01;iPhone 13;Apple;Durand\n".encode("cp1252")
    address = checked(acme_portal, content)

    response = acme_portal.get(address)

    used = {column.header: str(column.field) for column in response.context["used_columns"]}
    assert used == {"N° de série": "Serial number", "Modèle": "Model", "Constructeur": "Maker"}
    assert [str(column.field) for column in response.context["unused_columns"]] == ["Personal details: never kept"]
    assert "semicolon" in response.content.decode()
    assert "cp1252" in response.content.decode()


def test_people_of_the_file_are_nowhere_on_the_page(acme_portal, in_acme):
    address = checked(acme_portal, b"Serial number,Model,User\nF2LXK1AAAA01,iPhone 13,Zebulon Quark\n")

    assert "Zebulon" not in page(acme_portal, f"{address}?show=all")


def test_problems_are_grouped_by_cause_those_that_refuse_first(acme_portal, in_acme):
    rows = [GOOD.format(number, number) for number in range(1, 4)]
    rows += ["F2LXK1AAAA09,,Acme,Robot 3000,,", GOOD.format(1, 1), GOOD.format(2, 2)]
    address = checked(acme_portal, sheet(*rows))

    groups = acme_portal.get(address).context["groups"]

    assert [(group.code, group.rows, group.is_refusal) for group in groups] == [
        ("duplicate_in_file", 2, True),
        ("model_unknown", 1, False),
    ]
    assert groups[1].sentence == "We do not recognise the model Robot 3000 yet."


def test_rows_with_problems_are_shown_first_and_all_on_demand(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1), "F2LXK1AAAA09,,Acme,Robot 3000,,"))

    def shown(query: str) -> list[int]:
        return [line.row.row_number for line in acme_portal.get(address + query).context["checked"].rows]

    assert shown("") == [3]
    assert shown("?show=all") == [2, 3]
    assert shown("?show=refuse") == []
    assert shown("?cause=model_unknown") == [3]
    assert shown("?cause=nonsense") == []


def test_rows_are_paged_in_the_order_of_the_file(acme_portal, in_acme):
    rows = [f"SERIAL{number:06},,Apple,iPhone 13,128 GB,Lyon" for number in range(60)]
    address = checked(acme_portal, sheet(*rows))

    first = acme_portal.get(f"{address}?show=all").context["checked"]
    second = acme_portal.get(f"{address}{first.links['next']}").context["checked"]

    assert [line.row.row_number for line in first.rows] == list(range(2, 52))
    assert [line.row.row_number for line in second.rows] == list(range(52, 62))
    assert second.total == 60


def test_htmx_gets_the_rows_alone(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1)))

    fragment = acme_portal.get(f"{address}?show=all", headers={"HX-Request": "true", "HX-Target": "upload-rows"})

    assert "<html" not in fragment.content.decode()
    assert "F2LXK1AAAA01" in fragment.content.decode()


def test_file_that_changes_nothing_has_nothing_to_confirm(acme_portal, in_acme):
    content = sheet(GOOD.format(1, 1))
    acme_portal.post(f"{checked(acme_portal, content)}commit/")
    run_jobs()

    again = page(acme_portal, checked(acme_portal, content))

    assert "Nothing to import" in again
    assert "commit/" not in again


def test_file_that_cannot_be_read_says_so_and_offers_another_try(acme_portal, in_acme):
    address = checked(acme_portal, b"%PDF-1.4 not a spreadsheet", "scan.pdf")

    failed = page(acme_portal, address)

    assert "This file is not a spreadsheet." in failed
    assert "Upload another file" in failed


@pytest.mark.parametrize(
    ("files", "sentence"),
    [({}, "Choose the file"), ({"file": SimpleUploadedFile("empty.csv", b"")}, "This file is empty.")],
)
def test_form_without_a_file_is_refused_beside_the_field(acme_portal, in_acme, files, sentence):
    response = acme_portal.post("/fleet/uploads/new/", files)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Upload.objects.exists()


def test_file_that_is_too_large_is_refused_beside_the_field(acme_portal, in_acme, settings):
    settings.UPLOAD_MOST_BYTES = 10

    response = send(acme_portal, sheet(GOOD.format(1, 1)))

    assert response.status_code == 422
    assert "The file is larger than" in response.content.decode()


def test_second_confirmation_is_harmless(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1)))
    acme_portal.post(f"{address}commit/")

    again = acme_portal.post(f"{address}commit/", follow=True)
    run_jobs()

    assert "This upload was answered already" in again.content.decode()
    assert Job.objects.filter(kind="fleet.commit_upload").count() == 1
    assert Device.objects.count() == 1


def test_discarded_upload_leaves_the_fleet_alone(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1)))

    after = acme_portal.post(f"{address}discard/", follow=True).content.decode()

    assert "devices.csv was discarded." in after
    assert Upload.objects.get().state == UploadState.DISCARDED
    assert "This upload was discarded." in page(acme_portal, address)


def test_committed_upload_cannot_be_discarded(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1)))
    acme_portal.post(f"{address}commit/")
    run_jobs()

    again = acme_portal.post(f"{address}discard/", follow=True).content.decode()

    assert "This upload was answered already" in again
    assert Upload.objects.get().state == UploadState.COMMITTED


@pytest.mark.parametrize("deed", ["commit", "discard"])
def test_viewer_sees_the_check_but_decides_nothing(acme_portal, acme_portal_of_bob, in_acme, deed):
    address = checked(acme_portal, sheet(GOOD.format(1, 1)))

    assert f"{deed}/" not in page(acme_portal_of_bob, address)
    assert acme_portal_of_bob.post(f"{address}{deed}/").status_code == 403
    assert Upload.objects.get().state == UploadState.CHECKED


def test_looking_confirms_nothing(acme_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1)))

    assert acme_portal.get(f"{address}commit/").status_code == 405


def test_upload_of_another_organisation_is_not_found(acme_portal, globex_portal, in_acme):
    address = checked(acme_portal, sheet(GOOD.format(1, 1)))

    assert globex_portal.get(address).status_code == 404
    assert globex_portal.post(f"{address}commit/").status_code == 404
    assert "devices.csv" not in page(globex_portal, "/fleet/uploads/")


def test_text_from_a_file_is_text(acme_portal, in_acme):
    evil = "<script>alert(1)</script>"
    header = f"Serial number,Model,Location,{evil}"
    content = f"{header}\n<b>AAAA1,{evil},{evil},x\n".encode()
    address = checked(acme_portal, content, f"{evil.replace('/', '')}.csv")

    for seen in (page(acme_portal, f"{address}?show=all"), page(acme_portal, "/fleet/uploads/")):
        assert "<script>alert" not in seen
        assert "<b>AAAA1" not in seen
        assert "&lt;script&gt;alert" in seen


def test_list_says_who_brought_what_and_what_became_of_it(acme_portal, in_acme, alice):
    checked(acme_portal, sheet(GOOD.format(1, 1)), "november.csv")

    listed = page(acme_portal, "/fleet/uploads/")

    assert [text in listed for text in ("november.csv", alice.full_name, "Ready to confirm")] == [True] * 3


def test_empty_list_offers_the_first_upload(acme_portal):
    assert "Nothing was uploaded yet" in page(acme_portal, "/fleet/uploads/")


def test_list_keeps_within_its_queries(acme_portal, in_acme, now):
    for age in range(40):
        Upload.objects.create(
            filename=f"file-{age}.csv",
            storage_name=str(uuid4()),
            sha256="0" * 64,
            size=1,
            received_at=now - timedelta(minutes=age),
            received_by_name="Alice",
        )

    with queries() as ran:
        listed = page(acme_portal, "/fleet/uploads/")

    assert len(ran) <= 12
    assert ["file-24.csv" in listed, "file-25.csv" in listed] == [True, False]


def test_check_page_keeps_within_its_queries(acme_portal, in_acme):
    rows = [f"SERIAL{number:06},,Acme,Robot {number},," for number in range(60)]
    address = checked(acme_portal, sheet(*rows))

    with queries() as ran:
        page(acme_portal, address)

    assert len(ran) <= 19
