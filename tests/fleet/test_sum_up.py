"""One or two sentences say what a list comes to."""

import pytest
from django.utils.translation import override

from fleet.models import Upload
from fleet.sum_up import sum_up
from tests.fleet.test_importing import upload_of

FILE = b"""Serial number,Model,Ownership
F2LXK1AAAA01,iPhone 13,Corporate
F2LXK1AAAA02,Poste bleu,Corporate
F2LXK1AAAA03,iPhone 13,Personal
,iPhone 13,Personal
"""


def of(problems=None, **owners) -> str:
    return sum_up(Upload(summary={"owners": owners, "problems": problems or {}}))


@pytest.mark.django_db
def test_it_works(in_acme, as_alice, now):
    upload = upload_of(FILE, as_alice, now)

    assert sum_up(upload) == (
        "2 devices are yours and 1 is personal and set aside. 1 can be priced once its model is named."
    )


def test_one_fact_is_a_sentence():
    assert of(organisation=1) == "1 device is yours."


def test_several_facts_stand_in_one_sentence():
    assert of(organisation=4812, person=611, lessor=377) == (
        "4,812 devices are yours, 611 are personal and set aside and 377 are leased."
    )


def test_it_is_told_in_the_readers_language():
    with override("fr"):
        assert of(organisation=4812, person=1, problems={"model_unknown": 12}) == (
            "4\u202f812 appareils sont à vous et 1 est personnel et mis de côté. "
            "12 pourront recevoir un prix une fois leur modèle nommé."
        )


def test_models_to_name_are_told_where_no_amount_tells_them():
    estimate = {"currency": "EUR", "low": "0", "high": "0", "unpriced": "3", "answers": "0", "raise": "0"}
    upload = Upload(summary={"owners": {"organisation": 3}, "problems": {"model_unknown": 3}}, estimate=estimate)

    assert sum_up(upload, with_amounts=True) == (
        "3 devices are yours. 3 of yours have no price yet. 3 can be priced once their models are named."
    )


def test_amounts_are_for_those_who_may_see_them():
    estimate = {"currency": "EUR", "low": "2040", "high": "2517", "unpriced": "0", "answers": "0", "raise": "0"}
    upload = Upload(summary={"owners": {"organisation": 3}}, estimate=estimate)

    assert sum_up(upload) == "3 devices are yours."
    assert sum_up(upload, with_amounts=True) == (
        "3 devices are yours. What is yours would bring about €2,040 to €2,520 today."
    )


def test_nothing_is_said_of_what_was_not_counted():
    assert of() == ""
