import pytest

from catalogue.loading.data_file import FileRefused
from catalogue.loading.prices_file import read_prices_file
from tests.catalogue import files

CRACKED = {"category": "*", "functional_state": "works", "percent": "30"}
UNSURE = [{"below_percent": 80, "percent": "40"}, {"below_percent": 50, "percent": "50"}]


@pytest.fixture
def read(tmp_path):
    def _read(spoil=lambda content: None):
        content = files.prices_content()
        spoil(content)
        path = files.write(tmp_path, content)
        return read_prices_file(path, models={"brevia-note-7"}, categories={"laptop"})

    return _read


def test_it_works(read):
    file = read()

    assert (file.book.version, file.book.currency, len(file.all_rows)) == ("test-1", "EUR", 35)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda c: c.update(currency="euro"), "file: currency"),
        (lambda c: c.update(currency="eur"), "currency: is three capital letters"),
        (lambda c: c.pop("version"), "file: version: This field cannot be blank"),
        (lambda c: c.update(effective_at="soon"), "file: effective_at: “soon” value has an invalid format"),
        (lambda c: c.update(effective_at="2026-11-01T00:00:00"), "effective_at: needs its time zone"),
        (lambda c: c.update(bases=[]), "bases: is not a field"),
        (lambda c: c["base"][0].update(model="acme-1"), "base 1: model: 'acme-1' is not a model"),
        (lambda c: c["base"][0].update(amount="-1"), "base 1: amount: Ensure this value is greater than or equal to 0"),
        (lambda c: c["base"][0].update(amount=None), "base 1: amount: This field cannot be null"),
        (lambda c: c["base"][0].pop("amount"), "base 1: amount: This field cannot be null"),
        (lambda c: c["base"][0].update(amount="NaN"), "base 1: amount"),
        (lambda c: c["base"][0].update(amount="1.005"), "no more than 2 decimal places"),
        (lambda c: c["base"][0].update(storage_gb=0), "base 1: storage_gb"),
        (lambda c: c["base"][1].update(storage_gb=256), "base 2: storage_gb: stands in the file already, at base 1"),
        (lambda c: c["base"][0].update(price=1), "base 1: price: is not a field"),
        (lambda c: c["retention"][0].update(percent="101"), "retention 1: percent"),
        (lambda c: c["retention"][0].update(category="car"), "category: 'car' is not a category"),
        (lambda c: c["retention"][1].update(percent="60"), "retention 2: percent: is more than at up_to_age_months 12"),
        (lambda c: c["condition"].pop(0), "condition: has no row for category *, grade A, works"),
        (lambda c: c["condition"][3].update(percent="100.5"), "condition 4: percent"),
        (lambda c: c.update(cracked=[CRACKED]), "cracked: has no row for category *, faulty"),
        (lambda c: c.update(cracked=[CRACKED, CRACKED]), "cracked 2: functional_state: stands in the file already"),
        (lambda c: c.update(cracked=[{**CRACKED, "percent": "101"}]), "cracked 1: percent"),
        (lambda c: c.update(defect=[{"category": "*", "defect": "mood"}]), "defect 1: defect: Value 'mood'"),
        (lambda c: c.update(defect=[{"category": "*", "defect": "swollen_battery"}]), "defect 1: defect: Value"),
        (lambda c: c.update(defect=[{"category": "car", "defect": "hinge"}]), "'car' is not a category"),
        (lambda c: c.update(missing_charger=[{"category": "*"}]), "missing_charger 1: amount: This field cannot be"),
        (lambda c: c.update(unsure=[{"below_percent": 0, "percent": "50"}]), "unsure 1: below_percent"),
        (lambda c: c["lock"].pop(), "lock: has no row for firmware_password"),
        (lambda c: c["lot_bonus"][1].update(percent="0.5"), "lot_bonus 2: percent: is less than from 50 units on"),
        (lambda c: c["lot_bonus"][1].update(min_units=50), "lot_bonus 2: min_units: stands in the file already"),
        (lambda c: c["lot_minimum"].append({"category": "*"}), "lot_minimum 3: min_units: asks for nothing"),
        (lambda c: c["lot_minimum"].append({"category": "*", "min_units": 5}), "min_units: stands in the file already"),
        (lambda c: c["lot_minimum"][0].update(min_units=0), "lot_minimum 1: min_units: Ensure this value is greater"),
        (lambda c: c["lot_minimum"][1].update(min_amount="-1"), "lot_minimum 2: min_amount"),
        (lambda c: c["floor"][0].update(reason="pity"), "floor 1: reason: Value 'pity' is not a valid choice"),
    ],
)
def test_read_prices_file_mistake_is_refused_by_name(read, spoil, problem):
    with pytest.raises(FileRefused) as refused:
        read(spoil)

    assert problem in str(refused.value)


def test_read_prices_file_worse_condition_that_pays_more_may_be_meant(read):
    def spoil(content):
        content["condition"][4]["percent"] = "95"
        content["battery"].append({"category": "laptop", "below_percent": 60, "amount": "10.00"})
        content["unsure"] = UNSURE

    file = read(spoil)

    assert file.rows["condition"][4][1].percent == 95


def test_read_prices_file_defect_may_cost_an_amount_or_a_percentage_alone(read):
    defects = [
        {"category": "*", "defect": "hinge", "amount": "20.00"},
        {"category": "*", "defect": "keyboard", "percent": "5"},
    ]

    file = read(lambda content: content.update(defect=defects))

    assert [(row.percent, row.amount) for _, row in file.rows["defect"]] == [(0, 20), (5, 0)]


def test_read_prices_file_every_mistake_is_named_at_once(read):
    def spoil(content):
        content["currency"] = "?"
        content["base"][0]["amount"] = "-1"
        content["base"][1]["model"] = "acme-1"
        content["handling"][0]["amount"] = "free"

    with pytest.raises(FileRefused, match="4 problems"):
        read(spoil)
