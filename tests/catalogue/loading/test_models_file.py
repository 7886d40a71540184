import json

import pytest

from catalogue.loading.data_file import FileRefused
from catalogue.loading.models_file import read_models_file
from tests.catalogue import files


@pytest.fixture
def read(tmp_path):
    """Read the small file after `spoil` has had its hands on it."""

    def _read(spoil=lambda content: None):
        content = files.models_content()
        spoil(content)
        return read_models_file(files.write(tmp_path, content))

    return _read


def test_it_works(read):
    file = read()

    assert [model.slug for _, model in file.models] == ["brevia-note-7", "brevia-note-8"]


def test_read_models_file_variant_is_named_after_its_sizes(read):
    variants = {variant.slug: variant.label for _, variant in read().variants}

    assert variants == {
        "brevia-note-7-256gb-8gb-ram": "8 GB / 256 GB",
        "brevia-note-7-512gb-16gb-ram": "16 GB / 512 GB",
    }


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [("2021", "2021-01-01", "year"), ("2021-09", "2021-09-01", "month"), ("2021-09-24", "2021-09-24", "day")],
)
def test_read_models_file_launch_is_as_precise_as_written(read, written, day, precision):
    file = read(lambda content: content["models"][0]["launched_on"].update(value=written))

    model = file.models[0][1]

    assert (model.launched_on.isoformat(), model.launched_precision) == (day, precision)


def test_read_models_file_figure_keeps_its_source_and_year(read):
    model = read().models[0][1]

    assert (model.weight_source, model.weight_source_year) == ("Maker's data sheet", 2022)


def first(content):
    return content["models"][0]


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda c: c.pop("version"), "file: version: is missing"),
        (lambda c: c.update(sources=["maker"]), "sources: is an object"),
        (lambda c: c.update(modles=[]), "modles: is not a field"),
        (lambda c: c.update(models={}), "models: is not a list"),
        (lambda c: c.update(models=["brevia"]), "models 1: is not an object"),
        (lambda c: first(c).update(maker="acme"), "maker: 'acme' is not a maker"),
        (lambda c: first(c).update(category="car"), "category: 'car' is not a category"),
        (lambda c: first(c).update(slug="Note 7"), "models 1 (Note 7): slug"),
        (lambda c: first(c).update(name=""), "name: This field cannot be blank"),
        (lambda c: first(c).update(wieght_kg=1), "wieght_kg: is not a field"),
        (lambda c: first(c).update(weight_kg="1.30"), "weight_kg: needs a value, a source and a year"),
        (lambda c: first(c)["weight_kg"].pop("source"), "weight_kg: needs a value, a source and a year"),
        (lambda c: first(c)["weight_kg"].update(source="memory"), "'memory' is not one of the file's sources"),
        (lambda c: first(c)["weight_kg"].update(value="0"), "weight_kg: Ensure this value is greater"),
        (lambda c: first(c)["weight_kg"].update(value="heavy"), "weight_kg: “heavy” value must be a decimal"),
        (lambda c: first(c)["launched_on"].update(value="Sept 2021"), "launched_on: is written 2021, 2021-09"),
        (lambda c: first(c)["launched_on"].update(value="2021-13"), "launched_on: “2021-13-01” value has the correct"),
        (lambda c: first(c)["variants"][0].update(storage_gb="256"), "storage_gb: is a whole number of GB"),
        (lambda c: first(c)["variants"][1].update(storage_gb=256, ram_gb=8), "slug: stands in the file already"),
        (lambda c: first(c)["keys"][0].update(kind="barcode"), "kind: Value 'barcode' is not a valid choice"),
        (lambda c: first(c)["keys"][0].update(keys=[]), "keys: is a list of at least one key"),
        (lambda c: first(c)["keys"][0].update(keys=["?!"]), "'?!' holds no letter and no digit"),
        (lambda c: first(c)["keys"][0].update(keys=["A 1", "a-1"]), "folded_key: stands in the file already"),
        (lambda c: c["models"].append(first(c)), "slug: stands in the file already, at models 1 (brevia-note-7)"),
    ],
)
def test_read_models_file_mistake_is_refused_by_name(read, spoil, problem):
    with pytest.raises(FileRefused) as refused:
        read(spoil)

    assert problem in str(refused.value)


