import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from b2b_portal.lib.letterhead import VerifyMark, address_lines, addressee_of, letterhead_of, spaced
from b2b_portal.lib.qr import draw_qr

COMPANY = SimpleNamespace(
    name="Renew Reprise SAS (fictitious)",
    legal_form="SAS",
    capital_amount=Decimal("100000.00"),
    rcs_city="Paris",
    siren="999000003",
    siret="99900000300015",
    vat_number="FR42999000003",
    address_line="1 rue de l’Exemple",
    postcode="75000",
    city="Paris",
    country="FR",
    email="hello@renew.example",
)
CUSTOMER = SimpleNamespace(
    name="Lycée Rosa-Parks (fictitious)",
    siren="999000029",
    siret="",
    vat_number="",
    service_code="ACHATS",
    address_line="",
    postcode="44000",
    city="Nantes",
    country="FR",
)


def test_it_works():
    letterhead = letterhead_of(COMPANY)

    assert letterhead.address == ("1 rue de l’Exemple", "75000 Paris")


def test_legal_line_says_what_commercial_law_wants():
    with override("en"):
        line = letterhead_of(COMPANY).legal_line.replace("\u00a0", " ")

    for mention in ("SAS", "€100,000.00", "Paris", "999 000 003", "999 000 003 00015", "FR42999000003"):
        assert mention in line


def test_address_block_leaves_out_what_is_not_known():
    with override("en"):
        addressee = addressee_of(CUSTOMER)

    assert addressee.address == ("44000 Nantes",)
    assert addressee.identifiers == (("SIREN", "999\u00a0000\u00a0029"), ("Service", "ACHATS"))


@pytest.mark.parametrize(("language", "country"), [("en", "Germany"), ("fr", "Allemagne")])
def test_foreign_country_is_named_in_the_language_of_the_letter(language, country):
    with override(language):
        assert address_lines(address_line="", postcode="10115", city="Berlin", country="DE") == (
            "10115 Berlin",
            country,
        )


def test_number_of_another_length_is_not_regrouped():
    assert spaced("12345", 3, 3, 3) == "12345"


def dark_squares(drawing):
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing.path)
    return {(int(start) + step, int(row)) for start, row, length in runs for step in range(int(length))}


def test_qr_code_is_the_matrix_of_its_text():
    text = "https://renew.example/verify/A7KC"

    drawing = VerifyMark(code="A7KC", address=text).qr

    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    matrix = code.get_matrix()
    assert dark_squares(drawing) == {(x, y) for y, cells in enumerate(matrix) for x, dark in enumerate(cells) if dark}
    assert drawing.size == len(matrix)


def test_same_text_draws_the_same_qr_code():
    assert draw_qr("https://renew.example") == draw_qr("https://renew.example")
