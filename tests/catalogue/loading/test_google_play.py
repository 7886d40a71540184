"""Google Play's list of supported devices: read as published, put in place of the last one, asked by the intake."""

import json
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.loading.data_file import FileRefused
from catalogue.loading.google_play import load_google_play
from catalogue.models import CatalogueRevision, PublishedCode
from fleet.identification import catalogue_index
from fleet.intake.known_models import KnownModels
from fleet.intake.parsed_row import ParsedRow

pytestmark = pytest.mark.django_db

HEADER = "Retail Branding,Marketing Name,Device,Model"
ZORBIT = "Zorbit,Nimbus 5,nimbus5,ZB-N5001"


@pytest.fixture
def load(tmp_path, now):
    def _load(*lines: str, header: str = HEADER, encoding: str = "utf-16"):
        path = tmp_path / "supported_devices.csv"
        path.write_bytes("\r\n".join([header, *lines]).encode(encoding))
        return load_google_play(path=path, at=now)

    return _load


def identified(**cells):
    row = ParsedRow(2, **cells)
    return KnownModels(catalogue_index(), {}, column="Model").identify(row)[0]


def test_it_works(load):
    version, merged, nameless = load(ZORBIT, 'Zorbit,"Nimbus 5, blue",nimbus5b,ZB-N5002', ",,tablet,ZB-T1")

    assert (len(version), merged.created, nameless) == (12, 2, 1)
    assert PublishedCode.objects.get(code="ZB-N5002").name == "Nimbus 5, blue"


def test_same_file_again_changes_nothing(load):
    load(ZORBIT)
    before = CatalogueRevision.objects.current()

    _version, merged, _nameless = load(ZORBIT)

    assert (merged.unchanged, merged.has_changes) == (1, False)
    assert CatalogueRevision.objects.current() == before


def test_row_that_a_newer_list_no_longer_has_goes(load):
    load(ZORBIT)

    _version, merged, _nameless = load("Zorbit,Nimbus 6,nimbus6,ZB-N6001")

    assert (merged.created, merged.removed) == (1, 1)
    assert not PublishedCode.objects.filter(code="ZB-N5001").exists()


def test_code_outside_the_catalogue_gets_its_name(load):
    load(ZORBIT)

    found = identified(manufacturer="Zorbit", model_code="ZB-N5001", category="smartphone")

    assert (found.model_slug, found.label, found.evidence) == (None, "Zorbit Nimbus 5", "published_code")
    assert found.category == "smartphone"
    assert found.confidence < identified(manufacturer="Samsung", model_code="SM-X115").confidence


def test_code_of_another_maker_says_nothing(load):
    load(ZORBIT)

    assert identified(manufacturer="Samsung", model_code="ZB-N5001").evidence == "none"


def test_code_that_its_maker_gave_to_two_devices_says_nothing(load):
    load(ZORBIT, "Zorbit,Nimbus 5 Lite,nimbus5l,ZB-N5001")

    assert identified(manufacturer="Zorbit", model_code="ZB-N5001").evidence == "none"


def test_model_of_the_catalogue_is_found_by_its_published_code(load):
    load("Apple,iPhone 13,d16,ZB-A13")

    found = identified(manufacturer="Apple", model="ZB-A13")

    assert (found.model_slug, found.evidence) == ("apple-iphone-13", "published_code")


def test_curated_code_is_believed_before_the_published_one(load):
    load("Samsung,Something else,x,SM-G991B")

    assert identified(manufacturer="Samsung", model_code="SM-G991B").evidence == "android_code"


def test_every_problem_is_named_at_once(load):
    long = "x" * 101

    with pytest.raises(FileRefused) as refused:
        load(f"{long},Nimbus,a,ZB-1", f"Zorbit,Nimbus,a,{long}")

    assert "row 2: brand: is longer than 100" in str(refused.value)
    assert "row 3: code: is longer than 100" in str(refused.value)
    assert not PublishedCode.objects.exists()


def test_missing_columns_are_named_at_once(load):
    with pytest.raises(FileRefused, match="2 problems") as refused:
        load(ZORBIT, header="Retail Branding,Device,Something,Else")

    assert "row 1: name: has no such column" in str(refused.value)


def test_file_in_another_encoding_is_refused(load):
    with pytest.raises(FileRefused, match="is not a CSV file in UTF-16"):
        load(ZORBIT, encoding="utf-8")


def test_list_of_its_real_size_takes_seconds(load):
    started = time.perf_counter()

    _version, merged, _nameless = load(*(f"Zorbit,Nimbus {number},n{number},ZB-{number}" for number in range(40_000)))

    assert merged.created == 40_000
    assert time.perf_counter() - started < 15


def test_command_prints_its_counts(tmp_path):
    path, out = tmp_path / "supported_devices.csv", StringIO()
    path.write_text(f"{HEADER}\n{ZORBIT}\n", encoding="utf-16")

    call_command("load_google_play", str(path), "--json", stdout=out)

    told = json.loads(out.getvalue())
    assert (told["file"], told["created"], told["nameless"]) == ("supported_devices.csv", 1, 0)


def test_command_without_its_file_is_a_sentence():
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("load_google_play", "/nowhere/devices.csv")
