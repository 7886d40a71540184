import pytest

from fleet.intake.personal import is_personal_value


def test_it_works():
    assert is_personal_value(field="site", text="Bureau d'Aline (a.moreau@example.org)")
    assert not is_personal_value(field="site", text="Bâtiment B, 2e étage")


@pytest.mark.parametrize("text", ["06 12 34 56 78", "chez Aline 0612345678", "+33 6 12 34 56 78", "01.23.45.67.89"])
def test_telephone_number_in_a_place_is_personal(text):
    assert is_personal_value(field="site", text=text)


@pytest.mark.parametrize("field", ["serial", "imei", "asset_tag", "model_code"])
def test_ten_digits_of_an_identifier_are_none(field):
    assert not is_personal_value(field=field, text="0612345678")


@pytest.mark.parametrize("text", ["Salle @12", "A@B", "2021-10-04 08:12", "Site 0123", "3599990123456701"])
def test_what_only_resembles_is_kept(text):
    assert not is_personal_value(field="site", text=text)
