from decimal import Decimal

import pytest

from catalogue.loading.data_file import FileRefused, Problems, build_row, check_once, read_data_file
from catalogue.models import Maker, StockOffer
from tests.catalogue import files


def problems_of(row_type, values) -> dict[str, str]:
    problems = Problems()
    build_row(row_type, values, where="row 1", problems=problems)
    return {problem.field: problem.hint for problem in problems.found}


def test_it_works(tmp_path):
    path = files.write(tmp_path, {"format": "a/1", "rows": []})

    assert read_data_file(path, form="a/1") == {"format": "a/1", "rows": []}


def test_read_data_file_number_with_a_point_is_exact(tmp_path):
    path = files.write(tmp_path, '{"format": "a/1", "weight": 0.1}')

    assert read_data_file(path, form="a/1")["weight"] == Decimal("0.1")


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"format": "a/1", "weight": NaN}', "NaN is not a number"),
        ("[]", 'with "format": "a/1"'),
        ('{"format": "b/1"}', 'with "format": "a/1"'),
    ],
)
def test_read_data_file_of_another_kind_is_refused(tmp_path, content, hint):
    with pytest.raises(FileRefused, match=hint):
        read_data_file(files.write(tmp_path, content), form="a/1")


def test_read_data_file_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "data.json"
    path.write_bytes('{"format": "é"}'.encode("latin-1"))

    with pytest.raises(FileRefused, match="UTF-8"):
        read_data_file(path, form="a/1")


def test_read_data_file_missing_is_refused(tmp_path):
    with pytest.raises(FileRefused, match=r"nothing\.json: cannot be read: No such file"):
        read_data_file(tmp_path / "nothing.json", form="a/1")


def test_build_row_fields_are_converted():
    problems = Problems()

    row = build_row(StockOffer, {"sku": "A", "quantity": 3, "weight_kg": "1.5"}, where="row 1", problems=problems)

    assert row.weight_kg == Decimal("1.5")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"slug": "not a slug", "name": "A"}, "slug"),
        ({"slug": "a", "name": ""}, "name"),
        ({"slug": "a", "name": None}, "name"),
        ({"slug": "a", "name": "A" * 81}, "name"),
        ({"slug": "a", "name": ["A"]}, "name"),
    ],
)
def test_build_row_bad_value_is_a_problem_of_its_field(values, field):
    assert list(problems_of(Maker, values)) == [field]


def test_check_once_second_row_is_told_where_the_first_stands():
    problems = Problems()

    check_once([("row 1", Maker(slug="a")), ("row 2", Maker(slug="a"))], "slug", problems=problems)

    assert [str(problem) for problem in problems.found] == ["row 2: slug: stands in the file already, at row 1"]
