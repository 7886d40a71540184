import pytest

from fleet.intake.columns import is_personal_header, language_of


def test_it_works():
    assert is_personal_header("Primary user e-mail address")
    assert not is_personal_header("Serial number")


@pytest.mark.parametrize(
    "header",
    [
        "Primary user UPN", "userPrincipalName", "Utilisateur", "Détenteur", "Extrait vers", "Nom et prénom",
        "Matricule", "Adresse e-mail", "Courriel", "Phone number", "Téléphone", "WiFiIPv4Address",
        "Public IP Address", "Latitude", "ActivationLockBypassCode", "Activation Lock bypass code",
        "FileVault 2 Personal Recovery Key", "Local Password", "BitLocker", "Code PIN", "ICCID", "Device name",
        "Nom du poste", "Management name", "Checked Out To", "Élève",
    ],
)  # fmt: skip
def test_people_addresses_and_secrets_are_personal(header):
    assert is_personal_header(header)


@pytest.mark.parametrize(
    "header",
    ["IMEI", "Modèle", "N° série", "Site", "Salle", "Total storage", "Shipping date", "Emplacement", "Spin", ""],
)
def test_facts_about_devices_are_not_personal(header):
    assert not is_personal_header(header)


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        (["N° série", "Modèle", "IMEI"], "fr"),
        (["Numéro de série"], "fr"),
        (["Serial number", "Model"], "en"),
        (["Serial number", "Model", "IMEI", "Marque"], "en"),
        ([], "en"),
    ],
)
def test_language_is_that_of_the_headers(headers, language):
    assert language_of(headers) == language
