"""The first files of a soak, with a fixed seed, in a process of its own: forks want a small parent."""

import json
import subprocess
import sys
from random import Random

import pytest

from tests.conventions.source import ROOT
from tests.soak.mutations import spoil

FILES = 150


@pytest.fixture(scope="module")
def report() -> dict:
    command = [sys.executable, "-m", "tests.soak", "--count", str(FILES), "--seed", "42"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_it_works(report):
    assert sum(report["ends"].values()) == report["files"] == FILES
    assert set(report["formats"]) == {"xlsx", "xls", "ods", "html", "csv"}


def test_every_spoilt_file_ends_as_a_sheet_or_a_refusal(report):
    assert report["bad"] == []


def test_soak_reaches_the_rows_and_not_the_refusals_alone(report):
    assert report["ends"]["read"] > FILES // 5
    assert len([end for end in report["ends"] if end.startswith("refused")]) >= 3


@pytest.mark.parametrize("content", [b"", b"Serial number,Model\nPF1,T14\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_same_seed_spoils_a_file_the_same_way(content):
    once, again = (
        [spoil(content, others=[b"abc"], chance=Random(f"7:{number}")) for number in range(200)] for _ in range(2)
    )

    assert once == again
    assert len(set(once)) > 50
