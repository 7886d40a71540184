from itertools import combinations

import pytest

from fleet.intake.fields import FIELDS
from fleet.intake.mapping import propose_mapping
from fleet.intake.profiles import ENOUGH, HANDMADE, PROFILES, find_profile
from tests.fleet.intake.samples import SAMPLES, read_sample

PROGRAMS = ("apple", "gam", "glpi", "google", "intune", "jamf", "sccm", "snipeit")


def test_it_works():
    headers = ["Last check-in", "EAS activated", "JoinType", "Serial number", "Microsoft Entra Device ID"]

    assert find_profile(headers).code == "intune_devices_with_inventory"


def test_order_of_columns_does_not_matter():
    sample = next(path for path in SAMPLES if path.name == "snipeit_asset_list_export_en.csv")
    headers = read_sample(sample).sheet.headers

    assert find_profile(list(reversed(headers))) == find_profile(headers)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ("istrashed|LocationName|EnrollType|SerialNumber|AssetTag", "jamf_school"),
        ("Blueprint|Agent Version|MDM Enabled|Is Missing|Serial Number", "kandji"),
        ("deviceudid|date_last_beat|date_enroll|percent_disk|serial_number", "mosyle"),
        ("Friendly Name|Organization Group|Enrollment Status|Compliance Status|Serial Number", "workspace_one"),
        ("Mobile ID|IMEI/MEID|Knox version|Management type|Serial Number", "knox_manage"),
        ("AssetUnique|AssetTypename|Lasttried|Userdomain|Serialnumber", "lansweeper"),
        ("Name0|Manufacturer0|Model0|SerialNumber0|ResourceID", "sccm_views"),
        ("Entity|Operating System - Name|Last update|Components - Processor|Serial number", "glpi_en"),
    ],
)
def test_program_is_known_by_headers_in_any_order_and_maps_its_serial_number(headers, code):
    names = headers.split("|")

    assert find_profile(names).code == find_profile(names[::-1]).code == code
    assert propose_mapping(names[::-1]).fields["serial"].confidence == 1


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if path.name.startswith(PROGRAMS)], ids=lambda path: path.name
)
def test_sample_of_a_program_is_recognised_whatever_the_order(path):
    headers = list(read_sample(path).sheet.headers)

    assert find_profile(headers[::-1]) is find_profile(headers)
    assert find_profile(headers) not in HANDMADE.values()


def test_no_two_programs_share_enough_headers_to_be_mistaken():
    pairs = combinations(PROFILES, 2)

    assert [(one.code, other.code) for one, other in pairs if len(one.signature & other.signature) >= ENOUGH] == []


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
