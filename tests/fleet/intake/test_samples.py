import json

import pytest

from tests.fleet.intake.samples import EXPECTED, SAMPLES, as_expected, read_sample


def test_it_works():
    assert len(EXPECTED) == len(SAMPLES) >= 16


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.json"))
def test_sample_gives_exactly_what_is_expected(path):
    sample = path.with_name(path.name.removesuffix(".expected.json"))
    expected = json.loads(path.read_text(encoding="utf-8"))

    assert as_expected(read_sample(sample)) == expected
