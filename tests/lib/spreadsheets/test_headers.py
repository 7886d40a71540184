import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2b_portal.lib.spreadsheets.headers import fold_header, fold_text


def test_it_works():
    assert fold_header("N°\u00a0de Série ") == "n de serie"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Сatégorie", "categorie"),  # the first letter is Cyrillic, as Snipe-IT ships it
        ("Date d’achat", "date d achat"),
        ("\ufeffSerial number", "serial number"),
        ("Model\nNo.", "model no"),
        ("Total_storage (MB)", "total storage mb"),
        ("serialNumber", "serialnumber"),
        ("№ d'inventaire", "no d inventaire"),
        ("ÉTAT", "etat"),
        ("#", ""),
    ],
)
def test_header_is_folded_to_plain_words(written, folded):
    assert fold_header(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold_header(fold_header(text)) == fold_header(text)
    assert fold_text(fold_text(text)) == fold_text(text)
