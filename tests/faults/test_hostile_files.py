"""Files made to break the reader, through the real job: a sentence, nothing in the fleet, no dead worker."""

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
import pytest
from django.core.files.base import ContentFile
from django_tenants.utils import tenant_context

from b2b_portal.demo.fleet_file import write_csv
from b2b_portal.lib.sandbox import SandboxLimits
from fleet.actions.uploads import receive_upload
from fleet.models import Device, Upload
from fleet.states import UploadState
from tenants.models import Job
from tenants.tasks import run_job_of_organisation
from tests.lib.spreadsheets.binary_workbooks import label, labels, write_binary_workbook
from tests.lib.spreadsheets.workbooks import DEVICE_ROW, HEADER_ROW, text_cell, write_lying_archive, write_workbook

pytestmark = pytest.mark.django_db

FAR_ROW = f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'


def picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return path


def far_cell(path: Path) -> Path:
    return write_workbook(path, rows=HEADER_ROW + DEVICE_ROW + FAR_ROW)


def far_cell_of_excel_97(path: Path) -> Path:
    return write_binary_workbook(path, labels() + label(65_535, 255, "x"))


def zip_bomb(path: Path) -> Path:
    return write_workbook(path, rows=HEADER_ROW + DEVICE_ROW, more={"xl/media/image1.bin": b"\0" * 120 * 1024**2})


def cut_short(path: Path) -> Path:
    write_workbook(path, rows=HEADER_ROW + DEVICE_ROW)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def with_macros(path: Path) -> Path:
    return write_workbook(path, rows=HEADER_ROW + DEVICE_ROW, more={"xl/vbaProject.bin": b"\0"})


@pytest.fixture
def read_file(acme, as_alice, now) -> Callable[..., Upload]:
    """Upload bytes to Acme and let the worker's own task read them."""

    def read(content: bytes, filename: str = "devices.xlsx") -> Upload:
        with tenant_context(acme):
            upload = receive_upload(file=ContentFile(content), filename=filename, by=as_alice, at=now)
        run_job_of_organisation(str(upload.job_id), organisation_id=str(acme.pk))
        with tenant_context(acme):
            upload.refresh_from_db()
            assert not Device.objects.exists()
            assert not upload.rows.exists() or upload.state == UploadState.CHECKED
        return upload

    return read


def assert_failed_with_a_sentence(upload: Upload, code: str) -> None:
    assert (upload.state, upload.problem_code) == (UploadState.FAILED, code)
    assert upload.problem.endswith(".")
    assert "%(" not in upload.problem
    assert Job.objects.get(pk=upload.job_id).state == "failed"


def test_it_works(read_file):
    assert read_file(write_csv(3), "devices.csv").state == UploadState.CHECKED


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (picture, "not_a_spreadsheet"),
        (far_cell, "too_many_columns"),
        (far_cell_of_excel_97, "too_many_cells"),
        (zip_bomb, "zip_bomb"),
        (partial(write_lying_archive, real_megabytes=120), "zip_bomb"),
        (cut_short, "damaged"),
        (with_macros, "has_macros"),
    ],
)
def test_hostile_file_fails_with_a_sentence_and_the_next_job_is_unharmed(read_file, tmp_path, make, code):
    upload = read_file(make(tmp_path / "hostile.xlsx").read_bytes())

    assert_failed_with_a_sentence(upload, code)
    assert read_file(write_csv(3), "devices.csv").state == UploadState.CHECKED


def test_reader_that_hangs_is_ended_and_the_upload_fails(read_file, monkeypatch):
    monkeypatch.setattr("b2b_portal.lib.spreadsheets.reading.SandboxLimits", lambda: SandboxLimits(wall_seconds=0.05))

    upload = read_file(write_csv(30_000), "devices.csv")

    assert_failed_with_a_sentence(upload, "reader_timed_out")


def test_reader_that_wants_too_much_memory_dies_alone(read_file, monkeypatch):
    small = SandboxLimits(memory_bytes=8 * 1024**2)
    monkeypatch.setattr("b2b_portal.lib.spreadsheets.reading.SandboxLimits", lambda: small)

    upload = read_file(write_csv(3), "devices.csv")

    assert_failed_with_a_sentence(upload, "reader_died")


def test_reader_killed_from_outside_fails_its_upload_only(read_file):
    killer = threading.Thread(target=kill_reader)
    killer.start()

    upload = read_file(write_csv(30_000), "devices.csv")

    killer.join()
    assert_failed_with_a_sentence(upload, "reader_died")


def kill_reader() -> None:
    """kill -9 to the sandboxed child of this process as soon as there is one."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in psutil.Process().children():
            if any("sandbox_child" in part for part in child.cmdline()):
                child.kill()
                return
        time.sleep(0.002)
