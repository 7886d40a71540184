"""The compiled requirements: pinned, hashed, complete, and free of addresses that only one machine can reach."""

import re
import tomllib

import pytest

from b2b_portal.runtime.state_folder import CHECKOUT

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]


def _pins(lock: str) -> set[str]:
    text = (CHECKOUT / lock).read_text()
    return {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", text, re.M)}


def _asked(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", line)[0].lower().replace("_", "-") for line in requirements}


def test_it_works():
    assert "django" in _pins("requirements.txt")


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock):
    text = (CHECKOUT / lock).read_text()

    assert not re.findall(r"://|--(?:extra-)?index-url|--find-links|@ file", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_hash_for_every_pin(lock):
    lines = [line for line in (CHECKOUT / lock).read_text().splitlines() if line and line[0] not in " #"]

    assert lines
    assert [line for line in lines if "==" not in line or not line.endswith("\\")] == []


def test_lock_holds_everything_pyproject_asks_for():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]

    assert _asked(project["dependencies"]) - _pins("requirements.txt") == set(), "run `make lock`"
    assert _asked(project["optional-dependencies"]["dev"]) - _pins("requirements-dev.txt") == set(), "run `make lock`"
