"""The first change of docs/developing.md: its test fails today, and passes with the change made as it stands there."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conventions.markdown import ROOT, blocks_in

PAGE = (ROOT / "docs/developing.md").read_text(encoding="utf-8")
[TEST] = blocks_in(PAGE, "python")
[CHANGE] = blocks_in(PAGE, "diff")
FIXTURE = (ROOT / "tests/fleet/intake/test_mapping.py").read_text(encoding="utf-8")
NAME = TEST.split("(")[0].removeprefix("def ")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages that the intake consists of, and the documented test at the end of its file."""
    for package in ("fleet/intake", "b2b_portal/lib"):
        shutil.copytree(ROOT / package, tmp_path / package)
        (tmp_path / package.partition("/")[0] / "__init__.py").touch()
    (tmp_path / "test_mapping.py").write_text(f"{FIXTURE}\n\n{TEST}", encoding="utf-8")
    return tmp_path


def outcome_in(folder: Path) -> str:
    """`passed`, or the last line of what went wrong."""
    call = f"import test_mapping; test_mapping.{NAME}(); print('passed')"
    done = subprocess.run([sys.executable, "-c", call], cwd=folder, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def test_it_works(copy):
    assert outcome_in(copy).startswith("AssertionError")

    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=copy, input=CHANGE, text=True, check=True)

    assert outcome_in(copy) == "passed"
