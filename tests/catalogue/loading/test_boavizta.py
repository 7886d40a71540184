"""Boavizta's table of device footprints: the weight of models that have none, with its source and year."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.loading.boavizta import SOURCE, load_boavizta
from catalogue.loading.catalogue import load_catalogue
from catalogue.loading.data_file import FileRefused
from catalogue.models import DeviceModel, ModelChange, PublishedWeight
from tests.catalogue import files

pytestmark = pytest.mark.django_db

HEADER = "Manufacturer,Name,Category,Subcategory,Total (kgCO2eq),Date,Sources,Weight,Assembly Location"


def row(name="Note 8", *, maker="Brevia", year="May 2020", weight="1.42"):
    return f"{maker},{name},Workplace,Laptop,210,{year},https://example.org,{weight},CN"


def note_8() -> DeviceModel:
    return DeviceModel.objects.get(pk="brevia-note-8")


@pytest.fixture
def load(small_catalogue, tmp_path, now):
    def _load(*lines: str, header: str = HEADER):
        path = tmp_path / "boavizta.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return load_boavizta(path=path, at=now)

    return _load


def test_it_works(load):
    _version, merged, filled = load(row(), row("Note 99"))

    assert (merged.created, filled) == (2, 1)
    assert (note_8().weight_kg, note_8().weight_source, note_8().weight_source_year) == (Decimal("1.420"), SOURCE, 2020)


def test_same_file_again_changes_nothing(load):
    load(row())

    _version, merged, filled = load(row())

    assert (merged.unchanged, merged.has_changes, filled) == (1, False, 0)


def test_curated_weight_is_left_alone(load):
    load(row("Note 7+", weight="9.9"))

    assert DeviceModel.objects.get(pk="brevia-note-7").weight_kg == Decimal("1.300")


def test_weight_that_people_took_away_stays_away(load, now):
    model, fact = note_8(), ModelChange.Fact.WEIGHT
    ModelChange.objects.create(model=model, fact=fact, before="1.5", after="", at=now, by_name="Paula")

    assert load(row())[2] == 0
    assert note_8().weight_kg is None


def test_latest_report_of_a_name_counts(load):
    load(row(year="2018", weight="1.60"), row("Brevia Note 8 Notebook PC", year="November 2021", weight="1.38"))

    assert (note_8().weight_kg, note_8().weight_source_year) == (Decimal("1.380"), 2021)


def test_newer_table_corrects_the_weight_of_the_older_one(load):
    load(row())

    _version, merged, filled = load(row(weight="1.50"))

    assert (merged.updated, filled) == (1, 1)
    assert note_8().weight_kg == Decimal("1.500")


def test_file_of_models_without_a_weight_keeps_it(load, tmp_path, now):
    load(row())

    load_catalogue(path=files.write(tmp_path, files.models_content()), at=now)

    assert note_8().weight_kg == Decimal("1.420")


def test_file_of_models_with_a_weight_replaces_it(load, tmp_path, now):
    load(row())
    content = files.models_content()
    content["models"][1]["weight_kg"] = {"value": "1.25", "source": "maker", "year": 2022}

    load_catalogue(path=files.write(tmp_path, content), at=now)

    assert note_8().weight_kg == Decimal("1.250")
    assert note_8().weight_source != SOURCE


@pytest.mark.parametrize("nothing", ["", "N/A", "0"])
def test_row_without_a_weight_is_left_out(load, nothing):
    load(row(weight=nothing), row(year=""))

    assert not PublishedWeight.objects.exists()


def test_every_problem_is_named_at_once_and_nothing_is_changed(load):
    with pytest.raises(FileRefused, match="2 problems") as refused:
        load(row(), row(weight="about 2"), row(weight="-1"))

    assert "row 3: weight_kg: 'about 2' is not a number of kilograms" in str(refused.value)
    assert note_8().weight_kg is None


def test_missing_columns_are_named(load):
    with pytest.raises(FileRefused, match="row 1: weight_kg: has no such column"):
        load(row(), header=HEADER.replace("Weight", "Heaviness"))


def test_command_prints_its_counts(load, tmp_path):
    path, out = tmp_path / "table.csv", StringIO()
    path.write_text(f"{HEADER}\n{row()}\n")

    call_command("load_boavizta", str(path), "--json", stdout=out)

    told = json.loads(out.getvalue())
    assert (told["file"], told["created"], told["weights_filled"]) == ("table.csv", 1, 1)


def test_command_without_its_file_is_a_sentence():
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("load_boavizta", "/nowhere/table.csv")
