"""Changing a device model: the log, two people at once, and that readers of lists know it at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from catalogue.identification import identification_rows
from catalogue.model_editing import ChangedMeanwhile, NameTaken, add_model, edit_model, maker_called, set_in_use
from catalogue.model_facts import facts_of, read_launch, written_launch
from catalogue.models import DeviceModel, ModelChange
from tenants.permissions import PermissionRefused
from tests.catalogue.people import PAULA, SAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def note_7(small_catalogue):
    return DeviceModel.objects.select_related("maker").get(slug="brevia-note-7")


@pytest.fixture
def note_8(small_catalogue):
    return DeviceModel.objects.select_related("maker").get(slug="brevia-note-8")


def logged():
    rows = ModelChange.objects.order_by("id")
    return [(row.fact, row.before, row.after, row.by_name) for row in rows]


def test_it_works(note_8, now):
    seen = facts_of(note_8)
    note_8.weight_kg, note_8.weight_source, note_8.weight_source_year = Decimal("1.100"), "Data sheet", 2025

    edit_model(changed=note_8, seen=seen, by=PAULA, at=now)

    assert logged() == [("weight", "", "1.1 kg (Data sheet, 2025)", "Paula Roux")]
    note_8.refresh_from_db()
    assert note_8.weight_kg == Decimal("1.1")


def test_nothing_changed_is_not_logged(note_8, now):
    assert edit_model(changed=note_8, seen=facts_of(note_8), by=PAULA, at=now) == []
    assert logged() == []


def test_account_manager_may_not(note_8, now):
    with pytest.raises(PermissionRefused):
        edit_model(changed=note_8, seen=facts_of(note_8), by=SAM, at=now)


def test_second_person_is_told_and_nothing_is_overwritten(note_8, now):
    seen = facts_of(note_8)
    mine = DeviceModel.objects.get(pk=note_8.pk)
    note_8.name = "Note 8 Pro"
    edit_model(changed=note_8, seen=seen, by=PAULA, at=now)
    mine.name = "Note Eight"

    with pytest.raises(ChangedMeanwhile) as told:
        edit_model(changed=mine, seen=seen, by=PAULA, at=now)

    assert [(each.before, each.after) for each in told.value.found] == [("Note 8", "Note 8 Pro")]
    assert DeviceModel.objects.get(pk=note_8.pk).name == "Note 8 Pro"


def test_name_of_another_model_is_refused(note_7, note_8, now):
    seen = facts_of(note_8)
    note_8.name = "NOTE 7 +"

    with pytest.raises(NameTaken, match=r"Brevia Note 7\+"):
        edit_model(changed=note_8, seen=seen, by=PAULA, at=now)


def test_renamed_model_is_known_by_its_new_name_at_once(note_8, now):
    identification_rows()
    seen = facts_of(note_8)
    note_8.name = "Écran 8"

    edit_model(changed=note_8, seen=seen, by=PAULA, at=now)

    names = {row.key for row in identification_rows() if row.model_slug == note_8.pk}
    assert names == {"Écran 8", "Brevia Écran 8"}
    assert DeviceModel.objects.get(pk=note_8.pk).sort_key == "ecran 8"


def test_model_out_of_use_identifies_nothing_and_comes_back(note_7, now):
    known = len(identification_rows())

    set_in_use(model=note_7, is_active=False, by=PAULA, at=now)
    set_in_use(model=note_7, is_active=False, by=PAULA, at=now)

    assert not [row for row in identification_rows() if row.model_slug == note_7.pk]
    set_in_use(model=note_7, is_active=True, by=PAULA, at=now)
    assert len(identification_rows()) == known
    assert [change[:3] for change in logged()] == [("in_use", "yes", "no"), ("in_use", "no", "yes")]


def test_new_model_of_a_new_maker(note_7, now):
    model = DeviceModel(maker=maker_called("Altaïr"), category=note_7.category, name="Redmi 10+")

    add_model(model=model, by=PAULA, at=now)

    assert (model.pk, model.maker.name) == ("altair-redmi-10-plus", "Altaïr")
    assert [change[0] for change in logged()] == ["name", "category", "in_use"]


def test_known_maker_is_found_however_it_is_written(note_7):
    assert maker_called("BRÉVIA ") == note_7.maker


@pytest.mark.parametrize("name", ["note 8", "Note  8", "NOTE-8"])
def test_new_model_that_is_there_already_is_refused(note_8, now, name):
    with pytest.raises(NameTaken) as refused:
        add_model(model=DeviceModel(maker=note_8.maker, category=note_8.category, name=name), by=PAULA, at=now)

    assert refused.value.other == note_8


def test_log_is_only_appended(note_7, now):
    set_in_use(model=note_7, is_active=False, by=PAULA, at=now)

    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        ModelChange.objects.update(by_name="Nobody")


def test_change_that_changes_nothing_cannot_be_written(note_7, now):
    with pytest.raises(IntegrityError, match="model_change_changes"), transaction.atomic():
        ModelChange.objects.create(model=note_7, fact="name", before="A", after="A", at=now, by_name="Paula")


@pytest.mark.parametrize("text", ["2021", "2021-09", "2021-09-24"])
def test_launch_is_read_as_precise_as_it_is_written(text):
    launched_on, precision = read_launch(text)

    assert written_launch(DeviceModel(launched_on=launched_on, launched_precision=precision)) == text
    assert launched_on.year == date(2021, 1, 1).year


@pytest.mark.parametrize("text", ["", "soon", "2021-13", "24/09/2021", "21"])
def test_what_is_no_launch_is_refused(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        read_launch(text)
