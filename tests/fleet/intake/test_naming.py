import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.naming import capacity_in_name, fold_name
from tests.catalogue.shipped import shipped_catalogue

WORDS = st.sampled_from([
    "ipad", "iPhone", "SE", "air", "mini", "pro", "MacBook", "9", "9th", "gen", "generation", "(", ")", "64", "Go",
    "GB", "+", '13"', "inch", ",", ".", "-", "2020", "apple", "Wi-Fi", "A53", "5G", "G9", " ",
])  # fmt: skip


def test_it_works():
    assert fold_name("IPAD 9 64GO") == fold_name("iPad (9th generation)") == "ipad gen9"


@pytest.mark.parametrize(
    ("written", "as_in_the_catalogue"),
    [
        ("Lenovo ThinkPad X1 Carbon 9th Gen", "ThinkPad X1 Carbon Gen 9"),
        ("Macbook air M1 2020", "MacBook Air (M1, 2020)"),
        ("MacBook Air M1 (2020) 256 Go Gris sidéral", "MacBook Air (M1, 2020)"),
        ("iPad 9th Gen (Wi-Fi)", "iPad (9th generation)"),
        ("iPad 9e génération", "iPad (9th generation)"),
        ("iPad 10.2-inch (9th generation)", "iPad (9th generation)"),
        ("iPad Air (5th generation) Wi-Fi", "iPad Air (5th generation)"),
        ("Apple iPad mini 6", "iPad mini (6th generation)"),
        ('iPad Pro 12,9" (5th generation)', "iPad Pro (12.9-inch) (5th generation)"),
        ("iPhone SE 2020", "iPhone SE (2nd generation)"),
        ("IPHONE13 ProMax 256GB", "iPhone 13 Pro Max"),
        ("Samsung Galaxy A53 5G 128 Go Noir", "Galaxy A53 5G"),
        ("Galaxy Tab A9+", "Galaxy Tab A9 Plus"),
        ("HP EliteBook 840 14 inch G9 Notebook PC", "EliteBook 840 G9"),
        ("Dell Latitude 5420", "Latitude 5420"),
        ("Dell Inc. Latitude5420 (i5-1145G7, 16/256) W11P", "Latitude 5420"),
        ("Latitude 5420 (11th Gen Intel Core i5)", "Latitude 5420"),
        ("HP Pro Book 450G9", "ProBook 450 G9"),
        ("HP EliteBook 840 G8 (3C8F6EA#ABF)", "EliteBook 840 G8"),
        ("HP ProDesk 400 G7 SFF", "HP ProDesk 400 G7 Small Form Factor PC"),
        ("ThinkPad T14 Gen 2i", "ThinkPad T14 Gen 2"),
        ("MacBook Air 13,3'' (M1, 2020)", "MacBook Air (13-inch, M1, 2020)"),
        ("iPad 9e gén. 2021 (10,2'')", "iPad (9th generation)"),
        ("i-Phone 13mini 5G lumière stellaire", "iPhone 13 mini"),
        ("GalaxyA54 5G Enterprise Edition", "Galaxy A54 5G"),
        ("Galaxy Tab A9 +", "Galaxy Tab A9+"),
    ],
)
def test_names_of_one_model_meet(written, as_in_the_catalogue):
    assert fold_name(written) == fold_name(as_in_the_catalogue)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("iPhone 13", "iPhone 13 Pro"),
        ("iPad (9th generation)", "iPad Air (5th generation)"),
        ("iPad Pro (11-inch) (3rd generation)", "iPad Pro (12.9-inch) (3rd generation)"),
        ("MacBook Air (13-inch, M2, 2022)", "MacBook Air (15-inch, M2, 2023)"),
        ("MacBook Pro 14 M1 2021", "MacBook Pro 14 M1 Pro 2021"),
        ("Galaxy A52", "Galaxy A52s 5G"),
        ("Galaxy Tab A9", "Galaxy Tab A9+"),
        ("Surface Laptop 4", "Surface Pro 4"),
        ("EliteBook 840 G8", "EliteBook 840 G9"),
        ("Latitude 5420", "Latitude 5420 Rugged"),
        ("ThinkPad X1 Carbon Gen 10 i7", "ThinkPad X1 Carbon Gen 9 i7"),
        ("Lenovo 300e Chromebook 2nd Gen", "Lenovo 300e Chromebook 2nd Gen AMD"),
        ("Roomba i7", "Roomba i3"),
        ("Macbok Air 13-inch M3", "Macbok Air 15-inch M3"),
        ("iPad Air 11-inch (2024)", "iPad Air 13-inch (2024)"),
        ("Pixel 4a", "Pixel 4a 5G"),
        ("Fairphone 4", "Nokia 4"),
    ],
)
def test_names_of_two_models_stay_apart(one, other):
    assert fold_name(one) != fold_name(other)


def test_no_two_models_of_the_shipped_catalogue_share_a_folded_name():
    folded = {}
    for model in shipped_catalogue()["models"]:
        folded.setdefault((model["maker"], fold_name(model["name"])), []).append(model["slug"])

    assert [slugs for slugs in folded.values() if len(slugs) > 1] == []


@pytest.mark.parametrize(
    ("name", "capacity"),
    [
        ("Latitude 5420 16Go 256Go SSD", "256go"),
        ("Latitude 5420 8 Go RAM", ""),
        ("i5 16/512", "512go"),
        ("MacBook Pro 16 Go 1 To", "1to"),
        ("IPAD 9 64GO", "64go"),
        ("iPhone 13 (128 GB)", "128gb"),
        ("SSD 1 To", "1to"),
        ("Latitude 5420", ""),
        ("", ""),
    ],
)
def test_capacity_in_a_name_is_found(name, capacity):
    assert capacity_in_name(name) == capacity


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join)))
def test_folding_twice_changes_nothing(text):
    assert fold_name(fold_name(text)) == fold_name(text)
