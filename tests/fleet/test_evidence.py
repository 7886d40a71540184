from decimal import Decimal

import pytest

from fleet.evidence import AGE, MODEL, sureness
from fleet.intake.fields import AGE_EVIDENCE
from fleet.intake.identification import CONFIDENCE


def test_it_works():
    assert sureness(Decimal("1.00")) == "Certain"


@pytest.mark.parametrize(
    ("confidence", "words"),
    [("0.98", "Certain"), ("0.97", "Very likely"), ("0.90", "Very likely"), ("0.70", "Likely: please check")],
)
def test_sureness_is_told_in_words(confidence, words):
    assert sureness(Decimal(confidence)) == words


@pytest.mark.parametrize("confidence", [None, Decimal(0), Decimal("0.5")])
def test_little_confidence_is_no_knowledge(confidence):
    assert sureness(confidence) == "Not known"


def test_every_kind_of_evidence_has_words():
    assert set(MODEL) == set(CONFIDENCE)
    assert set(AGE) == {evidence for _field, evidence in AGE_EVIDENCE}
