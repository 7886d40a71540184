import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from catalogue.models import Category, DeviceModel


def test_it_works(small_catalogue):
    model = DeviceModel.objects.select_related("maker").get(slug="brevia-note-7")

    assert str(model) == "Brevia Note 7+"
    assert model.sort_key == "note 7 plus"


def test_by_name_is_folded_order(small_catalogue):
    assert [model.name for model in DeviceModel.objects.by_name()] == ["Note 7+", "Note 8"]


def test_save_renamed_model_sorts_by_its_new_name(small_catalogue):
    model = DeviceModel.objects.get(slug="brevia-note-8")
    model.name = "Écran 8"

    model.save()

    assert DeviceModel.objects.get(slug="brevia-note-8").sort_key == "ecran 8"


@pytest.mark.parametrize(
    ("figure", "constraint"),
    [
        ({"weight_source": ""}, "device_model_weight_has_source"),
        ({"weight_kg": 0}, "device_model_weight_has_source"),
        ({"launched_source_year": None}, "device_model_launch_has_source"),
        ({"launched_precision": ""}, "device_model_launch_has_source"),
    ],
)
def test_figure_without_its_source_cannot_be_written(small_catalogue, figure, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DeviceModel.objects.filter(slug="brevia-note-7").update(**figure)


def test_category_name_is_in_the_reader_s_language(small_catalogue):
    with translation.override("fr"):
        assert str(Category.objects.get(slug="laptop")) == "Ordinateur portable"
