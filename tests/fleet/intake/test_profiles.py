import pytest

from fleet.intake.fields import FIELDS
from fleet.intake.profiles import ENOUGH, PROFILES, find_profile
from tests.fleet.intake.samples import SAMPLES, read_sample


def test_it_works():
    headers = ["Last check-in", "EAS activated", "JoinType", "Serial number", "Microsoft Entra Device ID"]

    assert find_profile(headers).code == "intune_devices_with_inventory"


def test_order_of_columns_does_not_matter():
    sample = next(path for path in SAMPLES if path.name == "snipeit_asset_list_export_en.csv")
    headers = read_sample(sample).sheet.headers

    assert find_profile(list(reversed(headers))) == find_profile(headers)


def test_too_few_headers_of_a_program_prove_nothing():
    assert find_profile(["Last check-in", "EAS activated", "JoinType", "Serial number"]).code == "generic"


@pytest.mark.parametrize(
    ("headers", "code"), [(["N° série", "Modèle"], "handmade_fr"), (["Serial", "Model"], "generic"), ([], "generic")]
)
def test_hand_made_list_is_named_by_its_language(headers, code):
    assert find_profile(headers).code == code


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_profile_can_be_recognised_and_names_known_fields(profile):
    assert len(profile.signature) > ENOUGH
    assert {field for field in profile.columns.values() if field} <= FIELDS.keys()
