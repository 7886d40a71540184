import pytest

from impact.method.displacement import Evidence, displacement_for


def test_it_works():
    assert displacement_for(Evidence.NONE).share == 0.71


@pytest.mark.parametrize(("evidence", "share"), [("attested", 1.0), ("none", 0.71), ("additional", 0.0)])
def test_share_follows_the_evidence(evidence, share):
    assert displacement_for(Evidence(evidence)).share == share


@pytest.mark.parametrize("evidence", Evidence)
def test_every_evidence_says_where_its_share_comes_from(evidence):
    assert len(displacement_for(evidence).source) > 20
