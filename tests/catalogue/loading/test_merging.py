from dataclasses import asdict

from catalogue.loading.merging import Merged, merge_rows
from catalogue.models import Maker
from tests.catalogue.queries import queries


def makers(**names: str) -> list[Maker]:
    return [Maker(slug=slug, name=name) for slug, name in names.items()]


def test_it_works(empty_catalogue):
    merge_rows(makers(a="A", b="B", c="C"), key=["slug"])

    merged = merge_rows(makers(a="A", b="Bb", d="D"), key=["slug"])

    assert asdict(merged) == {"created": 1, "updated": 1, "unchanged": 1, "removed": 0}
    assert dict(Maker.objects.values_list("slug", "name")) == {"a": "A", "b": "Bb", "c": "C", "d": "D"}


def test_merge_rows_any_number_takes_two_statements(empty_catalogue):
    with queries() as ran:
        merge_rows([Maker(slug=f"m{number}", name=f"Maker {number}") for number in range(500)], key=["slug"])

    assert len(ran) == 2


def test_merge_rows_unchanged_rows_are_not_written(empty_catalogue):
    merge_rows(makers(a="A"), key=["slug"])

    with queries() as ran:
        merge_rows(makers(a="A"), key=["slug"])

    assert len(ran) == 1


def test_merge_rows_nothing_is_nothing(empty_catalogue):
    assert merge_rows([], key=["slug"]) == Merged()


def test_merged_adds_up():
    assert Merged(created=1, removed=2) + Merged(created=3, updated=4) == Merged(created=4, updated=4, removed=2)
