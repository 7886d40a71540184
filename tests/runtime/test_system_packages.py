import os
import subprocess

import pytest

from b2b_portal.runtime import system_packages
from b2b_portal.runtime.system_packages import PackagesMissing, SystemPackage, ensure_system_packages, find_missing

HERE = SystemPackage("bash", lambda: True)
MISSING = SystemPackage("libpango-1.0-0", lambda: False)
ALSO_MISSING = SystemPackage("chromium", lambda: False)


@pytest.fixture
def apt_calls(monkeypatch) -> list[list[str]]:
    """What apt would be told; nothing is installed."""
    calls: list[list[str]] = []
    monkeypatch.setattr(system_packages, "has_program", lambda *names: True)
    monkeypatch.setattr(subprocess, "run", lambda arguments, **_: calls.append(arguments))
    return calls


def _be(monkeypatch, uid: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)


def test_it_works(apt_calls):
    ensure_system_packages((HERE,))

    assert apt_calls == []


def test_find_missing_names_only_what_is_missing():
    assert find_missing((HERE, MISSING)) == ["libpango-1.0-0"]


def test_missing_without_root_gives_the_exact_command(monkeypatch, apt_calls):
    _be(monkeypatch, 1000)

    with pytest.raises(PackagesMissing) as refused:
        ensure_system_packages((HERE, MISSING, ALSO_MISSING))

    assert "`sudo apt-get install --no-install-recommends libpango-1.0-0 chromium`" in str(refused.value)
    assert apt_calls == []


def test_missing_as_root_asks_apt_for_what_is_missing(monkeypatch, apt_calls):
    _be(monkeypatch, 0)
    arrived = iter([False, True])
    package = SystemPackage("gettext", lambda: next(arrived))

    ensure_system_packages((HERE, package))

    assert apt_calls[-1][-1] == "gettext"
    assert "bash" not in apt_calls[-1]


def test_missing_after_apt_is_refused(monkeypatch, apt_calls):
    _be(monkeypatch, 0)

    with pytest.raises(PackagesMissing, match="`apt-get install"):
        ensure_system_packages((MISSING,))


def test_missing_without_apt_names_the_packages(monkeypatch, apt_calls):
    monkeypatch.setattr(system_packages, "has_program", lambda *names: False)

    with pytest.raises(PackagesMissing, match=r"libpango-1\.0-0, chromium"):
        ensure_system_packages((MISSING, ALSO_MISSING))


@pytest.mark.parametrize("name", ["demo", "test"])
def test_this_machine_has_what_the_tests_need(name):
    assert find_missing(system_packages.PURPOSES[name]) == []
