import pytest

from impact.method.wording import find_forbidden_claims


def test_it_works():
    claims = find_forbidden_claims("Your fleet is now carbon neutral and saves the planet.")

    assert [claim.words for claim in claims] == ["carbon neutral", "saves the planet"]
    assert claims[0].start == 18


@pytest.mark.parametrize(
    "text",
    [
        "a Carbon-Neutral delivery",
        "carbon neutrality by 2030",
        "CO2 neutral",
        "climate positive devices",
        "an eco-friendly choice",
        "environmentally friendly phones",
        "green devices for all",
        "your emissions are offset",
        "carbon offsetting",
        "we are saving our planet",
        "livraison neutre en carbone",
        "des appareils neutres en carbone",
        "la neutralité carbone",
        "zéro carbone",
        "compensation carbone",
        "nous compensons : compenser vos émissions",
        "un choix écologique",
        "des appareils verts",
        "respectueux de l’environnement",
        "respectueuse de la planète",
        "Sauvez la planète",
        "bon pour l'environnement",
        "une démarche éco-responsable",
    ],
)
def test_forbidden_claim_is_found(text):
    assert find_forbidden_claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Avoided emissions: probably between 4,404 and 20,185 kg CO2e; not part of scopes 1 to 3.",
        "Émissions évitées : probablement entre 4 404 et 20 185 kg CO2e.",
        "The figure shall not include carbon credits or avoided emissions.",
        "Ministère de la Transition écologique",
        "a set-off of two invoices",
        "evergreen devices",
        "Écran vert-de-gris",
        "saves the plan",
    ],
)
def test_honest_sentence_is_left_alone(text):
    assert find_forbidden_claims(text) == ()


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("carbon neutral", "print the emissions and the avoided emissions apart"),
        ("offset", "print them in their own section"),
        ("un choix écologique", "print the figure with its source and range"),
    ],
)
def test_claim_comes_with_what_to_do_instead(text, advice):
    assert advice in find_forbidden_claims(text)[0].why
