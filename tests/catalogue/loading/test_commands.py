"""The three load commands, as an operator's script calls them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import DeviceModel, PriceBook, StockOffer


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def loaded(empty_catalogue) -> list[dict]:
    """The shipped files, in the order of the README."""
    return [json.loads(run(command, "--json")) for command in ("load_catalogue", "load_prices", "load_stock")]


def test_it_works(loaded):
    assert [result["file"] for result in loaded] == ["models", "prices-2026-11-25.json", "stock-2026-11.json"]
    assert all(result["created"] and not result["updated"] and result["seconds"] < 5 for result in loaded)


def test_load_commands_second_time_everything_is_unchanged(loaded):
    for first, command in zip(loaded, ("load_catalogue", "load_prices", "load_stock"), strict=True):
        again = json.loads(run(command, "--json"))

        assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, first["created"])


def test_load_catalogue_without_json_is_a_sentence(db):
    assert run("load_catalogue").startswith("models, version 2026-11-25: ")


def test_load_prices_before_the_models_is_refused_and_changes_nothing(empty_catalogue):
    with pytest.raises(CommandError, match="is not a model of the catalogue") as refused:
        run("load_prices")

    assert refused.value.returncode == 1
    assert not PriceBook.objects.exists()


def test_load_touchpoints_without_a_file_loads_the_sample_shops(empty_catalogue):
    result = json.loads(run("load_touchpoints", "--json"))

    assert (result["file"], result["created"] + result["unchanged"]) == ("(sample)", 400)
    assert json.loads(run("load_touchpoints", "--json"))["unchanged"] == 400


@pytest.mark.parametrize("command", ["load_catalogue", "load_prices", "load_stock", "load_touchpoints"])
def test_load_command_missing_file_is_a_sentence(db, command):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run(command, "/nowhere/data.json")


@pytest.mark.parametrize("command", ["load_catalogue", "load_prices", "load_stock", "load_touchpoints"])
def test_load_command_file_of_another_kind_is_a_sentence(db, command, tmp_path):
    path = tmp_path / "data.json"
    path.write_text('{"format": "something/1"}')

    with pytest.raises(CommandError, match="is not a file of this kind"):
        run(command, str(path))


def test_load_command_long_list_of_problems_is_cut(empty_catalogue):
    with pytest.raises(CommandError, match=r"and \d+ more") as refused:
        run("load_prices")

    assert len(str(refused.value).splitlines()) < 40


def test_shipped_files_are_as_large_as_promised(loaded):
    assert DeviceModel.objects.count() >= 150
    assert StockOffer.objects.available().count() >= 40