def test_read_models_file_every_mistake_is_named_at_once(read):
    def spoil(content):
        content["models"][0]["maker"] = "acme"
        content["models"][0]["name"] = None
        content["models"][1]["category"] = "car"

    with pytest.raises(FileRefused, match="3 problems") as refused:
        read(spoil)

    assert [problem.field for problem in refused.value.problems] == ["name", "maker", "category"]


def test_read_models_file_maker_known_already_need_not_be_repeated(tmp_path):
    content = files.models_content()
    del content["makers"]
    path = files.write(tmp_path, content)

    file = read_models_file(path, makers={"brevia"})

    assert len(file.models) == 2


def test_read_models_file_category_keeps_its_facts(read):
    category = read().categories[0][1]

    assert category.words == ["notebook", "PC portable"]
    assert (category.has_storage, category.has_battery, category.has_imei) == (True, True, False)
    assert category.impact_category == "laptop"


@pytest.mark.parametrize("words", ["notebook", [7], ["?!"]])
def test_read_models_file_words_that_are_none_are_refused(read, words):
    with pytest.raises(FileRefused, match="words: is a list of texts"):
        read(lambda content: content["categories"][0].update(words=words))


def test_read_models_file_word_of_two_categories_is_refused(read):
    other = {"slug": "tablet", "name_en": "Tablet", "name_fr": "Tablette", "icon": "device-ipad", "words": ["Notebook"]}

    with pytest.raises(FileRefused, match="'notebook' means laptop already"):
        read(lambda content: content["categories"].append(other))


def test_read_models_file_size_in_a_category_without_storage_is_refused(read):
    with pytest.raises(FileRefused, match="laptop is a category without storage"):
        read(lambda content: content["categories"][0].update(has_storage=False))


@pytest.fixture
def folder(tmp_path):
    """The small file in two: what it names in one, its models in the other."""
    content = files.models_content()
    models = {"format": content["format"], "models": content.pop("models")}
    for name, part in (("catalogue", content), ("models", models)):
        (tmp_path / f"{name}.json").write_text(json.dumps(part), "utf-8")
    return tmp_path


def test_read_models_file_folder_is_read_as_one_file(folder):
    split = read_models_file(folder)

    assert [model.slug for _, model in split.models] == ["brevia-note-7", "brevia-note-8"]
    assert split.version == "test-1"
    assert len(split.keys) == 2


def test_read_models_file_folder_names_the_problems_of_all_files(folder):
    other = {
        "format": "catalogue-models/1",
        "models": [{"slug": "brevia-note-7", "maker": "brevia", "category": "laptop", "name": "Other"}],
        "prices": [],
    }
    (folder / "other.json").write_text(json.dumps(other), "utf-8")
    content = json.loads((folder / "models.json").read_text("utf-8"))
    content["models"][1]["category"] = "sofa"
    (folder / "models.json").write_text(json.dumps(content), "utf-8")

    with pytest.raises(FileRefused) as refused:
        read_models_file(folder)

    text = str(refused.value)
    assert "other.json: models 1 (brevia-note-7): slug: stands in the file already, at models.json: models 1" in text
    assert "models.json: models 2 (brevia-note-8): category: 'sofa' is not a category" in text
    assert "other.json: file: prices: is not a field" in text


def test_read_models_file_folder_with_two_versions_is_refused(folder):
    (folder / "more.json").write_text('{"format": "catalogue-models/1", "version": "test-2"}', "utf-8")

    with pytest.raises(FileRefused, match="version: stands in more than one file"):
        read_models_file(folder)


def test_read_models_file_folder_without_files_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="is a folder without a JSON file"):
        read_models_file(tmp_path)


def test_read_models_file_folder_names_every_file_that_cannot_be_read(folder):
    for name in ("one", "two"):
        (folder / f"{name}.json").write_text("no JSON", "utf-8")

    with pytest.raises(FileRefused, match=r"(?s)one\.json: is not JSON.*two\.json: is not JSON"):
        read_models_file(folder)
