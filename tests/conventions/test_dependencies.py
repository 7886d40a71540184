"""Every dependency has its reason, its version and its hash, and no lock names a machine or a mirror."""

import re

import pytest

from tests.conventions.source import ROOT

LOCKS = (
    *("requirements.txt", "requirements-dev.txt", "requirements-node.txt"),
    *("assets/package-lock.json", "bench/lighthouse/package-lock.json"),
)
PYPROJECT = (ROOT / "pyproject.toml").read_text()
LISTS = re.compile(r"^(?:dependencies|dev) = \[\n(.*?)^\]", re.MULTILINE | re.DOTALL)


def dependency_lines() -> list[str]:
    return [line.strip() for found in LISTS.findall(PYPROJECT) for line in found.splitlines() if '"' in line]


def test_it_works():
    assert any(line.startswith('"Django>=') for line in dependency_lines())


def test_every_dependency_says_why_it_is_there():
    silent = [line for line in dependency_lines() if "# " not in line]

    assert not silent, f"one comment each: {silent}"


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_host_and_no_path(name):
    text = (ROOT / name).read_text()

    named = re.findall(r"https?://\S+|file:\S+|/(?:home|work|root|tmp|usr)/\S+|--(?:index-url|find-links)\S*", text)
    packages = [found for found in named if "opencollective" not in found and "github.com/sponsors" not in found]

    assert not packages


@pytest.mark.parametrize("name", [lock for lock in LOCKS if lock.endswith(".txt")])
def test_lock_pins_and_hashes_every_package(name):
    entries = re.split(r"\n(?=[a-zA-Z0-9])", (ROOT / name).read_text())
    pinned = [entry for entry in entries if re.match(r"[a-zA-Z0-9]", entry)]

    loose = [entry.splitlines()[0] for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry]

    assert pinned
    assert not loose


def test_development_lock_agrees_with_the_other():
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([\w.\-\[\]]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))

    ours, theirs = pins("requirements.txt"), pins("requirements-dev.txt")

    assert {name: theirs.get(name) for name in ours} == ours
