import re

import pytest
from hypothesis import given

from quotes.pricing.explain import DOUBTS, LABELS, QUESTIONS, explain
from quotes.pricing.facts import FUNCTIONAL_STATES, LOCKS
from quotes.pricing.price import price_device
from tests.quotes.pricing.books import AT, a_book, a_phone, random_books, random_devices


def test_it_works():
    step = price_device(a_phone(), a_book(), at=AT, lot_units=1).steps[1]

    assert explain(code=step.code, params=step.params, translate=str) == "Grade B, works: 90% of the price"


def test_sentence_is_translated_before_it_is_filled_in():
    french = {LABELS["base_storage"]: "Prix de ce modèle avec %(storage_gb)s Go"}

    sentence = explain(code="base_storage", params={"storage_gb": "128"}, translate=french.__getitem__)

    assert sentence == "Prix de ce modèle avec 128 Go"


@given(random_devices(), random_books())
def test_every_step_can_be_told(facts, book):
    for step in price_device(facts, book, at=AT, lot_units=60).steps:
        assert "%(" not in explain(code=step.code, params=step.params, translate=str)


@pytest.mark.parametrize("code", [f"condition_{state}" for state in FUNCTIONAL_STATES])
def test_every_functional_state_has_a_sentence(code):
    assert "Grade" in LABELS[code]


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock != "none"])
def test_every_lock_has_a_sentence(lock):
    assert LABELS[f"lock_{lock}"].startswith("Withheld until")


@pytest.mark.parametrize("sentence", [*LABELS.values(), *DOUBTS.values(), *QUESTIONS.values()])
def test_placeholders_are_named(sentence):
    assert not re.search(r"%(?!%|\([a-z_]+\)s)", sentence.replace("%%", ""))
